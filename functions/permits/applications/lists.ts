/** Applications of a council by how far they are, those that are to be decided first come first. */
import * as z from 'zod/mini';
import type { Table } from '#shared/dynamodb/table.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import type { Keeping } from '#shared/retention.ts';
import type { Application } from '../contract/applications.ts';
import type { staffOperations } from '../contract/staffOperations.ts';
import { applicationIn, applicationKey } from './items.ts';
import { shownApplication } from './journey.ts';

export type ApplicationQuery = z.output<(typeof staffOperations)['listPermitApplications']['query']>;

export interface ApplicationLists {
  list(council: string, query: ApplicationQuery, at: number): Promise<{ applications: Application[]; cursor?: string }>;
}

/** Where to go on: the sort key of the last that was read. */
const Position = z.string().check(z.regex(/^[\d:.TZ-]{24}#PA-[0-9A-Z]{8}$/));

/** Pages of so many that are read over in one call, at most. */
const mostPages = 10;
const perPage = 200;

const isWanted =
  ({ scheme, zone }: ApplicationQuery) =>
  ({ quote }: Application): boolean =>
    [
      [scheme, quote.scheme],
      [zone, quote.zone],
    ].every(([wanted, there]) => wanted === undefined || wanted === there);

const read = (table: Table, council: string, query: ApplicationQuery, at: number, after: string | undefined) => {
  const gsi1pk = `${council}#APPS#${query.status}`;
  return table.query({
    ...{ index: 'gsi1', pk: gsi1pk, limit: perPage },
    ...(query.overdue && { between: ['0', new Date(at).toISOString()] as const }),
    after: after === undefined ? undefined : { gsi1pk, gsi1sk: after, ...applicationKey(council, after.slice(25)) },
  });
};

export const applicationLists = (table: Table, keeping: Keeping): ApplicationLists => ({
  list: async (council, query, at) => {
    const { cursor, format: _, limit, ...filters } = query;
    const binding = [council, 'listPermitApplications', filters];
    const found: { readonly position: string; readonly one: Application }[] = [];
    let after = openCursor(Position, binding, cursor);
    for (let page = 0; page < mostPages; page += 1) {
      const { items, next } = await read(table, council, query, at, after);
      const rows = items.map((item) => ({
        item,
        position: String(item.gsi1sk),
        one: shownApplication(applicationIn(item)),
      }));
      found.push(...rows.filter(({ item, one }) => !keeping.isOver(item) && isWanted(query)(one)));
      after = found.length > limit ? found[limit - 1]?.position : rows.at(-1)?.position;
      if (found.length > limit) break;
      if (!next) return { applications: found.map(({ one }) => one) };
    }
    const applications = found.slice(0, limit).map(({ one }) => one);
    return { applications, ...(after && { cursor: makeCursor(binding, after) }) };
  },
});
