/** What a payment is after a look at GOV.UK Pay: pure. */
import type { Payment } from './contract/fields.ts';
import type { PayPayment, PayRefund } from './pay/client.ts';
import { aSecond, certainAfter, isFinal, type RefundRow, type Row } from './record.ts';

type State = Pick<Payment, 'status' | 'failure'>;

const failed: Readonly<Record<string, State>> = {
  P0020: { status: 'expired', failure: 'expired' },
  P0030: { status: 'cancelled', failure: 'cancelled_by_payer' },
};
const states: Readonly<Record<string, State>> = {
  ...{ created: { status: 'created' }, started: { status: 'started' }, submitted: { status: 'submitted' } },
  ...{ capturable: { status: 'capturable' }, success: { status: 'success' } },
  failed: { status: 'failed', failure: 'declined' },
  cancelled: { status: 'cancelled', failure: 'cancelled' },
  error: { status: 'error', failure: 'error' },
};

/** A word that Pay has not said so far changes nothing, unless all is over. */
const stateOf = ({ status, finished, code }: PayPayment['state'], before: State): State =>
  (status === 'failed' && failed[code ?? '']) ||
  states[status] ||
  (finished ? { status: 'error', failure: 'error' } : before);

const instant = (at: number): string => new Date(at).toISOString();

/** What counts at Pay as given back, or on its way. */
const submittedAt = ({ refund_summary }: PayPayment): number => refund_summary?.amount_submitted ?? 0;
const sumOf = (refunds: readonly { readonly status: string; readonly amount: number }[]): number =>
  refunds.reduce((sum, { status, amount }) => (status === 'error' ? sum : sum + amount), 0);

/** Whether its refunds have to be read, too: they are not as we know them, or not paid for yet. */
export const isAskedForRefunds = ({ refunds }: Row, pay: PayPayment): boolean =>
  sumOf(refunds.filter(({ providerId }) => providerId)) !== submittedAt(pay) ||
  refunds.some(({ status, settledOn }) => status !== 'error' && !settledOn);

/** A refund of ours as Pay has it. */
export const asAtPay = (ours: RefundRow, theirs: PayRefund, at: number): RefundRow => {
  const refundedAt = theirs.status === 'success' ? (ours.refundedAt ?? instant(at)) : undefined;
  const settledOn = theirs.settlement_summary?.settled_date;
  return {
    ...ours,
    providerId: theirs.refund_id,
    status: theirs.status,
    ...(refundedAt && { refundedAt }),
    ...(settledOn && { settledOn }),
  };
};

/** Those of ours, each with its own at Pay; then those made at Pay itself. */
const refundsAfter = (
  row: Row,
  pay: PayPayment,
  theirs: readonly PayRefund[],
  at: number,
  newId: () => string,
): RefundRow[] => {
  const left = new Map(theirs.map((one) => [one.refund_id, one]));
  const known = row.refunds.map((ours) => {
    const found = left.get(ours.providerId ?? '');
    left.delete(ours.providerId ?? '');
    return found ? asAtPay(ours, found, at) : ours;
  });
  const isComplete = sumOf(theirs) === submittedAt(pay);
  const mine = known.map((ours) => {
    if (ours.status !== 'creating' || ours.providerId) return ours;
    const found = [...left.values()].find(({ amount }) => amount === ours.amount);
    if (found) left.delete(found.refund_id);
    if (found) return asAtPay(ours, found, at);
    const isCertain = isComplete && at >= Date.parse(ours.createdAt) + certainAfter;
    return isCertain ? { ...ours, status: 'error' as const } : ours;
  });
  // One that is on its way could be any of them.
  if (mine.some(({ status }) => status === 'creating')) return mine;
  const others = [...left.values()].map((one) =>
    asAtPay({ refund: newId(), amount: one.amount, status: one.status, createdAt: one.created_date }, one, at),
  );
  return [...mine, ...others];
};

interface Seen {
  readonly pay: PayPayment;
  readonly refunds?: readonly PayRefund[] | undefined;
  readonly at: number;
  readonly newId: () => string;
}

/** `undefined` fields are left out, so that two records can be compared. */
const compact = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as Row;

export const asSeen = (row: Row, { pay, refunds, at, newId }: Seen): Row => {
  const seen = stateOf(pay.state, row);
  const { status, failure } = isFinal(row) && !isFinal(seen) ? row : seen;
  const { capture_submit_time, captured_date, settled_date } = pay.settlement_summary ?? {};
  const taken = row.takenAt ?? capture_submit_time ?? instant(at);
  const finished = row.status === status ? (row.finishedAt ?? instant(at)) : instant(at);
  return compact({
    ...row,
    providerId: pay.payment_id,
    status,
    failure,
    total: pay.total_amount ?? pay.amount,
    fee: pay.fee ?? row.fee,
    takenAt: status === 'success' ? taken : undefined,
    finishedAt: isFinal({ status }) ? finished : undefined,
    capturedOn: captured_date ?? row.capturedOn,
    settledOn: settled_date ?? row.settledOn,
    refundable: pay.refund_summary?.status === 'available' ? (pay.refund_summary.amount_available ?? 0) : 0,
    refunds: refunds ? refundsAfter(row, pay, refunds, at, newId) : row.refunds,
  });
};

/** Search lags: what was looked for twice, and is not there a minute later, was never made. */
export const asNotFound = (row: Row, at: number): Row => {
  const { looks = 0, lookedAt = '' } = row;
  if (lookedAt && at < Date.parse(lookedAt) + 5 * aSecond) return row;
  if (looks > 0 && at >= Date.parse(row.createdAt) + certainAfter)
    return { ...row, status: 'error', failure: 'error', finishedAt: instant(at) };
  return { ...row, looks: looks + 1, lookedAt: instant(at) };
};
