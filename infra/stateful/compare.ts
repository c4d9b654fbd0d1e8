/** What would be lost between two sets of fingerprints, and what has been waived. */
import { type Fingerprint, type Fingerprints, stackOf } from './fingerprints.ts';

export const changes = ['removed', 'replaced', 'index', 'unprotected', 'switched'] as const;

export type Change = (typeof changes)[number];

export interface Finding {
  readonly resource: string;
  readonly change: Change | 'new';
  /** What it is about: a property, an index or a protection. */
  readonly of: string;
  readonly detail: string;
}

const toDo: Readonly<Record<Finding['change'], string>> = {
  removed:
    'Put it back with the construct id and place that it had: a construct that is renamed or moved is another resource.',
  replaced: 'Undo the change. If it has to be, make a second resource beside this one and move the data first.',
  index:
    'Leave this index as it is: add another under a new name, move the readers, then remove this one with a waiver.',
  unprotected: 'Put the protection back.',
  switched: 'Put the entry back in “tables” of commons.config.json (docs/handbook/restore.md).',
  new: 'Run “npm run fingerprints” and commit infra/stateful/fingerprints.json.',
};

const names = (...records: object[]): string[] => [...new Set(records.flatMap((one) => Object.keys(one)))].sort();

const compareOne = (resource: string, before: Fingerprint, now: Fingerprint): Finding[] => {
  if (before.type !== now.type) {
    const detail = `${before.type} would be replaced: its type would be ${now.type}`;
    return [{ resource, change: 'replaced', of: 'Type', detail }];
  }
  const found = (change: Finding['change'], of: string, detail: string): Finding => ({
    resource,
    change,
    of,
    detail: `${now.type} ${detail}`,
  });
  const fixed = names(before.fixed, now.fixed)
    .filter((of) => before.fixed[of] !== now.fixed[of])
    .map((of) =>
      found(
        'replaced',
        of,
        `would be replaced: ${of} is ${now.fixed[of] ?? 'not given'}, was ${before.fixed[of] ?? 'not given'}`,
      ),
    );
  const indexes = names(before.indexes, now.indexes).flatMap((of) => {
    const [was, is] = [before.indexes[of], now.indexes[of]];
    if (was === is) return [];
    if (was === undefined) return [found('new', of, `has an index that is not recorded: ${of}`)];
    return [found('index', of, `would lose its index ${of}: its keys are ${is ?? 'gone'}, were ${was}`)];
  });
  const kept = names(before.kept, now.kept).flatMap((of) => {
    if (before.kept[of] === now.kept[of]) return [];
    if (before.kept[of] === undefined) return [found('new', of, `has a protection that is not recorded: ${of}`)];
    return [
      found('unprotected', of, `would lose its protection: ${of} is ${now.kept[of] ?? 'off'}, was ${before.kept[of]}`),
    ];
  });
  // From one restored table to another is said in the configuration; back to its own may be an entry that somebody forgot.
  const back = before.restored !== undefined && now.restored === undefined;
  const switched = found(
    'switched',
    'tables',
    `would be used again in place of ${before.restored}, without what was written to that since`,
  );
  return [...fixed, ...indexes, ...kept, ...(back ? [switched] : [])];
};

/** In order of resource; empty when nothing has changed that matters. */
export const compare = (before: Fingerprints, now: Fingerprints): Finding[] =>
  names(before, now).flatMap((resource): Finding[] => {
    const [was, is] = [before[resource], now[resource]];
    if (was && is) return compareOne(resource, was, is);
    if (is) return [{ resource, change: 'new', of: '', detail: `${is.type} is not recorded` }];
    return [{ resource, change: 'removed', of: '', detail: `${was?.type} would be removed: its logical id is gone` }];
  });

export const isLoss = ({ change }: Finding): boolean => change !== 'new';

export interface Waiver {
  readonly resource: string;
  readonly change: Change;
  readonly reason: string;
  /** Last day on which it counts. */
  readonly expires: string;
}

/** What the findings come to `today` (an ISO date): those refused as a paragraph that says what to do, those waived as a line. */
export const judge = (
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  today: string,
): { readonly refused: string[]; readonly waived: string[] } => {
  const refused = new Set<string>();
  const waived = new Set<string>();
  for (const { resource, change, detail } of findings) {
    const its = waivers.filter((one) => one.resource === resource && one.change === change);
    const current = its.find(({ expires }) => today <= expires);
    const expired = its.map(({ expires }) => `\n  Its waiver expired on ${expires}.`).join('');
    if (current) waived.add(`${resource}: ${detail}. Waived to ${current.expires}: ${current.reason}`);
    else refused.add(`${resource}: ${detail}.${expired}\n  ${toDo[change]}`);
  }
  return { refused: [...refused], waived: [...waived] };
};

/**
 * Findings of a deployment: beside what is recorded and beside what is deployed. A stack that is not in the app stays as it is.
 * What nothing keeps, such as the tables of a test deployment, may go.
 */
export const lossesOf = (
  now: Fingerprints,
  before: { readonly recorded: Fingerprints; readonly deployed: Fingerprints },
  stacks: readonly string[],
): Finding[] => {
  const recorded = Object.entries(before.recorded).filter(([resource]) => stacks.includes(stackOf(resource)));
  const deployed = Object.entries(before.deployed).filter(([, { kept }]) => Object.keys(kept).length > 0);
  return [recorded, deployed].flatMap((one) => compare(Object.fromEntries(one), now)).filter(isLoss);
};
