/** What follows when it is known what became of a message: contacts that cannot be reached are not tried again. */
import type { ContactStore } from '../contacts/store.ts';
import type { SuppressionReason } from '../contract/contacts.ts';
import type { Channel } from '../contract/fields.ts';
import type { Reason } from '../contract/message.ts';
import type { Kept } from '../messages/kept.ts';
import type { MessageStore } from '../messages/store.ts';

export interface Settling {
  readonly messages: MessageStore;
  readonly contacts: ContactStore;
  readonly clock: () => number;
}

const reasons: Partial<Record<Reason, SuppressionReason>> = {
  permanent_failure: 'permanent_failure',
  returned: 'returned',
};

/** A number that texts reached before is good: a network can be wrong once. */
const isKnownGood = async ({ messages }: Settling, council: string, hash: string): Promise<boolean> => {
  const known = await messages.findMany(council, await messages.to(council, hash, 20));
  return known.some(({ channels, contacts }) => contacts.sms === hash && channels.sms?.status === 'delivered');
};

export const settled = async (settling: Settling, council: string, kept: Kept, channel: Channel): Promise<void> => {
  const { status, reason } = kept.channels[channel] ?? {};
  const [hash, because] = [kept.contacts[channel], reason && reasons[reason]];
  if (status !== 'failed' || !hash || !because) return;
  if (channel === 'sms' && (await isKnownGood(settling, council, hash))) return;
  await settling.contacts.suppress(council, channel, hash, because, settling.clock());
};
