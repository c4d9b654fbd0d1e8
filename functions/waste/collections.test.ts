import { type Asked, collectionsOf } from './collections.ts';
import type { Status } from './contract/crew.ts';
import type { PropertyService } from './contract/rounds.ts';
import type { MovedDate } from './contract/tables.ts';
import type { Logged } from './crew/events.ts';
import { substitutionTable } from './dates/moved.ts';
import type { Progress } from './progress.ts';

const aService = (overrides: Partial<PropertyService> = {}): PropertyService => ({
  service: 'refuse',
  round: 'REF 1',
  schedule: 'weekly on Monday',
  containers: ['wheelie_bin_240'],
  ...overrides,
});

const asked = (overrides: Partial<Asked> = {}): Asked => {
  const today = overrides.today ?? '2026-11-23';
  return { today, from: today, to: '2026-12-31', language: 'en', ...overrides };
};

const settings = {
  services: { refuse: { name: 'Black bin', nameWelsh: 'Bin du', note: 'Out by 6am', noteWelsh: 'Allan erbyn 6yb' } },
  containers: { wheelie_bin_240: { label: 'Black wheelie bin', labelWelsh: 'Bin olwynion du', colour: 'black' } },
};

const of = (
  services: readonly PropertyService[],
  given: Partial<Asked> = {},
  moves: readonly MovedDate[] = [],
  words = settings,
  progress: Progress = {},
) =>
  collectionsOf(
    { uprn: '1', services: [...services] },
    { moves: substitutionTable(moves), settings: words, progress },
    asked(given),
  );

const one = (...[service, ...rest]: [PropertyService, Partial<Asked>?, (readonly MovedDate[])?]) => {
  const [found] = of([service], ...rest);
  if (!found) throw new Error('Nothing was found.');
  return found;
};

it('tells the last, the next and those in between', () => {
  const found = one(aService(), { to: '2026-12-07' });
  expect(found).toMatchObject({
    last: { date: '2026-11-16', originalDate: '2026-11-16', changed: false },
    next: { date: '2026-11-23', status: 'Not started' },
    frequency: 'Every Monday',
  });
  expect(found.last).not.toHaveProperty('status');
  expect(found.collections.map(({ date }) => date)).toEqual(['2026-11-23', '2026-11-30', '2026-12-07']);
});

it('keeps today’s as the next until the day is over', () => {
  expect(one(aService(), { today: '2026-11-23' }).next?.date).toBe('2026-11-23');
  expect(one(aService(), { today: '2026-11-24' }).last?.date).toBe('2026-11-23');
});

describe('a crew that tells how far it is', () => {
  const told = (status: Status, day = '2026-11-23') => ({
    [day]: { 'REF 1': { status, at: '2026-11-23T10:00:00.000Z' } },
  });
  const asTold = (progress: Progress, given: Partial<Asked> = {}) => of([aService()], given, [], settings, progress)[0];

  it.each(['In progress', 'On break', 'Blocked'] as const)('keeps today’s as the next while it is “%s”', (status) => {
    expect(asTold(told(status))?.next).toMatchObject({ date: '2026-11-23', status });
  });

  it.each(['Closed / Complete', 'Closed / Not done', 'Abandoned'] as const)(
    'makes it the last once it is “%s”',
    (status) => {
      const found = asTold(told(status));
      expect(found?.last).toMatchObject({ date: '2026-11-23', status });
      expect(found?.next).toMatchObject({ date: '2026-11-30', status: 'Not started' });
    },
  );

  it('tells it of days that are past, of this round only', () => {
    const progress = told('Closed / Part done', '2026-11-16');
    expect(asTold(progress)?.last).toMatchObject({ date: '2026-11-16', status: 'Closed / Part done' });
    const other = of([aService({ round: 'REF 9' })], {}, [], settings, progress)[0];
    expect(other?.last).not.toHaveProperty('status');
  });
});

describe('what a crew noted', () => {
  const home = { uprn: '1', date: '2026-11-23', at: '2026-11-23T09:00:00.000Z', event: 'too_heavy' } as const;
  const noted = (overrides: Partial<Logged>, given: Partial<Asked> = {}, moves: readonly MovedDate[] = []) =>
    collectionsOf(
      { uprn: '1', usrn: '2', services: [aService()] },
      { moves: substitutionTable(moves), settings, progress: {}, events: [{ ...home, ...overrides }] },
      asked(given),
    )[0];
  const shown = {
    code: 'too_heavy',
    name: 'Too heavy',
    message: 'Not emptied: 23 November. Sorry we couldn’t empty your bins – the contents were too heavy.',
    where: 'property',
    at: '2026-11-23T09:00:00.000Z',
  };

  it('is told beside the collection, which is over for this property', () => {
    const found = noted({});
    expect(found?.last).toEqual({
      ...{ date: '2026-11-23', originalDate: '2026-11-23', changed: false },
      ...{ status: 'Closed / Not done', event: shown },
    });
    expect(found?.collections[0]).toEqual(found?.last);
    expect(found?.next).toMatchObject({ date: '2026-11-30', status: 'Not started' });
    expect(found?.next).not.toHaveProperty('event');
  });

  it('is told in Welsh', () => {
    expect(noted({}, { language: 'cy' })?.last?.event).toMatchObject({
      name: 'Rhy drwm',
      message:
        'Heb eu gwagio: 23 Tachwedd. Mae’n ddrwg gennym na allem wagio eich biniau – roedd y cynnwys yn rhy drwm.',
    });
  });

  it('on its street leaves it the next until the day is over', () => {
    const blocked = { uprn: undefined, usrn: '2', event: 'roadworks' } as const;
    expect(noted(blocked)?.next).toMatchObject({ date: '2026-11-23', status: 'Blocked', event: { where: 'street' } });
    expect(noted(blocked, { today: '2026-11-24' })?.last).toMatchObject({ status: 'Closed / Not done' });
  });

  it('is of the day that the collection was moved to', () => {
    const moves = [{ normalDate: '2026-11-23', revisedDate: '2026-11-24', reason: 'Snow' }];
    const moved = (date: string) => noted({ date }, { today: '2026-11-25', from: '2026-11-20' }, moves)?.collections[0];
    expect(moved('2026-11-24')).toMatchObject({
      originalDate: '2026-11-23',
      event: { message: expect.stringContaining('24 November') },
    });
    expect(moved('2026-11-23')).not.toHaveProperty('event');
  });

  it('of a day that was cancelled is of no collection', () => {
    const found = noted({}, {}, [{ normalDate: '2026-11-23', reason: 'Snow' }]);
    expect(found?.collections[0]).toEqual({ originalDate: '2026-11-23', changed: true, reason: 'Snow' });
  });
});

describe('a moved date', () => {
  const christmas = {
    normalDate: '2026-12-28',
    revisedDate: '2026-12-29',
    reason: 'Christmas',
    reasonWelsh: 'Nadolig',
  };

  it('has its original date and the reason beside it', () => {
    const { collections } = one(aService(), { from: '2026-12-22' }, [christmas]);
    expect(collections).toEqual([
      { date: '2026-12-29', originalDate: '2026-12-28', changed: true, reason: 'Christmas', status: 'Not started' },
    ]);
    expect(one(aService(), { from: '2026-12-22', language: 'cy' }, [christmas]).collections[0]?.reason).toBe('Nadolig');
  });

  it('is found by the day that it is moved to, from either side', () => {
    const early = { normalDate: '2026-11-30', revisedDate: '2026-11-28', reason: 'Early' };
    expect(one(aService(), { from: '2026-11-28', to: '2026-11-28' }, [early]).collections).toHaveLength(1);
    expect(one(aService(), { from: '2026-11-30', to: '2026-11-30' }, [early]).collections).toEqual([]);
    expect(one(aService(), { today: '2026-11-29' }, [early]).last?.originalDate).toBe('2026-11-30');
  });

  it('that is cancelled has no date, is never the next, and is still told', () => {
    const cancelled = { normalDate: '2026-11-30', reason: 'Snow' };
    const found = one(aService(), { today: '2026-11-24', to: '2026-12-07' }, [cancelled]);
    expect(found.next?.date).toBe('2026-12-07');
    expect(found.collections[0]).toEqual({ originalDate: '2026-11-30', changed: true, reason: 'Snow' });
  });

  it('is that of the round where there is a row for it, and of the council otherwise', () => {
    const rows = [christmas, { ...christmas, round: 'REF 1', revisedDate: '2026-12-30', reason: 'Round' }];
    const days = of([aService(), aService({ round: 'REF 2' })], { from: '2026-12-22' }, rows);
    expect(days.map(({ round, collections }) => [round, collections[0]?.date]).sort()).toEqual([
      ['REF 1', '2026-12-30'],
      ['REF 2', '2026-12-29'],
    ]);
  });
});

describe('a gap', () => {
  const garden = aService({ service: 'garden_waste', schedule: 'weekly on Tuesday from 1 March to 30 November' });

  it.each([
    ['en', 'No collections until 2 March'],
    ['cy', 'Dim casgliadau tan 2 Mawrth'],
  ] as const)('in the season is told in words, in %s', (language, message) => {
    const { next, message: told } = one(garden, { today: '2026-12-15', language });
    expect([next?.date, told]).toEqual(['2027-03-02', message]);
  });

  it('is not told while it comes', () => {
    expect(one(garden, { today: '2026-06-15' })).not.toHaveProperty('message');
  });

  it('for good is told as none planned', () => {
    const ended = aService({ schedule: 'weekly on Monday from 2025-01-06 to 2025-06-30' });
    const { next, message } = one(ended);
    expect([next, message]).toEqual([undefined, 'No collections are planned']);
  });
});

describe('words', () => {
  it('are the council’s, in the language asked for', () => {
    expect(one(aService())).toMatchObject({
      name: 'Black bin',
      note: 'Out by 6am',
      containers: [{ container: 'wheelie_bin_240', label: 'Black wheelie bin', colour: 'black' }],
    });
    expect(one(aService(), { language: 'cy' })).toMatchObject({
      name: 'Bin du',
      note: 'Allan erbyn 6yb',
      frequency: 'Bob dydd Llun',
      containers: [{ label: 'Bin olwynion du' }],
    });
  });

  it('are made of machine names where the council has none', () => {
    const [found] = of([aService({ service: 'garden_waste', containers: ['sack'] })]);
    expect(found).toMatchObject({ name: 'Garden waste', containers: [{ container: 'sack', label: 'Sack' }] });
  });
});

it('tells several services of a day, and one that comes twice a week, each for itself, the soonest first', () => {
  const found = of([
    aService({ service: 'glass', schedule: 'every 4 weeks from 2026-12-14' }),
    aService({ service: 'food', schedule: 'every Tuesday and Friday' }),
    aService({ communal: true }),
  ]);
  expect(found.map(({ service, next, communal }) => [service, next?.date, communal])).toEqual([
    ['refuse', '2026-11-23', true],
    ['food', '2026-11-24', false],
    ['glass', '2026-12-14', false],
  ]);
});

it.each([
  ['2026-03-28', '2026-03-30'],
  ['2026-10-24', '2026-10-26'],
  ['2026-12-31', '2027-01-04'],
  ['2028-02-28', '2028-02-28'],
])('on %s the next Monday is %s, whatever the clocks do', (today, next) => {
  expect(one(aService(), { today, from: today, to: today }).next?.date).toBe(next);
});

it('has words for names that every object has', () => {
  expect(one(aService({ service: 'constructor', containers: ['toString'] }))).toMatchObject({
    name: 'Constructor',
    containers: [{ container: 'toString', label: 'ToString' }],
  });
});
