/** What notifications works with, around one table: the function's own, or a test's. */
import type { Table } from '#shared/dynamodb/table.ts';
import { eventId, outbox } from '#shared/events/outbox.ts';
import type { Platform } from '#shared/http/platform.ts';
import { type Outbound, outbound } from '#shared/outbound.ts';
import { keeping, type Surroundings } from '#shared/retention.ts';
import { contactKeys } from './contacts/hash.ts';
import { contactStore } from './contacts/store.ts';
import { notifications } from './contract.ts';
import type { Dependencies } from './handlers.ts';
import { messageStore } from './messages/store.ts';
import type { NotifyProviders } from './notify/connected.ts';
import { pace } from './sending/pace.ts';
import type { Sending } from './sending/send.ts';
import { templateStore } from './templates/store.ts';
import { linkToken } from './unsubscribe/link.ts';

interface Around extends Surroundings, Pick<Platform, 'log'> {
  readonly providers: NotifyProviders;
  readonly ask?: Outbound;
  readonly random?: () => number;
}

export const assembled = (table: Table, around: Around): Dependencies & Sending & Pick<Surroundings, 'councils'> => {
  const { clock, councils, providers, log, ask = outbound(), random = Math.random } = around;
  const keys = contactKeys(table);
  return {
    ...{ clock, councils, providers, log, ask, random, keys, newId: eventId },
    messages: messageStore({
      table,
      announce: outbox(notifications, keeping(notifications, 'events', around)),
      messages: keeping(notifications, 'messages', around),
      contents: keeping(notifications, 'contents', around),
    }),
    contacts: contactStore(table),
    templates: templateStore(table),
    pace: pace(table),
    unsubscribeUrl: async (council, { subscription, purpose, contacts }, { publicUrl }, { language }) => {
      if (!subscription || !publicUrl || !contacts.email) return undefined;
      const token = await linkToken(keys, council, { contact: contacts.email, purpose, language });
      return `${publicUrl}/${council}/notifications/unsubscribe/${token}`;
    },
  };
};
