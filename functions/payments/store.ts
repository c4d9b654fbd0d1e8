/**
 * Payments, what may be paid for only once, and what is due.
 *
 *   <council>#PAYMENT#<id>         PAYMENT       a payment with its refunds; in gsi1 by <council>#DAY#<day it was begun>
 *   <council>#SUBJECT#<subject>    HOLD          the payment that keeps others for the subject from being made
 *   <council>#PAY#<id at Pay>      PAYMENT       which payment it is
 *   <council>#TOKEN#<hash>         PAYMENT       which payment a payer comes back from
 *   <council>#MESSAGE#<id>         MESSAGE       that a message was taken
 *   <council>#LEDGER#<day>         <time>#<id>   a movement of money
 *   *#DUE                          <time>#<council>#<id>   that a payment is to be looked at
 */
import { type Item, ifAbsent, type Key, type Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { type Announce, eventId } from '#shared/events/outbox.ts';
import type { Keeping } from '#shared/retention.ts';
import type { payments } from './contract.ts';
import {
  asItem,
  calledKey,
  calls,
  type Due,
  dueKey,
  dueWrites,
  eventsOf,
  holdKey,
  holdWrites,
  ledgerWrites,
  paymentKey,
  rowIn,
} from './items.ts';
import { dueOf, type Row } from './record.ts';

interface Writing {
  readonly at: number;
  /** When to look next, where that does not follow from what it is. */
  readonly due?: string;
  /** The kept answer of a request with an Idempotency-Key. */
  readonly note?: { readonly writes: readonly Write[] };
}

export interface PaymentStore {
  /** Begins a payment, unless another holds its subject, whose id is answered. */
  begin(council: string, row: Row, token: string | undefined): Promise<string | undefined>;
  /** As if it had never been begun. */
  abandon(council: string, row: Row): Promise<void>;
  find(council: string, payment: string): Promise<Row | undefined>;
  /** Writes over the version that was read, with events, ledger and what is due; `stale` where that is not there any more. */
  change(council: string, before: Row, after: Row, writing: Writing): Promise<Row | 'stale'>;
  /** Keeps an answer about what was done before. */
  keep(note: { readonly writes: readonly Write[] }): Promise<void>;
  /** Id of the payment that GOV.UK Pay, or a payer who comes back, calls by another. */
  called(council: string, by: 'PAY' | 'TOKEN', name: string): Promise<string | undefined>;
  /** Takes a message, once, and tells this capability of it. */
  told(
    council: string,
    message: { readonly id: string; readonly providerId: string; readonly at: number },
  ): Promise<void>;
  /** Payments to be looked at by then, the most urgent first. */
  due(at: number, limit: number): Promise<Due[]>;
  settle(due: Due): Promise<void>;
}

export interface PaymentParts {
  readonly table: Table;
  readonly announce: Announce<typeof payments>;
  readonly keep: { readonly payments: Keeping; readonly returns: Keeping; readonly messages: Keeping };
}

const attempt = async (run: Promise<unknown>): Promise<ConditionFailed | undefined> => {
  try {
    await run;
    return undefined;
  } catch (error) {
    if (error instanceof ConditionFailed) return error;
    throw error;
  }
};

const begin = async ({ table, keep }: PaymentParts, ...given: Parameters<PaymentStore['begin']>) => {
  const [council, row, token] = given;
  const at = Date.parse(row.createdAt);
  const expiresAt = keep.payments.until(council, at);
  const lost = await attempt(
    table.transact([
      ...holdWrites(council, row, undefined, expiresAt, at),
      { put: asItem(council, row, expiresAt), condition: ifAbsent },
      ...dueWrites(council, row),
      ...(token ? [calls(council, 'TOKEN', token, row.payment, keep.returns.until(council, at))] : []),
    ]),
  );
  // Our own record is there when the database did it, and was asked again because its answer was lost.
  if (!lost || lost.item?.payment === row.payment) return undefined;
  if (lost.index > 0) throw lost;
  return String(lost.item?.payment);
};

const change = async (parts: PaymentParts, ...given: Parameters<PaymentStore['change']>): Promise<Row | 'stale'> => {
  const { table, announce, keep } = parts;
  const [council, before, wanted, { at, due, note }] = given;
  const after: Row = { ...wanted, version: before.version + 1, due: due ?? dueOf(wanted, at) };
  const expiresAt = keep.payments.until(council, at);
  const over = { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': before.version } };
  const hold = holdWrites(council, after, before, expiresAt, at);
  const newName = before.providerId ? undefined : after.providerId;
  const own = (held: readonly Write[]): Write[] => [
    { put: asItem(council, after, expiresAt), condition: over },
    ...held,
    ...dueWrites(council, after, before),
    ...(newName ? [calls(council, 'PAY', newName, after.payment, expiresAt)] : []),
    ...ledgerWrites(council, after, before, expiresAt),
    ...eventsOf(after, before).map(({ type, data }) =>
      announce(council, after.payment, type, data, { id: eventId(at), at }),
    ),
    ...(note?.writes ?? []),
  ];
  const lost = await attempt(table.transact(own(hold)));
  if (!lost) return after;
  if (lost.index === 0) return 'stale';
  if (hold.length === 0 || lost.index > hold.length) throw lost;
  // Another payment has its subject by now. What happened has happened all the same, and the event tells of it.
  const again = await attempt(table.transact(own([])));
  if (again && again.index > 0) throw again;
  return again ? 'stale' : after;
};

const told = async (
  { table, announce, keep }: PaymentParts,
  ...[council, { id, providerId, at }]: Parameters<PaymentStore['told']>
) => {
  const expiresAt = keep.messages.until(council, at);
  const lost = await attempt(
    table.transact([
      {
        put: { pk: `${council}#MESSAGE#${id}`, sk: 'MESSAGE', type: 'payment-message', expiresAt },
        condition: {
          text: 'attribute_not_exists(pk) OR expiresAt < :now',
          values: { ':now': Math.floor(at / 1000) },
        },
      },
      announce(council, providerId, 'payments.payment.told', { providerId }, { id: eventId(at), at }),
    ]),
  );
  if (lost && lost.index > 0) throw lost;
};

const abandon = async ({ table }: PaymentParts, ...[council, row]: Parameters<PaymentStore['abandon']>) => {
  const untouched = { text: '#version = :mine', names: { '#version': 'version' }, values: { ':mine': row.version } };
  const mine = { text: '#payment = :mine', names: { '#payment': 'payment' }, values: { ':mine': row.payment } };
  await table.transact([
    { remove: paymentKey(council, row.payment), condition: untouched },
    { remove: holdKey(council, row.subject), condition: mine },
    ...dueWrites(council, { ...row, due: undefined }, row),
  ]);
};

export const paymentStore = (parts: PaymentParts): PaymentStore => {
  const { table, keep } = parts;
  const read = async (key: Key, keeping: Keeping): Promise<Item | undefined> => {
    const item = await table.get(key, { consistent: true });
    return item && !keeping.isOver(item) ? item : undefined;
  };
  return {
    begin: (...given) => begin(parts, ...given),
    abandon: (...given) => abandon(parts, ...given),
    change: (...given) => change(parts, ...given),
    told: (...given) => told(parts, ...given),
    find: async (council, payment) => {
      const item = await read(paymentKey(council, payment), keep.payments);
      return item && rowIn(item);
    },
    keep: ({ writes }) => table.transact(writes),
    called: async (council, by, name) => {
      const item = await read(calledKey(council, by, name), by === 'PAY' ? keep.payments : keep.returns);
      return item && String(item.payment);
    },
    due: async (at, limit) => {
      const { items } = await table.query({ pk: '*#DUE', between: ['0', `${new Date(at).toISOString()}~`], limit });
      return items.map((item) => ({
        ...{ council: String(item.council), payment: String(item.payment), due: String(item.due) },
      }));
    },
    settle: (one) => table.remove(dueKey(one)),
  };
};
