/** Answers of idempotent operations in a capability's own table: who works on a request, and what was answered. */
import * as z from 'zod/mini';
import type { Expression, Key, Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';

const AnswerItem = z.object({
  /** Drawn anew by each attempt that may work on the request. */
  claim: z.string(),
  fingerprint: z.string(),
  state: z.enum(['processing', 'done']),
  sealed: z.optional(z.instanceof(Uint8Array)),
});
export type AnswerItem = z.infer<typeof AnswerItem>;

export interface Claim {
  readonly place: Key;
  readonly claim: string;
  readonly fingerprint: string;
}

/** As long as a function may run. Later another attempt may take over; the first can then no longer write. */
const lease = 30_000;
const aDay = 86_400;

const names = { '#claim': 'claim', '#state': 'state' };
const stillMine = ({ claim }: Claim): Expression => ({
  text: '#claim = :claim AND #state = :processing',
  names,
  values: { ':claim': claim, ':processing': 'processing' },
});

/** Runs a conditional write; what was there instead, if it lost. */
const lost = async (write: Promise<unknown>): Promise<AnswerItem | undefined> => {
  try {
    await write;
    return undefined;
  } catch (error) {
    if (error instanceof ConditionFailed) return AnswerItem.parse(error.item);
    throw error;
  }
};

export class AnswerStore {
  readonly #table: Table;
  readonly #clock: () => number;

  constructor(table: Table, clock: () => number) {
    this.#table = table;
    this.#clock = clock;
  }

  #item({ place, claim, fingerprint }: Claim) {
    const expiresAt = Math.floor(this.#clock() / 1000) + aDay;
    return { ...place, type: 'idempotency', claim, fingerprint, expiresAt };
  }

  /** Takes the request to work on, in one round trip; or says who has it, or what was answered. */
  take(claim: Claim): Promise<AnswerItem | undefined> {
    const now = this.#clock();
    const item = { ...this.#item(claim), state: 'processing', until: now + lease };
    const free =
      'attribute_not_exists(pk) OR #claim = :claim OR expiresAt <= :seconds OR (#state = :processing AND #until <= :now AND #print = :print)';
    return lost(
      this.#table.put(item, {
        text: free,
        names: { ...names, '#until': 'until', '#print': 'fingerprint' },
        values: {
          ':claim': claim.claim,
          ':seconds': Math.floor(now / 1000),
          ':processing': 'processing',
          ':now': now,
          ':print': claim.fingerprint,
        },
      }),
    );
  }

  /** The answer as a write, which fails for an attempt that was taken over. */
  note(claim: Claim, sealed: Uint8Array): Write {
    return { put: { ...this.#item(claim), state: 'done', sealed }, condition: stillMine(claim) };
  }

  /** Keeps an answer that came without a write, a refusal. */
  keep(claim: Claim, sealed: Uint8Array): Promise<AnswerItem | undefined> {
    return lost(this.#table.transact([this.note(claim, sealed)]));
  }

  /** Lets the next attempt start at once. What was there instead says whether the broken attempt wrote after all. */
  release(claim: Claim): Promise<AnswerItem | undefined> {
    const set = { text: 'SET #until = :never', names: { '#until': 'until' }, values: { ':never': 0 } };
    return lost(this.#table.update(claim.place, set, stillMine(claim)));
  }
}
