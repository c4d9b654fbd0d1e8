/** Events of the bus that a capability is told of (`hears` in its resources.ts), in its own function. */
import type { Context } from 'aws-lambda';
import type { Announcement } from '#shared/contract/event.ts';
import { metered } from '#shared/dynamodb/meter.ts';
import type { Platform } from '#shared/http/platform.ts';

/** What EventBridge hands on. */
export interface Delivery {
  readonly 'detail-type': string;
  readonly detail: Announcement;
}

/** Does what follows from an event. It can come twice, late and out of order: what to do is read from what is true now. */
export type Hear = (event: Announcement) => Promise<void>;

const isDelivery = (event: unknown): event is Delivery =>
  typeof event === 'object' && event !== null && 'detail-type' in event;

/** A Lambda handler that hears events and hands everything else on. What throws is tried twice again, then kept as a dead letter. */
export const hearing =
  <E>(
    hear: Hear,
    handler: (event: E, context: Context) => Promise<unknown>,
    { clock, log }: Pick<Platform, 'clock' | 'log'>,
  ) =>
  (event: E | Delivery, context: Context): Promise<unknown> => {
    if (!isDelivery(event)) return handler(event, context);
    return metered(async (meter) => {
      const startedAt = clock();
      const { type, id, council } = event.detail;
      await hear(event.detail);
      const { readUnits, writeUnits } = meter;
      log({ type: 'heard', event: type, id, council, milliseconds: clock() - startedAt, readUnits, writeUnits });
    });
  };
