/**
 * Places that are limited: of a household, a person, a property, a vehicle and a zone. Taken and given back by single conditional writes
 * in the transaction of the application or the permit, so that a limit is exact however many come at once.
 *
 *   <council>#HOLD#<scheme>#household#<uprn>   SLOT#<nnnn>   {permit, until}
 *   <council>#HOLD#<scheme>#resident#<hash>    SLOT#<nnnn>
 *   <council>#HOLD#*#property#<uprn>           SLOT#<nnnn>   of every scheme
 *   <council>#HOLD#vehicle#<registration>#<zone>   SLOT#0001
 *   <council>#CAP#<scheme>#<zone>              COUNT         {used}, and who waits (`waiting/line.ts`)
 *
 * A slot is free when there is none, or when its time is over; the lowest free one is the household's nth permit.
 */
import { createHash } from 'node:crypto';
import type { Key, Write } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { KeptPermit } from '../applications/journey.ts';
import type { Scheme } from '../contract/schemes.ts';

export interface Person {
  readonly name: string;
  readonly uprn: string;
}

export interface Wish {
  readonly scheme: string;
  readonly zone: string;
  readonly uprn: string;
  readonly person?: Person | undefined;
  readonly registrations: readonly string[];
  readonly permit: string;
  /** First moment after the permit. */
  readonly until: number;
  readonly limits: Scheme['limits'];
  /** It counts in the zone already. */
  readonly isCounted?: boolean;
}

export type Blocker = 'household' | 'resident' | 'property' | 'vehicle' | 'zone';

export type Taking =
  | { readonly full: Blocker }
  | { readonly nth: number; readonly writes: readonly Write[]; readonly holds: readonly string[] };

export interface Places {
  /** Which places it would take now, by which writes; or which of them is not to be had. */
  taking(council: string, wish: Wish, at: number): Promise<Taking>;
  /** Places that a permit has, and gives back. */
  releasing(council: string, permit: KeptPermit): Promise<Write[]>;
  /** The lowest free slot, or `undefined` where there is none below the limit. */
  lowest(council: string, hold: string, limit: number, at: number): Promise<number | undefined>;
  /** References of the permits that have a place at a property. */
  atProperty(council: string, uprn: string): Promise<string[]>;
  isFull(council: string, scheme: string, zone: string, limit: number | undefined): Promise<boolean>;
}

/** More than any limit that can be set. */
export const unlimited = 5000;

/** Who is the same person, as far as a limit for each resident goes: the same name at the same property. */
const personHash = (council: string, { name, uprn }: Person): string =>
  createHash('sha256')
    .update(`${council}#${uprn}#${name.normalize('NFKD').toLowerCase().replaceAll(/\P{L}/gu, '')}`)
    .digest('hex')
    .slice(0, 32);

export const holdOf = {
  household: (scheme: string, uprn: string) => `${scheme}#household#${uprn}`,
  resident: (council: string, scheme: string, person: Person) => `${scheme}#resident#${personHash(council, person)}`,
  property: (uprn: string) => `*#property#${uprn}`,
  vehicle: (registration: string, zone: string) => `vehicle#${registration}#${zone}`,
};

const holdPk = (council: string, hold: string): string => `${council}#HOLD#${hold}`;
const slotSk = (slot: number): string => `SLOT#${String(slot).padStart(4, '0')}`;
/** A hold and its slot, as a permit keeps it. */
export const heldAs = (hold: string, slot: number): string => `${hold}/${slotSk(slot)}`;
const keyOf = (council: string, held: string): Key => {
  const [hold = '', sk = ''] = held.split('/');
  return { pk: holdPk(council, hold), sk };
};
export const capKey = (council: string, scheme: string, zone: string): Key => ({
  pk: `${council}#CAP#${scheme}#${zone}`,
  sk: 'COUNT',
});

export const slotWrite = (council: string, held: string, permit: string, until: number, at: number): Write => ({
  put: {
    ...keyOf(council, held),
    ...{ type: 'permit-slot', slot: Number(held.slice(-4)), permit, until, expiresAt: Math.ceil(until / 1000) },
  },
  condition: {
    text: 'attribute_not_exists(pk) OR #until <= :now OR #permit = :permit',
    names: { '#until': 'until', '#permit': 'permit' },
    values: { ':now': at, ':permit': permit },
  },
});

/** A place goes from one permit to another. */
export const passingWrite = (
  council: string,
  held: string,
  { from, to, until }: { readonly from: string; readonly to: string; readonly until: number },
): Write => ({
  put: {
    ...keyOf(council, held),
    ...{ type: 'permit-slot', slot: Number(held.slice(-4)), permit: to, until, expiresAt: Math.ceil(until / 1000) },
  },
  condition: { text: '#permit = :from', names: { '#permit': 'permit' }, values: { ':from': from } },
});

const counting = (council: string, scheme: string, zone: string, limit: number | undefined): Write => ({
  update: capKey(council, scheme, zone),
  set: {
    text: 'SET #used = if_not_exists(#used, :none) + :one, #type = :type',
    names: { '#used': 'used', '#type': 'type' },
    values: { ':none': 0, ':one': 1, ':type': 'permit-count' },
  },
  ...(limit !== undefined && {
    condition: {
      text: '(attribute_not_exists(#used) OR #used < :limit) AND (attribute_not_exists(#waiting) OR #waiting = :none)',
      names: { '#used': 'used', '#waiting': 'waiting' },
      values: { ':limit': limit, ':none': 0 },
    },
  }),
});

/**
 * Slots up to `bound` are given, however many take one at the same moment: with those that are taken above it they are never more than
 * the limit. Above it there is something only when the limit was more before.
 */
export const lowestOf = (taken: ReadonlySet<number>, limit: number): number | undefined => {
  let above = [...taken].filter((slot) => slot > limit).length;
  let bound = limit;
  for (; bound > 0 && bound + above > limit; bound -= 1) if (taken.has(bound)) above += 1;
  for (let slot = 1; slot <= bound; slot += 1) if (!taken.has(slot)) return slot;
  return undefined;
};

const lowest = async (table: Table, council: string, hold: string, limit: number, at: number) => {
  const slots = await table.queryAll({ pk: holdPk(council, hold), prefix: 'SLOT#', consistent: true });
  return lowestOf(new Set(slots.filter(({ until }) => Number(until) > at).map(({ slot }) => Number(slot))), limit);
};

const isFull = async (table: Table, council: string, scheme: string, zone: string, limit: number | undefined) => {
  if (limit === undefined) return false;
  const count = await table.get(capKey(council, scheme, zone), { consistent: true });
  return Number(count?.used ?? 0) >= limit || Number(count?.waiting ?? 0) > 0;
};

const taking = async (table: Table, council: string, wish: Wish, at: number): Promise<Taking> => {
  const { scheme, zone, uprn, person, registrations, permit, until, limits } = wish;
  const limit = limits.zones[zone];
  const wanted: readonly { blocker: Blocker; hold: string; limit: number }[] = [
    { blocker: 'household', hold: holdOf.household(scheme, uprn), limit: limits.household ?? unlimited },
    ...(person
      ? [
          {
            blocker: 'resident' as const,
            hold: holdOf.resident(council, scheme, person),
            limit: limits.resident ?? unlimited,
          },
        ]
      : []),
    { blocker: 'property', hold: holdOf.property(uprn), limit: limits.property ?? unlimited },
    ...registrations.map((one) => ({ blocker: 'vehicle' as const, hold: holdOf.vehicle(one, zone), limit: 1 })),
  ];
  const [full, ...slots] = await Promise.all([
    wish.isCounted ? false : isFull(table, council, scheme, zone, limit),
    ...wanted.map((one) => lowest(table, council, one.hold, one.limit, at)),
  ]);
  const blocked = wanted.find((_, i) => slots[i] === undefined);
  if (blocked) return { full: blocked.blocker };
  if (full) return { full: 'zone' };
  const holds = wanted.map(({ hold }, i) => heldAs(hold, slots[i] ?? 0));
  return {
    ...{ nth: slots[0] ?? 0, holds },
    writes: [
      ...holds.map((held) => slotWrite(council, held, permit, until, at)),
      ...(wish.isCounted ? [] : [counting(council, scheme, zone, limit)]),
    ],
  };
};

/** A permit that is about to move counts in both. */
const zonesOf = ({ zone, changes }: KeptPermit): string[] => [
  zone,
  ...(changes?.reserved?.zone ? [changes.reserved.zone] : []),
];

/** What another has taken meanwhile, because the permit was over, is left alone. */
const releasing = async (table: Table, council: string, permit: KeptPermit): Promise<Write[]> => {
  const keys = permit.holds.map((held) => keyOf(council, held));
  const slots = await Promise.all(keys.map((key) => table.get(key, { consistent: true })));
  const mine = keys.filter((_, i) => slots[i]?.permit === permit.permit);
  const condition = { text: '#permit = :permit', names: { '#permit': 'permit' }, values: { ':permit': permit.permit } };
  return [
    ...mine.map((key) => ({ remove: key, condition })),
    ...(permit.counted ? zonesOf(permit) : []).map((zone) => ({
      update: capKey(council, permit.scheme, zone),
      set: { text: 'SET #used = #used - :one', names: { '#used': 'used' }, values: { ':one': 1 } },
      condition: { text: '#used > :none', values: { ':none': 0 } },
    })),
  ];
};

export const placesIn = (table: Table): Places => ({
  taking: (...given) => taking(table, ...given),
  releasing: (...given) => releasing(table, ...given),
  lowest: (...given) => lowest(table, ...given),
  atProperty: async (council, uprn) => {
    const slots = await table.queryAll({ pk: holdPk(council, holdOf.property(uprn)), prefix: 'SLOT#' });
    return slots.map(({ permit }) => String(permit));
  },
  isFull: (...given) => isFull(table, ...given),
});
