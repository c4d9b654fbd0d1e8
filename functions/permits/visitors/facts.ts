/** What visitors’ handlers work with, and what all of them ask first. */

import type { ProblemOptions } from '#shared/contract/problem.ts';
import { InvalidRequest, Unavailable } from '#shared/contract/problems.ts';
import { londonDay } from '#shared/london.ts';
import { Down } from '#shared/outbound.ts';
import type { PeopleStore } from '../applications/people.ts';
import { SchemeNotFound } from '../contract/fields.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { Claim } from '../contract/tariffs.ts';
import { NotForVisitors, NoVisitorZone } from '../contract/visitors.ts';
import type { Addresses } from '../lookUps.ts';
import { told } from '../money/told.ts';
import type { ZoneStore } from '../zones/store.ts';
import type { Household } from './items.ts';
import { allowanceOf, periodAt, type VisitorSettings } from './rules.ts';
import type { VisitorStore } from './store.ts';

export interface VisitorPayment {
  readonly subject: string;
  readonly pence: number;
  readonly description: string;
  readonly returnUrl: string;
  readonly language: 'en' | 'cy';
  /** The same for each attempt at the same payment. */
  readonly key: string;
}

/** The `payments` capability. Each throws `Down` where it cannot be asked. */
export interface VisitorMoney {
  /** Begins a payment; of a key that began one before, goes on with it. */
  pay(council: string, payment: VisitorPayment): Promise<{ readonly payment: string; readonly nextUrl: string }>;
  /** How it stands: `open` while the payer may still pay. */
  outcome(council: string, payment: string): Promise<'paid' | 'open' | 'failed'>;
  refund(
    council: string,
    refund: { readonly payment: string; readonly pence: number; readonly reason: string; readonly key: string },
  ): Promise<void>;
}

export interface VisitorDependencies {
  readonly visitors: VisitorStore;
  readonly visitorMoney: VisitorMoney;
  readonly schemes: { on(council: string, scheme: string, day: string): Promise<Scheme | undefined> };
  /** Zones of a property, the surest first; none of one that gets no permit. Throws `Down`. */
  readonly zonesOfProperty: (council: string, uprn: string, day: string) => Promise<readonly string[]>;
  readonly people: Pick<PeopleStore, 'contactWrites'>;
  readonly clock: () => number;
  readonly newReference: (prefix: string) => string;
}

export const wrong = (field: string, detail: string): [string, ProblemOptions] => [
  `“${field}” ${detail}.`,
  { errors: [{ detail, pointer: `#/${field}`, in: 'body' }] },
];
export const wrongly = (field: string, detail: string) => new InvalidRequest(...wrong(field, detail));

export const busy = () =>
  new Unavailable('Many ask for the same household at once.', { headers: { 'retry-after': '1' } });

/** What another capability answers; that it is down, or does not take what the caller gave, is told as ours. */
export const answered = async <T>(asked: Promise<T>): Promise<T> => {
  try {
    return await asked;
  } catch (error) {
    throw told(error, 'A service that this needs does not answer.');
  }
};

/**
 * For `zonesOfProperty`: by the address where the council has it, else by its UPRN alone. What a zone names is known though addresses cannot
 * be asked, or there are none.
 */
export const zonesBy =
  (addresses: Pick<Addresses, 'find'>, zones: Pick<ZoneStore, 'index'>): VisitorDependencies['zonesOfProperty'] =>
  async (council, uprn, day) => {
    const [index, address] = await Promise.all([
      zones.index(council),
      addresses.find(council, uprn).catch((error: unknown) => {
        if (error instanceof Down) return error;
        throw error;
      }),
    ]);
    const isDown = address instanceof Down;
    const found = index.at(isDown || !address ? { uprn } : address, day);
    if (isDown && !found.excluded && found.zones.length === 0) throw address;
    return found.excluded ? [] : found.zones;
  };

export interface ForVisitors {
  readonly scheme: Scheme;
  readonly settings: VisitorSettings;
}

/** Throws `SchemeNotFound` and `NotForVisitors`. */
export const forVisitors = async (
  { schemes }: VisitorDependencies,
  council: string,
  code: string,
  at: number,
): Promise<ForVisitors> => {
  const scheme = await schemes.on(council, code, londonDay(at));
  if (!scheme) throw new SchemeNotFound(...wrong('scheme', 'must be one of the council’s schemes'));
  if (!scheme.visitors) throw new NotForVisitors(...wrong('scheme', 'must be one with “visitors” settings'));
  return { scheme, settings: scheme.visitors };
};

/** The zone in which visitors of a property may park. Throws `NoVisitorZone`. */
export const zoneOf = async (
  { zonesOfProperty }: VisitorDependencies,
  council: string,
  uprn: string,
  { scheme }: ForVisitors,
  at: number,
): Promise<string> => {
  const zones = await answered(zonesOfProperty(council, uprn, londonDay(at)));
  const zone = zones.find((one) => scheme.zones === 'all' || scheme.zones.includes(one));
  if (zone === undefined) throw new NoVisitorZone(...wrong('uprn', 'must be of a property in a zone of the scheme'));
  return zone;
};

/** How much a household can have, and had. */
export const standing = async (
  { visitors }: VisitorDependencies,
  council: string,
  household: Household,
  settings: VisitorSettings,
  at: number,
) => {
  const { starts, renewsOn } = periodAt(at, settings.allowance?.perMonths ?? 12);
  const state = await visitors.allowance(council, household, starts);
  const today = londonDay(at);
  const claims = state.claims.filter(({ until }) => until >= today).map(({ claim }) => claim as Claim);
  const most = allowanceOf(settings, claims);
  return { ...state, claims, period: starts, renewsOn, most };
};
