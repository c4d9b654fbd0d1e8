/** Lists of properties, from batches that were written one by one. */
import { DatasetKeys } from '#shared/datasets/keys.ts';
import { VersionStore } from '#shared/datasets/versions.ts';
import { aTrail, freshTable } from '#test/support/table.ts';
import type { WasteProperty } from '../contract/rounds.ts';
import { perPage } from '../contract/standardForm.ts';
import { rounds } from '../rounds.ts';
import { siteStore } from './store.ts';

const keys = new DatasetKeys('rounds');
const services = [{ service: 'refuse', round: 'R1', schedule: 'weekly on Monday', containers: [] }];
const aProperty = (uprn: number, place: Partial<WasteProperty> = {}): WasteProperty => ({
  uprn: String(uprn),
  services,
  ...place,
});

/** A live version of these batches. */
const start = async (batches: readonly (readonly WasteProperty[])[]) => {
  const table = await freshTable();
  const versions = new VersionStore(table, keys, aTrail(table));
  for (const [batch, properties] of batches.entries())
    await table.writeMany({ puts: rounds.index(keys.prefix('marlbeck', 1), batch, { properties }) });
  await table.put({ ...keys.pointer('marlbeck'), live: 1, last: 1, version: 1 });
  const store = siteStore({ table, keys, versions });
  const uprnsAt = async (place: Parameters<typeof store.properties>[1], page = 1) =>
    (await store.properties('marlbeck', place, page))?.map(({ uprn }) => uprn);
  return { store, uprnsAt };
};

const [usrn, postcode] = ['99010001', 'ZZ1 1AA'];

it('lists what every batch has of a street, a postcode, or both, each property once', async () => {
  const { uprnsAt, store } = await start([
    [aProperty(20, { usrn, postcode }), aProperty(3, { usrn }), aProperty(4)],
    [aProperty(100, { postcode }), aProperty(20, { usrn, postcode })],
  ]);
  expect(await uprnsAt({ usrn })).toEqual(['3', '20']);
  expect(await uprnsAt({ postcode })).toEqual(['20', '100']);
  expect(await uprnsAt({ usrn, postcode })).toEqual(['20']);
  expect(await uprnsAt({ usrn: '99010002' })).toEqual([]);
  expect(await store.properties('pellwick', { usrn }, 1)).toBeUndefined();
});

it('lists a long street page by page, all of it and nothing twice', async () => {
  const street = Array.from({ length: 2 * perPage + 1 }, (_, i) => aProperty(i + 1, { usrn }));
  const { uprnsAt } = await start([street.slice(0, perPage / 2), street.slice(perPage / 2)]);
  const pages = await Promise.all([1, 2, 3, 4].map((page) => uprnsAt({ usrn }, page)));
  expect(pages.flat()).toEqual(street.map(({ uprn }) => uprn));
  expect(pages.map((page) => page?.length)).toEqual([perPage, perPage, 1, 0]);
});
