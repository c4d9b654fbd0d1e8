/** Looking at GOV.UK Pay: the only way in which a payment changes. Whatever makes us look is no more than a reason to. */
import { isDeepStrictEqual } from 'node:util';
import { backOff } from '#shared/dynamodb/retry.ts';
import type { Outbound } from '#shared/outbound.ts';
import type { Providers } from '#shared/provider.ts';
import { PaymentNotFound } from './contract/problems.ts';
import type { payments } from './contract.ts';
import type { PaymentLists } from './lists.ts';
import { type PayClient, type PayPayment, payClient } from './pay/client.ts';
import { connectionOf } from './pay/connection.ts';
import { later } from './pay/refusals.ts';
import { isBusy, isFinal, type Row } from './record.ts';
import type { newId } from './references.ts';
import type { PaymentStore } from './store.ts';
import { asNotFound, asSeen, isAskedForRefunds } from './truth.ts';

export interface Dependencies {
  readonly store: PaymentStore;
  readonly lists: PaymentLists;
  readonly clock: () => number;
  readonly providers: Providers<typeof payments>;
  readonly ask: Outbound;
  readonly newId: typeof newId;
  readonly newToken: () => string;
}

export interface Looked {
  readonly row: Row;
  /** Fresh, where the payer can go on. Never kept. */
  readonly nextUrl?: string | undefined;
}

const attempts = 8;
export const tooMany = () => later('Many change the payment at once.', 1);

export const clientOf = async (
  { ask, providers }: Dependencies,
  council: string,
  service: string,
): Promise<PayClient> => payClient(ask, await connectionOf(providers, council, service));

/** Throws `PaymentNotFound`. */
export const found = async ({ store }: Dependencies, council: string, payment: string): Promise<Row> => {
  const row = await store.find(council, payment);
  if (row) return row;
  throw new PaymentNotFound(`The council has no payment ${payment}.`);
};

export const nextUrlOf = (pay: PayPayment | undefined): string | undefined => pay?._links?.next_url?.href;

interface Seen {
  readonly after: Row;
  readonly pay?: PayPayment;
}

const seen = async (dependencies: Dependencies, council: string, row: Row, isMine: boolean): Promise<Seen> => {
  const { clock, newId } = dependencies;
  if (!row.providerId && (isFinal(row) || (isBusy(row, clock()) && !isMine))) return { after: row };
  const client = await clientOf(dependencies, council, row.service);
  const id = row.providerId ?? (await client.byReference(row.payment))[0]?.payment_id;
  if (!id) return { after: asNotFound(row, clock()) };
  const pay = await client.payment(id);
  const refunds = isAskedForRefunds(row, pay) ? await client.refunds(id) : undefined;
  return { after: asSeen(row, { pay, refunds, at: clock(), newId: () => newId('RF') }), pay };
};

/**
 * The payment as GOV.UK Pay has it now. It was read here before it was read there, and is written over that version only, so what was
 * seen earlier never replaces what was seen later. `isMine`: the request that began it asks again, so nobody else is at it.
 */
export const look = async (
  dependencies: Dependencies,
  council: string,
  given: Row,
  { isMine = false } = {},
): Promise<Looked> => {
  const { store, clock } = dependencies;
  let row = given;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await backOff(attempt - 1, { attempts, base: 20 });
    const { after, pay } = await seen(dependencies, council, row, isMine);
    const nextUrl = nextUrlOf(pay);
    const at = clock();
    const isSame = isDeepStrictEqual(row, after);
    if (isSame && !(row.due && Date.parse(row.due) <= at)) return { row, nextUrl };
    const updatedAt = isSame ? row.updatedAt : new Date(at).toISOString();
    const written = await store.change(council, row, { ...after, updatedAt }, { at });
    if (written !== 'stale') return { row: written, nextUrl };
    row = await found(dependencies, council, row.payment);
  }
  throw tooMany();
};

/** Looks at the payment of this id. Throws `PaymentNotFound`. */
export const lookAt = async (dependencies: Dependencies, council: string, payment: string): Promise<Looked> =>
  look(dependencies, council, await found(dependencies, council, payment));
