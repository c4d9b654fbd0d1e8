/**
 * Places of days, and free collections of years. A place is an item of its own rather than a count: what is kept for a while is free
 * again when its time is over, without anybody having to give it back.
 *
 *   <council>#BULKY#<day>       PLACE#<n>         who has it: a booking, or a reservation until a moment
 *   <council>#BULKY#U#<uprn>    DAY#<day>         which place of the day the property has; there is no second
 *   <council>#BULKY#U#<uprn>    FREE#<year>#<n>   which booking has the nth free collection of the year
 *   <council>#BULKY#R#<id>      RESERVATION       which day and property it is for
 */
import type { Expression, Item, Key, Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Keeping } from '#shared/retention.ts';

/** A place that somebody has or had: after `until`, in milliseconds, it is free. */
export interface Held {
  readonly place: number;
  /** Reference of a booking or a reservation. */
  readonly owner: string;
  readonly until?: number;
}
export interface HeldDay extends Held {
  readonly date: string;
}
export interface FreeCollection {
  readonly year: string;
  readonly n: number;
  readonly owner: string;
}
/** What a property has. */
export interface Standing {
  readonly days: readonly HeldDay[];
  readonly free: readonly FreeCollection[];
}
export interface Reserved {
  readonly uprn: string;
  readonly date: string;
}

/** Somebody's place on a day: whose, and which. */
export interface Place extends HeldDay {
  readonly council: string;
  readonly uprn: string;
}

export interface BulkyStore {
  /** Who has which place of a day, those included whose time is over. */
  day(council: string, date: string, options?: { readonly isHint: boolean }): Promise<Held[]>;
  standing(council: string, uprn: string): Promise<Standing>;
  /** Takes a place that nobody has, or that one of `from` has. */
  taking(place: Place, now: number, from?: readonly string[]): Write[];
  /** Gives back what is still the owner's of a place. */
  releasing(council: string, uprn: string, date: string, owner: string): Promise<Write[]>;
  takingFree(council: string, uprn: string, collection: FreeCollection, ends: string): Write;
  releasingFree(council: string, uprn: string, collection: FreeCollection): Write;
  reservation(council: string, id: string): Promise<Reserved | undefined>;
  /** Writes of a reservation, all or none; `false` when they lost. */
  reserve(council: string, id: string, reserved: Reserved, writes: readonly Write[]): Promise<boolean>;
  write(writes: readonly Write[]): Promise<boolean>;
}

interface Parts {
  readonly table: Table;
  /** How long it is kept who had a place. */
  readonly places: Keeping;
}

const numbered = (n: number): string => String(n).padStart(4, '0');
const placeKey = (council: string, date: string, place: number): Key => ({
  pk: `${council}#BULKY#${date}`,
  sk: `PLACE#${numbered(place)}`,
});
const atProperty = (council: string, uprn: string): string => `${council}#BULKY#U#${uprn}`;
const dayKey = (council: string, uprn: string, date: string): Key => ({
  pk: atProperty(council, uprn),
  sk: `DAY#${date}`,
});
const freeKey = (council: string, uprn: string, { year, n }: FreeCollection): Key => ({
  pk: atProperty(council, uprn),
  sk: `FREE#${year}#${numbered(n)}`,
});
const reservationKey = (council: string, id: string): Key => ({
  pk: `${council}#BULKY#R#${id}`,
  sk: 'RESERVATION',
});

const ownedBy = (owner: string): Expression => ({
  text: '#owner = :owner',
  names: { '#owner': 'owner' },
  values: { ':owner': owner },
});

const absentOr = (owner: string): Expression => {
  const { text, ...rest } = ownedBy(owner);
  return { ...rest, text: `attribute_not_exists(pk) OR ${text}` };
};

/** What nobody has, whose time is over, or which is one of `owners`’. */
const freeFor = (owners: readonly string[], now: number): Expression => ({
  text: `attribute_not_exists(pk) OR #until <= :now OR #owner IN (${owners.map((_, i) => `:o${i}`).join(', ')})`,
  names: { '#until': 'until', '#owner': 'owner' },
  values: { ':now': now, ...Object.fromEntries(owners.map((owner, i) => [`:o${i}`, owner])) },
});

const heldIn = (item: Item): Held => ({
  place: Number(item.place),
  owner: String(item.owner),
  ...(item.until !== undefined && { until: Number(item.until) }),
});

const standingIn = (items: readonly Item[]): Standing => {
  const partsOf = (kind: string) =>
    items.flatMap((item) => {
      const [first, ...rest] = String(item.sk).split('#');
      return first === kind ? [{ item, rest }] : [];
    });
  return {
    days: partsOf('DAY').map(({ item, rest: [date = ''] }) => ({ date, ...heldIn(item) })),
    free: partsOf('FREE').map(({ item, rest: [year = '', n] }) => ({ year, n: Number(n), owner: String(item.owner) })),
  };
};

const attempt = async (run: Promise<void>): Promise<boolean> => {
  try {
    await run;
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
};

const releasing = async (
  { table }: Parts,
  ...[council, uprn, date, owner]: Parameters<BulkyStore['releasing']>
): Promise<Write[]> => {
  const day = await table.get(dayKey(council, uprn, date), { consistent: true });
  if (day?.owner !== owner) return [];
  // Of what was kept for a while the place may be another's by now.
  const key = placeKey(council, date, Number(day.place));
  const place = await table.get(key, { consistent: true });
  return [
    { remove: dayKey(council, uprn, date), condition: ownedBy(owner) },
    ...(place?.owner === owner ? [{ remove: key, condition: ownedBy(owner) }] : []),
  ];
};

export const bulkyStore = (parts: Parts): BulkyStore => {
  const { table, places } = parts;
  return {
    day: async (council, date, { isHint } = { isHint: false }) => {
      const pk = `${council}#BULKY#${date}`;
      return (await table.queryAll({ pk, prefix: 'PLACE#', consistent: !isHint })).map(heldIn);
    },
    standing: async (council, uprn) =>
      standingIn(await table.queryAll({ pk: atProperty(council, uprn), consistent: true })),
    taking: ({ council, uprn, date, place, owner, until }, now, from = []) => {
      const expiresAt = places.until(council, Date.parse(date));
      const item = { place, owner, until, uprn, expiresAt };
      const condition = freeFor([owner, ...from], now);
      return [
        { put: { ...placeKey(council, date, place), type: 'waste-bulky-place', ...item }, condition },
        { put: { ...dayKey(council, uprn, date), type: 'waste-bulky-day', ...item }, condition },
      ];
    },
    releasing: (...given) => releasing(parts, ...given),
    takingFree: (council, uprn, collection, ends) => {
      const expiresAt = places.until(council, Date.parse(ends));
      const item = { type: 'waste-bulky-free', owner: collection.owner, expiresAt };
      return { put: { ...freeKey(council, uprn, collection), ...item }, condition: absentOr(collection.owner) };
    },
    releasingFree: (council, uprn, collection) => ({
      remove: freeKey(council, uprn, collection),
      condition: ownedBy(collection.owner),
    }),
    reservation: async (council, id) => {
      const item = await table.get(reservationKey(council, id), { consistent: true });
      return item && { uprn: String(item.uprn), date: String(item.date) };
    },
    reserve: (council, id, { uprn, date }, writes) => {
      const item = { type: 'waste-bulky-reservation', uprn, date, expiresAt: places.until(council, Date.parse(date)) };
      return attempt(table.transact([...writes, { put: { ...reservationKey(council, id), ...item } }]));
    },
    write: (writes) => attempt(table.transact(writes)),
  };
};
