import type { Request } from '#shared/contract/capability.ts';
import { InvalidRequest } from '#shared/contract/problems.ts';
import { londonDay } from '#shared/london.ts';
import { AssistanceRequested, type AssistedCase, NotAssisted } from '../contract/assisted.ts';
import type { waste } from '../contract.ts';
import type { Dependencies } from '../handlers.ts';
import { find, wrong } from '../lookUp.ts';
import { writeTable } from '../writeTable.ts';
import { isAssisted } from './rules.ts';

type Operations = (typeof waste)['operations'];

const requestAssistance = async (
  dependencies: Dependencies,
  { council, body, idempotency }: Request<Operations['requestAssistance']>,
) => {
  const { cases, clock, newReference } = dependencies;
  const { uprn, reason, location, until, contact } = body;
  const now = clock();
  if (until !== undefined && until < londonDay(now)) throw new InvalidRequest(...wrong('until', 'must not be past'));
  // Only a property of the council's.
  await find(dependencies, council, uprn);
  const createdAt = new Date(now).toISOString();
  const request: AssistedCase = {
    ...{ reference: newReference('AC'), kind: 'assisted_collection', uprn, status: 'open', stage: 'requested' },
    ...{ createdAt, updatedAt: createdAt },
    details: { reason, location, ...(until && { until }) },
  };
  return idempotency.answer(request, async (note) => {
    const lost = await cases.open(council, request, { holds: ['assisted'], contact, note });
    if (lost) throw new AssistanceRequested('A request of this property is open.');
  });
};

const getAssistance = async (
  { store, clock }: Dependencies,
  { council, query: { uprn } }: Request<Operations['getAssistance']>,
) => {
  const { assisted } = await store.standings(council, uprn);
  return isAssisted(assisted, londonDay(clock())) ? { uprn, assisted: true, ...assisted } : { uprn, assisted: false };
};

const endAssistance = async (
  { store }: Dependencies,
  { council, body: { uprn } }: Request<Operations['endAssistance']>,
) => {
  if (await store.endAssistance(council, uprn)) return { uprn, assisted: false };
  throw new NotAssisted('It has none, or it was ended before.');
};

export const assistedHandlers = (dependencies: Dependencies) => ({
  getAssistedSettings: ({ council }: Request<Operations['getAssistedSettings']>) =>
    dependencies.store.setting(council, 'assisted'),
  putAssistedSettings: ({ council, body }: Request<Operations['putAssistedSettings']>) =>
    writeTable(dependencies, council, 'assisted', body),
  requestAssistance: (request: Request<Operations['requestAssistance']>) => requestAssistance(dependencies, request),
  getAssistance: (request: Request<Operations['getAssistance']>) => getAssistance(dependencies, request),
  endAssistance: (request: Request<Operations['endAssistance']>) => endAssistance(dependencies, request),
});
