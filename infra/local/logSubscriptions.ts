/** Stands in for CloudWatch Logs: hands the lines of a function's log that a subscription asks for to another function. */
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { CannotDo } from '../problem.ts';
import { handOver } from './handOver.ts';
import { account } from './intrinsics.ts';
import type { Subscription } from './resources.ts';

/** Of CloudWatch's pattern language, as much as our templates use: one field that equals a word. */
const form = /^\{ \$\.(\w+) = "([^"]*)" \}$/;

const matcher = (pattern: string): ((line: string) => boolean) => {
  const [, field = '', wanted] = form.exec(pattern) ?? [];
  if (!field) throw new CannotDo(`The log subscription ${pattern} cannot be carried on this machine.`);
  return (line) => {
    try {
      return line.startsWith('{') && JSON.parse(line)[field] === wanted;
    } catch {
      return false;
    }
  };
};

interface Stream {
  readonly subscription: Subscription;
  readonly matches: (line: string) => boolean;
  waiting: string[];
}

export interface LogSubscriptionsOptions {
  readonly subscriptions: readonly Subscription[];
  readonly invoke: (functionName: string, event: unknown) => Promise<unknown>;
  readonly print: (line: string) => void;
}

const deliverAfter = 200;
const mostLines = 1000;

const packed = ({ logGroup, pattern }: Subscription, lines: readonly string[]) => {
  const content = {
    messageType: 'DATA_MESSAGE',
    owner: account,
    logGroup,
    logStream: 'local',
    subscriptionFilters: [pattern],
    logEvents: lines.map((message) => ({ id: randomUUID(), timestamp: Date.now(), message })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(content)).toString('base64') } };
};

export class LogSubscriptions {
  readonly #options: LogSubscriptionsOptions;
  readonly #streams: readonly Stream[];
  #delivering = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  /** Throws `CannotDo` for a pattern that cannot be carried. */
  constructor(options: LogSubscriptionsOptions) {
    this.#options = options;
    this.#streams = options.subscriptions.map((subscription) => ({
      subscription,
      matches: matcher(subscription.pattern),
      waiting: [],
    }));
  }

  take(logGroup: string, line: string): void {
    for (const stream of this.#streams) {
      if (stream.subscription.logGroup !== logGroup || !stream.matches(line)) continue;
      stream.waiting.push(line);
      this.#timer ??= setTimeout(() => void this.deliver(), deliverAfter);
    }
  }

  /** Hands over everything that was taken; resolves when it has arrived, or was given up. */
  deliver(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#delivering = this.#delivering.then(async () => {
      for (const stream of this.#streams) await this.#empty(stream);
    });
    return this.#delivering;
  }

  async #empty(stream: Stream): Promise<void> {
    while (stream.waiting.length > 0) {
      const event = packed(stream.subscription, stream.waiting.splice(0, mostLines));
      await handOver(this.#options, stream.subscription.destination, event);
    }
  }
}
