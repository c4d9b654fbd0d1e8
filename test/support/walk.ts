/** What the steps of a walk through every operation have in common. */
import { randomUUID } from 'node:crypto';
import type { Ask } from './app.ts';

export interface Wanted extends Ask {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: string;
}

/** Operation, the status that it should answer, and what to ask. */
export type Step = readonly [id: string, status: number, wanted: () => Wanted];

/** Where things are made and changed; look-ups are at Marlbeck, whose sample has what the document's examples name. */
export const council = 'answers';
/** What the steps have made so far. */
export const made = { keyId: '', version: 0, references: {} as Record<string, string> };
export type References = typeof made.references;

/** Sent again, it is the same request; with another body, a mistake. */
export const sameRequest = { headers: { 'idempotency-key': `"${randomUUID()}"` } };
