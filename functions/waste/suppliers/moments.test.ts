import { instantOf } from './moments.ts';

const at = (value: unknown) => {
  const instant = instantOf(value);
  return instant === undefined ? undefined : new Date(instant).toISOString();
};

it.each([
  ['London’s time, in summer', '2026-07-01T06:10:09', '2026-07-01T05:10:09.000Z'],
  ['London’s time, in winter', '2026-11-23T06:10:09', '2026-11-23T06:10:09.000Z'],
  ['with fractions of a second', '2026-11-23T06:10:09.7', '2026-11-23T06:10:09.700Z'],
  ['with more fractions than a millisecond', '2026-11-23T06:10:09.4171239', '2026-11-23T06:10:09.417Z'],
  ['in UTC', '2026-07-01T06:10:09Z', '2026-07-01T06:10:09.000Z'],
  ['in another zone', '2026-07-01T06:10:09+01:00', '2026-07-01T05:10:09.000Z'],
  ['day before month', '01/07/2026 06:10:09', '2026-07-01T05:10:09.000Z'],
  ['a day before month alone', '1/7/2026', '2026-06-30T23:00:00.000Z'],
  ['a day alone', '2026-11-23', '2026-11-23T00:00:00.000Z'],
  ['the hour that comes twice: the second', '2026-10-25T01:30:00', '2026-10-25T01:30:00.000Z'],
  ['with spaces around it', ' 2026-11-23T06:10:09 ', '2026-11-23T06:10:09.000Z'],
  ['Echo’s, in UTC', { DateTime: '2026-06-30T23:00:00Z', OffsetMinutes: 60 }, '2026-06-30T23:00:00.000Z'],
  ['Echo’s, by its offset', { DateTime: '2026-07-01T00:00:00', OffsetMinutes: '60' }, '2026-06-30T23:00:00.000Z'],
  ['Echo’s, without an offset', { DateTime: '2026-07-01T00:00:00' }, '2026-06-30T23:00:00.000Z'],
  ['a list of one', [{ DateTime: ['2026-11-23T00:00:00Z'] }], '2026-11-23T00:00:00.000Z'],
])('reads a moment %s', (_, given, expected) => {
  expect(at(given)).toBe(expected);
});

it.each([
  '0001-01-01T00:00:00',
  '1900-01-01T00:00:00Z',
  '2026-02-30T00:00:00',
  '2026-11-23T24:00:00',
  '2026-11-23T10:60',
  '31/11/2026',
  '23 November 2026',
  'Thursday, August 20, 2026',
  '',
  null,
  {},
  20261123,
  { DateTime: '0001-01-01T00:00:00', OffsetMinutes: 0 },
])('takes %j for no moment', (given) => {
  expect(at(given)).toBeUndefined();
});

it('does not go by an offset that no place has', () => {
  expect(at({ DateTime: '2026-11-23T00:00:00', OffsetMinutes: 1e300 })).toBe('2026-11-23T00:00:00.000Z');
});
