/** What has to happen to passes though nobody asks. Each job looks how the pass is now, so that it can come late or twice. */
import { Unavailable } from '#shared/contract/problems.ts';
import { inParallel } from '#shared/dynamodb/retry.ts';
import { londonDay } from '#shared/london.ts';
import { PassAlreadyHeld, PassNotFound } from '../contract/passFields.ts';
import { changed, changing, type Decide, found, withoutFiles } from './changing.ts';
import { purposes } from './consequences.ts';
import { ended, isGranted } from './ending.ts';
import { eraseFiles } from './evidence.ts';
import { isAutomatic, renewed } from './following.ts';
import { type Due, isLatest, shown } from './items.ts';
import { tellOf } from './messages.ts';
import type { PassDependencies } from './ports.ts';

type Job = (dependencies: PassDependencies, due: Due) => Promise<unknown>;

const by =
  (decide: Decide): Job =>
  (dependencies, { council, id }) =>
    changing(dependencies, { council, pass: id }, decide);

const lapse = by((before, at) => {
  const isDue = before.status === 'evidence_needed' && Date.parse(before.evidenceBy ?? '') <= at;
  return isDue ? [{ before, after: ended(before, 'lapsed', at) }] : undefined;
});

const end = by((before, at) => {
  const { status } = shown(before, londonDay(at));
  const isOver = status === 'expired' && before.status !== 'expired';
  const isLostForGood = status === 'hotlisted' && isLatest(before) && (before.ends ?? '9') < londonDay(at);
  if (!isOver && !isLostForGood) return undefined;
  const evidence = withoutFiles(before.evidence, at);
  return [{ before, after: changed(before, { status: 'expired', evidence }, at) }];
});

const photo = by((before, at) => {
  if (Date.parse(before.photoUntil ?? '9999-01-01') > at) return undefined;
  const evidence = withoutFiles(before.evidence, at, ({ of }) => of === 'photo');
  return [{ before, after: changed(before, { evidence, photoUntil: undefined }, at) }];
});

const erase: Job = (dependencies, { council, id }) => eraseFiles(dependencies, council, id);

const tell: Job = async (dependencies, { council, id, what, at }) => {
  const purpose = purposes.find((one) => what === `pass-tell.${one}`);
  if (purpose) await tellOf(dependencies, council, await found(dependencies, council, id), { purpose, when: at });
};

/** By itself where the rules allow it; otherwise its holder is reminded. `false` where somebody changed the pass meanwhile. */
const renewNow = async (dependencies: PassDependencies, { council, id, at: when }: Due): Promise<boolean> => {
  const { passes, passPeople, passSettings, clock } = dependencies;
  const [before, contact, settings] = await Promise.all([
    found(dependencies, council, id),
    passPeople.contact(council, id),
    passSettings.get(council),
  ]);
  const at = clock();
  if (!contact || before.status !== 'live' || !isGranted(before, at) || !isLatest(before)) return true;
  const renewing = { contact, settings, at };
  if (isAutomatic(before, renewing))
    return (await passes.write(council, renewed(dependencies, before, renewing), { at })) !== 'stale';
  await tellOf(dependencies, council, before, { purpose: 'pass_renewal', when });
  return true;
};

const renew: Job = async (dependencies, due) => {
  for (let attempt = 0; attempt < 3; attempt += 1) if (await renewNow(dependencies, due)) return;
  throw new Unavailable('Many change the pass at once: it stays due.');
};

const jobs: Readonly<Record<string, Job>> = {
  'pass-lapse': lapse,
  'pass-end': end,
  'pass-photo': photo,
  'pass-erase': erase,
  'pass-tell': tell,
  'pass-renew': renew,
};

/** Does what is due of a pass. Throws what makes it worth another try. */
export const runPassJob = async (dependencies: PassDependencies, due: Due): Promise<void> => {
  try {
    await jobs[due.what.split('.')[0] ?? '']?.(dependencies, due);
  } catch (error) {
    if (!(error instanceof PassNotFound || error instanceof PassAlreadyHeld)) throw error;
  }
};

/** In one beat; the next goes on. Safe to run twice at once. */
export const sweepPasses = (dependencies: PassDependencies) => async () => {
  const due = await dependencies.passes.due(dependencies.clock(), 200);
  let failed = 0;
  await inParallel(due, 8, async (one) => {
    try {
      await runPassJob(dependencies, one);
      await dependencies.passes.settle(one);
    } catch {
      failed += 1;
    }
  });
  return { due: due.length, failed };
};
