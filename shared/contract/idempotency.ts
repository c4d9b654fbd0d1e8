/** What the handler of an idempotent operation gets, and what it must give back. */
import type { Write } from '#shared/dynamodb/expression.ts';

declare const answered: unique symbol;

/** An answer that is kept for whoever sends the same request again. Only `Idempotency.answer` makes one. */
export type Answered<R> = R & { readonly [answered]: true };

/** The stored answer, as writes that a store adds to the transaction of its own. Last, so that its own conditions are told first. */
export interface Note {
  readonly writes: readonly Write[];
}

export interface Idempotency {
  /** The same for each attempt of a request, and for no other: for what is begun outside the transaction. */
  readonly request: string;
  /** Runs the handler's one write together with the note of its answer: both are there afterwards, or neither. */
  answer<R>(answer: R, write: (note: Note) => Promise<unknown>): Promise<Answered<R>>;
}
