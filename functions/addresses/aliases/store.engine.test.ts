import { aTrail, freshTable, itemsIn, storedIn } from '#test/support/table.ts';
import { aliasId, aliasStore } from './store.ts';

const setUp = async () => {
  const table = await freshTable();
  return { table, trail: aTrail(table), store: aliasStore(table, aTrail(table)) };
};
const deed = (by: string, at = '2026-11-23T09:30:00.000Z') => ({ at, by, operation: 'recordAliases' });
const [shop, barn] = ['The Old Shop, High Street', 'Mrs A Beck, The Barn'].map((text) =>
  aliasId({ text, postcode: 'ZZ1 1AA' }),
) as [string, string];

it('is one for a text, wherever its postcode is and however it is punctuated', () => {
  const same = ['The old shop, High Street, ZZ1 1AA', 'THE OLD SHOP HIGH STREET zz11aa'];
  expect(same.map((text) => aliasId({ text }))).toEqual([shop, shop]);
  expect(aliasId({ text: 'The old shop, High Street', postcode: 'ZZ1 1AB' })).not.toBe(shop);
});

it.each([
  ['Flat 12, The Maltings, Kent House', 'Flat 12, The Maltings, Essex House'],
  ['The Old Vicarage, Norfolk Road', 'The Old Vicarage, Suffolk Road'],
  ['Flat 1, 12 High Street', 'Flat 11, 2 High Street'],
  ['Tŷ Gwyn, Heol y Bryn', 'T Gwyn, Heol y Bryn'],
])('is not one for “%s” and “%s”', (one, other) => {
  expect(aliasId({ text: one, postcode: 'ZZ1 1AA' })).not.toBe(aliasId({ text: other, postcode: 'ZZ1 1AA' }));
});

it('keeps the later decision, with who made it and when, and no text', async () => {
  const { table, trail, store } = await setUp();
  const one = { id: shop, uprn: '1' };
  expect(await store.record('marlbeck', [one, { id: barn, uprn: undefined }], deed('first'))).toBe(2);
  expect(await store.record('marlbeck', [one], deed('again'))).toBe(0);
  expect(await store.record('marlbeck', [one, { id: shop, uprn: '2' }], deed('later'))).toBe(1);
  const found = await store.find('marlbeck', [shop, barn, 'f'.repeat(64)]);
  expect([found.size, found.get(shop)?.uprn, found.get(barn)?.uprn]).toEqual([2, '2', undefined]);
  const { aliases } = await store.list('marlbeck', 100);
  expect(aliases.find(({ id }) => id === shop)).toEqual({ id: shop, uprn: '2', at: deed('').at, by: 'later' });
  expect(aliases.find(({ id }) => id === barn)).toMatchObject({ none: true, by: 'first' });
  const { entries } = await trail.list('marlbeck', { limit: 10 });
  expect(entries.map(({ by, before, after }) => [by, before?.uprn, after?.uprn]).sort()).toEqual([
    ['first', undefined, '1'],
    ['first', undefined, 'none'],
    ['later', '1', '2'],
  ]);
  expect(await storedIn(table)).not.toMatch(/beck, |barn|shop/i);
});

it('has one winner for each text, and an entry for each change, when many decide at once', async () => {
  const { table, trail, store } = await setUp();
  const decisions = Array.from({ length: 12 }, (_, i) =>
    store.record('marlbeck', [{ id: shop, uprn: `${i}` }], deed(`${i}`)),
  );
  expect(await Promise.all(decisions)).toEqual(decisions.map(() => 1));
  const { entries } = await trail.list('marlbeck', { limit: 100 });
  const left = entries
    .flatMap(({ after }) => after?.uprn ?? [])
    .filter((uprn) => !entries.some(({ before }) => before?.uprn === uprn));
  expect(entries).toHaveLength(12);
  expect(left).toEqual([(await store.find('marlbeck', [shop])).get(shop)?.uprn]);
  expect(await itemsIn(table)).toHaveLength(13);
});

it('goes once, and is nobody else’s', async () => {
  const { store } = await setUp();
  await store.record('marlbeck', [{ id: shop, uprn: '1' }], deed('k'));
  expect(await store.remove('pellwick', shop, deed('k'))).toBe(false);
  expect((await store.find('pellwick', [shop])).size).toBe(0);
  expect([await store.remove('marlbeck', shop, deed('k')), await store.remove('marlbeck', shop, deed('k'))]).toEqual([
    true,
    false,
  ]);
  expect((await store.list('marlbeck', 10)).aliases).toEqual([]);
});
