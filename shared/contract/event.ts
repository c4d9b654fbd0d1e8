/** An event as subscribers get it, and what a contract says of the outbox. */
import * as z from 'zod/mini';
import { CouncilId, described, Instant } from './fields.ts';

const envelope = {
  version: described(z.literal(1), 'Of the shape of `data`, which may gain fields without a new one.'),
  council: CouncilId,
  subject: described(
    z.string().check(z.regex(/^[\w.:-]{1,100}$/)),
    'What it is about, by id. Events of one subject are sent in order.',
    'moved-dates',
  ),
  time: described(Instant, 'When it happened.', '2026-11-23T09:30:00.000Z'),
};

/** `data` is the contract's. */
export const eventSchema = <D extends z.core.$ZodType>(type: string, data: D) =>
  z.strictObject({
    id: described(
      z.uuid(),
      'Id of the event. It can come more than once: what has this id is the same.',
      '01a20946-fb34-7a52-9c2a-5d1201c02109',
    ),
    type: described(z.literal(type), 'What happened.'),
    ...envelope,
    data: described(data, 'Of this type of event.'),
  });

export type Announcement = z.infer<ReturnType<typeof eventSchema>>;

/** Longer than dead letters are kept, which are sent again from them. */
export const eventRecords = {
  says: 'What was announced to other systems, by ids',
  personal: 'none',
  days: 15,
} as const;
