/**
 * Stands in for GOV.UK Pay, which asks not to be tested against automatically: stateful, in the shapes of its API, with a page for the
 * payer and signed webhooks. What goes wrong at the real one is done on demand, by whoever started it or by `POST /.controls`.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningStandIn, StandIn, StandInOptions } from '#shared/standIn.ts';
import { accounts, type Outcome, outcomes, type StandInPayment } from './standIn/account.ts';
import { type Account, type Asked, api, kindOf } from './standIn/api.ts';
import { type Failing, type Fault, faultPlan } from './standIn/faults.ts';
import { overPage, payPage } from './standIn/page.ts';
import type { Answer } from './standIn/rules.ts';
import { type Delivery, postOffice } from './standIn/webhooks.ts';

export interface PayStandIn extends RunningStandIn {
  /** Payments, as they are kept there. */
  readonly payments: readonly StandInPayment[];
  /** How many calls were made to fail. */
  injected(): number;
  fail(failing: Failing): void;
  /** A share of all calls fails, which ones is decided by `seed`. */
  failAtRandom(share: number, seed: number): void;
  /** Moves its clock on; what time does is done. */
  advance(milliseconds: number): void;
  /** Milliseconds by which searches lag behind; two seconds unless told. */
  setLag(milliseconds: number): void;
  /** As the payer: on the payment that has this reference, which is our id. */
  pay(reference: string, outcome: Outcome): void;
  /** Sends what waits now, or all that was ever sent with `again`; whether it goes by itself at other times is `automatic`. */
  deliver(delivery?: Delivery & { readonly again?: boolean }): Promise<number>;
  setAutomatic(isAutomatic: boolean): void;
}

const keyForm = /^api_(test|live)_([a-z][a-z0-9-]{1,30})(?:_\w+)?$/;
const accountOf = (key: string): Account | undefined => {
  const [, mode, council] = keyForm.exec(key) ?? [];
  return council ? { council, isLive: mode === 'live' } : undefined;
};
const secretOf = (council: string): string =>
  `webhook_test_${createHash('sha256').update(`pay ${council}`).digest('hex').slice(0, 20)}`;

const readAll = async (stream: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

interface Control {
  readonly fail?: Failing;
  readonly random?: { readonly share: number; readonly seed: number };
  readonly advance?: number;
  readonly lag?: number;
  readonly automatic?: boolean;
  readonly pay?: { readonly reference: string; readonly outcome: Outcome };
  readonly deliver?: Delivery & { readonly again?: boolean };
}

const world = ({ clock, callbacks }: StandInOptions, base: () => string) => {
  let ahead = 0;
  let lag = 2000;
  let isAutomatic = true;
  const now = () => clock() + ahead;
  const office = postOffice({ clock: now, base, callbacks, secretOf });
  const all = accounts(now, office.tell);
  const plan = faultPlan();
  const deliver: PayStandIn['deliver'] = ({ again, ...delivery } = {}) => {
    all.passTime();
    return office.deliver(delivery, again);
  };
  const pay: PayStandIn['pay'] = (reference, outcome) => {
    const payment = all.all.find((one) => one.reference === reference);
    if (!payment || !all.pay(payment, outcome)) throw new Error(`${reference} cannot be paid.`);
  };
  const controls: Omit<PayStandIn, 'url' | 'stop'> = {
    ...{ payments: all.all, injected: () => plan.injected, fail: plan.fail, failAtRandom: plan.random, deliver, pay },
    advance: (milliseconds) => {
      ahead += milliseconds;
      all.passTime();
    },
    setLag: (milliseconds) => {
      lag = milliseconds;
    },
    setAutomatic: (wanted) => {
      isAutomatic = wanted;
    },
  };
  const ask = api({ accounts: all, clock: now, base, accountOf, lag: () => lag });
  return { controls, all, plan, ask, beat: () => (isAutomatic ? deliver() : undefined) };
};
type World = ReturnType<typeof world>;

interface Sent {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string | undefined;
}
const html = (status: number, text: string): Sent => ({
  ...{ status, text, headers: { 'content-type': 'text/html; charset=utf-8' } },
});
const json = ({ status, body }: Answer): Sent => ({
  ...{ status, text: body === undefined ? undefined : JSON.stringify(body) },
  headers: { 'content-type': 'application/json' },
});

const controlled = async ({ controls }: World, text: string): Promise<Sent> => {
  const { fail, random, advance, lag, automatic, pay, deliver }: Control = JSON.parse(text || '{}');
  if (fail) controls.fail(fail);
  if (random) controls.failAtRandom(random.share, random.seed);
  if (advance !== undefined) controls.advance(advance);
  if (lag !== undefined) controls.setLag(lag);
  if (automatic !== undefined) controls.setAutomatic(automatic);
  if (pay) controls.pay(pay.reference, pay.outcome);
  const delivered = deliver && (await controls.deliver(deliver));
  const payments = controls.payments.map(({ id, reference, state }) => ({ id, reference, state }));
  return json({ status: 200, body: { delivered, payments } });
};

/** The payer, in a browser or by `curl -d outcome=success`. */
const payer = ({ all }: World, { method, path, body }: Asked): Sent => {
  const [, place, name = ''] = path.split('/');
  const opened = place === 'secure' ? all.open(name) : all.all.find(({ sessions }) => sessions.has(name));
  if (!opened || opened.state.finished || opened.state.status === 'capturable') return html(410, overPage);
  if (method === 'GET') {
    const session = randomBytes(18).toString('base64url');
    opened.sessions.add(session);
    return html(200, payPage(opened, session));
  }
  const outcome = outcomes.find((one) => one === new URLSearchParams(body).get('outcome'));
  if (!outcome) return html(400, overPage);
  all.pay(opened, outcome);
  return { status: 303, headers: { location: opened.return_url } };
};

/** A negative status is no answer at all, so that whoever asks gives up in time; none is a connection that is cut. */
const broken = ({ status }: Fault): Sent => {
  const [code, description] = status === 429 ? ['P0900', 'Too many requests'] : ['P0999', 'Downstream system error'];
  return json({ status, body: { code, description } });
};

const answered = async (world: World, asked: Asked): Promise<Sent> => {
  const { path, body } = asked;
  world.all.passTime();
  if (path === '/.controls') return controlled(world, body);
  if (!path.startsWith('/v1/')) return payer(world, asked);
  const kind = kindOf(asked);
  const fault = kind && world.plan.take(kind);
  if (!fault) return json(world.ask(asked));
  if (fault.isDone) world.ask(asked);
  return broken(fault);
};

const serve = async (world: World, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { pathname: path, searchParams: query } = new URL(request.url ?? '', 'http://pay.invalid');
  const { method = '', headers } = request;
  const asked = { method, path, query, body: await readAll(request), authorization: headers.authorization ?? '' };
  const { status, headers: given, text } = await answered(world, asked);
  if (status === 0) request.socket.destroy();
  else if (status > 0) response.writeHead(status, given).end(text);
};

export const standIn = {
  secretsFor: (council) => ({ 'api-keys': `api_test_${council}`, 'webhook-secrets': secretOf(council) }),
  start: async (options): Promise<PayStandIn> => {
    let url = '';
    const here = world(options, () => url);
    const server = createServer((request, response) => {
      serve(here, request, response).catch(() => request.socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const beats = setInterval(() => void here.beat(), 250).unref();
    const stop = async () => {
      clearInterval(beats);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    return { ...here.controls, url, stop };
  },
} satisfies StandIn;
