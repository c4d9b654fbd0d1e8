import * as z from 'zod/mini';
import { ownerOf } from '#shared/access/keys.ts';
import type { Handlers, Request } from '#shared/contract/capability.ts';
import { InvalidRequest } from '#shared/contract/problems.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import { londonDay } from '#shared/london.ts';
import type { usage } from './contract.ts';
import { type Count, latencyOf, nameOf } from './counts.ts';
import { statementOf } from './statement.ts';
import type { Days, UsageStore } from './store.ts';

export interface Dependencies {
  readonly store: UsageStore;
  readonly clock: () => number;
}

type Operations = (typeof usage)['operations'];
type Query = Request<Operations['getUsage']>['query'];

const daysOf = ({ from, to }: Pick<Query, 'from' | 'to'>, today: string) => {
  const last = to ?? today;
  const first = from ?? `${last.slice(0, 8)}01`;
  if (first <= last) return { from: first, to: last };
  const detail = `must not be after “to”, ${last}`;
  throw new InvalidRequest(`“from” ${detail}.`, { errors: [{ detail, pointer: '#/from', in: 'query' }] });
};

const rowOf = (count: Count) => {
  const { day, capability, operation, keyId, calls, errors, serverErrors, readUnits, writeUnits } = count;
  const subject = { day, capability, operation, keyId };
  return { ...subject, calls, errors, serverErrors, readUnits, writeUnits, latency: latencyOf(count) };
};

const isWanted =
  ({ capability, operation, keyId }: Query) =>
  (count: Count): boolean =>
    [
      [capability, count.capability],
      [operation, count.operation],
      [keyId, count.keyId],
    ].every(([wanted, there]) => wanted === undefined || wanted === there);

const Position = z.string().check(z.maxLength(300));

/** Rows of other capabilities, operations and keys are read over, this many pages of them at most in one call. */
const mostPages = 20;
const pageSize = 1000;

/** The wanted counts, at most `limit`, and the name to go on after; none when these are the last. */
const findWanted = async (store: UsageStore, owner: string, days: Days, query: Query, after: string | undefined) => {
  const found: Count[] = [];
  let position = after;
  for (let page = 0; page < mostPages; page += 1) {
    const { counts, next } = await store.list(owner, days, pageSize, position);
    found.push(...counts.filter(isWanted(query)));
    const cutAt = found.length > query.limit ? found[query.limit - 1] : undefined;
    position = cutAt ? nameOf(cutAt) : next;
    if (position === undefined || found.length >= query.limit) break;
  }
  return { found: found.slice(0, query.limit), next: position };
};

const getUsage = async (
  { store, clock }: Dependencies,
  { council, caller, query }: Request<Operations['getUsage']>,
) => {
  const owner = ownerOf(council, caller, query.host);
  const days = daysOf(query, londonDay(clock()));
  const { capability = '', operation = '', keyId = '' } = query;
  const binding = [owner, 'getUsage', days.from, days.to, capability, operation, keyId];
  const { found, next } = await findWanted(store, owner, days, query, openCursor(Position, binding, query.cursor));
  return { ...days, usage: found.map(rowOf), ...(next && { cursor: makeCursor(binding, next) }) };
};

const aDay = 86_400_000;

const getStatement = async (
  { store, clock }: Dependencies,
  { council, councilDetails, caller, query }: Request<Operations['getStatement']>,
) => {
  const owner = ownerOf(council, caller, query.host);
  const month = query.month ?? londonDay(clock()).slice(0, 7);
  const days = { from: `${month}-01`, to: `${month}-31` };
  const totals = await store.totals(owner, days);
  const name = owner === council ? councilDetails?.name : undefined;
  // Lines come within minutes, and for a day at most.
  const complete = days.to < londonDay(clock() - aDay) && store.keeps(owner, days.from);
  return { council: name ?? 'Paths of no council', month, complete, ...statementOf(totals) };
};

export const handlers = (dependencies: Dependencies): Handlers<typeof usage> => ({
  getUsage: (request) => getUsage(dependencies, request),
  getStatement: (request) => getStatement(dependencies, request),
});
