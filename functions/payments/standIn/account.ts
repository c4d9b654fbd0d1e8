/** Payments at the stand-in, and how they go from state to state: as GOV.UK Pay's documentation says. */
import { randomBytes } from 'node:crypto';
import { type State, type StateName, states, told } from './states.ts';

export interface StandInRefund {
  readonly id: string;
  readonly amount: number;
  readonly createdAt: number;
  status: 'submitted' | 'success' | 'error';
}

export interface Creation {
  readonly amount: number;
  readonly reference: string;
  readonly description: string;
  readonly return_url: string;
  readonly language?: 'en' | 'cy';
  readonly delayed_capture?: boolean;
  readonly email?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface StandInPayment extends Creation {
  readonly id: string;
  readonly council: string;
  /** The API key that made it: another does not see it. */
  readonly key: string;
  readonly createdAt: number;
  state: State;
  readonly events: { readonly state: State; readonly at: number }[];
  readonly refunds: StandInRefund[];
  /** Of addresses for the payer that were not used so far, and of pages that are open. */
  readonly tokens: Set<string>;
  readonly sessions: Set<string>;
  succeededAt?: number;
  isCaptured?: boolean;
}

const [aMinute, anHour] = [60_000, 3_600_000];
const expiry = 90 * aMinute;
const captureWindow = 120 * anHour;
const captureTakes = aMinute;
const settlementTakes = 48 * anHour;

export const outcomes = ['success', 'declined', 'cancelled', 'error'] as const;
export type Outcome = (typeof outcomes)[number];

export type Tell = (payment: StandInPayment, eventType: string, at: number) => void;

/** 26 small letters and digits, as Pay's are. */
const newId = (): string =>
  BigInt(`0x${randomBytes(20).toString('hex')}`)
    .toString(36)
    .padStart(26, '0')
    .slice(-26);

export const amountAvailable = ({ amount, refunds, state }: StandInPayment): number =>
  state.status === 'success' ? amount - amountRefunded({ refunds }) : amount;
export const amountRefunded = ({ refunds }: Pick<StandInPayment, 'refunds'>): number =>
  refunds.reduce((sum, { status, amount }) => (status === 'error' ? sum : sum + amount), 0);
/** Stripe's for a card of this country. */
export const feeOf = ({ amount }: StandInPayment): number => Math.round(amount * 0.012) + 20;
export const capturedAt = ({ succeededAt }: StandInPayment): number | undefined =>
  succeededAt && succeededAt + captureTakes;
export const settledAt = ({ succeededAt }: StandInPayment): number | undefined =>
  succeededAt && succeededAt + settlementTakes;

export const refundSettledAt = ({ createdAt }: StandInRefund): number => createdAt + settlementTakes;

export const newToken = (payment: StandInPayment): string => {
  const token = randomBytes(18).toString('base64url');
  payment.tokens.add(token);
  return token;
};

const mover =
  (clock: () => number, tell: Tell) =>
  (payment: StandInPayment, to: StateName, at = clock()): void => {
    payment.state = states[to];
    payment.events.push({ state: states[to], at });
    if (to === 'success') payment.succeededAt = at;
    const event = told[to];
    if (event) tell(payment, event, at);
  };
type Move = ReturnType<typeof mover>;

/** What time alone does. */
const passing = (move: Move, tell: Tell, clock: () => number) => (payment: StandInPayment) => {
  const { state, createdAt } = payment;
  const endsAt = createdAt + (state.status === 'capturable' ? captureWindow : expiry);
  if (!state.finished && clock() >= endsAt) move(payment, 'expired', endsAt);
  const captured = capturedAt(payment);
  if (!captured || payment.isCaptured || clock() < captured) return;
  payment.isCaptured = true;
  tell(payment, 'card_payment_captured', captured);
};

/** What a payer does. */
const payers = (all: readonly StandInPayment[], move: Move) => ({
  /** Opens the page, by an address that works once. */
  open: (token: string): StandInPayment | undefined => {
    const payment = all.find(({ tokens }) => tokens.has(token));
    if (!payment?.tokens.delete(token)) return undefined;
    if (payment.state.status === 'created') move(payment, 'started');
    return payment;
  },
  /** `false` where it is over. */
  pay: (payment: StandInPayment, outcome: Outcome): boolean => {
    if (payment.state.finished || payment.state.status === 'capturable') return false;
    if (payment.state.status === 'created') move(payment, 'started');
    if (outcome === 'success') move(payment, 'submitted');
    const success = payment.delayed_capture ? 'capturable' : 'success';
    move(payment, ({ success, cancelled: 'cancelledByPayer', declined: 'declined', error: 'error' } as const)[outcome]);
    return true;
  },
});

/** What a service asks for. */
const services = (all: StandInPayment[], move: Move, tell: Tell, clock: () => number) => ({
  create: (council: string, key: string, creation: Creation): StandInPayment => {
    const payment: StandInPayment = {
      ...creation,
      ...{ id: newId(), council, key, createdAt: clock(), state: states.created },
      ...{ events: [], refunds: [], tokens: new Set<string>(), sessions: new Set<string>() },
    };
    all.push(payment);
    move(payment, 'created');
    return payment;
  },
  cancel: (payment: StandInPayment): boolean => {
    if (payment.state.finished) return false;
    move(payment, 'cancelled');
    return true;
  },
  capture: (payment: StandInPayment): boolean => {
    if (payment.state.status !== 'capturable') return false;
    move(payment, 'success');
    return true;
  },
  refund: (payment: StandInPayment, amount: number): StandInRefund => {
    const refund: StandInRefund = { id: newId(), amount, createdAt: clock(), status: 'success' };
    payment.refunds.push(refund);
    tell(payment, 'card_payment_refunded', clock());
    return refund;
  },
});

export const accounts = (clock: () => number, tell: Tell) => {
  const all: StandInPayment[] = [];
  const move = mover(clock, tell);
  const pass = passing(move, tell, clock);
  const passTime = () => {
    for (const payment of all) pass(payment);
  };
  return { all, passTime, ...payers(all, move), ...services(all, move, tell, clock) };
};
export type Accounts = ReturnType<typeof accounts>;
