import fc from 'fast-check';
import { isStatusOver, type RoundStatus, statuses } from './contract/crew.ts';
import { type Progress, toldOf as told_, withTold } from './progress.ts';

const today = '2026-11-23';
const toldOf = (...about: Parameters<typeof told_>) => told_(...about)?.status;
const told = (overrides: Partial<RoundStatus> = {}): RoundStatus => ({
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

const aTelling = fc.record({
  round: fc.constantFrom('A', 'B'),
  date: fc.constantFrom('2026-11-22', today),
  status: fc.constantFrom(...statuses),
  at: fc.constantFrom('2026-11-23T08:00:00.000Z', '2026-11-23T09:00:00.000Z', '2026-11-23T10:00:00.000Z'),
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
