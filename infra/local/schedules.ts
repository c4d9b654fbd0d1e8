/** Stands in for EventBridge's schedules: calls functions as often as their rules say, or at once when it is asked to. */
import { CannotDo } from '../problem.ts';
import type { Deployment } from './gateway.ts';
import type { Schedule } from './resources.ts';

const minute = 60_000;
const units: Readonly<Record<string, number>> = { minute, hour: 60 * minute, day: 24 * 60 * minute };
const form = /^rate\((\d+) (minute|hour|day)s?\)$/;
/** A longer time Node takes for none at all. */
const longest = 2 ** 31 - 1;

const periodOf = ({ expression }: Schedule): number => {
  const [, count, unit = ''] = form.exec(expression) ?? [];
  if (!count) throw new CannotDo(`The schedule ${expression} cannot be carried on this machine.`);
  return Math.min(Number(count) * (units[unit] ?? minute), longest);
};

export interface SchedulesOptions {
  readonly schedules: readonly Schedule[];
  readonly invoke: (functionName: string, event: unknown) => Promise<unknown>;
  readonly print: (line: string) => void;
}

export class Schedules {
  readonly #options: SchedulesOptions;
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #running = new Map<Schedule, Promise<unknown>>();

  /** Throws `CannotDo` for a schedule that cannot be carried. */
  constructor(options: SchedulesOptions) {
    this.#options = options;
    const periods = options.schedules.map((one) => [one, periodOf(one)] as const);
    this.#timers = periods.map(([one, period]) => setInterval(() => this.#tick(one), period).unref());
  }

  /** A deployment with a route to each beat, for those who do not want to wait for it, such as tests. It answers what the function says. */
  beside({ routes, functions }: Deployment): Deployment {
    const beats = this.#options.schedules.map(
      (one) => [`POST /.local/beats/${one.functionName}`, { invoke: () => this.#beat(one) }] as const,
    );
    return {
      routes: new Map([...routes, ...beats.map(([route]) => [route, route] as const)]),
      functions: new Map([...functions, ...beats]),
    };
  }

  /** Resolves when what is under way has ended. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.allSettled(this.#running.values());
  }

  /** Begins after the one under way, so that it sees what was written before. */
  #beat(schedule: Schedule): Promise<unknown> {
    const { functionName, event } = schedule;
    const before = Promise.allSettled([this.#running.get(schedule)]);
    const run = before.then(() => this.#options.invoke(functionName, event));
    this.#running.set(schedule, run);
    const ended = () => this.#running.get(schedule) === run && this.#running.delete(schedule);
    run.then(ended, ended);
    return run;
  }

  #tick(schedule: Schedule): void {
    if (this.#running.has(schedule)) return;
    this.#beat(schedule).catch((error: unknown) => {
      const message = `${schedule.functionName}: ${String(error)}`;
      this.#options.print(
        JSON.stringify({ type: 'failure', level: 'ERROR', error: { name: 'ScheduleFailed', message } }),
      );
    });
  }
}
