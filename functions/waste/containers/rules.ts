/** What a container request changes when it is paid, closed or lapses: what did not come was not asked for. */
import { londonDay } from '#shared/london.ts';
import type { KindRules } from '../cases/kinds.ts';
import { refunded } from '../cases/payment.ts';
import type { ContainerSettings } from '../contract/containerSettings.ts';
import type { ContainerCase } from '../contract/containers.ts';
import { type Household, rulesOf, type Wish } from './offer.ts';
import { anything, type Counted, countWrite } from './store.ts';

export const yearOf = (instant: number): string => londonDay(instant).slice(0, 4);

/** What an action adds to the counts of a year: when it is asked for, and when it is done. */
const counting = {
  request: { asked: 1, household: 1, doneHousehold: 0 },
  replace: { asked: 1, household: 0, doneHousehold: 0 },
  remove: { asked: 0, household: 0, doneHousehold: -1 },
} as const;

/** What a request adds to the counts, and the most that may be there before it. */
export const countsOf = (
  units: readonly string[],
  { action, quantity }: Pick<Wish, 'action' | 'quantity'>,
  settings: ContainerSettings,
  { present }: Pick<Household, 'present'>,
): Counted[] =>
  units.map((container) => {
    const { maxPerYear = anything, maxPerHousehold = anything } = rulesOf(container, settings) ?? {};
    const [asked, household] = [counting[action].asked * quantity, counting[action].household * quantity];
    const room = {
      asked: asked > 0 ? maxPerYear - asked : anything,
      household: household > 0 ? maxPerHousehold - household : anything,
    };
    return { container, asked, household, present: present.get(container) ?? 0, room };
  });

const settled = (council: string, { uprn, createdAt, details }: ContainerCase, isDone: boolean) => {
  const { asked, household, doneHousehold } = counting[details.action];
  const [more, has] = isDone ? [0, doneHousehold] : [-asked, -household];
  if (more === 0 && has === 0) return [];
  const year = yearOf(Date.parse(createdAt));
  return details.units.map((container) =>
    countWrite(council, uprn, year, {
      container,
      asked: more * details.quantity,
      household: has * details.quantity,
      present: 0,
    }),
  );
};

export const containerRules: KindRules<'container'> = {
  paid: () => ({ stage: 'requested' }),
  closed: ({ council, found, outcome }) => ({
    writes: settled(council, found, outcome === 'done'),
    ...(outcome !== 'done' && found.payment && { payment: refunded(found.payment) }),
  }),
  lapsed: ({ council, found }) => ({ writes: settled(council, found, false) }),
};
