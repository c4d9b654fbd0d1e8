/** Steps for schemes and zones of permits. */
import type { Step, Wanted } from './walk.ts';

/** Properties of the zone of the walk. */
const homes = ['1', '2', '3', '4', '5'];
const zone = { name: 'Walk', uprns: homes };
const scheme = {
  ...{ name: 'Resident permit', kind: 'resident', inForceFrom: '2026-04-01', zones: ['walk'] },
  ...{ evidence: [{ of: 'residence', anyOf: [{ proof: 'utility_bill' }] }], tariff: { prices: [{ ladder: [5100] }] } },
  lengths: [1],
};
const scarce = {
  ...{ name: 'Scarce permit', kind: 'resident', inForceFrom: '2026-04-01', zones: ['tight'], approval: 'automatic' },
  ...{ limits: { zones: { tight: 1 }, waitingList: {} }, tariff: { prices: [{ ladder: [0] }] } },
};
const later = { ...scheme, inForceFrom: '2099-04-01' };

export const schemeSteps = (council: string): Step[] => {
  const of =
    (path: object, wanted: Wanted = {}) =>
    () => ({ ...wanted, path: { council, ...path } });
  const version = (inForceFrom: string, scheme = 'resident') => of({ scheme, inForceFrom });
  return [
    ['putPermitZone', 200, of({ zone: 'walk' }, { body: zone })],
    ['putPermitZone', 200, of({ zone: 'spare' }, { body: { name: 'Spare' } })],
    ['putPermitZone', 200, of({ zone: 'tight' }, { body: { name: 'Tight', uprns: ['11', '12'] } })],
    ['putPermitScheme', 200, of({ scheme: 'scarce' }, { body: scarce })],
    ['putPermitScheme', 200, of({ scheme: 'resident' }, { body: scheme })],
    ['putPermitScheme', 409, of({ scheme: 'resident' }, { body: { ...scheme, name: 'Another' } })],
    ['putPermitScheme', 200, of({ scheme: 'resident' }, { body: later })],
    ['putPermitScheme', 400, of({ scheme: 'resident' }, { body: { ...later, zones: ['nowhere'] } })],
    ['listPermitSchemes', 200, of({}, { query: 'on=2026-11-23' })],
    ['getPermitScheme', 200, of({ scheme: 'resident' })],
    ['getPermitScheme', 404, of({ scheme: 'none' })],
    ['listPermitSchemeVersions', 200, of({ scheme: 'resident' })],
    ['listPermitSchemeVersions', 404, of({ scheme: 'none' })],
    ['removePermitSchemeVersion', 409, version(scheme.inForceFrom)],
    ['removePermitSchemeVersion', 204, version(later.inForceFrom)],
    ['removePermitSchemeVersion', 404, version(later.inForceFrom, 'none')],
    ['listPermitZones', 200, of({})],
    ['getPermitZone', 200, of({ zone: 'walk' })],
    ['getPermitZone', 404, of({ zone: 'none' })],
    ['removePermitZone', 409, of({ zone: 'walk' })],
    ['removePermitZone', 204, of({ zone: 'spare' })],
    ['removePermitZone', 404, of({ zone: 'none' })],
    ['findPermitZone', 200, of({}, { query: 'uprn=1' })],
    ['findPermitZone', 400, of({}, { query: 'uprn=1&usrn=1' })],
  ];
};
