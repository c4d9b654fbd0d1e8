/** Cases that were not paid in time. */
import { inParallel } from '#shared/dynamodb/retry.ts';
import { CaseNotFound } from '../contract/caseFields.ts';
import { changing } from './changing.ts';
import { type CaseDependencies, rulesOf } from './handlers.ts';
import type { Due } from './items.ts';
import { refunded } from './payment.ts';

type Dependencies = Pick<CaseDependencies, 'cases' | 'rules' | 'clock'>;

/** In one beat; the next goes on. */
const most = 200;

/** Closes it as unpaid, or does what its kind does. `false` where there was nothing to do, because it was paid or closed meanwhile. */
const lapse = async (dependencies: Dependencies, { council, reference }: Due): Promise<boolean> => {
  let hasLapsed = false;
  await changing(dependencies, council, reference, async (found) => {
    const at = dependencies.clock();
    const payBy = found.payment?.payBy;
    hasLapsed = found.status === 'open' && payBy !== undefined && Date.parse(payBy) <= at;
    if (!hasLapsed) return undefined;
    const change = await rulesOf(dependencies, found).lapsed?.({ council, found, at });
    if (change?.stage) return change;
    // What was paid of it is too little, and goes back.
    return {
      status: 'closed',
      outcome: 'unpaid',
      ...(found.payment && { payment: refunded(found.payment) }),
      ...change,
    };
  });
  return hasLapsed;
};

/** Safe to run twice at once. */
export const sweep = (dependencies: Dependencies) => async () => {
  const { cases, clock } = dependencies;
  const due = await cases.due(clock(), most);
  let lapsed = 0;
  await inParallel(due, 8, async (one) => {
    try {
      if (await lapse(dependencies, one)) lapsed += 1;
      else await cases.settle(one);
    } catch (error) {
      if (!(error instanceof CaseNotFound)) throw error;
      await cases.settle(one);
    }
  });
  return { due: due.length, lapsed };
};
