/** What follows from a change and is done outside the table: messages to the applicant, money that goes back. Each has a key, so that it is done once. */
import { inParallel } from '#shared/dynamodb/retry.ts';
import { Down } from '#shared/outbound.ts';
import { type Ledger, type Refund, refundMade, refundsDue } from '../money/ledger.ts';
import type { Payments } from '../money/ports.ts';
import { type Changing, changing, found } from './changing.ts';
import type { KeptApplication, Untold } from './journey.ts';
import type { Tell } from './ports.ts';
import { followed } from './steps.ts';

export interface FollowDependencies extends Changing {
  readonly payments: Payments;
  readonly tell: Tell;
}

/** A message that could not be sent for a day is of no use any more. */
const stale = 24 * 3_600_000;

/** `undefined` for what could not be done now. */
const unlessDown = async <T>(run: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Down) return undefined;
    throw error;
  }
};

const isTold = async (
  { tell, clock }: FollowDependencies,
  council: string,
  application: KeptApplication,
  one: Untold,
) => {
  if (clock() - Date.parse(one.since) > stale) return true;
  const key = `permits.${application.application}.${one.nth}.${one.purpose}`;
  return (
    (await unlessDown(async () => [await tell(council, application, { purpose: one.purpose, key })])) !== undefined
  );
};

/** The change that making a refund is to the ledger. */
const refunding = async ({ payments }: FollowDependencies, council: string, one: Refund) => {
  const { payment, amount, reason, key } = one;
  const made = await unlessDown(async () => ({
    refund: await payments.refund(council, payment, { amount, reason, key: `permits.${key}` }),
  }));
  return made && ((ledger: Ledger): Ledger => refundMade(ledger, key, made.refund));
};

/** Does all that is due of an application; what cannot be done now stays due. */
export const follow = async (dependencies: FollowDependencies, council: string, reference: string): Promise<void> => {
  const { application } = await found(dependencies, council, reference);
  const told: number[] = [];
  const made: ((ledger: Ledger) => Ledger)[] = [];
  let isPutOff = false;
  await inParallel(refundsDue(application.ledger), 4, async (one) => {
    const change = await refunding(dependencies, council, one);
    if (change) made.push(change);
    else isPutOff = true;
  });
  // In their order, and none before the one before it.
  for (const one of application.untold) {
    if (await isTold(dependencies, council, application, one)) {
      told.push(one.nth);
      continue;
    }
    isPutOff = true;
    break;
  }
  await changing(dependencies, council, reference, (before, at) =>
    before.application.tryAt === undefined ? before : followed(before, at, { told, made, isPutOff }),
  );
};
