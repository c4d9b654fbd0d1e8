/** How a pass ends before its last day, and what is told of a lost one. */
import type { Request } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import { granted, lossReasons } from '../contract/passFields.ts';
import type { passOperations } from '../contract/passOperations.ts';
import type { Pass } from '../contract/passShapes.ts';
import { changed, changing, type Decide, notReady, withoutFiles } from './changing.ts';
import { isEnded, isUndecided, type KeptPass, shown } from './items.ts';
import type { PassDependencies } from './ports.ts';

type Operations = typeof passOperations;

export const ended = (before: KeptPass, status: Pass['status'], at: number, because?: string): KeptPass =>
  changed(
    before,
    {
      ...{ status, endedAt: new Date(at).toISOString(), missing: [], decideBy: undefined, evidenceBy: undefined },
      ...{ pending: undefined, evidence: withoutFiles(before.evidence, at), ...(because && { because }) },
    },
    at,
  );

export const isGranted = (pass: KeptPass, at: number): boolean =>
  (granted as readonly string[]).includes(shown(pass, londonDay(at)).status);

const isLost = ({ status, because, replacedBy }: Pass): boolean =>
  status === 'hotlisted' && !replacedBy && (lossReasons as readonly string[]).includes(because ?? '');

type OfPass = Request<Operations['withdrawPass'] | Operations['surrenderPass'] | Operations['reportPassFound']>;

const withdraw: Decide = (before, at) => {
  if (before.status === 'withdrawn') return undefined;
  if (!isUndecided(before)) throw notReady(before, 'withdrawn');
  return [{ before, after: ended(before, 'withdrawn', at) }];
};

const surrender: Decide = (before, at) => {
  if (before.status === 'surrendered') return undefined;
  if (!isGranted(before, at) && !isLost(before)) throw notReady(before, 'given up');
  return [{ before, after: ended(before, 'surrendered', at) }];
};

const find: Decide = (before, at) => {
  if (isGranted(before, at)) return undefined;
  if (!isLost(before)) throw notReady(before, 'used again');
  const status = before.shell ? 'live' : 'in_production';
  return [{ before, after: changed(before, { status, because: undefined }, at) }];
};

const lose =
  (because: string): Decide =>
  (before, at) => {
    if (before.status === 'hotlisted') return undefined;
    const { status } = shown(before, londonDay(at));
    if (status !== 'live' && status !== 'in_production') throw notReady(before, 'reported lost');
    return [{ before, after: changed(before, { status: 'hotlisted', because }, at) }];
  };

const cancel =
  (because: string): Decide =>
  (before, at) => {
    if (before.status === 'cancelled') return undefined;
    if (isEnded(before)) throw notReady(before, 'cancelled');
    return [{ before, after: ended(before, 'cancelled', at, because) }];
  };

const followed = ({ replacedBy, renewedBy }: Pass) => replacedBy ?? renewedBy;
const follows = ({ replaces, renews }: Pass) => replaces ?? renews;

/** A pass, then those before and after it that are not over: whoever repeats it goes on where it stopped. */
const endAll = async (dependencies: PassDependencies, council: string, pass: string, decide: Decide, end: Decide) => {
  const first = await changing(dependencies, { council, pass }, decide);
  for (const towards of [followed, follows]) {
    for (let next = towards(first); next; ) {
      const before = await dependencies.passes.find(council, next);
      if (!before || before.status === 'expired') break;
      next = towards(before);
      if (!isEnded(before)) await changing(dependencies, { council, pass: before.pass }, end);
    }
  }
  return first;
};

const ending =
  (status: Pass['status'], because?: string): Decide =>
  (before, at) =>
    isEnded(before) ? undefined : [{ before, after: ended(before, status, at, because) }];

export const endingHandlers = (dependencies: PassDependencies) => {
  const by =
    (decide: Decide) =>
    ({ council, params: { pass } }: OfPass) =>
      changing(dependencies, { council, pass }, decide);
  return {
    withdrawPass: by(withdraw),
    surrenderPass: ({ council, params: { pass } }: OfPass) =>
      endAll(dependencies, council, pass, surrender, ending('surrendered')),
    reportPassFound: by(find),
    reportPassLost: ({ council, params: { pass }, body: { because } }: Request<Operations['reportPassLost']>) =>
      changing(dependencies, { council, pass }, lose(because)),
    cancelPass: ({ council, params: { pass }, body: { because } }: Request<Operations['cancelPass']>) =>
      endAll(dependencies, council, pass, cancel(because), ending('cancelled', because)),
  };
};
