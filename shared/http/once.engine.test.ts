/** The Idempotency-Key through the whole pipeline, on a real engine that can be made to break. */
import * as z from 'zod/mini';
import type { Handlers } from '#shared/contract/capability.ts';
import type { Note } from '#shared/contract/idempotency.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { AnswerStore } from '#shared/idempotency/answers.ts';
import { aKey, aPlatform, type Call, call, now } from '#test/support/pipeline.ts';
import { breakingClient, freshTable, storedIn, testClient } from '#test/support/table.ts';
import { capability, created, ok, post, problem } from '../contract/index.ts';
import { serve } from './serve.ts';

class Unwanted extends problem({ slug: 'unwanted', status: 409, title: 'Not wanted', advice: 'Do not.' }) {}
const Thing = z.object({ id: z.string(), name: z.string() });
const spec = {
  summary: 'Make',
  access: { scope: 'things:write' },
  body: z.strictObject({ name: z.string(), size: z._default(z.int(), 1) }),
  problems: [Unwanted],
} as const;

const things = capability({
  name: 'things',
  title: 'Things',
  summary: 'For tests.',
  operations: {
    makeThing: post('/{council}/things', {
      ...spec,
      idempotent: true,
      returns: created(Thing, '/{council}/things/{id}'),
    }),
    maybeThing: post('/{council}/maybe', { ...spec, idempotent: 'optional', returns: ok(Thing) }),
  },
});

const keys = [
  aKey({ scopes: ['things:*'] }),
  aKey({ scopes: ['things:*'] }),
  aKey({ scopes: ['*'], council: '*' }),
] as const;
const uuid = '8e03978e-40d5-43e8-bc93-6894a57f9324';

const start = async (...client: Parameters<typeof freshTable>) => {
  const table = await freshTable(...client);
  const looking = new Table(table.name, testClient());
  const platform = aPlatform(...keys.map(({ record }) => record));
  const clock = { now };
  /** Held shut by tests that look in between. */
  const gate = { pass: Promise.resolve(), reached: Promise.withResolvers<void>() };
  let made = 0;
  const put = (name: string, id: string, { writes }: Note) =>
    table.transact([{ put: { pk: 'marlbeck#THINGS', sk: id, name } }, ...writes]);
  const handler: Handlers<typeof things>['makeThing'] = async ({ body: { name }, idempotency }) => {
    made += 1;
    const id = `thing-${made}`;
    gate.reached.resolve();
    await gate.pass;
    if (name === 'unwanted') throw new Unwanted('Nobody wants it.');
    if (name === 'noteless') return idempotency.answer({ id, name }, () => put(name, id, { writes: [] }));
    return idempotency.answer({ id, name }, (note) => put(name, id, note));
  };
  const handlers = { makeThing: handler, maybeThing: handler as never };
  const serving = serve(things, handlers, platform, new AnswerStore(table, () => clock.now));
  const ask = async (
    idempotencyKey: string | undefined,
    given: Partial<Call> & { by?: 0 | 1 | 2; name?: string } = {},
  ) => {
    const { by = 0, name = 'One', ...rest } = given;
    const {
      statusCode,
      body = '{}',
      headers,
    } = await call(serving, {
      route: 'POST /{council}/things',
      params: { council: 'marlbeck' },
      body: JSON.stringify({ name }),
      ...rest,
      headers: { ...keys[by].headers, ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }) },
    });
    const json = JSON.parse(body);
    return { status: statusCode ?? 0, json, location: headers?.location, slug: json.type?.split('/').at(-1) };
  };
  const stored = async () => (await looking.queryAll({ pk: 'marlbeck#THINGS' })).map(({ sk }) => sk);
  return { ask, stored, table, clock, gate, made: () => made };
};

it('answers a repeat as the first time, and does nothing again', async () => {
  const { ask, stored, made } = await start();
  const first = await ask(uuid);
  expect(first).toMatchObject({ status: 201, location: '/marlbeck/things/thing-1', json: { name: 'One' } });
  // Quoted or bare, with a default given or left out, it is the same request.
  const again = await ask(`"${uuid}"`, { body: '{"size":1,"name":"One"}' });
  expect([again, await stored(), made()]).toEqual([first, ['thing-1'], 1]);
});

it('answers a refusal again, too', async () => {
  const { ask, made } = await start();
  const [first, again] = [await ask(uuid, { name: 'unwanted' }), await ask(uuid, { name: 'unwanted' })];
  expect([first.status, first.slug, first.json.detail]).toEqual([409, 'unwanted', 'Nobody wants it.']);
  expect([again, made()]).toEqual([first, 1]);
});

it.each([
  ['none where it is needed', undefined, {}, [400, 'idempotency-key-missing']],
  ['an empty one', '', {}, [400, 'invalid-request']],
  ['one that is too short', 'x'.repeat(15), {}, [400, 'invalid-request']],
  ['one with half its quotes', `"${uuid}`, {}, [400, 'invalid-request']],
  ['one that came with another payload', uuid, { name: 'Two' }, [422, 'idempotency-key-reused']],
])('refuses %s', async (_, key, given, expected) => {
  const { ask, stored } = await start();
  await ask(uuid);
  const { status, slug } = await ask(key, given);
  expect([status, slug, await stored()]).toEqual([...expected, ['thing-1']]);
});

it.each([
  ['another caller', { by: 1 as const }],
  ['another council', { by: 2 as const, params: { council: 'pellwick' } }],
  ['another operation', { route: 'POST /{council}/maybe' }],
])('never meets the same Idempotency-Key of %s', async (_, other) => {
  const { ask, stored } = await start();
  await ask(uuid);
  expect(await ask(uuid, { ...other, name: 'Two' })).toMatchObject({ json: { name: 'Two' } });
  expect(await stored()).toHaveLength(2);
});

it('is done each time without a key, where the key is optional', async () => {
  const { ask, stored } = await start();
  const route = { route: 'POST /{council}/maybe' };
  for (const key of [undefined, undefined, uuid, uuid]) expect(await ask(key, route)).toMatchObject({ status: 200 });
  expect(await stored()).toHaveLength(3);
});

it('is in progress until it is done, and over after a day, though nobody cleaned up', async () => {
  const { ask, stored, clock, gate } = await start();
  const { promise, resolve } = Promise.withResolvers<void>();
  gate.pass = promise;
  const first = ask(uuid);
  await gate.reached.promise;
  expect(await ask(uuid)).toMatchObject({ status: 409, slug: 'idempotency-in-progress' });
  resolve();
  await first;
  expect(await ask(uuid)).toEqual(await first);
  clock.now += 86_400_000 - 1000;
  expect(await ask(uuid)).toEqual(await first);
  clock.now += 1000;
  expect(await ask(uuid, { name: 'Two' })).toMatchObject({ status: 201 });
  expect(await stored()).toHaveLength(2);
});

it('is taken over from an attempt that died, which can then write no more', async () => {
  const { ask, stored, clock, gate } = await start();
  const { promise, resolve } = Promise.withResolvers<void>();
  gate.pass = promise;
  const dead = ask(uuid);
  await gate.reached.promise;
  gate.pass = Promise.resolve();
  clock.now += 30_000;
  const second = await ask(uuid);
  expect(second).toMatchObject({ status: 201, json: { id: 'thing-2' } });
  resolve();
  expect([await dead, await stored()]).toEqual([second, ['thing-2']]);
});

it('makes one thing of two hundred requests at once', async () => {
  const { ask, stored } = await start();
  const answers = await Promise.all(Array.from({ length: 200 }, () => ask(uuid)));
  const [thing] = await stored();
  expect(await stored()).toEqual([thing]);
  for (const { status, json } of answers)
    if (status === 201) expect(json.id).toBe(thing);
    else expect(status).toBe(409);
  expect(answers.some(({ status }) => status === 201)).toBe(true);
});

it('stores neither the answer nor the key in the clear', async () => {
  const { ask, table } = await start();
  await ask(uuid);
  await table.remove({ pk: 'marlbeck#THINGS', sk: 'thing-1' });
  const text = await storedIn(table);
  expect(text).toContain('#IDEMPOTENCY#');
  for (const part of ['One', 'thing-1', uuid, keys[0].token]) {
    for (const encoding of ['utf8', 'base64'] as const)
      expect(text).not.toContain(Buffer.from(part).toString(encoding));
  }
});

it('fails where a handler writes without the note of its answer', async () => {
  const { ask } = await start();
  expect(await ask(uuid, { name: 'noteless' })).toMatchObject({ status: 500 });
  // @ts-expect-error The type check knows: only request.idempotency makes the answer of an idempotent operation.
  const handlers: Handlers<typeof things> = { makeThing: () => ({ id: '', name: '' }), maybeThing: async () => ({}) };
  // @ts-expect-error And it asks for somewhere to keep the answers.
  serve(things, handlers, aPlatform());
});

/** Calls to the database: take the key, write and note, and let go when that failed. */
const faults = ['before', 'after'].flatMap((when) => [1, 2, 3].map((call) => [when, call] as const));
const pairs = faults.flatMap((one, i) => faults.slice(i).map((other) => [one, other] as const));

it.each(pairs)('loses and doubles nothing when the connection breaks %j and %j', async (...broken) => {
  const { client, fail } = breakingClient();
  const { ask, stored, clock } = await start(client);
  fail(broken);
  const first = await ask(uuid);
  expect([201, 503]).toContain(first.status);
  let last = await ask(uuid);
  for (let i = 0; i < 3 && last.status !== 201; i += 1) {
    expect([409, 503]).toContain(last.status);
    clock.now += 30_000;
    last = await ask(uuid);
  }
  expect([last.status, await stored()]).toEqual([201, [last.json.id]]);
  if (first.status === 201) expect(last).toEqual(first);
  // Written, but nobody heard: it is looked up rather than told as a failure.
  if (broken.every((fault) => String(fault) === 'after,2')) expect(first.status).toBe(201);
});
