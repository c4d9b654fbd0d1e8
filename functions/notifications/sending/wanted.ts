/** Whether a person wants a message, and whether it may go to a contact at all. */

import type { Standing } from '../contacts/store.ts';
import type { Preferences } from '../contract/contacts.ts';
import type { Channel } from '../contract/fields.ts';
import type { Reason } from '../contract/message.ts';
import type { Kept } from '../messages/kept.ts';

const refuses = (
  { channels, purposesOff, reminders }: Preferences,
  { purpose, subscription }: Pick<Kept, 'purpose' | 'subscription'>,
  channel: Channel,
): boolean =>
  (channels !== undefined && !channels.includes(channel)) ||
  purposesOff.includes(purpose) ||
  (subscription && !reminders);

/** Why it is kept back, if it is. `others`: of the same person's other contacts, whose choices count as well. */
export const keptBack = (
  kept: Pick<Kept, 'purpose' | 'subscription'>,
  channel: Channel,
  own: Standing,
  others: readonly Standing[],
): Reason | undefined => {
  if (own.suppression) return 'suppressed';
  const isRefused = [own, ...others].some(({ preferences }) => preferences && refuses(preferences, kept, channel));
  return isRefused ? 'preferences' : undefined;
};
