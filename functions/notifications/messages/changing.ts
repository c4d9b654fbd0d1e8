/** Changing how far a message is, whoever else changes it at the same moment. */
import { Unavailable } from '#shared/contract/problems.ts';
import { backOff } from '#shared/dynamodb/retry.ts';
import type { Channel } from '../contract/fields.ts';
import type { Kept, Progress } from './kept.ts';
import type { MessageStore } from './store.ts';

interface Dependencies {
  readonly messages: MessageStore;
  readonly clock: () => number;
}

const attempts = 8;

/** Asked again where the message changed meanwhile; `undefined` leaves it as it is. */
export type Decide = (before: Kept) => Omit<Kept, 'version'> | undefined;

/** The message as it is now, or `undefined` where nothing was changed. */
export const changing = async (
  { messages, clock }: Dependencies,
  council: string,
  message: string,
  decide: Decide,
): Promise<Kept | undefined> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await backOff(attempt - 1, { attempts, base: 20 });
    const before = await messages.find(council, message);
    const after = before && decide(before);
    if (!after) return undefined;
    const result = await messages.change(council, before, after, clock());
    if (result !== 'stale') return result;
  }
  throw new Unavailable('Many change the message at once.', { headers: { 'retry-after': '1' } });
};

export const withProgress = (kept: Kept, channel: Channel, progress: Progress): Kept => ({
  ...kept,
  channels: { ...kept.channels, [channel]: progress },
});
