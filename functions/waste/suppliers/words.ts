/** The words of suppliers and their crews, in the codes of the Local Waste Service Standards and of the council. */
import { type Status, statuses } from '../contract/crew.ts';
import { type EventCode, eventCodes } from '../contract/eventCodes.ts';
import { type SupplierWords, sameText } from '../contract/suppliers.ts';
import { eventTerms } from '../standard/taxonomies.ts';

export type Place = 'site' | 'street';
/** `none`: no problem. */
export type Meaning = EventCode | 'none';

export interface Words {
  readonly event: (text: string, place: Place) => Meaning | undefined;
  /** Whether the whole text is known, not a part of it alone. */
  readonly isKnown: (text: string) => boolean;
  readonly status: (text: string) => Status | undefined;
  readonly service: (text: string) => string | undefined;
  readonly container: (text: string) => string | undefined;
  readonly round: (text: string) => string;
}

type Pairs<T> = Readonly<Record<string, T>>;
const mapOf = <T>(...pairs: readonly Pairs<T>[]): ReadonlyMap<string, T> =>
  new Map(pairs.flatMap((one) => Object.entries(one).map(([text, to]) => [sameText(text), to] as const)));

/** As crews are known to write: Peterborough's in Bartec, Bexley's in Whitespace, the boroughs' in Echo. */
const seen: Pairs<Meaning> = {
  'BIN NOT OUT': 'not_presented',
  'WRONG COLOUR BIN': 'wrong_bin',
  OVERWEIGHT: 'too_heavy',
  'NO ACCESS GATELOCKED': 'gate_locked',
  'NO ACCESS PARKED CAR': 'blocked_by_vehicles',
  'NO ACCESS ROADWORKS': 'roadworks',
  'N/A': 'none',
  'Not Out': 'not_presented',
  'Wrong Bin Out': 'wrong_bin',
  'Contaminated builder waste': 'contaminated.rubble_diy',
};
const terms: Pairs<Meaning> = Object.fromEntries(
  eventCodes.map((code) => [eventTerms.find(({ id }) => id === code)?.name ?? code, code]),
);

/** What the rules of Bartec and Echo councils look for anywhere in a text. */
const parts: readonly (readonly [RegExp, Readonly<Record<Place, Meaning>>])[] = [
  [/\bno access\b/, { site: 'no_access.at_property', street: 'no_access.from_street' }],
  [/\bexcess\b/, { site: 'excess_waste', street: 'excess_waste' }],
  [/\bcontaminat/, { site: 'contaminated', street: 'contaminated' }],
];

/** Echo's states; of them Bromley shows Delayed as on its way. */
const states: Pairs<Status> = {
  ...Object.fromEntries(statuses.map((one) => [one, one])),
  Outstanding: 'Not started',
  Allocated: 'In progress',
  Delayed: 'In progress',
  Completed: 'Closed / Complete',
  'Not Completed': 'Closed / Not done',
};

/** The council's own words go before those that are built in. */
export const wordsOf = (own: Partial<SupplierWords> = {}): Words => {
  const events = mapOf<Meaning>(terms, seen, own.texts ?? {});
  const status = mapOf<Status>(states, own.statuses ?? {});
  const [services, containers, rounds] = [own.services, own.containers, own.rounds].map((one) => mapOf(one ?? {}));
  return {
    event: (text, place) => {
      const key = sameText(text);
      return events.get(key) ?? parts.find(([part]) => part.test(key))?.[1][place];
    },
    isKnown: (text) => events.has(sameText(text)),
    status: (text) => status.get(sameText(text)),
    service: (text) => services?.get(sameText(text)),
    container: (text) => containers?.get(sameText(text)),
    round: (text) => rounds?.get(sameText(text)) ?? text,
  };
};
