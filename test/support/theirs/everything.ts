/** All that is theirs. */
import { theirKeys } from './access.ts';
import { theirAddresses } from './addresses.ts';
import { theirAreas } from './areas.ts';
import type { Belongings, Ids } from './belongings.ts';
import { theirMessages } from './notifications.ts';
import { theirPasses } from './passes.ts';
import { theirPayments } from './payments.ts';
import { theirPermits, untilFed } from './permits.ts';
import { theirWaste } from './waste.ts';

const makers = [
  theirAddresses,
  theirAreas,
  theirPermits,
  theirPasses,
  theirWaste,
  theirPayments,
  theirMessages,
  theirKeys,
];

/** Makes it. */
export const makeTheirs = async (): Promise<Required<Belongings>> => {
  const made: Belongings[] = [];
  for (const make of makers) made.push(await make());
  await untilFed();
  const all = <T>(of: (one: Belongings) => Readonly<Record<string, T>> | undefined): Readonly<Record<string, T>> =>
    Object.assign({}, ...made.map(of));
  return {
    ids: all<string>(({ ids }) => ids) satisfies Ids,
    own: all(({ own }) => own),
    bodies: all(({ bodies }) => bodies),
    state: made.flatMap(({ state = [] }) => state),
    open: all(({ open }) => open),
    questions: all(({ questions }) => questions),
    paged: all(({ paged }) => paged),
    told: all(({ told }) => told),
  };
};
