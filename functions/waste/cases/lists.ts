/** Lists of cases: of a property, or of a council by how far they are. */
import * as z from 'zod/mini';
import { addDays } from '#shared/dates/days.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import { londonInstant } from '#shared/london.ts';
import type { Keeping } from '#shared/retention.ts';
import type { caseOperations } from '../contract/caseOperations.ts';
import type { Case } from '../contract/cases.ts';
import { atProperty, caseKey, keptIn, shown } from './items.ts';

export type CaseQuery = z.output<(typeof caseOperations)['listCases']['query']>;

export interface CaseLists {
  list(council: string, query: CaseQuery): Promise<{ cases: Case[]; cursor?: string }>;
}

interface Parts {
  readonly table: Table;
  readonly cases: Keeping;
}

/** Where to go on: the sort key of the last that was read. */
const Position = z.string().check(z.regex(/^[\d:.TZ-]{24}#[A-Z]{2}-[0-9A-Z]{8}$/));

/** Cases that are read over in one call, at most, are this many pages of them. */
const mostPages = 10;
const perPage = 200;

const instant = (day: string): string => new Date(londonInstant(day, '00:00')).toISOString();
/** Within which London's clocks can be asked. Nobody opened one before, or opens one after. */
const [firstDay, lastDay] = ['1900-01-01', '9999-12-30'];
/** Sort keys begin with the instant of opening. */
const rangeOf = ({ from = firstDay, to = lastDay }: CaseQuery): readonly [string, string] => [
  from > firstDay ? instant(from) : '0',
  to < lastDay ? instant(addDays(to, 1)) : '9~',
];

const isWanted =
  ({ kind, service, stage, assignedTo, status }: CaseQuery) =>
  (one: Case): boolean =>
    [
      [kind, one.kind],
      [service, one.service],
      [stage, one.stage],
      [assignedTo, one.assignedTo],
      [status, one.status],
    ].every(([wanted, there]) => wanted === undefined || wanted === there);

interface Read {
  readonly items: readonly Item[];
  /** Sort keys of the items, without what they begin with. */
  readonly positions: readonly string[];
  readonly isLast: boolean;
}

const ofCouncil = async (
  { table }: Parts,
  council: string,
  query: CaseQuery,
  after: string | undefined,
): Promise<Read> => {
  const gsi1pk = `${council}#CASES#${query.status ?? 'open'}`;
  const start = after && { gsi1pk, gsi1sk: after, ...caseKey(council, after.slice(-11)) };
  const { items, next } = await table.query({
    index: 'gsi1',
    pk: gsi1pk,
    between: rangeOf(query),
    descending: true,
    limit: perPage,
    after: start || undefined,
  });
  return { items, positions: items.map(({ gsi1sk }) => String(gsi1sk)), isLast: !next };
};

const ofProperty = async (
  { table }: Parts,
  council: string,
  query: CaseQuery & { readonly uprn: string },
  after: string | undefined,
): Promise<Read> => {
  const pk = atProperty(council, query.uprn);
  const [from, to] = rangeOf(query);
  const start = after && { pk, sk: `CASE#${after}` };
  const { items: pointers, next } = await table.query({
    ...{ pk, between: [`CASE#${from}`, `CASE#${to}`] as const, descending: true, limit: perPage },
    after: start || undefined,
    consistent: true,
  });
  const found = await table.getMany(pointers.map(({ reference }) => caseKey(council, String(reference))));
  const byReference = new Map(found.map((item) => [String(item.reference), item]));
  const items = pointers.flatMap(({ reference }): Item[] => {
    const item = byReference.get(String(reference));
    return item ? [item] : [];
  });
  return { items, positions: items.map((item) => `${item.createdAt}#${item.reference}`), isLast: !next };
};

const read = (parts: Parts, council: string, query: CaseQuery, after: string | undefined): Promise<Read> => {
  const { uprn } = query;
  return uprn === undefined
    ? ofCouncil(parts, council, query, after)
    : ofProperty(parts, council, { ...query, uprn }, after);
};

const list = async (parts: Parts, council: string, { cursor, format: _, ...asked }: CaseQuery) => {
  const { limit, ...filters } = asked;
  const binding = [council, 'listCases', filters];
  const found: { readonly position: string; readonly one: Case }[] = [];
  let after = openCursor(Position, binding, cursor);
  for (let page = 0; page < mostPages; page += 1) {
    const { items, positions, isLast } = await read(parts, council, asked, after);
    const rows = items.map((item, i) => ({ item, position: positions[i] ?? '', one: shown(keptIn(item)) }));
    found.push(...rows.filter(({ item, one }) => !parts.cases.isOver(item) && isWanted(asked)(one)));
    after = found.length > limit ? found[limit - 1]?.position : positions.at(-1);
    if (found.length > limit) break;
    if (isLast) return { cases: found.map(({ one }) => one) };
  }
  return { cases: found.slice(0, limit).map(({ one }) => one), ...(after && { cursor: makeCursor(binding, after) }) };
};

export const caseLists = (parts: Parts): CaseLists => ({ list: (...given) => list(parts, ...given) });
