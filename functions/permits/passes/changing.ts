/** Reading a pass, and changing it whoever else changes it at the same moment. */
import type { Answered, Idempotency, Note } from '#shared/contract/idempotency.ts';
import { Unavailable } from '#shared/contract/problems.ts';
import { backOff } from '#shared/dynamodb/retry.ts';
import { londonDay } from '#shared/london.ts';
import { PassAlreadyHeld, PassNotFound, PassNotReady } from '../contract/passFields.ts';
import type { Pass, PassEvidence } from '../contract/passShapes.ts';
import { type KeptPass, shown } from './items.ts';
import type { PassDependencies } from './ports.ts';
import type { Change } from './store.ts';

const attempts = 8;

/** Throws `PassNotFound`. */
export const found = async ({ passes }: Pick<PassDependencies, 'passes'>, council: string, pass: string) => {
  const there = await passes.find(council, pass);
  if (there) return there;
  throw new PassNotFound(`The council has no pass ${pass}.`);
};

export const notReady = ({ status }: Pick<Pass, 'status'>, what: string): PassNotReady =>
  new PassNotReady(`It is ${status.replaceAll('_', ' ')}: it cannot be ${what}.`, {
    extensions: { passStatus: status },
  });

export const alreadyHeld = () =>
  new PassAlreadyHeld('Somebody of this name and date of birth has a pass, or has asked for one.');

/** The pass as it will be written. */
export const changed = (before: KeptPass, fields: Partial<KeptPass>, at: number): KeptPass => ({
  ...before,
  ...fields,
  changedAt: new Date(at).toISOString(),
  version: before.version + 1,
});

/** Files that are not needed any more are marked; from then on nobody sees them, and the sweep removes them. */
export const withoutFiles = (
  evidence: readonly PassEvidence[],
  at: number,
  isOver: (one: PassEvidence) => boolean = () => true,
): PassEvidence[] =>
  evidence.map((one) =>
    one.how === 'upload' && !one.deletedAt && isOver(one) ? { ...one, deletedAt: new Date(at).toISOString() } : one,
  );

/** What is to be written for a pass as it is; nothing where it is so already. The last of them is the answer. */
export type Decide = (before: KeptPass, at: number) => Promise<Step | undefined> | Step | undefined;
export type Step = readonly [Change, ...Change[]];

interface Asked {
  readonly council: string;
  readonly pass: string;
  /** Of operations that are idempotent. Where nothing is to change nothing is kept. */
  readonly idempotency?: Idempotency | undefined;
}

class Again extends Error {}

const attempt = async ({ passes }: PassDependencies, { council, idempotency }: Asked, step: Step, at: number) => {
  const answer = shown((step.at(-1) as Change).after, londonDay(at));
  const run = async (note?: Note) => {
    const lost = await passes.write(council, step, { at, note });
    if (lost === 'held') throw alreadyHeld();
    if (lost) throw new Again();
  };
  if (idempotency) return idempotency.answer(answer, run);
  await run();
  return answer;
};

/** Throws `PassNotFound` and what rules the change out. */
export const changing = async (dependencies: PassDependencies, asked: Asked, decide: Decide): Promise<Pass> => {
  for (let n = 0; n < attempts; n += 1) {
    if (n > 0) await backOff(n - 1, { attempts, base: 20 });
    const before = await found(dependencies, asked.council, asked.pass);
    const at = dependencies.clock();
    const step = await decide(before, at);
    if (!step) return shown(before, londonDay(at));
    try {
      return await attempt(dependencies, asked, step, at);
    } catch (error) {
      if (!(error instanceof Again)) throw error;
    }
  }
  throw new Unavailable('Many change the pass at once.', { headers: { 'retry-after': '1' } });
};

/** The same where something always changes, and the answer is kept. */
export const changingOnce = async (
  dependencies: PassDependencies,
  asked: Asked & { readonly idempotency: Idempotency },
  decide: (before: KeptPass, at: number) => Promise<Step> | Step,
) => (await changing(dependencies, asked, decide)) as Answered<Pass>;
