/** Which vehicle a permit covers when. Pure: covers as they are, and as they become. */
import type { KeptPermit } from '../applications/journey.ts';
import type { Cover } from '../contract/permits.ts';

/** More changes than this a permit does not take: each is kept. */
export const mostCovers = 50;

type Covers = readonly Cover[];

/** The vehicle that it is for, from now on. */
export const vehicleAt = (covers: Covers, now: string): Cover | undefined =>
  covers.findLast(({ temporary, until }) => !temporary && until > now);
export const temporaryAt = (covers: Covers, now: string): Cover | undefined =>
  covers.findLast(({ temporary, until }) => temporary && until > now);

const cut = (cover: Cover, now: string): Cover[] => {
  if (cover.until <= now) return [cover];
  return cover.from < now ? [{ ...cover, until: now }] : [];
};

/** The old vehicle is uncovered and the new one covered from the same moment; before the permit begins, from its beginning. */
export const withVehicle = (covers: Covers, registration: string, now: string): Cover[] => {
  const current = vehicleAt(covers, now);
  if (!current) return [...covers];
  const from = current.from > now ? current.from : now;
  const past = covers
    .filter((cover) => cover !== current)
    .flatMap((cover) => (cover.temporary ? cut(cover, now) : [cover]));
  return [...past, ...cut(current, now), { registration, from, until: current.until }];
};

export const withTemporary = (covers: Covers, cover: Omit<Cover, 'temporary'>): Cover[] => [
  ...covers,
  { ...cover, temporary: true },
];

export const withoutTemporary = (covers: Covers, now: string): Cover[] =>
  covers.flatMap((cover) => (cover.temporary ? cut(cover, now) : [cover]));

/** Vehicles of a permit that are covered now or later. */
export const registrationsAt = ({ covers }: Pick<KeptPermit, 'covers'>, now: string): string[] => [
  ...new Set(covers.filter(({ until }) => until > now).map(({ registration }) => registration)),
];
