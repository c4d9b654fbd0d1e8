/** Postcodes of a version, and what is known of outward codes. */
import { inParallel } from '#shared/dynamodb/retry.ts';
import type { Areas, Outward } from '../areas.ts';
import { fromColumns } from '../columns.ts';
import type { Kind } from '../contract/kinds.ts';
import type { PostcodeRecord } from '../contract/records.ts';
import { halves, outwardPartition, outwardsPartition, summary } from '../keys.ts';
import { columnsPack, countsPack, type OutwardCounts, type OutwardPart, outwardPack, summarised } from '../packs.ts';
import { nearby } from './nearby.ts';
import type { Reader } from './reader.ts';

interface Counted extends OutwardCounts {
  readonly outward: string;
}

const unpackSector = ({ data }: { readonly data?: unknown }) => fromColumns<PostcodeRecord>(columnsPack.unpack(data));
const live = ({ terminated }: PostcodeRecord): boolean => !terminated;
const inOrder = (records: readonly PostcodeRecord[]): PostcodeRecord[] =>
  records.toSorted((a, b) => (a.postcode < b.postcode ? -1 : 1));

const sector = ({ prefix, read }: Reader, outward: string, digit: string): Promise<readonly PostcodeRecord[]> =>
  read({ pk: outwardPartition(prefix, outward), prefix: digit }, unpackSector);

/** One that is in use rather than one that was, where a file has both. */
const pick = (records: readonly PostcodeRecord[], wanted: string): PostcodeRecord | undefined => {
  const found = records.filter(({ postcode }) => postcode === wanted);
  return found.find(live) ?? found[0];
};

const postcodes = async (reader: Reader, wanted: readonly string[]): Promise<ReadonlyMap<string, PostcodeRecord>> => {
  const whole = wanted.filter((postcode) => /^\S+ \d/.test(postcode));
  const sectors = [...Map.groupBy(new Set(whole), (postcode) => postcode.slice(0, postcode.indexOf(' ') + 2))];
  const found = new Map<string, PostcodeRecord>();
  await inParallel(sectors, 25, async ([name, members]) => {
    const records = await sector(reader, ...halves(name));
    for (const postcode of members) {
      const record = pick(records, postcode);
      if (record) found.set(postcode, record);
    }
  });
  return found;
};

const inOutward = async (reader: Reader, outward: string, inward: string, limit: number) => {
  const pk = outwardPartition(reader.prefix, outward);
  const records = inward
    ? await sector(reader, outward, inward.charAt(0))
    : await reader.read({ pk, between: ['0', '9~'] }, unpackSector);
  const start = `${outward} ${inward}`;
  return inOrder(records.filter(({ postcode }) => postcode.startsWith(start))).slice(0, limit);
};

/** Parts of outward codes that start so, in order; all of them for `''`. */
const counted = async ({ prefix, read }: Reader, start: string): Promise<readonly Counted[]> => {
  const all = await read({ pk: outwardsPartition(prefix), ...(start && { prefix: start }) }, ({ sk, data }) => [
    { outward: String(sk).replace(/B\d+$/, ''), ...countsPack.unpack(data) },
  ]);
  return all.filter(({ outward }) => outward.startsWith(start));
};

const mean = (sum: number, count: number): number | undefined => (count > 0 ? sum / count : undefined);

const outward = async ({ prefix, read }: Reader, wanted: string): Promise<Outward | undefined> => {
  const pk = outwardPartition(prefix, wanted);
  const parts: readonly OutwardPart[] = await read({ pk, prefix: summary }, ({ data }) => [outwardPack.unpack(data)]);
  if (parts.length === 0) return undefined;
  const total = (field: Exclude<keyof OutwardPart, 'codes'>) => parts.reduce((sum, one) => sum + one[field], 0);
  const means = {
    latitude: mean(total('latitude'), total('placed')),
    longitude: mean(total('longitude'), total('placed')),
    easting: mean(total('easting'), total('gridded')),
    northing: mean(total('northing'), total('gridded')),
  };
  const codesOf = (kind: Kind) => [...new Set(parts.flatMap(({ codes }) => codes[kind] ?? []))].sort();
  return {
    outward: wanted,
    postcodes: total('postcodes'),
    ...(Object.fromEntries(Object.entries(means).filter(([, value]) => value !== undefined)) as Partial<Outward>),
    codes: Object.fromEntries(summarised.map((kind) => [kind, codesOf(kind)]).filter(([, codes]) => codes?.length)),
  };
};

/** Counts postcodes by sector up to the one that chance falls on, then within that. */
const random = async (reader: Reader, chance: number, wanted?: string): Promise<PostcodeRecord | undefined> => {
  const parts = (await counted(reader, wanted ?? '')).filter(
    ({ outward: one }) => wanted === undefined || one === wanted,
  );
  const counts = parts.flatMap(({ outward: one, sectors }) =>
    Object.entries(sectors).map(([digit, count]) => ({ name: `${one} ${digit}`, count })),
  );
  // Batches cut sectors in two.
  const sectors = [...Map.groupBy(counts, ({ name }) => name)].map(
    ([name, all]) => [name, all.reduce((sum, { count }) => sum + count, 0)] as const,
  );
  let left = Math.floor(chance * sectors.reduce((sum, [, count]) => sum + count, 0));
  for (const [name, count] of sectors) {
    if (left < count) return inOrder((await sector(reader, ...halves(name))).filter(live))[left];
    left -= count;
  }
  return undefined;
};

type PostcodeReads = Pick<
  Areas,
  'postcode' | 'postcodes' | 'inOutward' | 'outwards' | 'outward' | 'near' | 'outwardsNear' | 'random'
>;

export const postcodeReads = (reader: Reader): PostcodeReads => ({
  postcode: async (wanted) => (await postcodes(reader, [wanted])).get(wanted),
  postcodes: (wanted) => postcodes(reader, wanted),
  inOutward: (...wanted) => inOutward(reader, ...wanted),
  outwards: async (start, limit) =>
    [...new Set((await counted(reader, start)).map(({ outward: one }) => one))].sort().slice(0, limit),
  outward: (wanted) => outward(reader, wanted),
  random: (...wanted) => random(reader, ...wanted),
  ...nearby(reader, {
    records: (wanted) => postcodes(reader, wanted),
    outward: (wanted) => outward(reader, wanted),
    outwards: () => counted(reader, ''),
  }),
});
