import * as z from 'zod/mini';
import type { Request } from '#shared/contract/capability.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import { londonDay } from '#shared/london.ts';
import type { apdsOperations } from '../contract/apdsOperations.ts';
import type { Scheme } from '../contract/schemes.ts';
import { assignedRight, type Issuer, specificationsOf } from './apds.ts';
import { type CheckDependencies, knownZone } from './check.ts';
import { changesOf, counts } from './feed.ts';

export interface ApdsDependencies extends CheckDependencies {
  readonly schemes: { list(council: string, day: string): Promise<readonly Scheme[]> };
}

type Operations = typeof apdsOperations;

const seconds = (at: number): number => Math.floor(at / 1000);
const issuerOf = ({ council, councilDetails }: Pick<Request, 'council' | 'councilDetails'>): Issuer => ({
  id: council,
  name: councilDetails?.name ?? council,
});

/** How many came before, when the first page was asked, and how a list goes on that has a cursor of its own. */
const Page = z.object({
  offset: z.int().check(z.minimum(0)),
  asked: z.int().check(z.minimum(0)),
  cursor: z.optional(z.string().check(z.maxLength(900))),
});

const pageOf = (binding: readonly unknown[], cursor: string | undefined, now: number) => {
  const { offset, asked, cursor: inner } = openCursor(Page, binding, cursor) ?? { offset: 0, asked: seconds(now) };
  const answer = (pageSize: number, there: number, total: number, next: { readonly cursor?: string } | undefined) => ({
    meta: { referenceInstant: asked, offset, pageSize, total },
    ...(next && { cursor: makeCursor(binding, { offset: offset + there, asked, ...next }) }),
  });
  return { offset, inner, answer };
};

const specifications = async (
  { schemes, zones, clock }: ApdsDependencies,
  request: Request<Operations['listRightSpecifications']>,
) => {
  const { council, query } = request;
  const { pageSize } = query;
  const page = pageOf([council, 'listRightSpecifications'], query.cursor, clock());
  const [offered, index] = await Promise.all([schemes.list(council, londonDay(clock())), zones.index(council)]);
  const all = specificationsOf(issuerOf(request), offered, [...index.zones.keys()]);
  const shown = all.slice(page.offset, page.offset + pageSize);
  const isLast = page.offset + pageSize >= all.length;
  return { rightSpecifications: shown, ...page.answer(pageSize, shown.length, all.length, isLast ? undefined : {}) };
};

/** Nobody counts a zone's permits to tell how many pages there will be. */
const rights = async (dependencies: ApdsDependencies, request: Request<Operations['listAssignedRights']>) => {
  const { enforcement, clock } = dependencies;
  const { council, query } = request;
  const { zone, pageSize, modified_since: since } = query;
  await knownZone(dependencies, council, zone, 'query');
  const list = [council, 'listAssignedRights'] as const;
  const page = pageOf([...list, zone, since], query.cursor, clock());
  const { changes, cursor } = await changesOf(enforcement, clock(), list, {
    ...{ zone, since, limit: pageSize, cursor: page.inner },
  });
  const issuer = issuerOf(request);
  const assignedRights = changes.filter(counts).flatMap((one) => assignedRight(issuer, one) ?? []);
  const known = page.offset + assignedRights.length;
  return {
    assignedRights,
    deletedReferences: changes
      .filter((one) => !counts(one))
      .map(({ permit, changedAt }) => ({
        id: permit,
        className: 'AssignedRight' as const,
        deleteTimestamp: changedAt,
      })),
    ...page.answer(pageSize, assignedRights.length, cursor ? known + 1 : known, cursor ? { cursor } : undefined),
  };
};

export const apdsHandlers = (dependencies: ApdsDependencies) => ({
  listRightSpecifications: (request: Request<Operations['listRightSpecifications']>) =>
    specifications(dependencies, request),
  listAssignedRights: (request: Request<Operations['listAssignedRights']>) => rights(dependencies, request),
});
