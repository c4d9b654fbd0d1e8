/**
 * The transactional outbox: an event goes into the transaction of the change that it tells of, so there is never one without the
 * other. The table's stream hands it to the publisher (docs/decisions/0016).
 *
 *   <council>#OUTBOX#<subject>   <event id>   one event, as JSON
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Capability, EventType } from '#shared/contract/capability.ts';
import { eventSchema } from '#shared/contract/event.ts';
import type { Write } from '#shared/dynamodb/expression.ts';
import { ifAbsent } from '#shared/dynamodb/expression.ts';
import type { Keeping } from '#shared/retention.ts';

/** Of items in an outbox: what the stream's filter looks for. */
export const outboxType = 'outbox';

/** Ten of them fit into one call of EventBridge, whose limit is 256 KB. */
const mostBytes = 20_000;

/** A UUID of version 7 (RFC 9562): in order of time, by which subscribers can put events in order. */
export const eventId = (at: number, random: () => string = randomUUID): string => {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random().slice(15)}`;
};

interface Moment {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

type Announcing = Capability & { readonly events: Readonly<Record<string, EventType>> };

/** The event as a write, for the transaction of the change. Throws on data that the contract does not know. */
export type Announce<C extends Announcing> = <T extends keyof C['events'] & string>(
  council: string,
  subject: string,
  type: T,
  data: z.core.input<C['events'][T]['data']>,
  moment: Moment,
) => Write;

export const outbox =
  <C extends Announcing>({ events }: C, keeping: Keeping): Announce<C> =>
  (council, subject, type, data, { id, at }) => {
    const known = events[type];
    if (!known) throw new Error(`The contract has no event ${type}.`);
    const time = new Date(at).toISOString();
    const event = JSON.stringify(
      z.parse(eventSchema(type, known.data), { id, type, version: 1, council, subject, time, data }),
    );
    if (Buffer.byteLength(event) > mostBytes) throw new Error(`${type} is too large: announce ids.`);
    const expiresAt = keeping.until(council, at);
    const item = { pk: `${council}#OUTBOX#${subject}`, sk: id, type: outboxType, event, expiresAt };
    return { put: item, condition: ifAbsent };
  };
