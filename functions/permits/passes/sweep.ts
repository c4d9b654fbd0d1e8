/** What has to happen to passes though nobody asks. Each job looks how the pass is now, so that it can come late or twice. */
import { Unavailable } from '#shared/contract/problems.ts';
import { londonDay } from '#shared/london.ts';
import { PassAlreadyHeld } from '../contract/passFields.ts';
import { changed, changing, type Decide, found, withoutFiles } from './changing.ts';
import { type Purpose, purposes } from './consequences.ts';
import { ended, isGranted } from './ending.ts';
import { eraseFiles } from './evidence.ts';
import { isAutomatic, renewed } from './following.ts';
import { isLatest, shown } from './items.ts';
import { tellOf } from './messages.ts';
import type { PassDependencies } from './ports.ts';

type Job = (dependencies: PassDependencies, council: string, pass: string) => Promise<unknown>;

const by =
  (decide: Decide): Job =>
  (dependencies, council, pass) =>
    changing(dependencies, { council, pass }, decide);

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

const tell =
  (purpose: Purpose): Job =>
  async (dependencies, council, pass) =>
    tellOf(dependencies, council, await found(dependencies, council, pass), purpose);

/** By itself where the rules allow it; otherwise its holder is reminded. `false` where somebody changed the pass meanwhile. */
const renewNow = async (dependencies: PassDependencies, council: string, pass: string): Promise<boolean> => {
  const { passes, passPeople, passSettings, clock } = dependencies;
  const [before, contact, settings] = await Promise.all([
    found(dependencies, council, pass),
    passPeople.contact(council, pass),
    passSettings.get(council),
  ]);
  const at = clock();
  if (!contact || before.status !== 'live' || !isGranted(before, at) || !isLatest(before)) return true;
  const renewing = { contact, settings, at };
  if (isAutomatic(before, renewing))
    return (await passes.write(council, renewed(dependencies, before, renewing), { at })) !== 'stale';
  await tellOf(dependencies, council, before, 'pass_renewal');
  return true;
};

const renew: Job = async (...given) => {
  for (let attempt = 0; attempt < 3; attempt += 1) if (await renewNow(...given)) return;
  throw new Unavailable('Many change the pass at once: it stays due.');
};

/** A person who has another pass by now keeps that. */
const unlessHeld =
  (job: Job): Job =>
  async (...given) => {
    try {
      await job(...given);
    } catch (error) {
      if (!(error instanceof PassAlreadyHeld)) throw error;
    }
  };

const jobs: Readonly<Record<string, Job>> = {
  'pass-lapse': lapse,
  'pass-end': end,
  'pass-photo': photo,
  'pass-erase': eraseFiles,
  'pass-renew': unlessHeld(renew),
  ...Object.fromEntries(purposes.map((purpose) => [`pass-tell.${purpose}`, tell(purpose)])),
};

/** By what the list of what is due calls it. Each can come late or twice; throws `Down`, and `PassNotFound` where there is nothing left. */
export const attendingPasses = (dependencies: PassDependencies) =>
  Object.fromEntries(
    Object.entries(jobs).map(([what, job]) => [
      what,
      (council: string, pass: string) => job(dependencies, council, pass),
    ]),
  );
