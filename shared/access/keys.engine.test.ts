import { aKey } from '#test/support/pipeline.ts';
import { freshTable } from '#test/support/table.ts';
import { allows, cachedKeys, keyAt } from './keys.ts';

it.each([
  [['addresses:read'], 'addresses:read', true],
  [['addresses:*'], 'addresses:read', true],
  [['*'], 'addresses:read', true],
  [['addresses:read'], 'addresses:load', false],
  [['addresses'], 'addresses:read', false],
  [['waste:*'], 'addresses:read', false],
  [['add*'], 'addresses:read', false],
  [[], 'addresses:read', false],
])('%j for %s: %s', (scopes, wanted, allowed) => {
  expect(allows(scopes, wanted)).toBe(allowed);
});

it('reads a key once a minute, and sees a revocation after that', async () => {
  const table = await freshTable();
  const { record } = aKey();
  let now = 1_000_000;
  const keys = cachedKeys(table, () => now);
  await table.put({ ...keyAt(record.keyId), ...record });
  expect(await keys.find(record.keyId)).toEqual(record);

  await table.put({ ...keyAt(record.keyId), ...record, revokedAt: '2026-11-23T00:00:00Z' });
  now += 59_000;
  expect(await keys.find(record.keyId)).toEqual(record);
  now += 1000;
  expect(await keys.find(record.keyId)).toMatchObject({ revokedAt: '2026-11-23T00:00:00Z' });
});

it('does not remember a failure', async () => {
  const table = await freshTable();
  const { record } = aKey();
  await table.put({ ...keyAt(record.keyId), ...record });
  const broken = { get: jest.fn().mockRejectedValueOnce(new Error('down')).mockImplementation(table.get.bind(table)) };
  const keys = cachedKeys(broken as never, () => 0);
  await expect(keys.find(record.keyId)).rejects.toThrow('down');
  expect(await keys.find(record.keyId)).toEqual(record);
});
