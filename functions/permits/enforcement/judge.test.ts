import { londonInstant } from '#shared/london.ts';
import type { PermitStatus } from '../contract/permits.ts';
import { type Asked, judge } from './judge.ts';
import type { Mark } from './marks.ts';
import { inWords } from './words.ts';

const at = Date.parse('2026-11-23T12:00:00Z');
const minutes = (n: number) => new Date(at + n * 60_000).toISOString();
const mark = (given: Partial<Mark> = {}): Mark => ({
  ...{ registration: 'ZZ01ABC', permit: 'PM-00000001', scheme: 'resident', kind: 'resident', zone: 'mill-lane' },
  ...{ from: minutes(-600), until: minutes(600), status: 'active' },
  ...given,
});
const ask = (marks: readonly Mark[], asked: Partial<Asked> = {}) =>
  judge(marks, { registration: 'ZZ01ABC', zones: ['mill-lane'], at, graceMinutes: 15, ...asked });

it.each<[string, Mark[], Partial<Asked>, string, boolean]>([
  ['a permit in the zone', [mark()], {}, 'permit', true],
  ['its first moment', [mark({ from: minutes(0) })], {}, 'permit', true],
  ['the moment before it', [mark({ from: minutes(0) })], { at: at - 1 }, 'none', false],
  ['its last moment', [mark({ until: minutes(0) })], { at: at - 1 }, 'permit', true],
  ['the moment of its end, within the grace', [mark({ until: minutes(0) })], {}, 'grace', false],
  ['the last moment of the grace', [mark({ until: minutes(-15) })], { at: at - 1 }, 'grace', false],
  ['the end of the grace', [mark({ until: minutes(-15) })], {}, 'none', false],
  ['no grace where the council gives none', [mark({ until: minutes(0) })], { graceMinutes: 0 }, 'none', false],
  [
    'a permit that was given up counts until then',
    [mark({ status: 'surrendered', until: minutes(5) })],
    {},
    'permit',
    true,
  ],
  ['a permit that was taken back has no grace', [mark({ status: 'revoked', until: minutes(-1) })], {}, 'none', false],
  ['a temporary permit', [mark({ status: 'temporary' })], {}, 'permit', true],
  ['a suspended permit', [mark({ status: 'suspended' })], {}, 'suspended', false],
  ['a suspended permit of another zone', [mark({ status: 'suspended', zone: 'old-town' })], {}, 'none', false],
  ['another zone', [mark({ zone: 'old-town' })], {}, 'other_zone', false],
  ['any zone', [mark({ zone: 'old-town' })], { zones: undefined }, 'permit', true],
  ['a location in no zone', [mark()], { zones: [] }, 'outside_zones', false],
  ['another registration that looks alike', [mark({ registration: 'ZZO1ABC' })], {}, 'none', false],
  ['a location in two zones', [mark({ zone: 'old-town' })], { zones: ['mill-lane', 'old-town'] }, 'permit', true],
  ['a visit', [mark({ kind: 'visitor', permit: 'VS-00000001' })], {}, 'permit', true],
  [
    'a permit that ended and one that counts',
    [mark({ until: minutes(-1) }), mark({ permit: 'PM-2' })],
    {},
    'permit',
    true,
  ],
  [
    'a permit that ended, and one elsewhere',
    [mark({ until: minutes(-1) }), mark({ zone: 'old-town' })],
    {},
    'grace',
    false,
  ],
])('%s', (_, marks, asked, reason, allowed) => {
  expect(ask(marks, asked)).toMatchObject({ reason, allowed });
});

it('tells the end that comes last', () => {
  const judged = ask([mark({ until: minutes(10) }), mark({ permit: 'PM-00000002', until: minutes(30) })]);
  expect(judged).toMatchObject({
    endTime: minutes(30),
    permits: [{ permit: 'PM-00000001' }, { permit: 'PM-00000002' }],
  });
});

it('hints at what looks alike only where there is nothing else to tell', () => {
  const alike = mark({ registration: 'ZZO1ABC' });
  expect(ask([alike, alike])).toMatchObject({ similar: ['ZZO1ABC'] });
  expect(inWords(ask([alike]))).toBe(
    'Not allowed: no permit was found. ZZO1ABC would be: look again at O and 0, I and 1.',
  );
  expect(ask([alike, mark()])).toMatchObject({ similar: [] });
  expect(ask([alike, mark({ until: minutes(-1) })])).toMatchObject({ similar: [] });
  expect(ask([mark({ ...alike, zone: 'old-town' })])).toMatchObject({ similar: [] });
  expect(ask([mark({ ...alike, status: 'suspended' as PermitStatus })])).toMatchObject({ similar: [] });
});

it.each([
  ['the night on which clocks go forward', '2026-03-28', '2026-03-29'],
  ['the night on which clocks go back', '2026-10-24', '2026-10-25'],
  ['any other night', '2026-11-22', '2026-11-23'],
])('a permit ends at midnight in London, %s', (_, last, next) => {
  const until = londonInstant(next, '00:00');
  const one = mark({ from: '2026-01-01T00:00:00.000Z', until: new Date(until).toISOString() });
  expect(ask([one], { at: until - 1 }).allowed).toBe(true);
  expect(ask([one], { at: until }).allowed).toBe(false);
  expect(inWords(ask([one], { at: until - 1 }))).toContain(`until ${Number(last.slice(8))} `);
  expect(inWords(ask([one], { at: until - 1 }))).toContain(' 2026 at 23:59');
});
