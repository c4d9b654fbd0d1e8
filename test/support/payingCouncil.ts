/** Payments on the test engine, for councils whose GOV.UK Pay is the stand-in, at a time that the test sets. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { assembled } from '#functions/payments/assembly.ts';
import { payments } from '#functions/payments/contract.ts';
import { handlers } from '#functions/payments/handlers.ts';
import type { Dependencies } from '#functions/payments/look.ts';
import { hear } from '#functions/payments/messages.ts';
import { type PayStandIn, standIn } from '#functions/payments/standIn.ts';
import { sweep } from '#functions/payments/sweep.ts';
import type { Council } from '#shared/contract/capability.ts';
import type { Announcement } from '#shared/contract/event.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { routeKey } from '#shared/http/operation.ts';
import { serve } from '#shared/http/serve.ts';
import { AnswerStore } from '#shared/idempotency/answers.ts';
import { type Outbound, outbound } from '#shared/outbound.ts';
import { providers } from '#shared/provider.ts';
import { aKey, aPlatform, call } from './pipeline.ts';
import { freshTable, storedIn } from './table.ts';

type OperationId = keyof typeof payments.operations;
interface Asked {
  readonly payment?: string | undefined;
  readonly refund?: string;
  readonly query?: string;
  readonly body?: object | string;
  readonly council?: string;
  /** Idempotency-Key. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
// biome-ignore lint/suspicious/noExplicitAny: what an operation answers is looked at field by field.
type Answer = { readonly status: number; readonly json: any; readonly headers: Readonly<Record<string, unknown>> };

const service = { parking: { glCode: '4100-220', fund: 'PARK' }, waste: { glCode: '5200-100' } };
const settings = { url: 'unused', services: service, default: 'parking' };
const aCouncil = (id: string, more: Partial<Council> = {}): [string, Council] => [
  id,
  { id, name: id, capabilities: ['payments'], services: { payments: settings }, ...more },
];
/** Thornmoor has no payment service, and Keyless no secrets. */
const councils = new Map([
  aCouncil('marlbeck'),
  aCouncil('pellwick'),
  aCouncil('keyless'),
  aCouncil('thornmoor', { services: {} }),
]);

export const aPayment = (more: object = {}) => ({
  ...{ amount: 4500, subject: 'permits:PA-7K2M9QXA', description: 'Resident parking permit' },
  ...{ returnUrl: 'https://marlbeck.example/paid?t={token}', ...more },
});

const secretsOf = (changed: Map<string, string>) => ({
  read: async (path: string) => {
    const [council = '', name = ''] = path.split('/').slice(-2);
    return (
      changed.get(`${council}/${name}`) ??
      (council === 'keyless' ? undefined : standIn.secretsFor(council)[name as 'api-keys'])
    );
  },
  forget: () => undefined,
});

/** Takes the stand-in's webhooks, as API Gateway would. */
const doorOf = async (ask: (id: OperationId, asked: Asked) => Promise<Answer>) => {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const council = request.url?.split('/')[1] ?? '';
    const headers = { 'pay-signature': String(request.headers['pay-signature']) };
    const { status } = await ask('receivePayMessage', { council, headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
};

const stored = async (table: Table): Promise<Announcement[]> =>
  (JSON.parse(await storedIn(table)) as { type?: { S: string }; event?: { S: string } }[])
    .flatMap(({ type, event }) => (type?.S === 'outbox' && event ? [JSON.parse(event.S) as Announcement] : []))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

interface Options {
  /** Of the function; one that breaks, if the test wants. */
  readonly client?: DynamoDBClient;
}

/** Gives up soon only where the stand-in was told not to answer: the machine may be slow itself. */
const patientOrNot = () => {
  const [usual, hasty] = [5000, 300].map((patience) => outbound({ patience, breakAfter: 1000 })) as [
    Outbound,
    Outbound,
  ];
  let isHasty = false;
  return {
    out: ((...given) => (isHasty ? hasty : usual)(...given)) as Outbound,
    watching: (pay: PayStandIn): PayStandIn => ({
      ...pay,
      fail: (failing) => {
        isHasty ||= failing.fault === 'hang';
        pay.fail(failing);
      },
      failAtRandom: (...given) => {
        isHasty = true;
        pay.failAtRandom(...given);
      },
    }),
  };
};

type Asking = (id: OperationId, asked?: Asked) => Promise<Answer>;

/** Asks through the whole pipeline. */
const askerOf = (dependencies: Dependencies, table: Table): Asking => {
  const { clock } = dependencies;
  const key = aKey({ scopes: ['*'], council: '*', dailyQuota: 1_000_000 });
  const platform = { ...aPlatform(key.record), clock, councils };
  const handler = serve(payments, handlers(dependencies), platform, new AnswerStore(table, clock));
  return async (id, asked = {}) => {
    const { body, council = 'marlbeck', payment, refund, query = '' } = asked;
    const params = { council, ...(payment && { payment }), ...(refund && { refund }) };
    const { access } = payments.operations[id];
    const text = typeof body === 'object' ? JSON.stringify(body) : body;
    const {
      statusCode = 0,
      body: answer,
      headers = {},
    } = await call(handler, {
      ...{ route: routeKey(payments.operations[id]), params, query },
      headers: {
        ...(access === 'public' ? {} : key.headers),
        ...{ 'content-type': 'application/json', 'idempotency-key': asked.key ?? randomUUID(), ...asked.headers },
      },
      ...(text !== undefined && { body: text }),
    });
    const isJson = String(headers['content-type']).includes('json');
    return { status: statusCode, json: isJson ? JSON.parse(answer ?? 'null') : answer, headers };
  };
};

/** What was announced: to others, and by this capability to itself. */
const eventsIn = (table: Table, dependencies: Dependencies) => {
  const own = 'payments.payment.told';
  const heard = new Set<string>();
  const hearing = hear(dependencies);
  return {
    events: async () =>
      (await stored(table))
        .filter(({ type }) => type !== own)
        .map(({ type, data }) => ({ type, ...(data as { readonly status?: string }) })),
    /** Hands this capability what it told itself since; how many. */
    hear: async (): Promise<number> => {
      const told = (await stored(table)).filter(({ id, type }) => type === own && !heard.has(id));
      for (const event of told) {
        await hearing(event);
        heard.add(event.id);
      }
      return told.length;
    },
  };
};

/** Every thirty seconds, until it is neither being worked on nor to be tried again. */
const insisting =
  (asking: Asking, time: { at: number }): Asking =>
  async (...given) => {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const answer = await asking(...given);
      if (answer.status !== 503 && !String(answer.json?.type).endsWith('idempotency-in-progress')) return answer;
      time.at += 31_000;
    }
    throw new Error(`${given[0]} was not answered in 60 attempts.`);
  };

export const payingCouncil = async ({ client }: Options = {}) => {
  const { out, watching } = patientOrNot();
  const whole = await freshTable();
  const table = client ? new Table(whole.name, client) : whole;
  const time = { at: Date.parse('2026-11-23T09:30:00.000Z') };
  const clock = () => time.at;
  const changed = new Map<string, string>();
  const door = await doorOf((...given) => ask(...given));
  const pay = watching(await standIn.start({ clock, callbacks: () => door.url }));
  pay.setAutomatic(false);
  const found = providers(payments, { councils, secrets: secretsOf(changed), path: '/test', standIn: pay.url });
  const dependencies = assembled(table, { clock, councils, retention: {} }, found, out);
  const ask = askerOf(dependencies, table);
  return {
    ...{ table: whole, pay, time, dependencies, ask, sweep: sweep(dependencies), insist: insisting(ask, time) },
    ...eventsIn(whole, dependencies),
    /** Puts another secret in the place of the stand-in's. */
    setSecret: (name: string, text: string) => void changed.set(name, text),
    stop: async () => {
      await pay.stop();
      await door.stop();
    },
  };
};
export type PayingCouncil = Awaited<ReturnType<typeof payingCouncil>>;
