/**
 * Hands a message to GOV.UK Notify, once: whoever sends it takes a lease on it by a conditional write, and after an outcome that is not
 * known Notify is asked for our reference before it is sent again.
 */

import type { Platform } from '#shared/http/platform.ts';
import type { ContactStore, Standing } from '../contacts/store.ts';
import type { Channel } from '../contract/fields.ts';
import { changing, withProgress } from '../messages/changing.ts';
import { type Content, type Kept, type Progress, referenceOf } from '../messages/kept.ts';
import type { MessageStore } from '../messages/store.ts';
import { bodyOf } from '../notify/bodies.ts';
import type { Notify } from '../notify/client.ts';
import { type Connection, clientOf, type NotifyProvider } from '../notify/connected.ts';
import { afterFailure, afterStatus, afterTaken, finished, type Outcome, tooLateAfter } from './outcomes.ts';
import { aMinute, type Pace } from './pace.ts';
import { type Settling, settled } from './settled.ts';
import { keptBack } from './wanted.ts';

export interface Sending extends Connection, Settling {
  readonly messages: MessageStore;
  readonly contacts: ContactStore;
  readonly pace: Pace;
  readonly clock: () => number;
  /** From 0 to 1, below 1. */
  readonly random: () => number;
  readonly log: Platform['log'];
  /** Of the page where a person can unsubscribe. */
  readonly unsubscribeUrl: (
    council: string,
    kept: Kept,
    content: Content,
    progress: Progress,
  ) => Promise<string | undefined>;
}

/** Longer than a function runs, and than Notify is waited for. */
const leaseFor = aMinute;
/** So much of the lease must be left when the request goes out. */
const margin = 20_000;

/** Only what Notify does not have can be too late, and a message may be sent when its time has come or its sender was lost. */
const isDue = ({ status, dueAt = 0, lease = 0 }: Progress, at: number): boolean =>
  (status === 'queued' && dueAt <= at) || (status === 'sending' && lease <= at);

const without = (reason: 'too_late' | 'forgotten', progress: Progress, at: number): Progress =>
  finished(progress, at, reason === 'too_late' ? { status: 'failed', reason } : { status: 'cancelled', reason });

/** What is to become of it without sending it, if anything. */
const ruledOut = async (
  { contacts, clock }: Sending,
  council: string,
  kept: Kept,
  channel: Channel,
): Promise<((progress: Progress) => Progress) | undefined> => {
  const at = clock();
  if (at - Date.parse(kept.createdAt) > tooLateAfter) return (one) => without('too_late', one, at);
  const own = kept.contacts[channel];
  if (!own) return (one) => without('forgotten', one, at);
  const others = Object.values(kept.contacts).filter((hash) => hash !== own);
  const [standing, ...rest]: Standing[] = await Promise.all(
    [own, ...others].map((one) => contacts.standing(council, one)),
  );
  const reason = standing && keptBack(kept, channel, standing, rest);
  return reason && ((one) => finished(one, at, { status: 'suppressed', reason }));
};

/** Takes the lease; `undefined` where another was first. */
const claimed = async (
  { messages, clock }: Sending,
  council: string,
  kept: Kept,
  channel: Channel,
  before: Progress,
) => {
  const at = clock();
  const isUnsure = before.status === 'sending' || before.isUnsure === true;
  const progress: Progress = {
    ...before,
    ...{ status: 'sending', attempts: before.attempts + 1, dueAt: at + leaseFor, lease: at + leaseFor },
    ...(isUnsure && { isUnsure }),
  };
  const after = await messages.change(council, kept, withProgress(kept, channel, progress), at);
  return after === 'stale' ? undefined : progress;
};

interface Job {
  readonly council: string;
  readonly kept: Kept;
  readonly channel: Channel;
  readonly progress: Progress;
  readonly content: Content;
  readonly provider: NotifyProvider;
}

const handedOver = async (sending: Sending, job: Job, client: Notify): Promise<Progress> => {
  const { council, kept, channel, progress, content, provider } = job;
  const reference = referenceOf(kept, channel, progress);
  if (progress.isUnsure) {
    const known = await client.withReference(reference);
    if (known) return afterStatus(channel, progress, known.status, sending.clock());
  }
  const unsubscribeUrl =
    channel === 'email' ? await sending.unsubscribeUrl(council, kept, content, progress) : undefined;
  const sent = { ...content, template: progress.template ?? '', reference, unsubscribeUrl };
  if (sending.clock() > (progress.lease ?? 0) - margin) return { ...progress, status: 'queued', isUnsure: true };
  await client.send(channel, bodyOf(channel, sent, provider.settings));
  return afterTaken(channel, progress, sending.clock());
};

/** No key is like a key that is refused. */
const noKey = (progress: Progress, at: number): Outcome => {
  const until = at + 5 * aMinute;
  return { progress: { ...progress, status: 'queued', dueAt: until }, pause: { what: 'all', until }, isRefused: true };
};

const outcomeOf = async (sending: Sending, job: Job): Promise<Outcome> => {
  const { clock, random } = sending;
  try {
    const client = await clientOf(sending, job.provider);
    return client ? { progress: await handedOver(sending, job, client) } : noKey(job.progress, clock());
  } catch (error) {
    return afterFailure(job.channel, job.progress, error, { at: clock(), random });
  }
};

const recorded = async (sending: Sending, job: Job, { progress, pause, isRefused }: Outcome): Promise<Progress> => {
  const { council, kept, channel, provider } = job;
  const { pace, clock, log } = sending;
  if (pause) await pace.pause(council, pause.what, pause.until, clock());
  if (isRefused) {
    provider.refused('api-key');
    log({ type: 'provider', level: 'ERROR', capability: 'notifications', council, problem: 'key-refused' });
  }
  // A receipt may have come before: then there is nothing to write.
  const changed = await changing(sending, council, kept.message, (now) => {
    const { lease, status } = now.channels[channel] ?? {};
    if (status !== 'sending' || lease !== job.progress.lease) return undefined;
    return withProgress(now, channel, progress);
  });
  if (changed) await settled(sending, council, changed, channel);
  return progress;
};

/** Does what is to be done about a message in one channel, if it is its time. Answers how far it is then. */
export const send = async (
  sending: Sending,
  council: string,
  message: string,
  channel: Channel,
): Promise<Progress | undefined> => {
  const { messages, pace, providers, clock } = sending;
  const [provider, kept] = [providers(council), await messages.find(council, message)];
  const before = kept?.channels[channel];
  if (!provider || !kept || !before || !isDue(before, clock())) return undefined;
  const rule = await ruledOut(sending, council, kept, channel);
  if (rule) {
    await messages.change(council, kept, withProgress(kept, channel, rule(before)), clock());
    return undefined;
  }
  if (await pace.isPaused(council, channel, clock())) return undefined;
  const content = await messages.content(council, message);
  if (!content || !(await pace.take(council, channel, provider.settings, clock()))) return undefined;
  const progress = await claimed(sending, council, kept, channel, before);
  if (!progress) return undefined;
  const job = { council, kept, channel, progress, content, provider };
  return recorded(sending, job, await outcomeOf(sending, job));
};
