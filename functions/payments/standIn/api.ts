/** The calls of Pay's API that the capability makes, and their neighbours. */
import { type Accounts, amountAvailable, type Creation, type StandInPayment } from './account.ts';
import { type Answer, failure, readBody, refusalOfPayment, refusalOfRefund } from './rules.ts';
import { searched } from './search.ts';
import { shownEvents, shownPayment, shownRefund } from './shapes.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly body: string;
}

export interface Account {
  readonly council: string;
  readonly isLive: boolean;
}

interface World {
  readonly accounts: Accounts;
  readonly clock: () => number;
  readonly base: () => string;
  /** Whose a key is. */
  readonly accountOf: (key: string) => Account | undefined;
  /** Milliseconds by which searches lag behind. */
  readonly lag: () => number;
}

interface Call extends Asked, Account {
  readonly key: string;
}

/** Named for faults. */
export type Kind = 'create' | 'search' | 'get' | 'cancel' | 'capture' | 'refund' | 'one-refund' | 'refunds' | 'events';

const ofOne: Readonly<Record<string, Kind>> = {
  ...{ 'GET ': 'get', 'GET /events': 'events', 'POST /cancel': 'cancel', 'POST /capture': 'capture' },
  ...{ 'POST /refunds': 'refund', 'GET /refunds': 'refunds', 'GET /refunds/': 'one-refund' },
};

export const kindOf = ({ method, path }: Pick<Asked, 'method' | 'path'>): Kind | undefined => {
  if (path === '/v1/payments') return method === 'POST' ? 'create' : 'search';
  const [, rest] = /^\/v1\/payments\/[^/]+(?:(\/\w+\/?)[^/]*)?$/.exec(path) ?? ['', undefined];
  return ofOne[`${method} ${rest ?? ''}`];
};

const create = ({ accounts, base, clock }: World, { body, council, key, isLive }: Call): Answer => {
  const read = readBody(body);
  if ('refusal' in read) return read.refusal;
  const refusal = refusalOfPayment(read.body, isLive);
  if (refusal) return refusal;
  // What is wrong with it was refused above.
  const payment = accounts.create(council, key, read.body as unknown as Creation);
  return { status: 201, body: shownPayment(payment, base(), clock()) };
};

const search = (world: World, { key, query }: Call): Answer => {
  const { accounts, base, clock, lag } = world;
  const now = clock();
  const found = accounts.all.filter((one) => one.key === key && now >= one.createdAt + lag());
  return searched(found, query, base(), now);
};

const refund = ({ accounts, base, clock }: World, { body }: Call, payment: StandInPayment): Answer => {
  const read = readBody(body);
  if ('refusal' in read) return read.refusal;
  const available = amountAvailable(payment);
  if (payment.state.status !== 'success') return failure(400, 'P0603', 'The payment is not available for refund');
  const refusal = refusalOfRefund(read.body, available);
  if (refusal) return refusal;
  return {
    status: 202,
    body: shownRefund(payment, accounts.refund(payment, Number(read.body.amount)), base(), clock()),
  };
};

const oneRefund = ({ base, clock }: World, { path }: Call, payment: StandInPayment): Answer => {
  const found = payment.refunds.find(({ id }) => id === path.split('/')[5]);
  return found
    ? { status: 200, body: shownRefund(payment, found, base(), clock()) }
    : failure(404, 'P0700', 'Not found');
};

const refunds = ({ base, clock, lag }: World, payment: StandInPayment): Answer => {
  const seen = payment.refunds.filter(({ createdAt }) => clock() >= createdAt + lag());
  const _embedded = { refunds: seen.map((one) => shownRefund(payment, one, base(), clock())) };
  const self = { href: `${base()}/v1/payments/${payment.id}/refunds`, method: 'GET' };
  return { status: 200, body: { payment_id: payment.id, _embedded, _links: { self } } };
};

/** A POST without a body never gets past the firewall. */
const bodied = ({ body }: Call, act: () => boolean, refusal: Answer): Answer => {
  const read = readBody(body);
  if ('refusal' in read) return read.refusal;
  return act() ? { status: 204 } : refusal;
};

const toOne = (world: World, kind: Kind, call: Call, payment: StandInPayment): Answer => {
  const { accounts, base, clock } = world;
  if (kind === 'get') return { status: 200, body: shownPayment(payment, base(), clock()) };
  if (kind === 'events') return { status: 200, body: shownEvents(payment, base()) };
  if (kind === 'refund') return refund(world, call, payment);
  if (kind === 'one-refund') return oneRefund(world, call, payment);
  if (kind === 'refunds') return refunds(world, payment);
  if (kind === 'cancel')
    return bodied(call, () => accounts.cancel(payment), failure(400, 'P0501', 'Cancellation of payment failed'));
  return bodied(call, () => accounts.capture(payment), failure(409, 'P1003', 'Payment cannot be captured'));
};

const unknownPayment: Readonly<Record<string, string>> = {
  ...{
    get: 'P0200',
    events: 'P0300',
    cancel: 'P0500',
    capture: 'P1000',
    refund: 'P0600',
    refunds: 'P0800',
    'one-refund': 'P0700',
  },
};

export const api =
  (world: World) =>
  (asked: Asked): Answer => {
    const [, key = ''] = /^Bearer (\S+)$/.exec(asked.authorization) ?? [];
    const account = world.accountOf(key);
    if (!account)
      return { status: 401, body: { code: 401, message: 'Credentials are required to access this resource' } };
    const kind = kindOf(asked);
    const call = { ...asked, ...account, key };
    if (kind === 'create') return create(world, call);
    if (kind === 'search') return search(world, call);
    const id = asked.path.split('/')[3];
    const payment = world.accounts.all.find((one) => one.id === id && one.key === key);
    if (!kind || !payment) return failure(404, unknownPayment[kind ?? ''] ?? 'P0200', 'Not found');
    return toOne(world, kind, call, payment);
  };
