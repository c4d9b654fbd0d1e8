/** Steps for checks and for the feeds of what is valid. They need the zone of the walk. */
import { londonDay } from '#shared/london.ts';
import type { Step, Wanted } from './walk.ts';

const registration = 'ZZ26 WLK';
const location = { latitude: 54.1035, longitude: -3.0252 };

export const enforcementSteps = (council: string): Step[] => {
  const here =
    (wanted: Wanted = {}) =>
    () => ({ path: { council }, ...wanted });
  return [
    ['putEnforcementSettings', 200, here({ body: { graceMinutes: 10 } })],
    ['getEnforcementSettings', 200, here()],
    ['checkPermit', 200, here({ body: { registration, zone: 'walk' } })],
    ['checkPermit', 200, here({ body: { registration: 'ZZ26 NONE', location } })],
    ['checkPermit', 404, here({ body: { registration, zone: 'none' } })],
    ['checkPermit', 400, here({ body: { registration, zone: 'walk', location } })],
    ['checkParking', 200, here({ body: { registration_number: registration, location } })],
    ['listPermitChecks', 200, here({ query: `day=${londonDay(Date.now())}&limit=1` })],
    ['listPermitChecks', 400, here({ query: `day=${londonDay(Date.now())}&cursor=none` })],
    ['listValidPermits', 200, here({ query: 'zone=walk&limit=1' })],
    ['listValidPermits', 200, here({ query: 'zone=walk&format=csv&since=2026-11-01T00:00:00Z' })],
    ['listValidPermits', 404, here({ query: 'zone=none' })],
    ['listValidPermits', 400, here({ query: 'zone=walk&cursor=none' })],
    ['listRightSpecifications', 200, here({ query: 'pageSize=1' })],
    ['listRightSpecifications', 400, here({ query: 'cursor=none' })],
    ['listAssignedRights', 200, here({ query: 'zone=walk&pageSize=1' })],
    ['listAssignedRights', 404, here({ query: 'zone=none' })],
    ['listAssignedRights', 400, here({ query: 'zone=walk&cursor=none' })],
  ];
};
