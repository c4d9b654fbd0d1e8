import type { Council } from '#shared/contract/capability.ts';
import { Unavailable } from '#shared/contract/problems.ts';
import { serve } from '#shared/http/serve.ts';
import { outbound } from '#shared/outbound.ts';
import { providers } from '#shared/provider.ts';
import { aKey, aPlatform, call, now as noon } from '#test/support/pipeline.ts';
import { freshTable, storedIn } from '#test/support/table.ts';
import { assembled } from './assembly.ts';
import { type Vehicle, vehicles } from './contract.ts';
import { handlers } from './handlers.ts';
import { type Controls, standIn } from './standIn.ts';

const aDay = 86_400_000;
const settings = { url: 'https://ves.example', perMinute: 60, keepDays: 7, keepFactsDays: 30 };
const councilOf = (id: string, services?: Council['services']): [string, Council] => [
  id,
  { id, name: id, capabilities: ['vehicles'], ...(services && { services }) },
];
const councils = new Map([
  councilOf('marlbeck', { vehicles: settings }),
  councilOf('pellwick', { vehicles: { ...settings, perMinute: 2 } }),
  councilOf('thornmoor'),
]);

interface Surroundings {
  readonly secret?: () => string | undefined;
  /** Of DVLA, from its stand-in's. */
  readonly at?: (url: string) => string;
}

/** A deployment around its own stand-in, table and clock. */
const deployed = async ({ secret, at = (url) => url }: Surroundings = {}) => {
  let now = noon;
  const clock = () => now;
  const ves = await standIn.start({ clock, callbacks: () => '' });
  const asked: string[] = [];
  let tries = 0;
  const reach = outbound({ patience: 300, breakAfter: 3 });
  const forgotten: string[] = [];
  const key = aKey({ council: '*', scopes: ['vehicles:read'], dailyQuota: 10_000 });
  const platform = { ...aPlatform(key.record), councils, clock };
  const table = await freshTable();
  const read = async (name: string) => (secret ? secret() : standIn.secretsFor(name.split('/')[3] ?? '')['api-key']);
  const providerOf = providers(vehicles, {
    ...{ councils, path: '/commons', standIn: at(ves.url) },
    secrets: { read, forget: (name) => forgotten.push(name) },
  });
  const counted: typeof reach = (service, to, init, answer) => {
    tries += 1;
    return reach(service, to, init, (one) => {
      asked.push(`${one.status}`);
      return answer(one);
    });
  };
  const handler = serve(vehicles, handlers(assembled(table, platform, providerOf, counted)), platform);
  const post = async (body: unknown, council = 'marlbeck') => {
    const route = 'POST /{council}/vehicles/look-up';
    const headers = { ...key.headers, 'content-type': 'application/json' };
    const answer = await call(handler, { route, params: { council }, headers, body: JSON.stringify(body) });
    return { status: answer.statusCode, text: String(answer.body) };
  };
  return {
    ...{ post, asked, tries: () => tries, forgotten, table, lines: platform.lines, stop: () => ves.stop() },
    lookUp: async (body: object, council?: string): Promise<Vehicle> => JSON.parse((await post(body, council)).text),
    control: (controls: Partial<Controls>) =>
      fetch(`${ves.url}/.controls`, { method: 'POST', body: JSON.stringify(controls) }),
    later: (milliseconds: number) => {
      now += milliseconds;
    },
  };
};

let here: Awaited<ReturnType<typeof deployed>>;
const deploy = async (surroundings?: Surroundings) => {
  here = await deployed(surroundings);
  return here;
};
afterEach(() => here.stop());

const registration = 'aa19 aaa';

it('tells DVLA’s facts, and where they differ from what was declared', async () => {
  const { lookUp } = await deploy();
  const declared = { fuel: 'diesel', colour: 'red', evidence: 'v5c' };
  expect(await lookUp({ registration, declared })).toMatchObject({
    ...{ registration: 'AA19AAA', outcome: 'found', source: 'dvla', declared, differs: ['fuel'] },
    ...{ checkedAt: '2026-11-23T09:30:00.000Z', facts: { fuel: 'petrol', co2: 300, taxed: true, cautions: [] } },
  });
});

it('keeps an answer for some days, each council for itself, and asks anew when told', async () => {
  const { lookUp, asked, later, control } = await deploy();
  const first = await lookUp({ registration });
  await control({ vehicles: { AA19AAA: { fuelType: 'DIESEL' } } });
  later(6 * aDay);
  expect(await lookUp({ registration: 'AA-19-AAA' })).toEqual(first);
  expect(asked).toHaveLength(1);
  expect((await lookUp({ registration }, 'pellwick')).facts.fuel).toBe('diesel');
  expect((await lookUp({ registration, fresh: true })).facts.fuel).toBe('diesel');
  expect((await lookUp({ registration })).facts.fuel).toBe('diesel');
  expect(asked).toHaveLength(3);
  later(7 * aDay);
  await lookUp({ registration });
  expect(asked).toHaveLength(4);
});

it('uses what lasts of an older answer while DVLA is down, and nothing after it', async () => {
  const { lookUp, later, control } = await deploy();
  await lookUp({ registration });
  await control({ down: 'maintenance' });
  later(8 * aDay);
  expect(await lookUp({ registration })).toMatchObject({
    ...{ outcome: 'found', source: 'dvla', checkedAt: '2026-11-23T09:30:00.000Z' },
    facts: { co2: 300, mot: 'unknown', cautions: ['no_tax_or_mot'] },
  });
  expect(await lookUp({ registration, fresh: true })).toMatchObject({ outcome: 'unavailable', source: 'none' });
  later(22 * aDay);
  expect(await lookUp({ registration })).toMatchObject({ outcome: 'unavailable', source: 'none' });
});

it('keeps for minutes that there is no such vehicle, and says what it could be', async () => {
  const { lookUp, asked, later, control } = await deploy();
  await control({ vehicles: { ABO1ABC: null } });
  const declared = { fuel: 'petrol', co2: 120 };
  for (const _ of [1, 2])
    expect(await lookUp({ registration: 'ABO1 ABC', declared })).toMatchObject({
      ...{ outcome: 'not_found', source: 'declared', facts: { fuel: 'petrol', co2: 120 }, couldBe: ['AB01ABC'] },
      advice: expect.stringContaining('Check it against the number plate'),
    });
  expect(asked).toEqual(['404']);
  await control({ vehicles: {} });
  later(600_000);
  expect(await lookUp({ registration: 'ABO1 ABC' })).toMatchObject({ outcome: 'found' });
});

it.each([
  ['ER19BAD', 'not_found', undefined, ['400']],
  ['ER19NFD', 'not_found', undefined, ['404']],
  ['ER19THR', 'unavailable', 'busy', ['429']],
  ['ER19ERR', 'unavailable', 'down', ['500', '500']],
  ['ER19MNT', 'unavailable', 'maintenance', ['503', '503']],
])('goes on with what was declared after %s', async (mark, outcome, reason, statuses) => {
  const { lookUp, asked } = await deploy();
  const answer = await lookUp({ registration: mark, declared: { co2: 99 } });
  expect(answer).toMatchObject({ outcome, source: 'declared', facts: { co2: 99 }, declared: { co2: 99 } });
  expect([answer.reason, asked]).toEqual([reason, statuses]);
});

it('leaves DVLA alone for a while after it failed again and again', async () => {
  const { lookUp, asked } = await deploy();
  await lookUp({ registration: 'ER19ERR' });
  await lookUp({ registration: 'ER19ERR' });
  expect(await lookUp({ registration })).toMatchObject({ outcome: 'unavailable', reason: 'down' });
  expect(asked).toHaveLength(3);
});

it('waits once for a slow answer', async () => {
  const { lookUp, control, tries } = await deploy();
  await control({ slow: 2000 });
  expect(await lookUp({ registration })).toMatchObject({ outcome: 'unavailable', reason: 'down' });
  expect(tries()).toBe(1);
});

it.each([
  ['cannot be reached', () => 'http://127.0.0.1:1', []],
  ['is not at its address', (url: string) => `${url}/other`, ['404', '404']],
])('tries twice where DVLA %s', async (_, at, statuses) => {
  const { lookUp, asked, tries } = await deploy({ at });
  expect(await lookUp({ registration })).toMatchObject({ outcome: 'unavailable', reason: 'down' });
  expect([asked, tries()]).toEqual([statuses, 2]);
});

it('takes no answer about another vehicle', async () => {
  const { lookUp, control } = await deploy();
  await control({ vehicles: { AA19AAA: { registrationNumber: 'AA19AAB', make: 'KIA' } } });
  expect(await lookUp({ registration })).toMatchObject({ outcome: 'unavailable', source: 'none' });
});

it.each([
  ['no key', () => undefined, 'no_key', []],
  ['a key that DVLA refuses', () => 'other', 'key_refused', ['/commons/services/vehicles/marlbeck/api-key']],
  [
    'a key that cannot be read',
    () => {
      throw new Unavailable('A secret cannot be read for the moment.');
    },
    'down',
    [],
  ],
])('goes on with %s', async (_, secret, reason, names) => {
  const { lookUp, forgotten } = await deploy({ secret });
  expect(await lookUp({ registration })).toMatchObject({ outcome: 'unavailable', reason, source: 'none' });
  expect(forgotten).toEqual(names);
});

it('asks nobody for a council without the service, nor about a vehicle from abroad', async () => {
  const { lookUp, asked } = await deploy();
  const declared = { fuel: 'electric' };
  expect(await lookUp({ registration, declared }, 'thornmoor')).toMatchObject({
    ...{ outcome: 'not_offered', source: 'declared', facts: { fuel: 'electric', co2: 0 } },
  });
  expect(await lookUp({ registration: 'MÜ ab 123456', foreign: true })).toMatchObject({
    ...{ outcome: 'not_asked', registration: 'MÜAB123456', source: 'none' },
  });
  expect(asked).toEqual([]);
});

it('asks no more in a minute than the council may, however many ask at once', async () => {
  const { lookUp, asked, later } = await deploy();
  const marks = ['ZZ19AAA', 'ZZ19AAB', 'ZZ19AAC', 'ZZ19AAD', 'ZZ19AAE'];
  const outcomes = () =>
    Promise.all(marks.map(async (mark) => (await lookUp({ registration: mark }, 'pellwick')).reason ?? 'found'));
  expect((await outcomes()).sort()).toEqual(['busy', 'busy', 'busy', 'found', 'found']);
  later(60_000);
  expect((await outcomes()).filter((one) => one === 'found')).toHaveLength(4);
  expect(asked).toHaveLength(4);
});

it('draws one key for its hashes, whoever is first, and keeps the later answer', async () => {
  const { lookUp, table, asked } = await deploy();
  await Promise.all(Array.from({ length: 6 }, () => lookUp({ registration, fresh: true })));
  // On a slow machine some are given up on.
  expect(asked.length).toBeGreaterThan(1);
  const stored = await storedIn(table);
  expect(stored.match(/#VEHICLE#/g)).toHaveLength(1);
  expect(stored.match(/#SALT/g)).toHaveLength(1);
});

it('writes a mark nowhere: neither in the table nor in the log', async () => {
  const { post, table, lines } = await deploy();
  for (const mark of ['AA19AAA', 'ER19NFD', 'ER19ERR', 'ER19BADLYWRITTEN'])
    await post({ registration: mark, [mark]: 1, declared: { co2: 'x' } });
  for (const mark of ['AA19AAA', 'ER19NFD', 'ER19ERR']) await post({ registration: mark });
  expect((await storedIn(table)) + JSON.stringify(lines)).not.toMatch(/A19|R19/i);
});

it.each([
  [{}, '#/registration'],
  [{ registration: '' }, '#/registration'],
  [{ registration: 'A' }, '#/registration'],
  [{ registration: 'ABCDEFGHI' }, '#/registration'],
  [{ registration: 'MÜ AB 1' }, '#/registration'],
  [{ registration: 7 }, '#/registration'],
  [{ registration: 'x'.repeat(31) }, '#/registration'],
  [{ registration: 'ABCDEFGHIJKLMNOP', foreign: true }, '#/registration'],
  [{ registration: 'AA19AAA', declared: { co2: 1e308 } }, '#/declared/co2'],
  [{ registration: 'AA19AAA', declared: { fuel: 'straw' } }, '#/declared/fuel'],
  [{ registration: 'AA19AAA', declared: { make: 'A\nB' } }, '#/declared/make'],
])('refuses %j, and repeats nothing of it', async (body, pointer) => {
  const { post } = await deploy();
  const { status, text } = await post(body);
  expect([status, JSON.parse(text).errors[0].pointer]).toEqual([400, pointer]);
  expect(text).not.toMatch(/AA19AAA|ABCDEFGHI|MÜ|straw/);
});
