/** Work that a capability does on a schedule (`schedule` in its resources.ts), in its own function. */
import type { Context } from 'aws-lambda';
import { metered } from '#shared/dynamodb/meter.ts';
import type { Event, Response } from '#shared/http/exchange.ts';
import type { Platform } from '#shared/http/platform.ts';

/** What the function is given in place of a request (`infra/constructs/schedule.ts`). */
export interface Beat {
  /** Name of the capability. */
  readonly schedule: string;
}

/** Does what is due. Its counts are for the log: numbers, so that nothing of a person can be among them. */
export type Sweep = () => Promise<Readonly<Record<string, number>>>;

/** A Lambda handler that sweeps on each beat and answers everything else. A sweep that throws rings the alarm `errors`; the next beat tries again. */
export const scheduled =
  (
    sweep: Sweep,
    answer: (event: Event, context: Context) => Promise<Response>,
    { clock, log }: Pick<Platform, 'clock' | 'log'>,
  ) =>
  (event: Event | Beat, context: Context): Promise<unknown> => {
    if (!('schedule' in event)) return answer(event, context);
    return metered(async (meter) => {
      const startedAt = clock();
      const counts = await sweep();
      const { readUnits, writeUnits } = meter;
      const milliseconds = clock() - startedAt;
      log({ type: 'schedule', capability: event.schedule, milliseconds, readUnits, writeUnits, ...counts });
      return counts;
    });
  };
