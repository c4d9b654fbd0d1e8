/** Reading a case, and changing it whoever else changes it at the same moment. */
import type { Answered, Idempotency } from '#shared/contract/idempotency.ts';
import { Unavailable } from '#shared/contract/problems.ts';
import { backOff } from '#shared/dynamodb/retry.ts';
import { CaseNotFound } from '../contract/caseFields.ts';
import type { Case } from '../contract/cases.ts';
import { type Kept, shown } from './items.ts';
import type { Change } from './kinds.ts';
import { after, type CaseStore, type Lost } from './store.ts';

interface Dependencies {
  readonly cases: CaseStore;
  readonly clock: () => number;
}

const attempts = 8;

const kept = async ({ cases }: Pick<Dependencies, 'cases'>, council: string, reference: string): Promise<Kept> => {
  const there = await cases.find(council, reference);
  if (there) return there;
  throw new CaseNotFound(`The council has no case ${reference}.`);
};

/** Throws `CaseNotFound`. */
export const found = async (dependencies: Pick<Dependencies, 'cases'>, council: string, reference: string) =>
  shown(await kept(dependencies, council, reference));

/** What becomes of a case as it is now; asked again where it changed meanwhile. Throws what rules a change out. */
export type Decide<C> = (before: Case) => Promise<C> | C;

interface Options {
  /** Of an operation that is idempotent: the case as it is afterwards is the answer that is kept. */
  readonly idempotency: Idempotency;
  /** Throws where another has what the change takes; returns to try again. */
  readonly onLost?: (lost: Lost) => void;
}

const tooMany = () => new Unavailable('Many change the case at once.', { headers: { 'retry-after': '1' } });

/** Leaves the case as it is where nothing is to change. Throws `CaseNotFound`. */
export const changing = async (
  dependencies: Dependencies,
  council: string,
  reference: string,
  decide: Decide<Change | undefined>,
): Promise<Case> => {
  const { cases, clock } = dependencies;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await backOff(attempt - 1, { attempts, base: 20 });
    const before = await kept(dependencies, council, reference);
    const change = await decide(shown(before));
    if (!change) return shown(before);
    const result = await cases.change(council, before, change, { at: clock() });
    if (result !== 'stale' && 'version' in result) return shown(result);
  }
  throw tooMany();
};

/** The same for an idempotent operation, which always changes something. Throws `CaseNotFound`. */
export const changingOnce = async (
  dependencies: Dependencies,
  council: string,
  reference: string,
  decide: Decide<Change>,
  { idempotency, onLost }: Options,
): Promise<Answered<Case>> => {
  const { cases, clock } = dependencies;
  class Again extends Error {}
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await backOff(attempt - 1, { attempts, base: 20 });
    const before = await kept(dependencies, council, reference);
    const change = await decide(shown(before));
    const at = clock();
    try {
      return await idempotency.answer(shown(after(before, change, at)), async (note) => {
        const result = await cases.change(council, before, change, { at, note });
        if (result !== 'stale' && 'version' in result) return;
        if (result !== 'stale') onLost?.(result);
        throw new Again();
      });
    } catch (error) {
      if (!(error instanceof Again)) throw error;
    }
  }
  throw tooMany();
};
