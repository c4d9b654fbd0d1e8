import * as z from 'zod/mini';
import { SchemeSettings } from '../contract/schemes.ts';
import {
  allowanceOf,
  givenBack,
  type Lot,
  leftIn,
  monthsOn,
  periodAt,
  refundOf,
  takenFrom,
  unused,
  usable,
} from './rules.ts';

const at = Date.parse('2026-11-23T12:00:00Z');
const hour = 3_600_000;
const lot = (order: string, left: number, validUntil = '2027-01-01T00:00:00.000Z', given: Partial<Lot> = {}): Lot => ({
  ...{ order, left, validUntil, units: 10, pence: 0 },
  ...given,
});

it.each([
  [12, '2026-01-01', '2027-01-01'],
  [6, '2026-07-01', '2027-01-01'],
  [1, '2026-11-01', '2026-12-01'],
  [36, '2024-01-01', '2027-01-01'],
])('a period of %d months begins %s', (months, starts, renewsOn) => {
  expect(periodAt(at, months)).toEqual({ starts, renewsOn });
});

it('a period begins at midnight in London', () => {
  expect(periodAt(Date.parse('2026-06-30T22:59:59Z'), 1).starts).toBe('2026-06-01');
  expect(periodAt(Date.parse('2026-06-30T23:00:00Z'), 1).starts).toBe('2026-07-01');
});

it.each([
  ['2026-11-23T12:00:00Z', 24, '2028-11-24T00:00:00.000Z'],
  ['2026-01-31T12:00:00Z', 1, '2026-03-01T00:00:00.000Z'],
  ['2027-02-28T12:00:00Z', 12, '2028-02-29T00:00:00.000Z'],
  ['2028-02-29T12:00:00Z', 12, '2029-03-01T00:00:00.000Z'],
  ['2026-11-30T12:00:00Z', 7, '2027-06-30T23:00:00.000Z'],
])('what is bought %s can be used for %d months, until %s', (from, months, until) => {
  expect(monthsOn(Date.parse(from), months)).toBe(until);
});

it('takes first what runs out first, and gives back last what was taken first', () => {
  const lots = [
    lot('C', 5, '2027-03-01T00:00:00.000Z'),
    lot('A', 2),
    lot('B', 0),
    lot('D', 9, '2026-11-23T12:00:00.000Z'),
  ];
  const there = usable(lots, at);
  expect(leftIn(there)).toBe(7);
  const taken = takenFrom(there, 4);
  expect(taken.map(({ order, units }) => [order, units])).toEqual([
    ['A', 2],
    ['C', 2],
  ]);
  expect(givenBack(taken, 3).map(({ order, units }) => [order, units])).toEqual([
    ['C', 2],
    ['A', 1],
  ]);
  expect(givenBack(taken, 0)).toEqual([]);
});

it.each([
  ['hours', 5, -1, 5],
  ['hours', 5, 0, 5],
  ['hours', 5, 1, 4],
  ['hours', 5, hour, 4],
  ['hours', 5, hour + 1, 3],
  ['hours', 5, 5 * hour, 0],
  ['hours', 1, 60_000, 0],
  ['voucher', 2, -1, 2],
  ['voucher', 2, 1, 0],
] as const)('of %s, %d, ended %d milliseconds after the start, %d come back', (unit, units, after, expected) => {
  const visit = { starts: new Date(at).toISOString(), unit, units, taken: [] };
  expect(unused(visit, at + after)).toBe(expected);
});

it('a claim that staff granted gives more', () => {
  const { visitors } = z.parse(SchemeSettings, {
    ...{ name: 'Visitors', kind: 'visitor', inForceFrom: '2026-01-01' },
    visitors: {
      ...{ unit: 'hours', packs: [{ units: 10, pence: 100 }] },
      allowance: { units: 250, perMonths: 36, more: [{ claim: 'carer', units: 250 }] },
    },
  });
  if (!visitors) throw new Error('no settings');
  expect([[], ['carer'], ['charity']].map((granted) => allowanceOf(visitors, granted as never))).toEqual([
    250, 500, 250,
  ]);
  expect(allowanceOf({ ...visitors, allowance: undefined }, ['carer'])).toBeUndefined();
});

it.each([
  ['nothing by rule', { rule: 'none' }, 0, []],
  [
    'what is left, by payment',
    { rule: 'unused_months', fee: 0, least: 0 },
    8,
    [
      ['PY-1', 333],
      ['PY-2', 1000],
    ],
  ],
  ['less the fee, once', { rule: 'unused_months', fee: 500, least: 0 }, 8, [['PY-2', 833]]],
  ['nothing where it is too little', { rule: 'unused_months', fee: 500, least: 834 }, 0, []],
  ['nothing where the fee is more', { rule: 'unused_months', fee: 1333, least: 0 }, 0, []],
] as const)('pays back %s', (_, rule, units, backs) => {
  const lots = [
    lot('A', 3, undefined, { units: 9, pence: 1000, payment: 'PY-1' }),
    lot('B', 5, undefined, { units: 5, pence: 1000, payment: 'PY-2' }),
    lot('C', 5),
  ];
  const refund = refundOf(rule, lots);
  expect([refund.units, refund.backs.map(({ payment, pence }) => [payment, pence])]).toEqual([units, backs]);
});
