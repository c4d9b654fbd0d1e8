import fc from 'fast-check';
import { isStatusOver, statuses } from './contract/crew.ts';
import { loggedAtOf, type Progress, type Telling, toldOf as told_, withTold } from './progress.ts';

const today = '2026-11-23';
const toldOf = (...about: Parameters<typeof told_>) => told_(...about)?.status;
const told = (overrides: Partial<Telling> = {}): Telling => ({
  round: 'REC 2',
  date: today,
  status: 'In progress',
  at: '2026-11-23T08:00:00.000Z',
  ...overrides,
});

it('counts the latest about a round and day, whenever it comes', () => {
  const done = told({ status: 'Closed / Complete', at: '2026-11-23T14:00:00.000Z' });
  for (const order of [
    [told(), done],
    [done, told()],
  ]) {
    const { progress } = withTold({}, order, today);
    expect(toldOf(progress, today, 'REC 2')).toBe('Closed / Complete');
  }
});

it('knows nothing of other rounds and days, nor of words that every object has', () => {
  const { progress } = withTold({}, [told()], today);
  expect(toldOf(progress, today, 'REC 3')).toBeUndefined();
  expect(toldOf(progress, '2026-11-24', 'REC 2')).toBeUndefined();
  expect(toldOf(progress, today, 'constructor')).toBeUndefined();
  expect(toldOf(withTold({}, [told({ round: '__proto__' })], today).progress, today, '__proto__')).toBe('In progress');
});

it('forgets days of more than 40 days ago, and takes none', () => {
  const old: Progress = { '2026-10-13': { R: { status: 'In progress', at: 'a' } }, '2026-10-14': {} };
  const { progress, taken } = withTold(old, [told({ date: '2026-10-13' })], today);
  expect([Object.keys(progress), taken]).toEqual([['2026-10-14'], 0]);
});

const aTelling: fc.Arbitrary<Telling> = fc.record({
  round: fc.constantFrom('A', 'B'),
  date: fc.constantFrom('2026-11-22', today),
  status: fc.option(fc.constantFrom(...statuses), { nil: undefined }),
  at: fc.constantFrom(
    '2026-11-22T08:00:00.000Z',
    '2026-11-23T08:00:00.000Z',
    '2026-11-23T09:00:00.000Z',
    '2026-11-23T10:00:00.000Z',
  ),
});

it('comes to the same in any order and any batches, however often it is told', () => {
  const all = fc.array(aTelling, { maxLength: 12 });
  fc.assert(
    fc.property(all, fc.nat(12), fc.infiniteStream(fc.nat()), (tellings, cut, keys) => {
      const shuffled = tellings.map((one) => [keys.next().value ?? 0, one] as const).sort(([a], [b]) => a - b);
      const once = withTold({}, tellings, today).progress;
      const [first, second] = [shuffled.slice(0, cut), shuffled.slice(cut)].map((part) => part.map(([, one]) => one));
      let progress = withTold({}, first ?? [], today).progress;
      for (const batch of [second ?? [], tellings, first ?? []]) ({ progress } = withTold(progress, batch, today));
      expect(progress).toEqual(once);
    }),
  );
});

it('takes nothing the second time', () => {
  const { progress } = withTold({}, [told()], today);
  expect(withTold(progress, [told()], today)).toEqual({ progress, taken: 0 });
});

describe('the first log of a round', () => {
  const eight = '2026-11-23T08:00:00.000Z';
  const noted = (at: string) => ({ round: 'REC 2', date: today, at });
  const logOf = (...all: Telling[]) => loggedAtOf(withTold({}, all, today).progress, today, 'REC 2');

  it.each<[string, Telling[], string | undefined]>([
    ['is when it was first told of', [told({ at: '2026-11-23T09:00:00.000Z' }), told({ at: eight })], eight],
    ['is when something was first noted', [told({ at: '2026-11-23T09:00:00.000Z' }), noted(eight)], eight],
    ['needs no status', [noted(eight)], eight],
    [
      'is the first, however moments are written',
      [noted('2026-11-23T08:00:00.5Z'), noted('2026-11-23T08:00:00Z')],
      eight,
    ],
    ['is not that it has not begun', [told({ status: 'Not started' })], undefined],
    ['is not of the day before', [told({ at: '2026-11-22T23:59:59.000Z' })], undefined],
    ['is not of another round', [told({ round: 'REC 3' })], undefined],
  ])('%s', (_, all, expected) => {
    expect(logOf(...all)).toBe(expected);
    expect(logOf(...all.toReversed())).toBe(expected);
  });

  it('is of London’s day, in summer too', () => {
    const summer = { round: 'R', date: '2026-06-15', at: '2026-06-14T23:30:00.000Z' };
    const { progress } = withTold({}, [summer], '2026-06-15');
    expect(loggedAtOf(progress, '2026-06-15', 'R')).toBe('2026-06-14T23:30:00.000Z');
  });

  it('is no status', () => {
    expect(toldOf(withTold({}, [noted(eight)], today).progress, today, 'REC 2')).toBeUndefined();
  });
});

it.each([
  ['Closed / Complete', true],
  ['Closed / Not done', true],
  ['Abandoned', true],
  ['Blocked', false],
  ['On break', false],
  ['Not started', false],
  [undefined, false],
] as const)('a round that is %s is over for the day: %s', (status, expected) => {
  expect(isStatusOver(status)).toBe(expected);
});
