/** What a booking, or a change of one, would cost; or what rules it out, each said on its own. */
import type { Request } from '#shared/contract/capability.ts';
import type { BulkyWrong } from '../contract/bulkyShapes.ts';
import type { waste } from '../contract.ts';
import type { Dependencies } from '../handlers.ts';
import { bookingFound, offerOfChange, wantedBy } from './changes.ts';
import { cutoffOf } from './dates.ts';
import { closedWords, type Facts, factsOf } from './facts.ts';
import { offerFor } from './offer.ts';
import { hasRoom, isLive, isReservation } from './places.ts';
import { paidFor, toPay } from './price.ts';

type Operations = (typeof waste)['operations'];
type Language = 'en' | 'cy';

export const wrongWords = {
  not_here: {
    en: 'Bulky waste is not collected from this property.',
    cy: 'Ni chesglir gwastraff swmpus o’r eiddo hwn.',
  },
  date_not_offered: {
    en: 'This day is not offered. Choose another.',
    cy: 'Ni chynigir y diwrnod hwn. Dewiswch un arall.',
  },
  day_full: { en: 'This day is full. Choose another.', cy: 'Mae’r diwrnod hwn yn llawn. Dewiswch un arall.' },
  already_booked: {
    en: 'A collection is booked for this property on this day.',
    cy: 'Mae casgliad wedi’i drefnu ar gyfer yr eiddo hwn ar y diwrnod hwn.',
  },
  too_late: { en: 'It is too late to change this booking.', cy: 'Mae’n rhy hwyr i newid y trefniant hwn.' },
} as const;

/** What rules a booking out beside its items. */
const placeWrong = async (
  dependencies: Dependencies,
  { council, settings, isHere, offered, standing }: Facts,
  date: string | undefined,
  language: Language,
  reference?: string,
): Promise<BulkyWrong[]> => {
  const tell = (code: keyof typeof wrongWords, pointer: string): BulkyWrong[] => [
    { code, pointer, message: wrongWords[code][language] },
  ];
  if (!settings.open) return [{ code: 'closed', pointer: '#', message: closedWords(settings, language) }];
  if (!isHere) return tell('not_here', '#/uprn');
  if (date === undefined) return [];
  if (!offered.includes(date)) return tell('date_not_offered', '#/date');
  const now = dependencies.clock();
  const mine = standing.days.find((one) => one.date === date && isLive(one, now));
  if (mine && !isReservation(mine) && mine.owner !== reference) return tell('already_booked', '#/date');
  return mine || (await hasRoom(dependencies, council, date, settings)) ? [] : tell('day_full', '#/date');
};

export const quoteBulky = async (dependencies: Dependencies, { council, body }: Request<Operations['quoteBulky']>) => {
  const { uprn, date, language } = body;
  const facts = await factsOf(dependencies, council, uprn);
  const { price, points, free, lines, wrong } = offerFor(facts, body, { reference: '', mayBeFree: true });
  const elsewhere = await placeWrong(dependencies, facts, date, language);
  return {
    uprn,
    ...(price !== undefined && elsewhere.length === 0 && { price }),
    ...(points !== undefined && { points }),
    free: free !== undefined,
    lines: [...lines],
    wrong: [...elsewhere, ...wrong],
  };
};

export const quoteBulkyChange = async (
  dependencies: Dependencies,
  { council, params: { reference }, body }: Request<Operations['quoteBulkyChange']>,
) => {
  const booking = await bookingFound(dependencies, council, reference);
  const { details, payment, uprn } = booking;
  const facts = await factsOf(dependencies, council, uprn);
  const order = { ...wantedBy(booking, body), language: body.language };
  const { price, points, free, lines, wrong } = offerOfChange(facts, booking, order, body.items);
  const moved = order.date === details.date ? undefined : order.date;
  const isLate = dependencies.clock() >= cutoffOf(details.date, facts.settings.amend, facts.settings);
  const elsewhere = isLate
    ? [{ code: 'too_late' as const, pointer: '#', message: wrongWords.too_late[body.language] }]
    : await placeWrong(dependencies, facts, moved, body.language, reference);
  return {
    reference,
    ...(price !== undefined &&
      elsewhere.length === 0 && { price, toPay: toPay(price, payment ? paidFor(payment) : 0) }),
    ...(points !== undefined && { points }),
    free: free !== undefined,
    lines: [...lines],
    wrong: [...elsewhere, ...wrong],
  };
};
