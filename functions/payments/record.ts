/** A payment as it is kept, and what is true of one. */
import { finals, type Payment, type Refund } from './contract/fields.ts';
import type { Movement } from './contract/ledger.ts';

export interface RefundRow extends Omit<Refund, 'payment'> {
  /** Id at GOV.UK Pay, once that is known. */
  readonly providerId?: string | undefined;
  /** Names the request that asked for it. */
  readonly request?: string;
  /** What could be refunded when it was asked for: GOV.UK Pay refuses it when that has changed. */
  readonly available?: number;
}

export interface Row extends Omit<Payment, 'finished' | 'captureBy' | 'refunded' | 'refunds'> {
  readonly refunds: readonly RefundRow[];
  /** Names the request that asked for it. */
  readonly request: string;
  /** Id at GOV.UK Pay, once that is known. */
  readonly providerId?: string | undefined;
  /** When it was first known to have succeeded: its day in the ledger. */
  readonly takenAt?: string | undefined;
  /** How often it was looked for at GOV.UK Pay in vain, and when last. */
  readonly looks?: number;
  readonly lookedAt?: string;
  /** When it is to be looked at though nobody asks. */
  readonly due?: string | undefined;
  /** How often it was written. */
  readonly version: number;
}

export const [aSecond, aMinute, anHour, aDay] = [1000, 60_000, 3_600_000, 86_400_000];

/** GOV.UK Pay's own: a payer has 90 minutes, a capture 120 hours, both from creation. */
const expiry = 95 * aMinute;
const captureWindow = 120 * anHour;
/** As long as a function may run: until then whoever began may still be at it. */
const busyFor = 30 * aSecond;
/** After which what cannot be found was never made. */
export const certainAfter = aMinute;
const settlesWithin = 30 * aDay;
/** Pay collects what Stripe charges for payments that failed some hours after they did. */
const feeKnownAfter = aDay;

const instant = (at: number): string => new Date(at).toISOString();

export const isFinal = ({ status }: Pick<Row, 'status'>): boolean => finals.includes(status);
export const isBusy = ({ status, createdAt }: Pick<Row, 'status' | 'createdAt'>, at: number): boolean =>
  status === 'creating' && at < Date.parse(createdAt) + busyFor;

export const refundedOf = ({ refunds }: Pick<Row, 'refunds'>): number =>
  refunds.reduce((sum, { status, amount }) => (status === 'error' ? sum : sum + amount), 0);

/** Whether no other payment for its subject may be made. */
export const holds = (row: Row): boolean => !isFinal(row) || (row.status === 'success' && refundedOf(row) < row.total);

export const isSettling = (row: Row): boolean =>
  !isFinal(row) || row.refunds.some(({ status }) => status === 'creating' || status === 'submitted');

export const captureByOf = ({ createdAt }: Row): string => instant(Date.parse(createdAt) + captureWindow);

const feeDue = (row: Row, at: number): number[] => {
  const due = Date.parse(row.finishedAt ?? row.createdAt) + feeKnownAfter;
  const isOpen = isFinal(row) && row.status !== 'success' && row.providerId && row.fee === undefined;
  return isOpen && at < due ? [due] : [];
};

/** When to look at it next, after a look at that moment. */
export const dueOf = (row: Row, at: number): string | undefined => {
  const made = Date.parse(row.createdAt);
  const taken = Date.parse(row.takenAt ?? row.createdAt);
  const waits = {
    creating: at + aMinute,
    ...{ created: Math.max(made + expiry, at + 5 * aMinute), started: Math.max(made + expiry, at + 5 * aMinute) },
    submitted: Math.max(made + expiry, at + 5 * aMinute),
    capturable: Math.max(made + captureWindow + 10 * aMinute, at + anHour),
    ...(!row.settledOn && at < taken + settlesWithin && { success: at + aDay }),
  };
  const refunds = row.refunds.flatMap(({ status, createdAt, settledOn }) => {
    if (status === 'creating') return [at + aMinute];
    if (status === 'error' || settledOn || at >= Date.parse(createdAt) + settlesWithin) return [];
    if (status === 'submitted') return [at + 6 * anHour];
    // Who tells of the payment tells of its refunds.
    return row.settledOn ? [at + aDay] : [];
  });
  const next = Math.min(
    (waits as Partial<Record<string, number>>)[row.status] ?? Infinity,
    ...feeDue(row, at),
    ...refunds,
  );
  return Number.isFinite(next) ? instant(next) : undefined;
};

export const shownRefund = (
  { payment }: Pick<Row, 'payment'>,
  { providerId: _, request: __, available: ___, ...refund }: RefundRow,
): Refund => ({ payment, ...refund });

export const shown = (row: Row): Payment => {
  const { request: _, providerId: __, takenAt: ___, looks, lookedAt, due, version, refunds, ...rest } = row;
  return {
    ...rest,
    finished: isFinal(row),
    ...(row.status === 'capturable' && { captureBy: captureByOf(row) }),
    refunded: refundedOf(row),
    refunds: refunds.map((one) => shownRefund(row, one)),
  };
};

/** Its lines in the ledger. */
export const movementsOf = (row: Row): Movement[] => {
  const { payment, subject, service, glCode, fund, providerId = '', fee = 0, total, takenAt, finishedAt } = row;
  const ours = { payment, subject, service, ...(glCode && { glCode }), ...(fund && { fund }) };
  const paid = row.status === 'success' ? total : 0;
  const at = row.status === 'success' ? takenAt : finishedAt;
  const kind = row.status === 'success' ? 'payment' : 'fee';
  const settled = row.settledOn && { settledOn: row.settledOn };
  return [
    ...(at && (paid > 0 || fee > 0)
      ? [{ kind, ...ours, amount: paid, fee, net: paid - fee, at, providerId, ...settled } as const]
      : []),
    ...row.refunds.flatMap(({ refund, amount, status, refundedAt, providerId: id = '', settledOn }) =>
      status === 'success' && refundedAt
        ? [
            {
              ...({ kind: 'refund', ...ours, refund, amount: -amount, fee: 0, net: -amount } as const),
              ...{ at: refundedAt, providerId: id, ...(settledOn && { settledOn }) },
            },
          ]
        : [],
    ),
  ];
};
