/** Which areas each property of a batch lies in: worked out once, when it is loaded, instead of whenever it is asked for. */
import { inParallel } from '#shared/dynamodb/retry.ts';
import type { AreasStore, Within } from './areas.ts';
import type { PropertyRecords } from './propertyRecords.ts';

const atOnce = 25;

/** On an edge it is in the first of a kind and set, so that a property never has two wards. */
const decided = (found: readonly Within[]): string[] => {
  const first = found.filter(
    ({ onEdge, kind, set }, i) => !onEdge || found.findIndex((one) => one.kind === kind && one.set === set) === i,
  );
  return [...new Set(first.map(({ code }) => code))];
};

export const withAreas =
  ({ open }: AreasStore) =>
  async (council: string, { properties }: PropertyRecords) => {
    const { editions, at } = await open(council);
    if (!editions.areas) return { records: { properties }, counts: {} };
    const found = [...properties];
    await inParallel([...properties.entries()], atOnce, async ([i, property]) => {
      const { latitude, longitude } = property;
      if (latitude === undefined || longitude === undefined) return;
      found[i] = { ...property, within: decided(await at({ latitude, longitude })) };
    });
    return { records: { properties: found }, counts: { [`by-areas-version-${editions.areas.version}`]: found.length } };
  };
