import { added, latencyOf, type Sums } from './counts.ts';
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

  it('is told by operation, of all keys and days together, and adds up', () => {
    const about = { council: 'marlbeck', capability: 'addresses' };
    const use = sums({ calls: 1000, readUnits: 500, megabyteMilliseconds: 10_240_000, logBytes: 400_000 });
    const counts = ['2026-11-01', '2026-11-02'].flatMap((day) =>
      ['getAddress', 'findNearest'].map((operation) => ({ ...about, day, operation, keyId: 'k', ...use })),
    );
    const { lines, total } = statementOf(counts);
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
    expect(statementOf([])).toMatchObject({ lines: [], total: 0 });
  });
});
