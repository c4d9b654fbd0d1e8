/** What a payment is in the table: keys, items, and the single writes that its transactions are made of. */
import type { Item, Key, Write } from '#shared/dynamodb/expression.ts';
import { londonDay } from '#shared/london.ts';
import type { Movement } from './contract/ledger.ts';
import { holds, isFinal, movementsOf, type Row } from './record.ts';

/** A payment that is to be looked at by then. */
export interface Due {
  readonly council: string;
  readonly payment: string;
  readonly due: string;
}

export const paymentKey = (council: string, payment: string): Key => ({
  pk: `${council}#PAYMENT#${payment}`,
  sk: 'PAYMENT',
});
export const holdKey = (council: string, subject: string): Key => ({ pk: `${council}#SUBJECT#${subject}`, sk: 'HOLD' });
export const dueKey = ({ council, payment, due }: Due): Key => ({ pk: '*#DUE', sk: `${due}#${council}#${payment}` });
export const ofDay = (council: string, day: string): string => `${council}#DAY#${day}`;
export const ledgerOf = (council: string, day: string): string => `${council}#LEDGER#${day}`;

export const asItem = (council: string, row: Row, expiresAt: number): Item => ({
  ...paymentKey(council, row.payment),
  type: 'payment',
  gsi1pk: ofDay(council, londonDay(Date.parse(row.createdAt))),
  gsi1sk: `${row.createdAt}#${row.payment}`,
  ...row,
  expiresAt,
});

/** Written by this capability alone, in this shape. */
export const rowIn = (item: Item): Row => {
  const { pk: _, sk: __, type, gsi1pk, gsi1sk, expiresAt, ...row } = item;
  return row as unknown as Row;
};

/** By what others call it: GOV.UK Pay, or a payer who comes back. */
export const calledKey = (council: string, by: 'PAY' | 'TOKEN', name: string): Key => ({
  pk: `${council}#${by}#${name}`,
  sk: 'PAYMENT',
});
export const calls = (
  council: string,
  by: 'PAY' | 'TOKEN',
  name: string,
  payment: string,
  expiresAt: number,
): Write => ({
  put: { ...calledKey(council, by, name), type: 'payment-name', payment, expiresAt },
});

/** Takes its subject, or leaves it to others, where that changes. */
export const holdWrites = (
  council: string,
  after: Row,
  before: Row | undefined,
  expiresAt: number,
  now: number,
): Write[] => {
  const { payment, subject } = after;
  if (before && holds(before) === holds(after)) return [];
  const key = holdKey(council, subject);
  const names = { '#payment': 'payment' };
  if (holds(after))
    return [
      {
        put: { ...key, type: 'payment-hold', payment, expiresAt },
        condition: {
          text: 'attribute_not_exists(pk) OR expiresAt < :now OR #payment = :mine',
          names,
          values: { ':now': Math.floor(now / 1000), ':mine': payment },
        },
      },
    ];
  return [
    {
      remove: key,
      condition: { text: 'attribute_not_exists(pk) OR #payment = :mine', names, values: { ':mine': payment } },
    },
  ];
};

export const dueWrites = (council: string, { payment, due }: Row, before?: Row): Write[] => {
  if (before?.due === due) return [];
  const at = (moment: string): Due => ({ council, payment, due: moment });
  return [
    ...(before?.due ? [{ remove: dueKey(at(before.due)) }] : []),
    ...(due ? [{ put: { ...dueKey(at(due)), type: 'payment-due', ...at(due) } }] : []),
  ];
};

const lineKey = (council: string, { at, payment, refund }: Movement): Key => ({
  pk: ledgerOf(council, londonDay(Date.parse(at))),
  sk: `${at}#${refund ?? payment}`,
});

/** Lines of the ledger that changed, and those that are true no more. */
export const ledgerWrites = (council: string, after: Row, before: Row, expiresAt: number): Write[] => {
  const lines = (row: Row) => new Map(movementsOf(row).map((one) => [JSON.stringify(lineKey(council, one)), one]));
  const [was, is] = [lines(before), lines(after)];
  return [
    ...[...is].flatMap(([key, one]) =>
      JSON.stringify(was.get(key)) === JSON.stringify(one)
        ? []
        : [{ put: { ...lineKey(council, one), type: 'payment-movement', ...one, expiresAt } }],
    ),
    ...[...was].flatMap(([key, one]) => (is.has(key) ? [] : [{ remove: lineKey(council, one) }])),
  ];
};

/** What others are told of a change. */
export const eventsOf = (after: Row, before: Row) => {
  const { payment, subject, status, amount } = after;
  const isNew = status !== before.status;
  const known = new Map(before.refunds.map((one) => [one.refund, one.status]));
  return [
    ...(isNew && isFinal(after)
      ? [
          {
            type: 'payments.payment.finished',
            data: { payment, subject, status: status as 'success', amount },
          } as const,
        ]
      : []),
    ...(isNew && status === 'capturable'
      ? [{ type: 'payments.payment.authorised', data: { payment, subject, amount } } as const]
      : []),
    ...after.refunds.flatMap((one) =>
      (one.status === 'success' || one.status === 'error') && known.get(one.refund) !== one.status
        ? [
            {
              type: 'payments.refund.finished',
              data: { payment, refund: one.refund, subject, status: one.status, amount: one.amount },
            } as const,
          ]
        : [],
    ),
  ];
};
