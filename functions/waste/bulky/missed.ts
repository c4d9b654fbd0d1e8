/** Whether a bulky collection can be reported as missed. Pure. */

import { addDays } from '#shared/dates/days.ts';
import { workingDays } from '#shared/dates/workingDays.ts';
import { londonDay, londonInstant } from '#shared/london.ts';
import type { BulkyCase } from '../contract/bulkyCase.ts';
import type { BulkySettings } from '../contract/bulkySettings.ts';
import type { BulkyMissedEligibility } from '../contract/bulkyShapes.ts';
import { momentInWords } from '../dates/dayInWords.ts';

type Reason = NonNullable<BulkyMissedEligibility['reasonCode']>;
type Settings = Pick<BulkySettings, 'missed' | 'division' | 'closures'>;

interface Asked {
  readonly now: number;
  /** Reference of a report that is open. */
  readonly openReport: string | undefined;
}

/** Of what is done from then on, to the end of some working days; else from a time on the day, for as long as it is open. */
const windowOf = ({ closedAt, details }: BulkyCase, { missed, ...calendar }: Settings): readonly [number, number?] => {
  if (!closedAt) return [londonInstant(details.date, missed.opens)];
  const last = workingDays(calendar).add(londonDay(Date.parse(closedAt)), missed.workingDays);
  return [Date.parse(closedAt), londonInstant(addDays(last, 1), '00:00')];
};

const reasonOf = (
  { stage, outcome }: BulkyCase,
  { now, openReport }: Asked,
  [opensAt, closesAt]: readonly [number, number?],
): Reason | undefined => {
  if (openReport) return 'already_reported';
  if (outcome === 'not_done') return 'not_done';
  if (stage === 'unpaid' || (outcome && outcome !== 'done')) return 'not_booked';
  if (now < opensAt) return 'too_soon';
  return closesAt !== undefined && now >= closesAt ? 'too_late' : undefined;
};

const messages: Readonly<Record<Reason, Readonly<Record<'en' | 'cy', (moment: string) => string>>>> = {
  already_reported: {
    en: () => 'This has been reported already.',
    cy: () => 'Mae hyn wedi’i adrodd eisoes.',
  },
  not_done: {
    en: () => 'The crew could not collect it, and told us so.',
    cy: () => 'Ni allai’r criw ei gasglu, a dywedodd hynny wrthym.',
  },
  not_booked: {
    en: () => 'No collection is booked.',
    cy: () => 'Nid oes casgliad wedi’i drefnu.',
  },
  too_soon: {
    en: (moment) => `You can report this from ${moment}.`,
    cy: (moment) => `Gallwch adrodd hyn o ${moment}.`,
  },
  too_late: {
    en: (moment) => `You could report this until ${moment}.`,
    cy: (moment) => `Gallech adrodd hyn tan ${moment}.`,
  },
};

export const missedDecision = (
  booking: BulkyCase,
  asked: Asked,
  settings: Settings,
  language: 'en' | 'cy',
): BulkyMissedEligibility => {
  const window = windowOf(booking, settings);
  const reasonCode = reasonOf(booking, asked, window);
  const [opensAt, closesAt] = window;
  const moment = (reasonCode === 'too_late' && closesAt) || opensAt;
  const isTold = reasonCode !== 'not_done' && reasonCode !== 'not_booked';
  return {
    reference: booking.reference,
    allowed: reasonCode === undefined,
    ...(reasonCode && { reasonCode, message: messages[reasonCode][language](momentInWords(moment, language)) }),
    ...(isTold && { windowOpensAt: new Date(opensAt).toISOString() }),
    ...(isTold && closesAt !== undefined && { windowClosesAt: new Date(closesAt).toISOString() }),
    ...(asked.openReport && { openReport: asked.openReport }),
  };
};
