import { freshTable } from '#test/support/table.ts';
import { tableHandlers } from './handlers.ts';
import { areaTableStore } from './store.ts';

const at = Date.parse('2026-11-23T09:30:00.000Z');
const council = 'marlbeck';
const body = (toName: string, version = 0) => ({
  version,
  reorganisations: [{ from: 'E07999901', to: 'E06999901', toName, date: '2027-04-01' }],
});

const start = async () => {
  const tables = areaTableStore(await freshTable());
  const { putReorganisations, getReorganisations } = tableHandlers({ tables, clock: () => at });
  type Put = Parameters<typeof putReorganisations>[0];
  const put = (given: ReturnType<typeof body>) => putReorganisations({ council, body: given } as Put);
  return { tables, put, get: () => getReorganisations({ council } as Parameters<typeof getReorganisations>[0]) };
};

it('takes one of ten writers at once, and its repeat; tells the others', async () => {
  const { put, get } = await start();
  const all = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => put(body(`Marl ${i}`))));
  const taken = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(taken).toHaveLength(1);
  expect(await get()).toEqual(taken[0]);
  const [winner] = taken[0]?.reorganisations ?? [];
  expect(await put(body(String(winner?.toName)))).toEqual(taken[0]);
  await expect(put(body('Marl 10'))).rejects.toThrow('It is at version 1 by now.');
  expect(await put(body('Marl 11', 1))).toMatchObject({ version: 2 });
});

it('keeps the tables apart, empty until they are written', async () => {
  const { put, tables } = await start();
  await put(body('North Marl'));
  expect(await tables.read(council, 'authorities')).toEqual({ version: 0, authorities: [] });
  expect(await tables.read('pellwick', 'reorganisations')).toEqual({ version: 0, reorganisations: [] });
});
