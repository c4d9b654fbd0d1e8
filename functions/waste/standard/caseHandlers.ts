/** Cases in the standard's models. */
import type { Handlers, Request } from '#shared/contract/capability.ts';
import { InvalidRequest } from '#shared/contract/problems.ts';
import { inParallel } from '#shared/dynamodb/retry.ts';
import { found } from '../cases/changing.ts';
import type { Case } from '../contract/cases.ts';
import { RoundsNotLoaded } from '../contract/collections.ts';
import type { standardCaseOperations } from '../contract/standardCases.ts';
import { perPage } from '../contract/standardForm.ts';
import type { Dependencies } from '../handlers.ts';
import { caseOf } from './cases.ts';
import { linkOf } from './handlers.ts';
import { openCase } from './openers.ts';

type Operations = typeof standardCaseOperations;

/** Each is asked for by itself; a street with more can be asked for by postcode. */
const mostProperties = 500;
const mostOfProperty = 500;

const uprnsOf = async (
  { sites }: Dependencies,
  { council, query: { uprn, usrn, postcode } }: Request<Operations['standardCases']>,
): Promise<readonly string[]> => {
  if (usrn === undefined && postcode === undefined) return uprn === undefined ? [] : [uprn];
  const there = await sites.uprns(council, { usrn, postcode });
  if (!there) throw new RoundsNotLoaded('No version of its rounds is live.');
  const uprns = uprn === undefined ? there : there.filter((one) => one === uprn);
  if (uprns.length <= mostProperties) return uprns;
  const detail = `has ${uprns.length} properties; at most ${mostProperties} can be asked about at once`;
  const pointer = usrn === undefined ? 'postcode' : 'usrn';
  throw new InvalidRequest(`“${pointer}” ${detail}.`, { errors: [{ detail, pointer: `#/${pointer}`, in: 'query' }] });
};

const newestFirst = (a: Case, b: Case): number =>
  b.createdAt.localeCompare(a.createdAt) || a.reference.localeCompare(b.reference);

const list = async (dependencies: Dependencies, request: Request<Operations['standardCases']>) => {
  const { council, query } = request;
  const all: Case[] = [];
  await inParallel(await uprnsOf(dependencies, request), 8, async (uprn) => {
    const { cases } = await dependencies.lists.list(council, { uprn, status: 'open', limit: mostOfProperty });
    all.push(...cases);
  });
  const page = all.sort(newestFirst).slice((query.page - 1) * perPage, query.page * perPage);
  return page.map((one) => caseOf(one, linkOf(request)));
};

export const caseHandlers = (dependencies: Dependencies): Handlers<{ operations: Operations }> => ({
  standardCases: (request) => list(dependencies, request),
  standardCase: async ({ params: { caseId }, ...asking }) =>
    caseOf(await found(dependencies, asking.council, caseId), linkOf(asking)),
  standardOpenCase: (request) => openCase(dependencies, request),
});
