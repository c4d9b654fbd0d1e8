/** What leads from one part of a deployment to another besides requests: logs, streams, events of the bus, schedules. */
import { join } from 'node:path';
import type { Assembly } from './assembly.ts';
import { EventRules } from './eventRules.ts';
import { LogSubscriptions } from './logSubscriptions.ts';
import { Schedules } from './schedules.ts';
import { engineStreams } from './streamReader.ts';
import { TableStreams } from './tableStreams.ts';

export interface CarriersOptions {
  readonly endpoint: string;
  readonly dataFolder: string;
  readonly invoke: (functionName: string, event: unknown) => Promise<unknown>;
  readonly print: (line: string, source: string) => void;
}

export interface Carriers {
  readonly logs: LogSubscriptions;
  readonly rules: EventRules;
  readonly schedules: Schedules;
  /** Resolves when what is under way has arrived. */
  stop(): Promise<void>;
}

/** Throws `CannotDo` for what cannot be carried on this machine. */
export const carriersOf = (
  { subscriptions, rules, streams, schedules, region }: Assembly,
  { endpoint, dataFolder, invoke, print }: CarriersOptions,
): Carriers => {
  const as = (source: string) => ({ invoke, print: (line: string) => print(line, source) });
  const carriers = {
    logs: new LogSubscriptions({ subscriptions, ...as('logs') }),
    rules: new EventRules({ rules, ...as('events') }),
    schedules: new Schedules({ schedules, ...as('schedules') }),
  };
  const read = engineStreams(endpoint, region);
  const file = join(dataFolder, 'streams.json');
  const outboxes = new TableStreams({ streams, read, file, ...as('streams') });
  return {
    ...carriers,
    stop: async () => {
      await carriers.schedules.stop();
      await outboxes.stop();
      await carriers.rules.settled();
      await carriers.logs.deliver();
    },
  };
};
