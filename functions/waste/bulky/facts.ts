/** What bookings are judged by: the council's settings, the property, the days offered. */
import { londonDay } from '#shared/london.ts';
import { daysOf } from '../collections.ts';
import { BulkyClosed, BulkyNotHere } from '../contract/bulkyCase.ts';
import type { BulkySettings } from '../contract/bulkySettings.ts';
import type { Dependencies } from '../handlers.ts';
import { find } from '../lookUp.ts';
import { offeredDays } from './dates.ts';
import type { Standing } from './store.ts';

export interface Facts {
  readonly council: string;
  readonly uprn: string;
  readonly settings: BulkySettings;
  /** Whether the property has the service that the council asks for. */
  readonly isHere: boolean;
  readonly today: string;
  readonly offered: readonly string[];
  /** What the property has of places and free collections. */
  readonly standing: Standing;
}

/** Throws `NoCollectionsHere` and `RoundsNotLoaded`. */
export const factsOf = async (dependencies: Dependencies, council: string, uprn: string): Promise<Facts> => {
  const { store, bulky, clock } = dependencies;
  const [{ property, known }, settings, standing] = await Promise.all([
    find(dependencies, council, uprn),
    store.setting(council, 'bulky'),
    bulky.standing(council, uprn),
  ]);
  const { requires } = settings;
  const now = clock();
  const offered = offeredDays(now, settings, (service, from, to) =>
    property.services.filter((one) => one.service === service).flatMap((one) => daysOf(one, known.moves, from, to)),
  );
  const isHere = requires === undefined || property.services.some(({ service }) => service === requires);
  return { council, uprn, settings, isHere, today: londonDay(now), offered, standing };
};

type Language = 'en' | 'cy';
export const closedWords = (
  { closedMessage, closedMessageWelsh }: Pick<BulkySettings, 'closedMessage' | 'closedMessageWelsh'>,
  language: Language,
): string => {
  const welsh = closedMessageWelsh ?? closedMessage ?? 'Ni ellir trefnu casgliadau gwastraff swmpus ar hyn o bryd.';
  return language === 'cy' ? welsh : (closedMessage ?? 'Bulky collections cannot be booked at the moment.');
};

/** Throws `BulkyClosed` and `BulkyNotHere`. */
export const mustBeOpen = ({ settings, isHere }: Facts): void => {
  if (!settings.open) throw new BulkyClosed(closedWords(settings, 'en'));
  if (isHere) return;
  const detail = `has no service “${settings.requires}”`;
  throw new BulkyNotHere(`The property ${detail}.`, { errors: [{ detail, pointer: '#/uprn', in: 'body' }] });
};
