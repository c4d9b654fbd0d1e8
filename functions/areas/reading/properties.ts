/** Properties of a version, and how many of a postcode are in which areas. */
import type { Areas, Tally } from '../areas.ts';
import { fromColumns } from '../columns.ts';
import type { PropertyRecord } from '../contract/records.ts';
import { talliesPartition, uprnPartition } from '../keys.ts';
import { columnsPack, tallyPack } from '../packs.ts';
import type { Reader } from './reader.ts';

const tallies = async ({ prefix, read }: Reader, postcode: string): Promise<readonly Tally[]> => {
  const parts = await read({ pk: talliesPartition(prefix, postcode) }, ({ data }) => {
    const { columns, properties } = tallyPack.unpack(data);
    const areas = fromColumns<Pick<Tally, 'codes' | 'within'>>(columns);
    return areas.map((one, i): Tally => ({ ...one, properties: properties[i] ?? 0 }));
  });
  const alike = Map.groupBy(parts, ({ codes, within }) => JSON.stringify([codes, within]));
  const merged = [...alike.values()].flatMap(([first, ...others]) =>
    first ? { ...first, properties: others.reduce((sum, one) => sum + one.properties, first.properties) } : [],
  );
  return merged.sort((a, b) => b.properties - a.properties);
};

export const propertyReads = ({ prefix, read }: Reader): Pick<Areas, 'property' | 'tallies'> => ({
  property: async (wanted) => {
    const thousand = await read(
      { pk: uprnPartition(prefix, wanted) },
      ({ data }) => fromColumns<PropertyRecord>(columnsPack.unpack(data)),
      () => 0.5,
    );
    return thousand.find(({ uprn }) => uprn === wanted);
  },
  tallies: (postcode) => tallies({ prefix, read }, postcode),
});
