/** Reading a journey, and changing it whoever else changes it at the same moment. */
import type { Answered, Idempotency } from '#shared/contract/idempotency.ts';
import type { Write } from '#shared/dynamodb/expression.ts';
import { untilTaken } from '#shared/dynamodb/retry.ts';
import type { Application } from '../contract/applications.ts';
import { ApplicationNotFound } from '../contract/fields.ts';
import { type Journey, shownApplication } from './journey.ts';
import type { JourneyStore, Lost } from './store.ts';

export interface Changing {
  readonly journeys: JourneyStore;
  readonly clock: () => number;
}

/** Throws `ApplicationNotFound`. */
export const found = async ({ journeys }: Pick<Changing, 'journeys'>, council: string, application: string) => {
  const there = await journeys.find(council, application);
  if (there) return there;
  throw new ApplicationNotFound(`The council has no application ${application}.`);
};

/** What becomes of a journey as it is now; asked again where it changed meanwhile. Throws what rules a change out. */
export type Decide = (before: Journey, at: number) => Promise<Journey> | Journey;

interface More {
  /** What is written in the same transaction. */
  readonly writes?: (after: Journey, at: number) => readonly Write[];
  /** Throws where another has what the writes take; returns to try again. */
  readonly onLost?: (lost: Lost) => void;
}

const isDone = (result: Journey | Lost | 'stale'): result is Journey => result !== 'stale' && 'application' in result;

/** Leaves it as it is where nothing is to change. Throws `ApplicationNotFound`. */
export const changing = (
  dependencies: Changing,
  council: string,
  application: string,
  decide: Decide,
  { writes, onLost }: More = {},
): Promise<Journey> =>
  untilTaken('change the application', async () => {
    const at = dependencies.clock();
    const before = await found(dependencies, council, application);
    const after = await decide(before, at);
    if (after === before) return before;
    const result = await dependencies.journeys.change(council, before, after, {
      at,
      writes: writes?.(after, at) ?? [],
    });
    if (isDone(result)) return result;
    if (result !== 'stale') onLost?.(result);
    return undefined;
  });

/** The same for an operation that is idempotent: `answer` of how it is afterwards is kept. */
export const changingOnce = <R = Application>(
  dependencies: Changing,
  council: string,
  application: string,
  idempotency: Idempotency,
  decide: Decide,
  { writes, onLost, answer }: More & { readonly answer?: (after: Journey) => R } = {},
): Promise<Answered<R>> => {
  class Again extends Error {}
  const answerOf = answer ?? (({ application: kept }: Journey) => shownApplication(kept) as R);
  return untilTaken('change the application', async () => {
    const at = dependencies.clock();
    const before = await found(dependencies, council, application);
    const after = await decide(before, at);
    const will = dependencies.journeys.next(before, after, at);
    try {
      return await idempotency.answer(answerOf(will), async (note) => {
        const own = after === before ? [] : (writes?.(after, at) ?? []);
        const result = await dependencies.journeys.change(council, before, after, { at, writes: own, note });
        if (isDone(result)) return;
        if (result !== 'stale') onLost?.(result);
        throw new Again();
      });
    } catch (error) {
      if (error instanceof Again) return undefined;
      throw error;
    }
  });
};
