import { aLine } from '#test/support/requestLine.ts';
import { added, type Line, latencyOf, type Sums, subjectOf } from './counts.ts';
import { costOf, statementOf } from './statement.ts';

const sums = (given: Partial<Sums>): Sums => added(given, {});

describe('latency', () => {
  it.each([
    ['all fast', { calls: 100, upTo5: 100, milliseconds: 300 }, { mean: 3, p50: 5, p99: 5 }],
    ['one slow in a hundred', { calls: 100, upTo5: 99, upTo1000: 1, milliseconds: 1000 }, { mean: 10, p50: 5, p99: 5 }],
    ['two slow in a hundred', { calls: 100, upTo5: 98, upTo1000: 2, milliseconds: 1000 }, { p50: 5, p99: 1000 }],
  ])('%s', (_, given, expected) => {
    expect(latencyOf(sums(given))).toMatchObject(expected);
  });

  it('has no p99 where that is slower than can be told', () => {
    const { p50, p99, histogram } = latencyOf(sums({ calls: 2, upTo10: 1, slower: 1 }));
    expect([p50, p99]).toEqual([10, undefined]);
    expect(histogram.at(-1)).toEqual({ calls: 1 });
  });
});

describe('the cost', () => {
  it('of a million look-ups is what docs/cost.md says of them', () => {
    // 1.16 + 0.20 + 2 × 0.1485 + 20,000 GB-s × 0.0000133334 + 0.6 GB × 0.5985
    const use = sums({
      calls: 1_000_000,
      readUnits: 2_000_000,
      megabyteMilliseconds: 1024 * 20 * 1_000_000,
      logBytes: 350_000_000,
    });
    expect(costOf(use)).toBeCloseTo(2.2828, 4);
  });

  it('is told by operation and adds up', () => {
    const use = sums({ calls: 1000, readUnits: 500, megabyteMilliseconds: 10_240_000, logBytes: 400_000 });
    const both = added(use, use);
    const { lines, total } = statementOf(
      new Map([
        ['addresses#getAddress', both],
        ['addresses#findNearest', both],
      ]),
    );
    expect(lines.map(({ operation, calls }) => [operation, calls])).toEqual([
      ['findNearest', 2000],
      ['getAddress', 2000],
    ]);
    expect(total).toBeCloseTo(
      lines.reduce((sum, { cost }) => sum + cost, 0),
      6,
    );
    expect(total).toBeCloseTo(4 * costOf(use), 5);
  });

  it('of nothing is nothing', () => {
    expect(statementOf(new Map())).toMatchObject({ lines: [], total: 0 });
  });
});

it.each<[string, Partial<Line>, object]>([
  ['a key', {}, { keyId: 'k3Yid00042', council: 'marlbeck' }],
  ['no key', { keyId: undefined }, { keyId: 'none' }],
  ['a key of another council', { status: 403, problem: 'key-of-another-council' }, { keyId: 'none' }],
  ['a person who signed in', { keyId: 'oidc-0123456789abcdef' }, { keyId: 'people' }],
  ['an operator', { keyId: 'iam-0123456789abcdef' }, { keyId: 'operators' }],
  ['nobody, of no council', { council: undefined, operation: undefined }, { council: '*', operation: 'none' }],
  ['the evening before a summer day of London', { time: '2026-06-30T23:30:00.000Z' }, { day: '2026-07-01' }],
  ['the last hour of a winter day', { time: '2026-11-30T23:59:59.999Z' }, { day: '2026-11-30' }],
])('a call by %s is counted as such', (_, line, expected) => {
  expect(subjectOf(aLine(line))).toMatchObject(expected);
});
