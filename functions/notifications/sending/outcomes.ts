/** What follows from what GOV.UK Notify answers and tells: pure rules, by its documentation. */
import { Down } from '#shared/outbound.ts';
import type { Channel } from '../contract/fields.ts';
import type { Reason } from '../contract/message.ts';
import type { Progress } from '../messages/kept.ts';
import { Rejected } from '../notify/client.ts';
import { aMinute, nextMidnight } from './pace.ts';

const anHour = 60 * aMinute;
/** Notify says nothing of a message after that, unless the service is set otherwise. */
const forgottenAfter = 7 * 24 * anHour;
/** What cannot be sent for that long is of no use any more. */
export const tooLateAfter = 7 * 24 * anHour;
/** How often one is sent anew that could not be delivered: the first, and two more. */
const mostRounds = 3;

const text = (at: number): string => new Date(at).toISOString();

export const finished = (
  { dueAt: _due, lease: _lease, isUnsure: _unsure, reason: _reason, ...before }: Progress,
  at: number,
  outcome: Pick<Progress, 'status'> & { readonly reason?: Reason; readonly detail?: string },
): Progress => ({ ...before, ...outcome, finishedAt: text(at) });

/** When to ask Notify how it is: receipts come by themselves, letters have none. */
const nextCheck = (channel: Channel, acceptedAt: number, at: number): number =>
  channel === 'letter' ? at + 6 * anHour : at + Math.max(anHour, at - acceptedAt);

const waiting = (channel: Channel, progress: Progress, at: number): Progress => {
  const { lease: _lease, isUnsure: _unsure, ...before } = progress;
  const acceptedAt = before.acceptedAt ?? text(at);
  return { ...before, status: 'accepted', acceptedAt, dueAt: nextCheck(channel, Date.parse(acceptedAt), at) };
};

/** Sent anew with another reference, later; failed for good after the last round. */
const again = (progress: Progress, reason: Reason, at: number, wait: number): Progress => {
  if (progress.round >= mostRounds) return finished(progress, at, { status: 'failed', reason });
  const { acceptedAt: _accepted, lease: _lease, isUnsure: _unsure, ...before } = progress;
  return { ...before, status: 'queued', round: progress.round + 1, attempts: 0, dueAt: at + wait * progress.round };
};

const failed =
  (reason: Reason) =>
  (_: Channel, progress: Progress, at: number): Progress =>
    finished(progress, at, { status: 'failed', reason });
const delivered = (_: Channel, progress: Progress, at: number): Progress =>
  finished(progress, at, { status: 'delivered' });

type Rule = (channel: Channel, progress: Progress, at: number) => Progress;

/** By Notify's status. What is not here is on its way. */
const byStatus: Readonly<Record<string, Rule>> = {
  delivered,
  received: delivered,
  // Abroad: there is no more news.
  sent: (_, progress, at) => finished(progress, at, { status: 'accepted', reason: 'no_news' }),
  'permanent-failure': failed('permanent_failure'),
  'virus-scan-failed': failed('refused'),
  'validation-failed': failed('refused'),
  cancelled: (_, progress, at) => finished(progress, at, { status: 'cancelled', reason: 'cancelled_in_notify' }),
  'temporary-failure': (_, progress, at) => again(progress, 'temporary_failure', at, anHour),
  // Notify mends letters itself: sent again they would be there twice.
  'technical-failure': (channel, progress, at) =>
    channel === 'letter' ? waiting(channel, progress, at) : again(progress, 'technical_failure', at, 5 * aMinute),
};

/** `status` is absent where Notify does not know it (any more). */
export const afterStatus = (channel: Channel, progress: Progress, status: string | undefined, at: number): Progress => {
  const accepted = { ...progress, acceptedAt: progress.acceptedAt ?? text(at) };
  if (status === undefined) return finished(accepted, at, { status: 'accepted', reason: 'no_news' });
  const rule = Object.hasOwn(byStatus, status) ? byStatus[status] : undefined;
  const next = (rule ?? waiting)(channel, accepted, at);
  const isOld = at - Date.parse(accepted.acceptedAt) > forgottenAfter;
  return next.status === 'accepted' && isOld && !next.finishedAt
    ? finished(next, at, { status: 'accepted', reason: 'no_news' })
    : next;
};

export interface Outcome {
  readonly progress: Progress;
  /** Nothing is sent until then, in this channel or in any. */
  readonly pause?: { readonly what: Channel | 'all'; readonly until: number };
  /** The key was refused: somebody has to look. */
  readonly isRefused?: true;
}

const later = (progress: Progress, dueAt: number, isUnsure: boolean): Progress => {
  const { lease: _lease, isUnsure: _unsure, ...before } = progress;
  return { ...before, status: 'queued', dueAt, ...(isUnsure && { isUnsure }) };
};

/** Up to half an hour, each time about twice as long; not all at the same moment. */
const backoff = (attempts: number, random: () => number): number =>
  Math.min(30 * aMinute, aMinute * 2 ** Math.max(0, attempts - 1)) * (1 + random() / 2);

const afterRejected = (channel: Channel, progress: Progress, { status, error }: Rejected, at: number): Outcome => {
  if (error === 'TooManyRequestsError') {
    const until = nextMidnight(at);
    return { progress: later(progress, until, false), pause: { what: channel, until } };
  }
  if (status === 429) {
    const until = at + aMinute;
    return { progress: later(progress, until, false), pause: { what: 'all', until } };
  }
  if ((status === 401 || status === 403) && error === 'AuthError') {
    const until = at + 5 * aMinute;
    return { progress: later(progress, until, false), pause: { what: 'all', until }, isRefused: true };
  }
  return { progress: finished(progress, at, { status: 'failed', reason: 'refused', detail: error }) };
};

/** What becomes of a message that was not taken, or of which that is not known. Throws what is no answer of Notify's. */
export const afterFailure = (
  channel: Channel,
  progress: Progress,
  error: unknown,
  { at, random }: { readonly at: number; readonly random: () => number },
): Outcome => {
  if (error instanceof Rejected) return afterRejected(channel, progress, error, at);
  if (!(error instanceof Down)) throw error;
  const isUnsure = !error.unsent || progress.isUnsure === true;
  return { progress: later(progress, at + backoff(progress.attempts, random), isUnsure) };
};

export const afterTaken = waiting;
