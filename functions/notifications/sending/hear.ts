/** Sends what was queued, as soon as the event of it comes round. */

import * as z from 'zod/mini';
import type { Hear } from '#shared/events/hearing.ts';
import { messageEvents } from '../contract/messages.ts';
import { type Sending, send } from './send.ts';

const Queued = messageEvents['notifications.message.queued'].data;

export const hear =
  (sending: Sending): Hear =>
  async ({ type, council, data }) => {
    if (type !== 'notifications.message.queued') return;
    const { message, channels } = z.parse(Queued, data);
    // One after the other: they change the same item.
    for (const channel of channels) await send(sending, council, message, channel);
  };
