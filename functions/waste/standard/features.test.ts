import type { WasteProperty } from '../contract/rounds.ts';
import { Feature } from '../contract/standardModels.ts';
import { featuresOf, ownerOf } from './features.ts';

const link = (...path: readonly string[]) => ['', ...path].join('/');
const settings = { services: {}, containers: { box_55: { label: 'Glass box', colour: 'blue' } } };

type Row = WasteProperty['services'][number];
const aService = (overrides: Partial<Row> = {}): Row => ({
  service: 'refuse',
  round: 'REF 1',
  schedule: 'weekly on Monday',
  containers: ['wheelie_bin_240'],
  ...overrides,
});
const features = (services: readonly Row[], place: Partial<WasteProperty> = {}) =>
  featuresOf({ uprn: '990100000002', services: [...services], ...place }, () => true, settings, link);
const idsOf = (...given: Parameters<typeof features>) =>
  features(...given).map(({ id }) => id.replace(/^9901\d+-/, ''));

it('is a container in the standard’s words, with what leads on from it', () => {
  const [box] = features([aService({ service: 'glass', containers: ['box_55'] })]);
  expect(box).toEqual({
    '@id': '/features/990100000002-box_55-1',
    '@type': 'WasteContainer',
    id: '990100000002-box_55-1',
    type: '/feature-types/box',
    name: 'Glass box',
    color: 'blue',
    size: 55,
    status: 'in use',
    uprn: '990100000002',
    service: '/services/glass',
  });
  expect(Object.keys(Feature.def.shape)).toEqual(expect.arrayContaining(Object.keys(box ?? {})));
});

it.each([
  ['two of a kind for one service', [aService({ containers: ['sack', 'sack'] })], ['sack-1', 'sack-2']],
  [
    'the same for two services',
    [aService(), aService({ service: 'recycling' })],
    ['wheelie_bin_240-1', 'wheelie_bin_240-2'],
  ],
  ['the same in two seasons of a service', [aService(), aService({ round: 'REF 2' })], ['wheelie_bin_240-1']],
  ['nothing that is emptied', [aService({ containers: [] })], []],
  ['a name that a path cannot hold', [aService({ containers: ['Bin 1/2'] })], ['Bin~201~2F2-1']],
])('tells %s apart', (_, services, ids) => {
  expect(idsOf(services)).toEqual(ids);
});

it('numbers them alike in whatever order the services are', () => {
  const services = [aService(), aService({ service: 'recycling' })];
  const told = (rows: readonly Row[]) => features(rows).map(({ id, service }) => [id, service]);
  expect(told(services.toReversed())).toEqual(told(services));
});

it('leaves out what is not shown, and numbers the others as if it were there', () => {
  const services = [aService({ service: 'garden_waste' }), aService({ service: 'recycling' })];
  const property = { uprn: '990100000002', services };
  const shown = featuresOf(property, (service) => service !== 'garden_waste', settings, link);
  expect(shown).toEqual(features(services).slice(1));
  expect(shown).toMatchObject([{ id: '990100000002-wheelie_bin_240-2' }]);
});

it('tells a flat’s shared containers as its building does', () => {
  const shared = aService({ containers: ['communal_bin_1100', 'communal_bin_1100'] });
  const flat = features([{ ...shared, communal: true }, aService({ service: 'food', containers: ['caddy_23'] })], {
    parentUprn: '990100000001',
  });
  const building = features([shared], { uprn: '990100000001' });
  expect(flat.filter(({ uprn }) => uprn === '990100000001')).toEqual(building);
  expect(flat.map(({ id }) => id)).toContain('990100000002-caddy_23-1');
});

it('can be looked for by its id', () => {
  for (const { id, uprn } of features([aService({ containers: ['a-1', 'sack', '1'] })])) expect(ownerOf(id)).toBe(uprn);
});

it.each(['', '1', '1-sack', 'x-sack-1', '-sack-1', '1-sack-99999'])('%j is the id of none', (id) => {
  expect(ownerOf(id)).toBeUndefined();
});
