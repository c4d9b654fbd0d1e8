/** One line for each request, with what an operator needs and nothing that a person could be found by. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { api, folder, type LogLine, logOf, makeKey } from '#test/support/app.ts';
import { badRequests, makeBadKeys, personal, send } from '#test/support/badRequests.ts';

/** Callers put names wherever they like. */
const about = (requestId: string) => ({
  'x-request-id': requestId,
  'user-agent': 'Quillfeather/1.0',
  cookie: 'name=Quillfeather',
  referer: 'https://www.marlbeck.example/?postcode=ZZ9+7QX',
  traceparent: '00-quillfeather',
  'idempotency-key': `${requestId}-of-quillfeather`,
});

const lookUp = (body: unknown) => ['POST', '/marlbeck/addresses/lookup', body] as const;
const good: readonly (readonly [method: string, path: string, body?: unknown])[] = [
  ['GET', '/marlbeck/addresses?postcode=ZZ9%207QX'],
  ['GET', '/marlbeck/addresses/777666555444'],
  lookUp({ postcode: 'zz97qx' }),
  lookUp({ uprns: ['777666555444'] }),
  ['GET', '/marlbeck/locate/addresses?postcode=ZZ97QX'],
  ['GET', '/marlbeck/locate/addresses?uprn=777666555444&format=quillfeather'],
  ['GET', '/marlbeck/places/v1/postcode?postcode=ZZ9+7QX&fq=quillfeather:1'],
  ['GET', '/marlbeck/places/v1/uprn?uprn=777666555444'],
  ['POST', '/ours/vehicles/look-up', { registration: 'ZZ9 7QX' }],
  [
    'POST',
    '/ours/payments',
    {
      ...{ amount: 1, subject: 'log:1', description: 'Quillfeather', email: 'quillfeather@resident.example' },
      returnUrl: 'https://ours.example/quillfeather?token={token}',
    },
  ],
  ['POST', '/ours/notifications/suppressions', { contact: { email: 'quillfeather@resident.example' } }],
  ['POST', '/keys/access/keys', { label: 'Quillfeather', scopes: ['addresses:read'] }],
];

const logs = (): string[] =>
  readdirSync(folder)
    .filter((name) => !/^dynamodb\.sqlite|^admin-key$/.test(name) && statSync(join(folder, name)).isFile())
    .map((name) => readFileSync(join(folder, name), 'utf8'));

const bad = Object.values(badRequests);
const answered = new Map<string, { readonly status: number; readonly slug?: string | undefined }>();
let lines: LogLine[];

beforeAll(async () => {
  const keys = await makeBadKeys();
  for (const [i, request] of bad.entries()) {
    const { status } = await send(request, keys, about(`log-bad-${i}`));
    if (request.slug) answered.set(`log-bad-${i}`, { status, slug: request.slug });
  }
  for (const [i, [method, path, body]] of good.entries()) {
    const { status, json } = await api(method, path, { body, headers: about(`log-good-${i}`) });
    answered.set(`log-good-${i}`, { status, slug: json?.type?.split('/').at(-1) });
  }
  lines = await logOf([...answered.keys()]);
});

it('has one line for each request that reached a function', () => {
  expect(lines.map(({ requestId }) => requestId).sort()).toEqual([...answered.keys()].sort());
});

it('says what was asked and what came of it', () => {
  for (const line of lines) {
    const { status, slug } = answered.get(String(line.requestId)) ?? {};
    expect(line).toMatchObject({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      capability: expect.any(String),
      operation: expect.any(String),
      status,
      milliseconds: expect.any(Number),
      readUnits: expect.any(Number),
      writeUnits: expect.any(Number),
      cold: expect.any(Boolean),
      ...(slug && { problem: slug }),
    });
  }
});

it('says who asked, of which council, and what it cost', async () => {
  const { keyId, key } = await makeKey('marlbeck');
  await api('GET', '/marlbeck/addresses/990100000003', { key, headers: { 'x-request-id': 'log-cost-1' } });
  const [line] = await logOf(['log-cost-1']);
  expect(line).toMatchObject({ capability: 'addresses', operation: 'getAddress', council: 'marlbeck', keyId });
  expect(Number(line?.readUnits)).toBeGreaterThan(0);
});

it('holds no field that is not on the map', () => {
  const known = /^(type|time|requestId|capability|operation|council|keyId|status|problem|milliseconds|cold)$/;
  const costs = /^(readUnits|writeUnits|roundTrips|memory|warmFunction|sequence)$/;
  const others = lines.flatMap((line) => Object.keys(line)).filter((name) => !known.test(name) && !costs.test(name));
  expect(others).toEqual([]);
});

it('holds nothing that a person could be found by, and no key', () => {
  expect(logs().length).toBeGreaterThan(0);
  for (const text of logs()) expect(personal.exec(text)).toBeNull();
});
