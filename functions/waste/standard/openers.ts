/** Opening a case of the standard, by the rules of our own operations. */
import type { Request } from '#shared/contract/capability.ts';
import type { Answered, Idempotency } from '#shared/contract/idempotency.ts';
import type { Case } from '../contract/cases.ts';
import { NoSuchService } from '../contract/missed.ts';
import type { CaseType } from '../contract/otherCases.ts';
import type { CaseInput } from '../contract/standardCaseInput.ts';
import type { standardCaseOperations } from '../contract/standardCases.ts';
import type { StandardCase } from '../contract/standardRecords.ts';
import type { waste } from '../contract.ts';
import type { Dependencies } from '../handlers.ts';
import { find } from '../lookUp.ts';
import { missedHandlers } from '../missed/handlers.ts';
import { caseOf, detailsOf, typeOf } from './cases.ts';
import { linkOf } from './handlers.ts';

type Opening = Request<(typeof standardCaseOperations)['standardOpenCase']>;
type Own = (typeof waste)['operations'];

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

export const openCase = (dependencies: Dependencies, request: Opening) => {
  const open = openers[typeOf(request.body)] ?? openOther;
  return open(dependencies, request) as Promise<Answered<StandardCase>>;
};
