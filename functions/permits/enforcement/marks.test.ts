import type { Permit } from '../contract/permits.ts';
import { folded, type Marked, marksOf, markWrites } from './marks.ts';

const day = (n: number, time = '00:00:00.000') => `2026-11-${String(n).padStart(2, '0')}T${time}Z`;
const cover = (registration: string, from: number, until: number, temporary = false) => ({
  ...{ registration, from: day(from), until: day(until) },
  ...(temporary && { temporary: true as const }),
});
const permit = (given: Partial<Permit> = {}): Marked => ({
  ...{ permit: 'PM-00000001', scheme: 'resident', kind: 'resident', zone: 'mill-lane', status: 'active' },
  ...{ covers: [cover('ZZ26ABC', 1, 30)], changedAt: day(1), issuedAt: day(1) },
  ...given,
});
const windows = (given: Partial<Permit>) =>
  marksOf(permit(given)).map(
    ({ registration, from, until }) => `${registration} ${from.slice(8, 10)}-${until.slice(8, 10)}`,
  );

it.each<[string, Partial<Permit>, string[]]>([
  ['a permit covers its vehicle', {}, ['ZZ26ABC 01-30']],
  [
    'a temporary vehicle is covered and uncovers the one that it stands in for',
    { covers: [cover('ZZ26ABC', 1, 30), cover('ZZ26TMP', 10, 15, true)] },
    ['ZZ26ABC 01-10', 'ZZ26ABC 15-30', 'ZZ26TMP 10-15'],
  ],
  [
    'a temporary vehicle until the end leaves nothing after it',
    { covers: [cover('ZZ26ABC', 1, 30), cover('ZZ26TMP', 20, 30, true)] },
    ['ZZ26ABC 01-20', 'ZZ26TMP 20-30'],
  ],
  [
    'two temporary vehicles one after the other leave a gap each',
    { covers: [cover('ZZ26ABC', 1, 30), cover('ZZ26TMP', 5, 7, true), cover('ZZ26TMQ', 10, 12, true)] },
    ['ZZ26ABC 01-05', 'ZZ26ABC 07-10', 'ZZ26ABC 12-30', 'ZZ26TMP 05-07', 'ZZ26TMQ 10-12'],
  ],
  [
    'a vehicle that was changed is covered until then',
    { covers: [cover('ZZ26ABC', 1, 9), cover('ZZ26NEW', 9, 30)] },
    ['ZZ26ABC 01-09', 'ZZ26NEW 09-30'],
  ],
  ['what has ended covers nothing from then on', { status: 'surrendered', endedAt: day(12) }, ['ZZ26ABC 01-12']],
  [
    'what was taken back covers nothing from its last change on',
    { status: 'revoked', changedAt: day(3) },
    ['ZZ26ABC 01-03'],
  ],
  ['what was ended before it began covers nothing', { status: 'revoked', endedAt: '2026-10-20T00:00:00Z' }, []],
  ['what is not paid yet covers nothing', { status: 'pending_payment', issuedAt: undefined }, []],
  [
    'instants without milliseconds are the same instants',
    { covers: [{ registration: 'A1', from: '2026-11-01T00:00:00Z', until: '2026-11-30T00:00:00Z' }] },
    ['A1 01-30'],
  ],
])('%s', (_, given, expected) => {
  expect(windows(given)).toEqual(expected);
});

const shown = (before: Marked | undefined, after: Marked | undefined) =>
  markWrites('marlbeck', before, after, (end) => end / 1000).map((write) => {
    const [verb, key] = 'put' in write ? ['put', write.put] : 'remove' in write ? ['remove', write.remove] : ['', {}];
    return `${verb} ${(key as { pk: string }).pk} ${(key as { sk: string }).sk}`;
  });

it('writes only the marks that change, and takes away those that are no more', () => {
  const before = permit({ covers: [cover('ZZ26ABC', 1, 30), cover('ZZ26TMP', 10, 15, true)] });
  expect(shown(undefined, before)).toHaveLength(3);
  expect(shown(before, before)).toEqual([]);
  expect(shown(before, permit())).toEqual([
    'put marlbeck#MARK#ZZ26ABC ZZ26ABC#PM-00000001#00',
    'remove marlbeck#MARK#ZZ26ABC ZZ26ABC#PM-00000001#01',
    'remove marlbeck#MARK#ZZ26TMP ZZ26TMP#PM-00000001#02',
  ]);
  expect(shown(permit(), permit({ status: 'suspended' }))).toEqual([
    'put marlbeck#MARK#ZZ26ABC ZZ26ABC#PM-00000001#00',
  ]);
  expect(shown(permit(), undefined)).toEqual(['remove marlbeck#MARK#ZZ26ABC ZZ26ABC#PM-00000001#00']);
});

it('leaves word in the zone that a permit leaves, and takes it back when it returns', () => {
  const moved = permit({ zone: 'old-town', changedAt: day(2) });
  expect(shown(permit(), moved)).toEqual([
    'put marlbeck#MARK#ZZ26ABC ZZ26ABC#PM-00000001#00',
    'put marlbeck#PERMIT#PM-00000001 LEFT#mill-lane',
    'remove marlbeck#PERMIT#PM-00000001 LEFT#old-town',
  ]);
});

it('keeps registrations that only look alike side by side, as different ones', () => {
  const [alike, other] = [permit({ covers: [cover('ZZO1ABC', 1, 30)] }), permit({ covers: [cover('ZZ0IABC', 1, 30)] })];
  expect([...shown(undefined, alike), ...shown(undefined, other)]).toEqual([
    'put marlbeck#MARK#ZZ01ABC ZZO1ABC#PM-00000001#00',
    'put marlbeck#MARK#ZZ01ABC ZZ0IABC#PM-00000001#00',
  ]);
  expect(folded('OI01')).toBe('0101');
});
