/**
 * What people decided that texts mean, beside the dataset versions and untouched by them.
 *
 *   <council>#ALIASES   <SHA-256 of text and postcode>   uprn (absent: none), by, at
 */
import { createHash } from 'node:crypto';
import type { AuditTrail, Deed } from '#shared/audit/trail.ts';
import { type Expression, type Item, ifAbsent, type Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import { inParallel, untilTaken } from '#shared/dynamodb/retry.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Alias } from '../contract/aliases.ts';
import { type Given, splitPostcode } from '../match/read.ts';

/** What a text means; without a UPRN, no address. */
export interface Means {
  readonly uprn: string | undefined;
}
export interface Decided extends Means {
  readonly id: string;
}

export interface AliasStore {
  /** By id, those that there are. */
  find(council: string, ids: readonly string[]): Promise<ReadonlyMap<string, Decided>>;
  /** How many of the decisions are new. */
  record(council: string, decisions: readonly Decided[], deed: Deed): Promise<number>;
  list(council: string, limit: number, after?: string): Promise<{ aliases: Alias[]; more: boolean }>;
  /** Whether there was one. */
  remove(council: string, id: string, deed: Deed): Promise<boolean>;
}

/**
 * Letters and numbers alone. No word goes: Kent House is not Essex House, and a decision is accepted unseen. Not to be changed,
 * because an alias must still be found in ten years.
 */
const plain = (line: string): string =>
  line
    .normalize('NFC')
    .toUpperCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

export const aliasId = (given: Given): string => {
  const { line, postcode = '' } = splitPostcode(given);
  return createHash('sha256')
    .update(`${plain(line)}|${postcode}`)
    .digest('hex');
};

const keyOf = (council: string, id: string) => ({ pk: `${council}#ALIASES`, sk: id });
const decided = (item: Item): Decided => ({ id: String(item.sk), uprn: item.uprn as string | undefined });
const state = (item: Item | undefined) => (item ? { uprn: item.uprn ?? 'none' } : undefined);

/** As it was read. */
const unchanged = ({ at, uprn }: Item): Expression => ({
  text: `#at = :at AND ${uprn === undefined ? 'attribute_not_exists(uprn)' : 'uprn = :uprn'}`,
  names: { '#at': 'at' },
  values: { ':at': at, ...(uprn !== undefined && { ':uprn': uprn }) },
});

const same = (item: Item | undefined, means: Means | undefined): boolean =>
  Boolean(item) === Boolean(means) && item?.uprn === means?.uprn;

/** Puts a decision, or none any more, in the place of what is there; whether that is a change. */
const decideOne = (
  { table, trail }: { readonly table: Table; readonly trail: AuditTrail },
  { council, id, deed }: { readonly council: string; readonly id: string; readonly deed: Deed },
  means: Means | undefined,
): Promise<boolean> =>
  untilTaken('decide what the same text means', async () => {
    const key = keyOf(council, id);
    const before = await table.get(key, { consistent: true });
    if (same(before, means)) return false;
    const after = means && { ...key, type: 'alias', uprn: means.uprn, at: deed.at, by: deed.by };
    const condition = before ? unchanged(before) : ifAbsent;
    const write: Write = after ? { put: after, condition } : { remove: key, condition };
    const [was, is] = [state(before), state(after)];
    const entry = trail.write(council, { ...deed, on: `alias ${id}`, fields: ['uprn'], before: was, after: is });
    try {
      await table.transact([write, entry]);
      return true;
    } catch (error) {
      if (error instanceof ConditionFailed) return undefined;
      throw error;
    }
  });

export const aliasStore = (table: Table, trail: AuditTrail): AliasStore => ({
  find: async (council, ids) => {
    const items = await table.getMany([...new Set(ids)].map((id) => keyOf(council, id)));
    return new Map(items.map((item) => [String(item.sk), decided(item)]));
  },

  record: async (council, decisions, deed) => {
    const last = new Map(decisions.map((one) => [one.id, one]));
    const items = await table.getMany([...last.keys()].map((id) => keyOf(council, id)));
    const known = new Map(items.map((item) => [String(item.sk), item]));
    let recorded = 0;
    await inParallel([...last.values()], 8, async (one) => {
      if (same(known.get(one.id), one)) return;
      const changed = await decideOne({ table, trail }, { council, id: one.id, deed }, one);
      recorded += changed ? 1 : 0;
    });
    return recorded;
  },

  list: async (council, limit, after) => {
    const from = after === undefined ? undefined : keyOf(council, after);
    const { items, next } = await table.query({ pk: keyOf(council, '').pk, limit, after: from });
    const aliases = items.map((item) => {
      const { id, uprn } = decided(item);
      const means = uprn === undefined ? { none: true as const } : { uprn };
      return { id, ...means, at: String(item.at), by: String(item.by) };
    });
    return { aliases, more: next !== undefined };
  },

  remove: (council, id, deed) => decideOne({ table, trail }, { council, id, deed }, undefined),
});
