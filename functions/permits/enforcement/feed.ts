/**
 * What is valid in a zone, and what changed since. It is read from an index by the time of the change, as far as a little behind the
 * present: a change that is being written at this moment has an earlier time than when it is seen. A permit that changes while pages
 * are read moves to the end and comes again, as it is then.
 */
import * as z from 'zod/mini';
import type { Item } from '#shared/dynamodb/expression.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import type { ValidPermit } from '../contract/enforcementFields.ts';
import { SchemeCode } from '../contract/fields.ts';
import { Cover, inForce, Permit } from '../contract/permits.ts';
import { type Marked, marksOf } from './marks.ts';
import type { EnforcementStore } from './store.ts';

/** Longer than a function works on a change, all attempts at writing it included. */
const behind = 10_000;

/** What permits and visits have in common in the index, and all that there is of a permit that went to another zone. */
const Indexed = z.object({
  permit: z.string(),
  changedAt: z.string(),
  version: z._default(z.int(), 0),
  scheme: z.optional(SchemeCode),
  kind: z.optional(Permit.shape.kind),
  zone: z.string(),
  status: z.optional(Permit.shape.status),
  covers: z._default(z.array(Cover), []),
  issuedAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
  price: z.optional(z.looseObject({ schemeVersion: z.string() })),
});
export type Indexed = z.infer<typeof Indexed>;

export const counts = ({ status }: Indexed): boolean => inForce.some((one) => one === status);
export const indexedIn = (item: Item): Indexed => Indexed.parse(item);

export const validIn = (one: Indexed): ValidPermit => {
  const { permit, version, changedAt, scheme, kind } = one;
  const isValid = counts(one);
  const marks = isValid ? marksOf(one as Marked) : [];
  return {
    ...{ permit, version, changedAt, counts: isValid, ...(scheme && { scheme }), ...(kind && { kind }) },
    covers: marks.map(({ registration, from, until }) => ({ registration, from, until })),
  };
};

/** Where to go on; of a first list when it was begun, so that what had ended before is left out. */
const Position = z.tuple([z.string().check(z.maxLength(100)), z.nullable(z.iso.datetime())]);

interface Asked {
  readonly zone: string;
  readonly since?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface Changes {
  readonly changes: readonly Indexed[];
  readonly asOf: string;
  readonly cursor?: string;
}

const isOver = ({ covers }: Indexed, at: string): boolean =>
  covers.every(({ until }) => Date.parse(until) <= Date.parse(at));

/** Throws `InvalidCursor`. */
export const changesOf = async (
  enforcement: Pick<EnforcementStore, 'changed'>,
  now: number,
  [council, list]: readonly [council: string, list: string],
  { zone, since, cursor, limit }: Asked,
): Promise<Changes> => {
  const asOf = new Date(now - behind).toISOString();
  const binding = [council, list, zone, since];
  const start: z.infer<typeof Position> = since === undefined ? ['', asOf] : [new Date(since).toISOString(), null];
  const [from, begun] = openCursor(Position, binding, cursor) ?? start;
  const { items, after } = await enforcement.changed(council, zone, [from, asOf], limit);
  const all = items.map(indexedIn);
  const isNews = (one: Indexed) => begun === null || one.changedAt >= begun || (counts(one) && !isOver(one, begun));
  return {
    changes: all.filter(isNews),
    asOf,
    ...(after !== undefined && { cursor: makeCursor(binding, [after, begun]) }),
  };
};
