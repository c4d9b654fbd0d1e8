/**
 * A council with permits and the capabilities that they ask, in this process and at a time that the test sets: each in a table of its own,
 * with the stand-ins of the national services. Every call between them, to the services and to the database can break, before it is done or
 * after; events come late, twice and in any order, or not at all. Which of it happens is decided by a seed.
 */
import { assembled as assembledNotifications } from '#functions/notifications/assembly.ts';
import { notifications } from '#functions/notifications/contract.ts';
import { handlers as notificationHandlers } from '#functions/notifications/handlers.ts';
import { hear as hearNotifications } from '#functions/notifications/sending/hear.ts';
import { sweep as sweepNotifications } from '#functions/notifications/sending/sweep.ts';
import { secretsFor as notifySecrets, startNotify } from '#functions/notifications/standIn.ts';
import { assembled as assembledPayments } from '#functions/payments/assembly.ts';
import { payments } from '#functions/payments/contract.ts';
import { handlers as paymentHandlers } from '#functions/payments/handlers.ts';
import { hear as hearPayments } from '#functions/payments/messages.ts';
import { type PayStandIn, standIn as payStandIn } from '#functions/payments/standIn.ts';
import { sweep as sweepPayments } from '#functions/payments/sweep.ts';
import { assembled } from '#functions/permits/assembly.ts';
import { hear, sweep } from '#functions/permits/byItself.ts';
import { permits } from '#functions/permits/contract.ts';
import { handlers } from '#functions/permits/handlers.ts';
import { neighboursBy } from '#functions/permits/neighbours.ts';
import { assembled as assembledVehicles } from '#functions/vehicles/assembly.ts';
import { vehicles } from '#functions/vehicles/contract.ts';
import { handlers as vehicleHandlers } from '#functions/vehicles/handlers.ts';
import { standIn as vesStandIn } from '#functions/vehicles/standIn.ts';
import type { Invoke } from '#shared/calls.ts';
import type { Capability, Council, ProviderSpec } from '#shared/contract/capability.ts';
import type { Announcement } from '#shared/contract/event.ts';
import { Table } from '#shared/dynamodb/table.ts';
import type { Hear } from '#shared/events/hearing.ts';
import type { Event, Response } from '#shared/http/exchange.ts';
import { routeKey } from '#shared/http/operation.ts';
import { serve } from '#shared/http/serve.ts';
import { AnswerStore } from '#shared/idempotency/answers.ts';
import { Down, outbound } from '#shared/outbound.ts';
import { providers } from '#shared/provider.ts';
import { type FaultyEngine, faultyEngine, random } from './faultyEngine.ts';
import { aKey, aPlatform, call } from './pipeline.ts';
import { freshTable, itemsIn } from './table.ts';

export const council = 'marlbeck';
const marlbeck: Council = {
  ...{ id: council, name: 'Marlbeck District Council' },
  capabilities: ['permits', 'payments', 'notifications', 'vehicles'],
  services: {
    payments: { url: 'unused', services: { parking: { glCode: '4100' } }, default: 'parking' },
    notifications: { url: 'unused', perMinute: 100_000 },
    vehicles: { url: 'unused', perMinute: 10_000, keepDays: 7, keepFactsDays: 30 },
  },
};
const councils = new Map([[council, marlbeck]]);
const names = ['permits', 'payments', 'notifications', 'vehicles'] as const;
type Name = (typeof names)[number];

interface Served {
  readonly answer: (event: Event, context: never) => Promise<Response>;
  readonly hears?: { readonly types: readonly string[]; readonly hear: Hear };
  readonly sweep?: () => Promise<unknown>;
}

interface Options {
  readonly seed: number;
  /** Of calls between capabilities, and to GOV.UK Pay, that break. */
  readonly share: number;
  /** Of calls to the database. */
  readonly databaseShare?: number;
}

/** What breaks, until `calm`. */
const weather = ({ seed, share }: Options) => {
  const next = random(seed);
  let breaks = share;
  return {
    next,
    injected: 0,
    is(likely: number): boolean {
      const isSo = next() < breaks * likely;
      if (isSo) this.injected += 1;
      return isSo;
    },
    calm: () => {
      breaks = 0;
    },
  };
};
type Weather = ReturnType<typeof weather>;

/** As Lambda carries a call, which can be lost on the way there and on the way back. */
const carrying =
  (served: ReadonlyMap<string, Served>, weather: Weather): Invoke =>
  async (capability, event) => {
    if (weather.is(0.5)) throw new Down('Lost on the way there.', 1);
    const answer = await served.get(capability)?.answer(event as Event, {} as never);
    if (weather.is(0.5)) throw new Down('Lost on the way back.', 1);
    const { statusCode = 500, headers = {}, body } = answer ?? {};
    return { statusCode, headers: headers as Record<string, string>, ...(body !== undefined && { body }) };
  };

const keys = [aKey({ scopes: ['*'] }), aKey({ scopes: ['*'] })] as const;

/** Events of all tables, to whom they are for. One that is not taken three times is a dead letter. */
const bus = (tables: readonly Table[], served: ReadonlyMap<string, Served>, { next, is }: Weather) => {
  const tried = new Map<string, number>();
  const deliver = async (event: Announcement, name: string, to: Hear): Promise<void> => {
    const id = `${name} ${event.id}`;
    const times = tried.get(id) ?? 0;
    if (times >= 3) return;
    try {
      await to(event);
      tried.set(id, is(1) ? times + 1 : 3);
    } catch {
      tried.set(id, times + 1);
    }
  };
  return async (isCalm = false): Promise<void> => {
    const items = (await Promise.all(tables.map(itemsIn))).flat().filter(({ type }) => type === 'outbox');
    const events = items.map(({ event }): Announcement => JSON.parse(String(event)));
    for (const event of events.toSorted(() => next() - 0.5))
      for (const [name, { hears }] of served)
        if (hears?.types.includes(event.type) && (isCalm || next() < 0.8)) await deliver(event, name, hears.hear);
  };
};

const nobodysAddress = {
  find: async (_: string, uprn: string) => ({ uprn, usrn: '99010001', addressLine: `${uprn} High Street` }),
  inPostcode: async () => [],
};

const served = async (tables: Readonly<Record<Name, Table>>, clock: () => number, weather: Weather) => {
  const all = new Map<string, Served>();
  const pay = (await payStandIn.start({ clock, callbacks: () => 'http://127.0.0.1:9' })) as PayStandIn;
  const ves = await vesStandIn.start({ clock, callbacks: () => '' });
  const notify = await startNotify({ clock, callbacks: () => 'http://127.0.0.1:9' });
  const platform = { ...aPlatform(...keys.map(({ record }) => record)), clock, councils, quotas: [] };
  const secretsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    payments: payStandIn.secretsFor(council),
    notifications: notifySecrets(council),
    vehicles: vesStandIn.secretsFor(council),
  };
  const found = <C extends Capability & { readonly provider: ProviderSpec }>(contract: C, standIn: string) =>
    providers(contract, {
      ...{ councils, path: '/test', standIn },
      secrets: {
        read: async (path) => secretsOf[contract.name]?.[path.split('/').at(-1) ?? ''],
        forget: () => undefined,
      },
    });
  const ask = outbound({ patience: 400, breakAfter: 1_000_000 });
  const answers = (name: Name) => new AnswerStore(tables[name], clock);

  const paying = assembledPayments(tables.payments, platform, found(payments, pay.url), ask);
  const telling = assembledNotifications(tables.notifications, {
    ...platform,
    ...{ providers: found(notifications, notify.url), ask },
  });
  const driving = assembledVehicles(tables.vehicles, platform, found(vehicles, ves.url), ask);
  const neighbours = { ...neighboursBy(carrying(all, weather)), addresses: nobodysAddress };
  const whole = assembled(tables.permits, platform, neighbours);
  all.set('payments', {
    answer: serve(payments, paymentHandlers(paying), platform, answers('payments')),
    hears: { types: ['payments.payment.told'], hear: hearPayments(paying) },
    sweep: sweepPayments(paying),
  });
  all.set('notifications', {
    answer: serve(notifications, notificationHandlers(telling), platform, answers('notifications')),
    hears: { types: ['notifications.message.queued'], hear: hearNotifications(telling) },
    sweep: sweepNotifications(telling),
  });
  all.set('vehicles', { answer: serve(vehicles, vehicleHandlers(driving), platform) });
  const heard = ['permits.application.changed', 'payments.payment.finished', 'payments.refund.finished'];
  all.set('permits', {
    answer: serve(permits, handlers(whole), platform, answers('permits')),
    hears: { types: heard, hear: hear(whole) },
    sweep: sweep(whole),
  });
  const stop = () => Promise.all([pay.stop(), ves.stop(), notify.stop()]);
  return { all, pay, notify, stop };
};

interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Which of the staff; the first unless told. */
  readonly by?: 0 | 1;
  readonly key?: string;
}
// biome-ignore lint/suspicious/noExplicitAny: what an operation answers is looked at field by field.
export type Answer = { readonly status: number; readonly json: any };

const tablesOn = async (engine: FaultyEngine | undefined) => {
  const clean = await Promise.all(names.map(async (name) => [name, await freshTable()] as const));
  const used = clean.map(([name, table]) => [name, engine ? new Table(table.name, engine.client) : table] as const);
  return { clean: Object.fromEntries(clean), used: Object.fromEntries(used) } as Record<
    'clean' | 'used',
    Record<Name, Table>
  >;
};

export const wholeCouncil = async (options: Options) => {
  const engine = options.databaseShare ? await faultyEngine(options.databaseShare, options.seed) : undefined;
  const { clean, used } = await tablesOn(engine);
  const time = { at: Date.parse('2026-11-23T09:30:00.000Z') };
  const outside = weather(options);
  const { all, pay, notify, stop } = await served(used, () => time.at, outside);
  pay.setAutomatic(false);
  const ask = async (
    id: keyof typeof permits.operations,
    { params, body, by = 0, key }: Asked = {},
  ): Promise<Answer> => {
    const { statusCode = 0, body: answer } = await call(all.get('permits')?.answer as never, {
      ...{ route: routeKey(permits.operations[id]), params: { council, ...params } },
      headers: {
        ...keys[by].headers,
        ...{ 'content-type': 'application/json', 'idempotency-key': key ?? crypto.randomUUID() },
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (statusCode >= 500 && statusCode !== 503) throw new Error(`${id} answered ${statusCode}: ${answer}`);
    return { status: statusCode, json: JSON.parse(answer ?? 'null') };
  };
  const sweeping = async (name: Name): Promise<void> => {
    try {
      await all.get(name)?.sweep?.();
    } catch {
      // The next beat goes on.
    }
  };
  return {
    ...{ time, pay, notify, tables: clean, ask, next: outside.next },
    deliver: bus(Object.values(clean), all, outside),
    sweep: () => Promise.all((['payments', 'permits', 'notifications'] as const).map(sweeping)),
    /** Starts to break. */
    storm: () => pay.failAtRandom(options.share, options.seed),
    calm: () => {
      outside.calm();
      engine?.calm();
      pay.failAtRandom(0, 0);
    },
    injected: () =>
      outside.injected + pay.injected() + Object.values(engine?.injected ?? {}).reduce((a, b) => a + b, 0),
    stop: async () => {
      await stop();
      await engine?.stop();
    },
  };
};
export type WholeCouncil = Awaited<ReturnType<typeof wholeCouncil>>;
