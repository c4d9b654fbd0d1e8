/** When something is to be done about a message: entries of lists, written together with it. */
import type { Write } from '#shared/dynamodb/expression.ts';
import { type Channel, channels } from '../contract/fields.ts';
import type { Kept, Progress } from './kept.ts';

export type DueList = Channel | 'check';

export const duePk = (council: string, list: DueList): string => `${council}#DUE#${list}`;

export const timeText = (at: number): string => new Date(at).toISOString();

const dueKey = (council: string, { message }: Pick<Kept, 'message'>, channel: Channel, progress?: Progress) => {
  if (progress?.dueAt === undefined) return undefined;
  const list: DueList = progress.status === 'accepted' ? 'check' : channel;
  return { pk: duePk(council, list), sk: `${timeText(progress.dueAt)}#${message}.${channel}` };
};

export type Dated = Pick<Kept, 'message' | 'channels'>;
export const dueWrites = (council: string, before: Dated | undefined, after: Dated, expiresAt: number): Write[] =>
  channels.flatMap((channel) => {
    const [old, now] = [before, after].map((one) => one && dueKey(council, one, channel, one.channels[channel]));
    if (old?.pk === now?.pk && old?.sk === now?.sk) return [];
    const due = { ...now, type: 'notification-due', message: after.message, channel, expiresAt };
    return [...(old ? [{ remove: old }] : []), ...(now ? [{ put: due }] : [])];
  });
