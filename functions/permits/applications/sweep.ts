/** What has to happen though nobody asks, by what it is called in the list of what is due. Each is safe to run twice at once. */
import { Unavailable } from '#shared/contract/problems.ts';
import { inParallel } from '#shared/dynamodb/retry.ts';
import { Down } from '#shared/outbound.ts';
import { PermitNotFound } from '../contract/fields.ts';
import { deleteFiles, type EvidenceDependencies } from '../evidence/deleting.ts';
import { settle } from '../money/settling.ts';
import { changing, found } from './changing.ts';
import type { Due } from './due.ts';
import { type FollowDependencies, follow } from './following.ts';
import { isClosed, type Journey } from './journey.ts';
import { closing, expiring } from './steps.ts';

export type SweepDependencies = FollowDependencies & EvidenceDependencies;
export type Attend = (council: string, id: string, due: Due) => Promise<unknown>;

/** In one beat; the next goes on. Many, because what is put off while payments are down stays first in line. */
const most = 600;

const lapsed = (journey: Journey, at: number): Journey => {
  const { status, money, evidenceBy } = journey.application;
  const by = money.payBy ?? evidenceBy;
  return !isClosed(status) && by && Date.parse(by) <= at ? closing('lapsed')(journey, at, {}) : journey;
};

/** Looks first whether it was paid at the last moment. Throws `Down`: then its place is kept until that is known. */
const lapse = async (dependencies: SweepDependencies, council: string, application: string) => {
  const { underWay } = (await found(dependencies, council, application)).application.ledger;
  if (underWay) await settle(dependencies, council, application, underWay);
  await changing(dependencies, council, application, lapsed);
};

const look = async (dependencies: SweepDependencies, council: string, application: string) => {
  const { underWay } = (await found(dependencies, council, application)).application.ledger;
  if (underWay) await settle(dependencies, council, application, underWay);
};

/** An application that is still open when the permit would be over has lapsed. */
const expired = (journey: Journey, at: number): Journey => {
  const { application, permit } = journey;
  const after = permit && expiring(permit, at);
  if (after === permit) return journey;
  return isClosed(application.status) ? { application, permit: after } : closing('lapsed')(journey, at, {});
};

const expire = async (dependencies: SweepDependencies, council: string, reference: string) => {
  const permit = await dependencies.journeys.permit(council, reference);
  if (!permit) throw new PermitNotFound(`The council has no permit ${reference}.`);
  await changing(dependencies, council, permit.application, expired);
};

export const attending = (dependencies: SweepDependencies): Attending => ({
  lapse: (council, id) => lapse(dependencies, council, id),
  settle: (council, id) => look(dependencies, council, id),
  follow: (council, id) => follow(dependencies, council, id),
  files: (council, id) => deleteFiles(dependencies, council, id),
  expire: (council, id) => expire(dependencies, council, id),
});

const isGone = (error: unknown): boolean => error instanceof Error && error.name.endsWith('-not-found');

/** What is due of others, by what it is called in the list: passes, visitors … add theirs. */
export type Attending = Readonly<Record<string, Attend>>;

/** Whether it is done, or there is nothing to do it to. What is off for now stays on the list; what fails does not keep the rest waiting. */
const attended = async (attend: Attending, due: Due): Promise<'done' | 'put_off' | Error> => {
  try {
    await attend[due.what]?.(due.council, due.id, due);
    return 'done';
  } catch (error) {
    if (isGone(error)) return 'done';
    if (error instanceof Down || error instanceof Unavailable) return 'put_off';
    return error instanceof Error ? error : new Error(String(error));
  }
};

/** Throws the first failure when all the rest is done, for the alarm. */
export const sweep =
  ({ journeys, clock }: Pick<SweepDependencies, 'journeys' | 'clock'>, attend: Attending) =>
  async () => {
    const due = await journeys.due(clock(), most);
    const failures: Error[] = [];
    let done = 0;
    await inParallel(due, 8, async (one) => {
      const result = await attended(attend, one);
      if (result instanceof Error) failures.push(result);
      if (result !== 'done') return;
      await journeys.settle(one);
      done += 1;
    });
    if (failures[0]) throw failures[0];
    return { due: due.length, done };
  };
