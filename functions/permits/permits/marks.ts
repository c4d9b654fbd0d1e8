/** What enforcement reads: an item for each vehicle of a permit, written with the permit. */
import type { Item, Key, Write } from '#shared/dynamodb/expression.ts';
import { counts, type KeptPermit } from '../applications/journey.ts';

const markKey = (council: string, registration: string, permit: string, n: number): Key => ({
  pk: `${council}#MARK#${registration}`,
  sk: `${permit}#${n}`,
});

/** What stands in the way of nobody: a permit that never counted has no marks. */
const marksOf = (council: string, permit: KeptPermit, keptUntil: (from: number) => number): Map<string, Item> => {
  if (!permit.issuedAt) return new Map();
  const { zone, scheme, status, endedAt } = permit;
  const items = permit.covers.map(({ registration, from, until }, n): Item => {
    const end = !counts(permit) && endedAt && endedAt < until ? endedAt : until;
    const mark = { ...markKey(council, registration, permit.permit, n), type: 'permit-mark', registration };
    const expiresAt = keptUntil(Date.parse(end));
    return { ...mark, permit: permit.permit, zone, scheme, from, until: end, status, expiresAt };
  });
  return new Map(items.map((item) => [`${item.pk}#${item.sk}`, item]));
};

export const markWrites = (
  council: string,
  before: KeptPermit | undefined,
  after: KeptPermit,
  keptUntil: (from: number) => number,
): Write[] => {
  const was = before ? marksOf(council, before, keptUntil) : new Map<string, Item>();
  const is = marksOf(council, after, keptUntil);
  const gone = [...was].filter(([key]) => !is.has(key)).map(([, item]) => item);
  const changed = [...is].filter(([key, item]) => JSON.stringify(item) !== JSON.stringify(was.get(key)));
  return [
    ...gone.map(({ pk, sk }) => ({ remove: { pk: String(pk), sk: String(sk) } })),
    ...changed.map(([, item]) => ({ put: item })),
  ];
};
