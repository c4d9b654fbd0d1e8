import type { Asked } from '../collections.ts';
import type { WasteProperty } from '../contract/rounds.ts';
import { Service, Task } from '../contract/standardModels.ts';
import type { MovedDate } from '../contract/tables.ts';
import { substitutionTable } from '../dates/moved.ts';
import { namedServices, servicesOf, siteOf } from './shapes.ts';
import { placeOf, tasksOf } from './tasks.ts';

const link = (...path: readonly string[]) => ['', ...path].join('/');
const today = '2026-11-23';

type Row = WasteProperty['services'][number];
const aService = (overrides: Partial<Row> = {}): Row => ({
  service: 'refuse',
  round: 'REF 1',
  schedule: 'weekly on Monday',
  containers: ['wheelie_bin_240'],
  ...overrides,
});
const aProperty = (overrides: Partial<WasteProperty> = {}): WasteProperty => ({
  uprn: '990100000002',
  services: [aService()],
  ...overrides,
});

const settings = {
  services: { refuse: { name: 'Refuse', note: 'Out by 6am' } },
  containers: { wheelie_bin_240: { label: 'Black bin', colour: 'black' } },
};
const known = (moves: readonly MovedDate[] = []) => ({ moves: substitutionTable(moves), settings, progress: {} });
const asked = (overrides: Partial<Asked> = {}): Asked => ({
  today,
  from: today,
  to: today,
  language: 'en',
  ...overrides,
});

const tasks = (
  property: WasteProperty,
  { moves, related = false, ...days }: Partial<Asked> & { moves?: MovedDate[]; related?: boolean } = {},
) => tasksOf({ property, link, today }, known(moves), asked(days), related);
const services = (services: readonly Row[], days: Partial<Asked> = {}, atLeastOne = true) =>
  servicesOf({ property: aProperty({ services: [...services] }), link, today }, known(), asked(days), atLeastOne);

/** Only what the contract has: a field that it does not know is a mistake. */
const keysOf = (model: typeof Task | typeof Service) => Object.keys(model.def.shape);

describe('a task', () => {
  it('is in the shape of the standard’s example, with the links that it needs', () => {
    const [task] = tasks(aProperty());
    expect(task).toEqual({
      '@id': '/tasks/990100000002-refuse-REF_1-2026-11-23',
      '@type': 'EmptyBinTask',
      id: '990100000002-refuse-REF_1-2026-11-23',
      name: 'Empty Black bin',
      description: 'Refuse',
      status: 'Not started',
      status_code: 'not_started',
      start_date: '2026-11-23',
      date: '2026-11-23',
      location: '/sites/990100000002',
      service: '/services/refuse',
      features: [
        {
          '@type': 'WasteContainer',
          type: '/feature-types/wheelie_bin',
          name: 'Black bin',
          color: 'black',
          size: 240,
        },
      ],
    });
    expect(keysOf(Task)).toEqual(expect.arrayContaining(Object.keys(task ?? {})));
  });

  it('says whereto and why it was moved, under the id that it had', () => {
    const moves = [{ normalDate: '2026-11-23', revisedDate: '2026-11-25', reason: 'Snow' }];
    expect(tasks(aProperty(), { moves })).toEqual([]);
    const [moved] = tasks(aProperty(), { moves, from: '2026-11-25', to: '2026-11-25' });
    expect(moved).toMatchObject({
      id: '990100000002-refuse-REF_1-2026-11-23',
      date: '2026-11-23',
      start_date: '2026-11-25',
      changed_date: '2026-11-25',
      changed_date_reason: 'Snow',
      status: 'Not started',
    });
  });

  it('is abandoned, and planned for no day, where it is cancelled', () => {
    const [task] = tasks(aProperty(), { moves: [{ normalDate: '2026-11-23', reason: 'Snow' }] });
    expect(task).toMatchObject({ status: 'Abandoned', date: '2026-11-23', changed_date_reason: 'Snow' });
    expect(task).not.toHaveProperty('start_date');
    expect(task).not.toHaveProperty('changed_date');
    const past = tasks(aProperty(), {
      moves: [{ normalDate: '2026-11-16', reason: 'Snow' }],
      from: '2026-11-16',
      to: '2026-11-16',
    });
    expect(past).toMatchObject([{ status: 'Abandoned' }]);
  });

  it('has no status once its day is over, because nobody has said what came of it', () => {
    const [task] = tasks(aProperty(), { from: '2026-11-16', to: '2026-11-16' });
    expect(task).toMatchObject({ start_date: '2026-11-16' });
    expect(task).not.toHaveProperty('status');
  });

  it('of shared containers is the building’s, and asked for with the related ones', () => {
    const services = [aService({ service: 'food', round: 'F1' }), aService({ communal: true })];
    const flat = aProperty({ parentUprn: '990100000001', services });
    expect(tasks(flat).map(({ id }) => id)).toEqual(['990100000002-food-F1-2026-11-23']);
    const [, shared] = tasks(flat, { related: true });
    const [own] = tasks(aProperty({ uprn: '990100000001' }));
    expect(shared).toEqual(own);
  });

  it('is one where two schedules of a round meet', () => {
    const services = [aService(), aService({ schedule: 'every 2 weeks from 2026-11-23', containers: ['sack'] })];
    const found = tasks(aProperty({ services }), { to: '2026-11-30' });
    expect(found.map(({ name, features }) => [name, features.length])).toEqual([
      ['Empty Black bin, Sack', 2],
      ['Empty Black bin', 1],
    ]);
  });

  it('comes in order of the day on which it is', () => {
    const services = [aService({ schedule: 'weekly on Friday' }), aService({ service: 'food', round: 'F1' })];
    const days = tasks(aProperty({ services }), { from: '2026-11-23', to: '2026-12-04' }).map((one) => one.start_date);
    expect(days).toEqual(['2026-11-23', '2026-11-27', '2026-11-30', '2026-12-04']);
  });
});

describe('the id of a task', () => {
  const rounds = ['REF 1', 'REF_1', 'REF~1', 'REF%1', 'R/1', 'Tŷ 1', "R(1)'!*", 'R-1-2026-01-01', '😀'.slice(0, 1)];

  it('needs no escaping in a path, and differs wherever rounds do', () => {
    const ids = rounds.map((round) => tasks(aProperty({ services: [aService({ round })] }))[0]?.id ?? '');
    for (const id of ids) expect(id).toMatch(/^[\w.~-]+$/);
    expect(new Set(ids).size).toBe(rounds.length);
    for (const id of ids) expect(placeOf(id)).toEqual({ uprn: '990100000002', originalDate: '2026-11-23' });
  });

  it.each(['', '1', '1-refuse', '1-refuse-2026-11-23', 'x-refuse-R-2026-11-23', '1-refuse-R-1026-11-23'])(
    'is not %j',
    (id) => {
      expect(placeOf(id)).toBeUndefined();
    },
  );
});

describe('a service', () => {
  it('has what it empties, how often, and its collections on both sides of today', () => {
    const [service] = services([aService()], { from: '2026-11-09', to: '2026-11-30' });
    expect(service).toMatchObject({
      '@type': 'WasteService',
      '@id': '/services/refuse',
      id: 'refuse',
      name: 'Refuse',
      description: 'Out by 6am',
      frequency: 'weekly',
      feature_types: [
        {
          '@type': 'WasteContainerType',
          '@id': '/feature-types/wheelie_bin',
          color: 'black',
          shape: 'wheelie_bin',
          sizes: [240],
        },
      ],
      last_collections: [{ start_date: '2026-11-09' }, { start_date: '2026-11-16' }],
      next_collections: [{ start_date: '2026-11-23' }, { start_date: '2026-11-30' }],
    });
    expect(keysOf(Service)).toEqual(expect.arrayContaining(Object.keys(service ?? {})));
  });

  it.each([
    ['every 2 weeks from 2026-01-05', 'alternate weekly'],
    ['every 4 weeks from 2026-01-05', 'Monday every 4 weeks'],
    ['every Tuesday and Friday', 'Every Tuesday and Friday'],
  ])('that comes %s has the frequency “%s”', (schedule, frequency) => {
    expect(services([aService({ schedule })])[0]?.frequency).toBe(frequency);
  });

  it('has its last and next collection, however far, unless days were asked for', () => {
    const monthly = [aService({ schedule: 'every 8 weeks from 2026-10-12' })];
    const days = { from: '2026-11-02', to: '2026-12-06' };
    expect(services(monthly, days)[0]).toMatchObject({
      last_collections: [{ start_date: '2026-10-12' }],
      next_collections: [{ start_date: '2026-12-07' }],
    });
    expect(services(monthly, days, false)[0]).toMatchObject({ last_collections: [], next_collections: [] });
  });

  it('is one though several rounds are of it', () => {
    const found = services([aService(), aService({ round: 'REF 9', schedule: 'weekly on Friday' })], {
      to: '2026-11-29',
    });
    expect(found.map(({ id, frequency, next_collections = [] }) => [id, frequency, next_collections.length])).toEqual([
      ['refuse', 'weekly', 2],
    ]);
    expect(found[0]?.feature_types).toHaveLength(1);
  });

  it('without a property is what the council has named', () => {
    expect(namedServices(settings, link)).toEqual([
      {
        '@type': 'WasteService',
        '@id': '/services/refuse',
        id: 'refuse',
        name: 'Refuse',
        description: 'Out by 6am',
      },
    ]);
  });
});

it('tells where a site is, and its building', () => {
  const site = { '@type': 'Site', '@id': '/sites/990100000002', uprn: '990100000002' };
  expect(siteOf(aProperty(), link)).toEqual(site);
  expect(siteOf(aProperty({ parentUprn: '1' }), link)).toEqual({ ...site, parent_uprn: '1' });
  const place = { usrn: '99010001', postcode: 'ZZ1 1AA' };
  expect(siteOf(aProperty(place), link)).toEqual({
    ...site,
    usrn: '99010001',
    address: { '@type': 'BS7666Address', postcode: 'ZZ1 1AA' },
  });
});

it('tells what the crew told of the round', () => {
  const progress = {
    [today]: { [aProperty().services[0]?.round ?? '']: { status: 'Closed / Part done' as const, at: today } },
  };
  const [task] = tasksOf({ property: aProperty(), link, today }, { ...known(), progress }, asked(), true);
  expect(task).toMatchObject({ status: 'Closed / Part done', status_code: 'closed_part_done' });
});
