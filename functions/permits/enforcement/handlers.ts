import * as z from 'zod/mini';
import type { Request } from '#shared/contract/capability.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import type { enforcementOperations } from '../contract/enforcementOperations.ts';
import { normalRegistration } from '../contract/fields.ts';
import { type CheckDependencies, check, knownZone } from './check.ts';
import { changesOf, validIn } from './feed.ts';

export type EnforcementDependencies = CheckDependencies;

type Operations = typeof enforcementOperations;

const whose = ({ caller }: Pick<Request, 'caller'>): string => caller?.keyId ?? '';

const Place = z.string().check(z.maxLength(60));

const listChecks = async (
  { enforcement }: EnforcementDependencies,
  { council, query: { day, limit, cursor } }: Request<Operations['listPermitChecks']>,
) => {
  const binding = [council, 'listPermitChecks', day];
  const { items, after } = await enforcement.checks(council, day, limit, openCursor(Place, binding, cursor));
  return { checks: [...items], ...(after !== undefined && { cursor: makeCursor(binding, after) }) };
};

const listValid = async (
  dependencies: EnforcementDependencies,
  { council, query }: Request<Operations['listValidPermits']>,
) => {
  const { enforcement, clock } = dependencies;
  const { zone } = query;
  await knownZone(dependencies, council, zone, 'query');
  const { changes, ...rest } = await changesOf(enforcement, clock(), [council, 'listValidPermits'], query);
  return { zone, permits: changes.map(validIn), ...rest };
};

/** In the form of another interface, the same check. */
const checkParking = async (dependencies: EnforcementDependencies, request: Request<Operations['checkParking']>) => {
  const { registration_number, location, time: given } = request.body;
  const registration = normalRegistration(registration_number) ?? '';
  const asked = { registration, location, time: given };
  const { allowed, endTime, endedAt, zone, time } = await check(dependencies, request.council, asked, whose(request));
  return {
    ...{ allowed, end_time: endTime ?? endedAt ?? null, time },
    location: { payment_zone: null, permit_area: zone ?? null },
  };
};

export const enforcementHandlers = (dependencies: EnforcementDependencies) => ({
  getEnforcementSettings: ({ council }: Request<Operations['getEnforcementSettings']>) =>
    dependencies.enforcement.settings(council),
  putEnforcementSettings: async ({ council, body }: Request<Operations['putEnforcementSettings']>) => {
    await dependencies.enforcement.putSettings(council, body);
    return body;
  },
  checkPermit: (request: Request<Operations['checkPermit']>) =>
    check(dependencies, request.council, request.body, whose(request)),
  listPermitChecks: (request: Request<Operations['listPermitChecks']>) => listChecks(dependencies, request),
  listValidPermits: (request: Request<Operations['listValidPermits']>) => listValid(dependencies, request),
  checkParking: (request: Request<Operations['checkParking']>) => checkParking(dependencies, request),
});
