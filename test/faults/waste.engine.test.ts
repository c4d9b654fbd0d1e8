/** What residents are told of what they asked for is so, while the database breaks in every way it can. */
import { assembled } from '#functions/waste/assembly.ts';
import { waste } from '#functions/waste/contract.ts';
import { handlers } from '#functions/waste/handlers.ts';
import { inParallel } from '#shared/dynamodb/retry.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { serve } from '#shared/http/serve.ts';
import { AnswerStore } from '#shared/idempotency/answers.ts';
import { type Ask, caller, insist } from '#test/support/faultyCaller.ts';
import { type FaultyEngine, faultyEngine } from '#test/support/faultyEngine.ts';
import { freshTable, storedIn } from '#test/support/table.ts';

const seed = Number(process.env.FAULT_SEED ?? 20261123);
const share = Number(process.env.FAULT_SHARE ?? 0.25);

let engine: FaultyEngine;
const statuses: Record<number, number> = {};
beforeAll(async () => {
  engine = await faultyEngine(share, seed);
});
afterAll(async () => {
  await engine.stop();
  console.log(
    `Seed ${seed}: ${engine.requests} requests, faults ${JSON.stringify(engine.injected)}, answers ${JSON.stringify(statuses)}`,
  );
});

const council = 'marlbeck';
const started = Date.now();
/** A request that broke while it was worked on can be sent again after 30 seconds (docs/decisions/0009): here one and a half. */
const hurried = (): number => started + (Date.now() - started) * 20;
const on = (table: Table): Ask =>
  caller(statuses, (platform) =>
    serve(waste, handlers(assembled(table, platform)), platform, new AnswerStore(table, hurried)),
  );
const params = { council };
const homes = Array.from({ length: 24 }, (_, i) => String(999_000_000 + i));
const everyDay = 'every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday';
const post = (path: string, body: object, idempotencyKey?: string, more: Readonly<Record<string, string>> = {}) => ({
  route: `POST /{council}/waste/${path}`,
  params: { ...params, ...more },
  body: JSON.stringify(body),
  headers: idempotencyKey ? { 'idempotency-key': idempotencyKey } : {},
});

/** Rounds of every home, done today; six places a day for bulky waste; containers to ask for. */
const prepare = async (ask: Ask): Promise<void> => {
  const services = [{ service: 'refuse', round: 'R1', schedule: everyDay, containers: [] }];
  const path = 'rounds/datasets';
  await ask(post(path, { fingerprint: 'a'.repeat(64), format: 'test' }));
  const properties = homes.map((uprn) => ({ uprn, services }));
  const batch = {
    route: `PUT /{council}/waste/${path}/{version}/batches/{batch}`,
    body: JSON.stringify({ properties }),
  };
  await ask({ ...batch, params: { ...params, version: '1', batch: '0' } });
  await ask(post(`${path}/{version}/finish`, { batches: 1 }, undefined, { version: '1' }));
  await ask(post(`${path}/{version}/publish`, {}, undefined, { version: '1' }));
  const put = (route: string, body: object) =>
    ask({ route: `PUT /{council}/waste/${route}`, params, body: JSON.stringify(body) });
  const missedCollections = { opens: { sameDay: 'atTime', time: '00:00' } };
  await put('settings', { services: {}, containers: {}, missedCollections });
  await put('bulky/settings', { capacity: { daily: 6, weekdays: {} } });
};

const json = (text: string): Record<string, { S?: string }>[] => JSON.parse(text);

it('makes of each request one case with one event and one place, whoever asks at the same moment and however often', async () => {
  const clean = await freshTable();
  const direct = on(clean);
  await prepare(direct);
  const { json: offered } = await direct({
    route: 'GET /{council}/waste/bulky/dates',
    params,
    query: `uprn=${homes[0]}`,
  });
  const date = offered.dates[0].date;
  const items = [{ item: 'sofa', quantity: 1 }];

  const ask = on(new Table(clean.name, engine.client));
  const reported: Record<string, string> = {};
  const booked: string[] = [];
  let full = 0;
  await inParallel(homes, 6, async (uprn) => {
    const report = await insist(ask, post('missed-collections', { uprn, service: 'refuse' }, `missed-${uprn}-0000`));
    expect([report.status, report.json.detail]).toEqual([201, undefined]);
    reported[uprn] = report.json.reference;
    const booking = await insist(
      ask,
      post('bulky/bookings', { uprn, date, items, price: 4000 }, `bulky-${uprn}-00000`),
    );
    if (booking.status === 409) {
      expect(booking.json.type).toMatch(/bulky-day-full$/);
      full += 1;
      return;
    }
    expect([booking.status, booking.json.detail]).toEqual([201, undefined]);
    const { reference } = booking.json;
    booked.push(reference);
    const payment = post('cases/{reference}/paid', { paymentReference: `pay-${reference}`, amount: 4000 }, undefined, {
      reference,
    });
    const paid = await insist(ask, payment);
    expect(paid.json).toMatchObject({ stage: 'booked', payment: { paid: 4000, refundDue: 0 } });
  });

  expect([booked.length, full]).toEqual([6, 18]);
  const stored = json(await storedIn(clean));
  const of = (type: string) => stored.filter((item) => item.type?.S === type);
  const cases = of('waste-case').map((item) => item.reference?.S);
  expect(cases.sort()).toEqual([...Object.values(reported), ...booked].sort());
  const opened = of('outbox')
    .map((item) => JSON.parse(item.event?.S ?? ''))
    .filter(({ type }) => /missed|booked/.test(type))
    .map(({ subject }) => subject);
  expect(opened.sort()).toEqual(cases);
  expect(of('waste-hold')).toHaveLength(homes.length);
  expect(stored.filter((item) => /#BULKY#2/.test(item.pk?.S ?? ''))).toHaveLength(6);
});
