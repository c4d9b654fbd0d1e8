/** What is held on a person, found by a keyed hash of their email address, and forgetting it. */
import type { ForgottenRecord, HeldRecord, KeptRecord } from '#shared/people/contract.ts';
import type { Channel } from '../contract/fields.ts';
import { changing } from '../messages/changing.ts';
import { type Kept, shown } from '../messages/kept.ts';
import type { MessageStore } from '../messages/store.ts';
import { finished } from '../sending/outcomes.ts';
import type { ContactKeys } from './hash.ts';
import type { ContactStore } from './store.ts';

interface Dependencies {
  readonly messages: MessageStore;
  readonly contacts: ContactStore;
  readonly keys: ContactKeys;
  readonly clock: () => number;
}

/** In one go; forgetting goes on while there are any. */
const most = 100;

const hashOf = async ({ keys }: Dependencies, council: string, email: string): Promise<string> =>
  (await keys.hashes(council, { email })).email ?? '';

const heldOf = async ({ messages }: Dependencies, council: string, kept: Kept): Promise<HeldRecord> => {
  const { purpose, about, channels } = shown(kept);
  const content = await messages.content(council, kept.message);
  const data = {
    purpose,
    ...(about && { about }),
    channels,
    ...(content && { to: content.to, personalisation: content.personalisation }),
  };
  return { record: 'messages', id: kept.message, since: kept.createdAt, data };
};

export const findPerson = async (dependencies: Dependencies, council: string, email: string): Promise<HeldRecord[]> => {
  const { messages, contacts } = dependencies;
  const hash = await hashOf(dependencies, council, email);
  const [{ preferences, suppression }, ids] = await Promise.all([
    contacts.standing(council, hash),
    messages.to(council, hash, 1000),
  ]);
  const found = await messages.findMany(council, ids);
  return [
    ...(preferences ? [{ record: 'preferences', id: hash, data: preferences }] : []),
    ...(suppression ? [{ record: 'suppressions', id: hash, since: suppression.since, data: suppression }] : []),
    ...(await Promise.all(found.map((one) => heldOf(dependencies, council, one)))),
  ];
};

/** Without contacts or words; what Notify does not have yet is not sent. What it has, it delivers. */
const forgotten = (kept: Kept, at: number): Omit<Kept, 'version'> => ({
  ...kept,
  contacts: {},
  channels: Object.fromEntries(
    Object.entries(kept.channels).map(([channel, progress]) => {
      const isWaiting = progress.status === 'queued';
      const gone = { status: isWaiting ? 'cancelled' : 'accepted', reason: 'forgotten' } as const;
      return [channel as Channel, progress.finishedAt ? progress : finished(progress, at, gone)];
    }),
  ),
});

export const forgetPerson = async (dependencies: Dependencies, council: string, email: string) => {
  const { messages, contacts, clock } = dependencies;
  const hash = await hashOf(dependencies, council, email);
  const done: ForgottenRecord[] = [];
  for (let ids = await messages.to(council, hash, most); ids.length > 0; ids = await messages.to(council, hash, most)) {
    for (const id of ids) {
      await changing(dependencies, council, id, (kept) => forgotten(kept, clock()));
      await messages.unpoint(council, hash, id);
      done.push({ record: 'messages', id, fields: ['to', 'personalisation'] });
    }
  }
  const { preferences, suppression } = await contacts.standing(council, hash);
  if (preferences) {
    await contacts.forgetPreferences(council, hash);
    done.push({ record: 'preferences', id: hash, fields: ['preferences'] });
  }
  const because =
    'Nothing is sent to this address any more: to keep to that, a keyed hash of it stays until the council removes it.';
  const kept: KeptRecord[] = suppression ? [{ record: 'suppressions', id: hash, because }] : [];
  return { forgotten: done, kept };
};
