/** What the bureau says of cards, in whatever order and however often it says it; and how cards are used. */
import type { Request } from '#shared/contract/capability.ts';
import { ifAbsent } from '#shared/dynamodb/expression.ts';
import { inParallel } from '#shared/dynamodb/retry.ts';
import { londonDay } from '#shared/london.ts';
import { PassNotFound } from '../contract/passFields.ts';
import type { passOperations } from '../contract/passOperations.ts';
import { changed, changing, type Step } from './changing.ts';
import { type KeptPass, shellKey } from './items.ts';
import type { PassDependencies } from './ports.ts';

type Operations = typeof passOperations;
type Told = Request<Operations['tellPassProduction']>['body'];
type Result = Told['results'][number];
type Outcome = 'done' | 'known' | 'ended' | 'conflict' | 'unknown';

const isWaiting = ({ status }: KeptPass): boolean =>
  status === 'in_production' || status === 'not_produced' || status === 'approved';

const outcomeOf = (before: KeptPass, batch: number, result: Result): Outcome => {
  if (before.batch !== batch) return 'conflict';
  if (result.status === 'produced') {
    if (before.shell) return before.shell === result.shell ? 'known' : 'conflict';
    return isWaiting(before) ? 'done' : 'ended';
  }
  if (before.shell) return 'conflict';
  if (before.status === 'in_production') return 'done';
  return isWaiting(before) ? 'known' : 'ended';
};

/** A card is there. One that comes too late is known by its number, so that readers can be told to refuse it. */
const produced = (council: string, before: KeptPass, shell: string, photoDays: number, at: number): Step => {
  const now = new Date(at).toISOString();
  const photoUntil = new Date(at + photoDays * 86_400_000).toISOString();
  const live: Partial<KeptPass> = { status: 'live', producedAt: now, photoUntil, reasons: [] };
  const put = { ...shellKey(council, shell), type: 'permits-pass-shell', pass: before.pass };
  return [
    {
      before,
      after: changed(before, { ...(isWaiting(before) && live), shell }, at),
      writes: [{ put, condition: ifAbsent }],
    },
  ];
};

const tell = async (
  dependencies: PassDependencies,
  council: string,
  batch: number,
  result: Result,
  photoDays: number,
) => {
  let outcome: Outcome = 'unknown';
  try {
    await changing(dependencies, { council, pass: result.pass }, async (before, at) => {
      outcome = outcomeOf(before, batch, result);
      if (result.status === 'rejected') {
        if (outcome !== 'done') return undefined;
        const reasons = [{ code: 'card_not_made', says: result.reason }];
        return [{ before, after: changed(before, { status: 'not_produced', reasons }, at) }];
      }
      if (outcome !== 'done' && outcome !== 'ended') return undefined;
      const owner = await dependencies.passes.ofShell(council, result.shell);
      // Its own: said by another at the same moment.
      if (owner) outcome = owner === result.pass ? 'known' : 'conflict';
      if (owner) return undefined;
      return produced(council, before, result.shell, photoDays, at);
    });
  } catch (error) {
    if (!(error instanceof PassNotFound)) throw error;
  }
  return outcome;
};

export const tellPassProduction = async (
  dependencies: PassDependencies,
  { council, body: { batch, results } }: Request<Operations['tellPassProduction']>,
) => {
  const { photoDays } = await dependencies.passSettings.get(council);
  const told: { pass: string; outcome: Outcome }[] = results.map(({ pass }) => ({ pass, outcome: 'unknown' }));
  // Those of one pass one after the other, in the order in which they are told.
  const groups = Map.groupBy(results.entries(), ([, { pass }]) => pass);
  await inParallel([...groups.values()], 8, async (group) => {
    for (const [i, result] of group)
      told[i] = { pass: result.pass, outcome: await tell(dependencies, council, batch, result, photoDays) };
  });
  return { results: told };
};

export const tellPassUse = async (
  dependencies: PassDependencies,
  { council, body: { used } }: Request<Operations['tellPassUse']>,
) => {
  const today = londonDay(dependencies.clock());
  const latest = new Map<string, string>();
  for (const { pass, on } of used) if (on <= today && on > (latest.get(pass) ?? '')) latest.set(pass, on);
  let taken = 0;
  await inParallel([...latest], 8, async ([pass, on]) => {
    try {
      let isNew = false;
      await changing(dependencies, { council, pass }, (before, at) => {
        isNew = on > (before.lastUsedOn ?? '');
        return isNew ? [{ before, after: changed(before, { lastUsedOn: on }, at) }] : undefined;
      });
      if (isNew) taken += 1;
    } catch (error) {
      if (!(error instanceof PassNotFound)) throw error;
    }
  });
  return { taken };
};
