/** Cases: read in the standard's models, and opened by the rules of our own operations. */
import type { Handlers, Request } from '#shared/contract/capability.ts';
import type { Answered, Idempotency } from '#shared/contract/idempotency.ts';
import { InvalidRequest } from '#shared/contract/problems.ts';
import { inParallel } from '#shared/dynamodb/retry.ts';
import { found } from '../cases/changing.ts';
import type { Case } from '../contract/cases.ts';
import { RoundsNotLoaded } from '../contract/collections.ts';
import { NoSuchService } from '../contract/missed.ts';
import type { CaseType } from '../contract/otherCases.ts';
import type { CaseInput } from '../contract/standardCaseInput.ts';
import type { standardCaseOperations } from '../contract/standardCases.ts';
import { perPage } from '../contract/standardForm.ts';
import type { StandardCase } from '../contract/standardRecords.ts';
import type { waste } from '../contract.ts';
import type { Dependencies } from '../handlers.ts';
import { find } from '../lookUp.ts';
import { missedHandlers } from '../missed/handlers.ts';
import { caseOf, detailsOf, typeOf } from './cases.ts';
import { linkOf } from './handlers.ts';

type Operations = typeof standardCaseOperations;
type Opening = Request<Operations['standardOpenCase']>;
type Own = (typeof waste)['operations'];

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

/** Keeps the answer in the standard's model: who sends a request again gets that. */
const inModel = ({ idempotency, ...asking }: Opening): Idempotency => ({
  answer: <R>(own: R, write: Parameters<Idempotency['answer']>[1]) =>
    idempotency.answer(caseOf(own as Case, linkOf(asking)), write) as Promise<unknown> as Promise<Answered<R>>,
});

/** The service that is named, or the one that empties what is named. */
const serviceOf = async (dependencies: Dependencies, council: string, given: CaseInput): Promise<string> => {
  const { uprn, service, collection_type: type = '' } = given;
  if (service !== undefined) return service;
  const { property } = await find(dependencies, council, uprn);
  const services = property.services
    .filter((one) => one.service === type || one.containers.includes(type) || one.containers.some(isShape(type)))
    .map((one) => one.service);
  const [only, ...more] = new Set(services);
  if (only && more.length === 0) return only;
  const why = only ? `is emptied by ${[only, ...more].join(' and ')}` : 'is not emptied';
  throw new NoSuchService(`“${type}” ${why} at this property: name the “service”.`);
};
const isShape = (type: string) => (container: string) => type !== '' && container.startsWith(`${type}_`);

const reportMissed = async (dependencies: Dependencies, { body, ...request }: Opening) => {
  const { uprn, customer: contact } = body;
  const service = await serviceOf(dependencies, request.council, body);
  const own: Request<Own['reportMissedCollection']> = {
    ...request,
    query: undefined,
    body: { uprn, service, ...(contact && { contact }) },
    idempotency: inModel({ ...request, body }),
  };
  return missedHandlers(dependencies).reportMissedCollection(own);
};

const openOther = (dependencies: Dependencies, { body, ...request }: Opening) => {
  const { cases, clock, newReference } = dependencies;
  const createdAt = new Date(clock()).toISOString();
  const opened: Case = {
    ...{
      reference: newReference('OC'),
      kind: 'other',
      uprn: body.uprn,
      ...(body.service && { service: body.service }),
    },
    ...{ status: 'open', stage: 'received', createdAt, updatedAt: createdAt },
    details: detailsOf(body),
  };
  return inModel({ ...request, body }).answer(opened, (note) =>
    cases.open(request.council, opened, { holds: [], contact: body.customer, note }),
  );
};

type Open = (dependencies: Dependencies, request: Opening) => Promise<unknown>;

/** Models that we have a form of our own for. */
const openers: Partial<Readonly<Record<CaseType, Open>>> = { ReportMissedBin: reportMissed };

export const caseHandlers = (dependencies: Dependencies): Handlers<{ operations: Operations }> => ({
  standardCases: (request) => list(dependencies, request),
  standardCase: async ({ params: { caseId }, ...asking }) =>
    caseOf(await found(dependencies, asking.council, caseId), linkOf(asking)),
  standardOpenCase: (request) => {
    const open = openers[typeOf(request.body)] ?? openOther;
    return open(dependencies, request) as Promise<Answered<StandardCase>>;
  },
});
