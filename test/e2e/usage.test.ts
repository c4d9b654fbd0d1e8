/** Every call is counted, once, by the log subscription that the local runner carries as AWS does. */
import { setTimeout as sleep } from 'node:timers/promises';
import { api, logOf, makeKey } from '#test/support/app.ts';

interface Row {
  readonly operation: string;
  readonly keyId: string;
  readonly calls: number;
  readonly errors: number;
  readonly readUnits: number;
  readonly latency: { readonly histogram: readonly { readonly calls: number }[] };
}

const rowsOf = async (keyId: string): Promise<Row[]> => (await api('GET', `/metered/usage?keyId=${keyId}`)).json.usage;

/** As soon as they are counted; whatever comes after that would be too much. */
const counted = async (keyId: string, calls: number): Promise<Row[]> => {
  for (let waited = 0; waited < 20_000; waited += 200) {
    const rows = await rowsOf(keyId);
    if (rows.reduce((sum, row) => sum + row.calls, 0) >= calls) {
      await sleep(1000);
      return rowsOf(keyId);
    }
    await sleep(200);
  }
  throw new Error(`The calls of ${keyId} were not counted.`);
};

it('counts ten thousand calls as ten thousand, with their errors and units', async () => {
  const { keyId, key } = await makeKey('metered', { dailyQuota: 1_000_000 });
  const requests = Array.from({ length: 10_000 }, (_, i) => ({
    path: i % 10 === 0 ? '/metered/addresses?postcode=nonsense' : `/metered/addresses/${1000 + i}`,
    id: `metered-${i}-${keyId}`,
  }));
  const waiting = requests.values();
  const caller = async () => {
    for (const { path, id } of waiting) await api('GET', path, { key, headers: { 'x-request-id': id } });
  };
  await Promise.all(Array.from({ length: 32 }, caller));
  const rows = await counted(keyId, 10_000);
  const lines = await logOf(requests.map(({ id }) => id));
  const units = (operation: string) =>
    lines.filter((line) => line.operation === operation).reduce((sum, { readUnits }) => sum + Number(readUnits), 0);
  expect(rows).toMatchObject([
    { operation: 'getAddress', calls: 9000, errors: 9000, readUnits: units('getAddress') },
    { operation: 'listAddresses', calls: 1000, errors: 1000, readUnits: units('listAddresses') },
  ]);
  for (const { calls, latency } of rows) expect(latency.histogram.reduce((sum, one) => sum + one.calls, 0)).toBe(calls);
});

describe('what was counted', () => {
  let keyId: string;
  beforeAll(async () => {
    const made = await makeKey('metered');
    keyId = made.keyId;
    await api('GET', '/metered/addresses/1', { key: made.key });
    await counted(keyId, 1);
  });

  it('is had as CSV by the word or by the header, and as JSON otherwise', async () => {
    const path = `/metered/usage?keyId=${keyId}`;
    const accept = (type: string) => ({ headers: { accept: type } });
    const csv = await Promise.all([api('GET', `${path}&format=csv`), api('GET', path, accept('text/csv'))]);
    for (const { text, headers } of csv) {
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const [names, row, end] = text.split('\r\n');
      expect(names).toMatch(/^day,capability,operation,keyId,calls,errors/);
      expect(row).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\d,addresses,getAddress,${keyId},1,1,0,`));
      expect(end).toBe('');
    }
    for (const type of [
      'application/json',
      '*/*',
      'text/csv;q=0',
      'text/csv;q=0.5, application/json',
      'text/html, application/json;q=0.9, text/csv;q=0.1',
    ])
      expect((await api('GET', path, accept(type))).json.usage).toHaveLength(1);
  });

  it('comes page by page, and adds up to the whole', async () => {
    const seen: Row[] = [];
    let cursor = '';
    do {
      const { json } = await api('GET', `/metered/usage?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...json.usage);
      cursor = json.cursor ?? '';
    } while (cursor && seen.length < 50);
    const names = seen.map((row) => `${row.operation} ${row.keyId}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain(`getAddress ${keyId}`);
  });

  it('is in the statement of its month', async () => {
    const { json } = await api('GET', '/metered/usage/statement');
    expect(json).toMatchObject({ council: 'Council of many calls', complete: false, prices: { region: 'eu-west-2' } });
    const sum = json.lines.reduce((total: number, { cost }: { cost: number }) => total + cost, 0);
    expect(json.total).toBeCloseTo(sum, 6);
    expect(json.total).toBeGreaterThan(0);
  });
});

it.each([
  ['a day after the last', 'from=2026-11-02&to=2026-11-01', '#/from'],
  ['a day that does not exist', 'to=2026-02-30', '#/to'],
  ['a form that there is not', 'format=xml', '#/format'],
])('says what is wrong with %s', async (_, query, pointer) => {
  const { status, json } = await api('GET', `/metered/usage?${query}`);
  expect([status, json.errors.map((error: { pointer: string }) => error.pointer)]).toEqual([400, [pointer]]);
});

it('tells of paths of no council to the host only', async () => {
  await api('GET', '/nowhere/at/all', { key: '' });
  await sleep(1000);
  const { key } = await makeKey('metered', { scopes: ['usage:read'] });
  expect((await api('GET', '/metered/usage?host=true', { key })).json.type).toMatch(/host-only$/);
  const { json } = await api('GET', '/metered/usage?host=true');
  expect(json.usage.map(({ keyId }: Row) => keyId)).not.toEqual([]);
  for (const { keyId } of json.usage) expect(keyId).toBe('none');
});
