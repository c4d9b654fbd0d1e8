/**
 *   *#WARM#<warm function>   COUNTED                                    which of its lines were counted
 *   <council>#USAGE          <day>#<capability>#<operation>#<key id>    one count
 */
import * as z from 'zod/mini';
import { Unavailable } from '#shared/contract/problems.ts';
import { type Expression, type Item, ifAbsent, type Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Keeping } from '#shared/retention.ts';
import { added, type Count, counted, type Line, nameOf, type Sums, sums } from './counts.ts';
import { holds, withNumbers } from './sequences.ts';

export interface Days {
  readonly from: string;
  readonly to: string;
}

export interface Times {
  readonly clock: () => number;
  readonly keeping: Keeping;
}

export interface UsageStore {
  /** Counts the lines that were not counted before. Told again, in whatever batches, it counts nothing twice. */
  count(lines: readonly Line[]): Promise<void>;
  /** In order of name; `after` is the `next` of the page before. */
  list(
    council: string,
    days: Days,
    limit: number,
    after?: string,
  ): Promise<{ counts: Count[]; next: string | undefined }>;
  /** What each operation came to, by `<capability>#<operation>`, however many rows that is of. */
  totals(council: string, days: Days): Promise<ReadonlyMap<string, Sums>>;
  /** Whether counts of this day are still kept. */
  keeps(council: string, day: string): boolean;
}

/** A transaction takes a hundred writes. */
const countsAtOnce = 90;
const attempts = 10;
/** Deliveries are repeated for a day; those that failed can be sent again for two weeks (`DeadLetters`). */
const rememberFor = 21 * 86_400;

const Counted = z.object({ ranges: z.array(z.tuple([z.int(), z.int()])), version: z.int() });
const StoredCount = z.looseObject({
  council: z.string(),
  day: z.string(),
  capability: z.string(),
  operation: z.string(),
  keyId: z.string(),
});

const partition = (council: string): string => `${council}#USAGE`;
const warmFunctionAt = (id: string) => ({ pk: `*#WARM#${id}`, sk: 'COUNTED' });

const adding = (count: Count, expiresAt: number): Write => {
  const { council, day, capability, operation, keyId } = count;
  const said = { type: 'usage', council, day, capability, operation, keyId, expiresAt };
  const names = [...Object.keys(said), ...sums.filter((name) => count[name] > 0)];
  const sets = Object.keys(said).map((name) => `#${name} = :${name}`);
  const adds = sums.filter((name) => count[name] > 0).map((name) => `#${name} :${name}`);
  const set: Expression = {
    text: `SET ${sets.join(', ')} ADD ${adds.join(', ')}`,
    names: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    values: Object.fromEntries(names.map((name) => [`:${name}`, { ...count, ...said }[name as keyof Sums]])),
  };
  return { update: { pk: partition(council), sk: nameOf(count) }, set };
};

/** As many lines, in order, as one transaction can count. */
const portionOf = (lines: readonly Line[]): readonly Line[] => {
  let size = lines.length;
  while (counted(lines.slice(0, size)).length > countsAtOnce) size = Math.ceil(size / 2);
  return lines.slice(0, size);
};

const unique = (lines: readonly Line[]): Line[] => [...new Map(lines.map((line) => [line.sequence, line])).values()];

type Counted = z.infer<typeof Counted>;

/** The counts, and what was counted for them, in one transaction. */
const writesOf = (
  warmFunction: string,
  { ranges, version }: Counted,
  lines: readonly Line[],
  { clock, keeping }: Times,
): Write[] => {
  const numbers = lines.map(({ sequence }) => sequence);
  return [
    {
      put: {
        ...warmFunctionAt(warmFunction),
        type: 'counted',
        ranges: withNumbers(ranges, numbers),
        version: version + 1,
        expiresAt: Math.ceil(clock() / 1000) + rememberFor,
      },
      condition:
        version === 0
          ? ifAbsent
          : { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': version } },
    },
    ...counted(lines).map((count) => adding(count, keeping.until(count.council, Date.parse(count.day)))),
  ];
};

/** Of one warm function. */
const countOnce = async (table: Table, times: Times, warmFunction: string, lines: readonly Line[]): Promise<void> => {
  for (let failures = 0; failures < attempts; ) {
    const item = await table.get(warmFunctionAt(warmFunction), { consistent: true });
    const before: Counted = item ? Counted.parse(item) : { ranges: [], version: 0 };
    const fresh = lines.filter(({ sequence }) => !holds(before.ranges, sequence));
    if (fresh.length === 0) return;
    try {
      const portion = portionOf(fresh);
      await table.transact(writesOf(warmFunction, before, portion, times));
      if (portion.length === fresh.length) return;
    } catch (error) {
      // Another delivery of the same warm function was faster: look again at what is left to count.
      if (!(error instanceof ConditionFailed)) throw error;
      failures += 1;
    }
  }
  throw new Unavailable('Many deliveries of one warm function at once.', { headers: { 'retry-after': '1' } });
};

const countFrom = (item: object): Count => {
  const count = StoredCount.parse(item);
  const total = Object.fromEntries(sums.map((name) => [name, Number(count[name] ?? 0)])) as Sums;
  const { council, day, capability, operation, keyId } = count;
  return { council, day, capability, operation, keyId, ...total };
};

/** Names of the last day go on after its date with #, which comes before $. */
const range = (council: string, { from, to }: Days) => ({
  pk: partition(council),
  between: [from, `${to}$`] as const,
});

export const usageStore = (table: Table, times: Times): UsageStore => ({
  count: async (lines) => {
    const byFunction = Map.groupBy(lines, ({ warmFunction }) => warmFunction);
    for (const [warmFunction, of] of byFunction) await countOnce(table, times, warmFunction, unique(of));
  },
  list: async (council, days, limit, after) => {
    const start = after === undefined ? undefined : { pk: partition(council), sk: after };
    const { items, next } = await table.query({ ...range(council, days), limit, after: start });
    return {
      counts: items.filter((item) => !times.keeping.isOver(item)).map(countFrom),
      next: next && String(next.sk),
    };
  },
  totals: async (council, days) => {
    const totals = new Map<string, Sums>();
    let after: Item | undefined;
    do {
      const { items, next } = await table.query({ ...range(council, days), after });
      for (const count of items.filter((item) => !times.keeping.isOver(item)).map(countFrom)) {
        const name = `${count.capability}#${count.operation}`;
        totals.set(name, added(totals.get(name) ?? {}, count));
      }
      after = next;
    } while (after);
    return totals;
  },
  keeps: (council, day) => !times.keeping.isOver({ expiresAt: times.keeping.until(council, Date.parse(day)) }),
});
