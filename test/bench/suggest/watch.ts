/** What one question costs: calls of the database, how many of them had to wait for another, units and milliseconds. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { metered } from '#shared/dynamodb/meter.ts';

export interface Cost {
  readonly trips: number;
  readonly calls: number;
  readonly units: number;
  readonly milliseconds: number;
}

type Span = readonly [from: number, to: number];

/** The longest chain of calls of which none began before the one before it had ended. */
const inSequence = (spans: readonly Span[]): number => {
  let [chain, free] = [0, Number.NEGATIVE_INFINITY];
  for (const [from, to] of spans.toSorted((a, b) => a[1] - b[1])) {
    if (from < free) continue;
    chain += 1;
    free = to;
  }
  return chain;
};

/** Watches the calls of a client; one question at a time. */
export const watched = (client: DynamoDBClient): ((work: () => Promise<unknown>) => Promise<Cost>) => {
  let spans: Span[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const from = performance.now();
      const answer = await next(args);
      spans.push([from, performance.now()]);
      return answer;
    },
    { step: 'initialize' },
  );
  return (work) =>
    metered(async (meter) => {
      spans = [];
      const from = performance.now();
      await work();
      const milliseconds = performance.now() - from;
      return { trips: inSequence(spans), calls: meter.roundTrips, units: meter.readUnits, milliseconds };
    });
};
