/** Tariffs, vehicles and claims of every sort, for properties. */
import fc from 'fast-check';
import { fuels } from '#functions/permits/contract/fields.ts';
import { type Condition, claims, type Measure, type Tariff } from '#functions/permits/contract/tariffs.ts';
import type { Inputs } from '#functions/permits/tariff/conditions.ts';

export const zones = ['mill-lane', 'old-town'];

const orAbsent = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const numbers = fc.integer({ min: 0, max: 400 });
const measures = fc.constantFrom<Measure>('co2', 'engineCc', 'euro', 'nth', 'months', 'seats');
const month = fc.integer({ min: 1990, max: 2026 }).map((year) => `${year}-03`);

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ fact: measures, from: numbers }),
  fc.record({ fact: measures, unknown: fc.constant(true as const) }),
  fc.record({ fact: fc.constant('fuel' as const), is: fc.subarray([...fuels], { minLength: 1 }) }),
  fc.record({ fact: fc.constant('firstRegistered' as const), before: month.map((one) => `${one}-01`) }),
  fc.record({ fact: fc.constant('zone' as const), is: fc.subarray(zones, { minLength: 1 }) }),
  fc.record({ fact: fc.constant('claim' as const), is: fc.subarray([...claims], { minLength: 1 }) }),
  fc.record({ fact: fc.constant('motorcycle' as const), is: fc.boolean() }),
);
const when = fc.array(condition, { maxLength: 2 });

const bandTable = fc
  .record({ when, by: measures, ends: fc.uniqueArray(numbers, { maxLength: 5 }), unknown: orAbsent(fc.constant('u')) })
  .map(({ ends, unknown, ...table }) => {
    const tops = [...ends].sort((a, b) => a - b);
    return {
      ...table,
      ...(unknown && { unknown }),
      bands: [...tops, undefined].map((to, i) => ({
        band: `b${i}`,
        from: i === 0 ? 0 : (tops[i - 1] ?? 0) + 1,
        ...(to !== undefined && { to }),
      })),
    };
  });

const pounds = (least: number, most: number) => fc.integer({ min: least, max: most }).map((one) => one * 100);
const ruled = { code: fc.constant('step'), says: fc.constant('Step'), when };
const step = fc.oneof(
  fc.record({ step: fc.constant('add' as const), ...ruled, pence: pounds(-300, 300) }),
  fc.record({
    step: fc.constant('percent' as const),
    ...ruled,
    percent: fc.double({ min: -100, max: 100, noNaN: true }),
  }),
  fc.record({ step: fc.constant('set' as const), ...ruled, pence: pounds(0, 300) }),
  fc.record({ step: fc.constant('floor' as const), ...ruled, pence: pounds(0, 300) }),
);

/** Tariffs that can be published. */
export const tariffs: fc.Arbitrary<Tariff> = fc
  .record({
    tables: fc.array(bandTable, { maxLength: 3 }),
    ladders: fc.array(fc.array(pounds(0, 500), { minLength: 1, maxLength: 4 }), { minLength: 9, maxLength: 9 }),
    inOldTown: fc.array(pounds(0, 500), { minLength: 1, maxLength: 4 }),
    before: fc.array(step, { maxLength: 3 }),
    after: fc.array(step, { maxLength: 3 }),
    shares: fc.constantFrom<Tariff['shares']>({}, { '3': [1, 4], '6': [3, 5] }),
    to: fc.constantFrom<1 | 10 | 100>(1, 10, 100),
    mode: fc.constantFrom<'nearest' | 'up' | 'down'>('nearest', 'up', 'down'),
  })
  .map(({ tables, ladders, inOldTown, before, after, shares, to, mode }) => {
    const conditional = tables.map((table) =>
      table.when.length === 0 ? { ...table, when: [{ fact: 'motorcycle' as const, is: false }] } : table,
    );
    const bands = tables.length === 0 ? [] : [...conditional, { band: 'rest' }];
    const named = bands.length === 0 ? [undefined] : ['b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'u', 'rest'];
    const used = new Set(
      bands.flatMap((one) => ('bands' in one ? [...one.bands.map(({ band }) => band), one.unknown] : [one.band])),
    );
    const kept = named.filter((band) => band === undefined || used.has(band));
    return {
      bands,
      prices: [
        ...kept.map((band, i) => ({ ...(band && { band }), ladder: ladders[i] ?? [0] })),
        ...kept.slice(0, 1).map((band) => ({ ...(band && { band }), zone: 'old-town', ladder: inOldTown })),
      ],
      steps: [...before, { step: 'length' as const }, ...after],
      ...{ shares, rounding: { to, mode } },
    };
  });

const known = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

/** Permits of every vehicle. */
export const inputs: fc.Arbitrary<Inputs> = fc.record({
  nth: fc.integer({ min: 1, max: 9 }),
  months: fc.integer({ min: 1, max: 60 }),
  zone: fc.constantFrom(...zones),
  applied: fc.constant('2026-11-23'),
  starts: fc.constant('2026-12-01'),
  claims: fc.subarray([...claims]),
  vehicle: known({
    co2: numbers,
    engineCc: numbers,
    euro: fc.integer({ min: 1, max: 7 }),
    fuel: fc.constantFrom(...fuels),
    firstRegistered: month,
    motorcycle: fc.boolean(),
  }).map((facts) => ({ source: 'declared' as const, verified: false, ...facts })),
});
