/**
 * What enforcement reads: an item for each registration, zone and time that a permit covers. Whoever writes a permit, or a visit, adds
 * `markWrites` to the same transaction, so that a warden is told of a permit from the moment of its issue, and no more from its end.
 *
 *   <c>#MARK#<folded registration>   <registration>#<ref>#<nn>   {registration, permit, scheme, kind, zone, from, until, status}
 *   <c>#PERMIT#<ref>                 LEFT#<zone>                 that a permit went to another zone: for the feed of the one that it left
 *
 * Marks that differ by O and 0, or I and 1, alone are side by side: one read finds a registration, and those that it may be a slip for.
 * A registration is told from another by itself, never folded (vehicles: such marks are different vehicles).
 */
import type { Item, Key, Write } from '#shared/dynamodb/expression.ts';
import type { Kind } from '../contract/fields.ts';
import type { Cover, Permit, PermitStatus } from '../contract/permits.ts';

export interface Mark {
  readonly registration: string;
  /** Reference of the permit, or of the visit. */
  readonly permit: string;
  readonly scheme: string;
  readonly kind: Kind;
  readonly zone: string;
  readonly from: string;
  readonly until: string;
  readonly status: PermitStatus;
}

/** A permit, or a visit, as far as marks tell of it. One that was not issued never counted, and has none. */
export type Marked = Pick<
  Permit,
  'permit' | 'scheme' | 'kind' | 'zone' | 'status' | 'covers' | 'issuedAt' | 'endedAt' | 'changedAt'
>;

/** Seconds since 1970 until which a mark is kept that ends at a moment: there are questions about times that are over. */
export type KeptUntil = (end: number) => number;

export const folded = (registration: string): string => registration.replaceAll('O', '0').replaceAll('I', '1');

type Window = Pick<Cover, 'from' | 'until'>;

const without = (window: Window, gap: Window): Window[] =>
  gap.until <= window.from || gap.from >= window.until
    ? [window]
    : [
        { from: window.from, until: gap.from },
        { from: gap.until, until: window.until },
      ].filter(({ from, until }) => from < until);

const ended: readonly PermitStatus[] = ['surrendered', 'revoked', 'lapsed'];

/** A temporary vehicle uncovers the one that it stands in for; a permit that has ended covers nothing from then on. */
const windowsOf = ({ covers, status, endedAt, changedAt }: Marked, cover: Cover): Window[] => {
  const end = endedAt ?? (ended.includes(status) ? changedAt : cover.until);
  const until = end < cover.until ? end : cover.until;
  const whole = { from: cover.from, until };
  const gaps = cover.temporary ? [] : covers.filter(({ temporary }) => temporary);
  return gaps
    .reduce((windows: Window[], gap) => windows.flatMap((window) => without(window, gap)), [whole])
    .filter((window) => window.from < window.until);
};

/** Instants are compared as text, so each is written with its milliseconds. */
const exact = (cover: Cover): Cover => ({
  ...cover,
  from: new Date(cover.from).toISOString(),
  until: new Date(cover.until).toISOString(),
});

export const marksOf = (given: Marked): Mark[] => {
  const permit = { ...given, covers: given.covers.map(exact) };
  const { scheme, kind, zone, status, covers } = permit;
  if (!permit.issuedAt) return [];
  return covers.flatMap((cover) =>
    windowsOf(permit, cover).map((window) => ({
      ...{ registration: cover.registration, permit: permit.permit, scheme, kind, zone, status },
      ...window,
    })),
  );
};

export const markPk = (council: string, registration: string): string => `${council}#MARK#${folded(registration)}`;

const itemOf = (council: string, mark: Mark, n: number, keptUntil: KeptUntil): Item & Key => ({
  pk: markPk(council, mark.registration),
  sk: `${mark.registration}#${mark.permit}#${String(n).padStart(2, '0')}`,
  type: 'permit-mark',
  ...mark,
  expiresAt: keptUntil(Date.parse(mark.until)),
});

const itemsOf = (council: string, permit: Marked | undefined, keptUntil: KeptUntil) =>
  new Map(
    (permit ? marksOf(permit) : []).map((mark, n) => {
      const item = itemOf(council, mark, n, keptUntil);
      return [`${item.pk} ${item.sk}`, item];
    }),
  );

/** The zone that a permit has left is told so by its feed: there it would only be missing. */
const leftWrites = (
  council: string,
  before: Marked | undefined,
  after: Marked | undefined,
  keptUntil: KeptUntil,
): Write[] => {
  if (!before || !after || before.zone === after.zone) return [];
  const key = (zone: string): Key => ({ pk: `${council}#PERMIT#${after.permit}`, sk: `LEFT#${zone}` });
  const left = {
    ...{
      type: 'permit-left',
      gsi1pk: `${council}#PERMITS#${before.zone}`,
      gsi1sk: `${after.changedAt}#${after.permit}`,
    },
    ...{ permit: after.permit, zone: before.zone, changedAt: after.changedAt },
    expiresAt: keptUntil(Date.parse(after.changedAt)),
  };
  return [{ put: { ...key(before.zone), ...left } }, { remove: key(after.zone) }];
};

/**
 * For the transaction that writes a permit: `before` is what it was read as, `after` what it becomes, or nothing for one that is
 * removed. Without conditions of their own, because the condition of the permit, that it is still the version that was read, is theirs.
 */
export const markWrites = (
  council: string,
  before: Marked | undefined,
  after: Marked | undefined,
  keptUntil: KeptUntil,
): Write[] => {
  const [was, is] = [itemsOf(council, before, keptUntil), itemsOf(council, after, keptUntil)];
  const puts = [...is].filter(([key, item]) => JSON.stringify(was.get(key)) !== JSON.stringify(item));
  const gone = [...was].filter(([key]) => !is.has(key));
  return [
    ...puts.map(([, put]): Write => ({ put })),
    ...gone.map(([, { pk, sk }]): Write => ({ remove: { pk, sk } })),
    ...leftWrites(council, before, after, keptUntil),
  ];
};
