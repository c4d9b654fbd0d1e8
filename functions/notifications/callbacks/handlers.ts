/** What GOV.UK Notify tells. What is not about a message of ours is taken and left: refused, it would be an error in Notify’s log for good. */
import type { Handlers } from '#shared/contract/capability.ts';
import type { ContactKeys } from '../contacts/hash.ts';
import type { callbackOperations } from '../contract/callbacks.ts';
import type { SuppressionReason } from '../contract/contacts.ts';
import type { Recipient } from '../contract/fields.ts';
import { parsePhone } from '../contract/phone.ts';
import { changing, type Decide, withProgress } from '../messages/changing.ts';
import { parseReference } from '../messages/kept.ts';
import type { NotifyProviders } from '../notify/connected.ts';
import { afterStatus, finished } from '../sending/outcomes.ts';
import { type Settling, settled } from '../sending/settled.ts';
import { verified } from './verify.ts';

export interface CallbackDependencies extends Settling {
  readonly providers: NotifyProviders;
  readonly keys: ContactKeys;
}

type Told = NonNullable<ReturnType<typeof parseReference>>;

/** A receipt counts in the round that it is of, until the message is settled: it can come twice, late, and before our own answer. */
const byReceipt =
  ({ channel, round }: Told, status: string, at: number): Decide =>
  (kept) => {
    const before = kept.channels[channel];
    if (!before || before.round !== round || before.finishedAt) return undefined;
    return withProgress(kept, channel, afterStatus(channel, before, status, at));
  };

/** Letters come back when they were delivered, as far as anybody knew. */
const byReturn =
  ({ channel, round }: Told, at: number): Decide =>
  (kept) => {
    const before = kept.channels[channel];
    if (!before || before.round !== round || before.reason === 'returned') return undefined;
    return withProgress(kept, channel, finished(before, at, { status: 'failed', reason: 'returned' }));
  };

const applied = async (dependencies: CallbackDependencies, council: string, told: Told, decide: Decide) => {
  const changed = await changing(dependencies, council, told.message, decide);
  const kept = changed ?? (await dependencies.messages.find(council, told.message));
  // Again after a repeat, too: the first time may have ended between the two.
  if (kept) await settled(dependencies, council, kept, told.channel);
};

const suppress = async (
  dependencies: CallbackDependencies,
  council: string,
  to: Recipient,
  reason: SuppressionReason,
) => {
  const { keys, contacts, clock } = dependencies;
  for (const [channel, hash] of Object.entries(await keys.hashes(council, to))) {
    await contacts.suppress(council, channel as 'email' | 'sms', hash, reason, clock());
  }
};

const stop = /^\W*(?:stop(?: ?all)?|unsubscribe|stopio)\W*$/i;

/** Statuses of receipts, whatever else a body says. */
const receiptStatuses = new Set(['delivered', 'permanent-failure', 'temporary-failure', 'technical-failure']);

export const callbackHandlers = (
  dependencies: CallbackDependencies,
): Handlers<{ operations: typeof callbackOperations }> => {
  const { providers, clock } = dependencies;
  return {
    tellReceipt: async ({ council, headers, body }) => {
      await verified(providers, council, headers.authorization);
      const told = parseReference(body.reference ?? '');
      if (!told || !receiptStatuses.has(body.status ?? '')) return undefined;
      return applied(dependencies, council, told, byReceipt(told, body.status ?? '', clock())) as Promise<undefined>;
    },
    tellReturnedLetter: async ({ council, headers, body }) => {
      await verified(providers, council, headers.authorization);
      const told = parseReference(body.reference ?? '');
      if (told?.channel !== 'letter') return undefined;
      return applied(dependencies, council, told, byReturn(told, clock())) as Promise<undefined>;
    },
    tellComplaint: async ({ council, headers, body }) => {
      await verified(providers, council, headers.authorization);
      if (body.to) await suppress(dependencies, council, { email: body.to.trim().toLowerCase() }, 'complaint');
      return undefined;
    },
    tellReceivedText: async ({ council, headers, body }) => {
      await verified(providers, council, headers.authorization);
      const phone = parsePhone(body.source_number ?? '');
      if (phone && stop.test(body.message ?? '')) await suppress(dependencies, council, { phone }, 'stopped');
      return undefined;
    },
  };
};
