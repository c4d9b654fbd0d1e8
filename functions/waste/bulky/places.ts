/** Finding a place on a day, among those that many want at the same moment. */
import type { Write } from '#shared/dynamodb/expression.ts';
import { BulkyAlreadyBooked, BulkyDateNotOffered, BulkyDayFull } from '../contract/bulkyCase.ts';
import type { BulkySettings } from '../contract/bulkySettings.ts';
import { capacityOn, freePlaces } from './capacity.ts';
import type { BulkyStore, Held, HeldDay, Standing } from './store.ts';

export interface Parts {
  readonly bulky: BulkyStore;
  readonly clock: () => number;
  /** From 0 to 1, below 1. */
  readonly random: () => number;
}

export const isLive = ({ until }: Held, now: number): boolean => until === undefined || until > now;
/** Reservations have references of their own. */
export const isReservation = ({ owner }: Held): boolean => owner.startsWith('BR-');

const freeOn = (held: readonly Held[], date: string, settings: Pick<BulkySettings, 'capacity'>, now: number) => {
  const taken = held.filter((one) => isLive(one, now)).map(({ place }) => place);
  return freePlaces(new Set(taken), capacityOn(date, settings));
};

/** As it was a moment ago: it is decided when it is booked. */
export const hasRoom = async (
  { bulky, clock }: Parts,
  council: string,
  date: string,
  settings: Pick<BulkySettings, 'capacity'>,
): Promise<boolean> => freeOn(await bulky.day(council, date, { isHint: true }), date, settings, clock()).length > 0;

/** The next days with room after one, and those before it where there are none. A few are looked at, not all. */
const alternatives = async (
  parts: Parts,
  council: string,
  date: string,
  offered: readonly string[],
  settings: BulkySettings,
) => {
  const nearest = [...offered.filter((one) => one > date), ...offered.filter((one) => one < date)].slice(0, 9);
  for (let i = 0; i < nearest.length; i += 3) {
    const some = nearest.slice(i, i + 3);
    const room = await Promise.all(some.map((one) => hasRoom(parts, council, one, settings)));
    const found = some.filter((_, n) => room[n]);
    if (found.length > 0) return found;
  }
  return [];
};

export interface Wish {
  readonly council: string;
  readonly uprn: string;
  readonly date: string;
  /** Who wants it. */
  readonly owner: string;
  /** Until when, in milliseconds. */
  readonly until?: number;
  readonly settings: BulkySettings;
  readonly standing: Standing;
}

const theirs = ({ standing, date }: Wish, now: number): HeldDay | undefined =>
  standing.days.find((one) => one.date === date && isLive(one, now));

const field = (detail: string) => ({ detail, pointer: '#/date', in: 'body' as const });

/**
 * Which place to take, and how: the one that the property has already, or a free one by chance, so that of many who come at once few
 * want the same. `undefined` where there is none. Throws `BulkyAlreadyBooked`.
 */
export const takingAPlace = async (parts: Parts, wish: Wish): Promise<Write[] | undefined> => {
  const { bulky, clock, random } = parts;
  const { council, uprn, date, owner, until, settings } = wish;
  const now = clock();
  const mine = theirs(wish, now);
  const wanted = { council, uprn, date, owner, ...(until !== undefined && { until }) };
  if (mine?.owner === owner || (mine && isReservation(mine)))
    return bulky.taking({ ...wanted, place: mine.place }, now, [mine.owner]);
  if (mine) {
    const detail = `has ${mine.owner} on ${date}`;
    throw new BulkyAlreadyBooked(`The property ${detail}.`, {
      errors: [{ ...field(detail), pointer: '#/uprn' }],
      extensions: { booking: mine.owner },
    });
  }
  const free = freeOn(await bulky.day(council, date), date, settings, now);
  const place = free[Math.floor(random() * free.length)];
  return place === undefined ? undefined : bulky.taking({ ...wanted, place }, now);
};

/** The same, and says which other days have room where this one has none. Throws `BulkyAlreadyBooked` and `BulkyDayFull`. */
export const placeOrFull = async (parts: Parts, wish: Wish, offered: readonly string[]): Promise<Write[]> => {
  const writes = await takingAPlace(parts, wish);
  if (writes) return writes;
  const { council, date, settings } = wish;
  throw new BulkyDayFull(`${date} is full.`, {
    errors: [field('is full')],
    extensions: { alternatives: await alternatives(parts, council, date, offered, settings) },
  });
};

/** Throws `BulkyDateNotOffered`. */
export const mustBeOffered = (date: string, offered: readonly string[]): void => {
  if (offered.includes(date)) return;
  const next = [...offered.filter((one) => one > date), ...offered].slice(0, 3);
  throw new BulkyDateNotOffered(`${date} is not offered.`, {
    errors: [field('is not a day that is offered')],
    extensions: { alternatives: [...new Set(next)] },
  });
};
