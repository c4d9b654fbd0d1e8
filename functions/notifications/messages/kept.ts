/** A message as it is kept: the contract's, and what sending needs to know. */
import type { Channel, Language, Recipient } from '../contract/fields.ts';
import type { Message, Reason, Status } from '../contract/message.ts';
import type { Personalisation } from '../contract/messages.ts';

export interface Progress {
  readonly status: Status;
  readonly reason?: Reason;
  readonly detail?: string;
  readonly language: Language;
  readonly queuedAt: string;
  readonly acceptedAt?: string;
  readonly finishedAt?: string;
  /** Id of the template. */
  readonly template?: string;
  /** How often it was begun anew because it could not be delivered: each has a reference of its own at Notify. */
  readonly round: number;
  readonly attempts: number;
  /** When to send it, or to ask how it is, in milliseconds. Absent when it is settled. */
  readonly dueAt?: number;
  /** While it is being sent: who sends it has until then. */
  readonly lease?: number;
  /** Notify may have it: ask before it is sent again. */
  readonly isUnsure?: boolean;
}

export interface Kept {
  readonly message: string;
  readonly purpose: string;
  readonly about?: string;
  readonly language: Language;
  readonly subscription: boolean;
  readonly createdAt: string;
  readonly channels: Readonly<Partial<Record<Channel, Progress>>>;
  /** Keyed hashes of what it can be sent to. */
  readonly contacts: Readonly<Partial<Record<Channel, string>>>;
  readonly version: number;
}

export interface Content {
  readonly to: Recipient;
  readonly personalisation: Personalisation;
  /** Where residents reach this deployment. */
  readonly publicUrl?: string;
}

const shownProgress = ({ status, reason, detail, language, queuedAt, acceptedAt, finishedAt }: Progress) => ({
  ...{ status, language, queuedAt },
  ...(reason && { reason }),
  ...(detail && { detail }),
  ...(acceptedAt && { acceptedAt }),
  ...(finishedAt && { finishedAt }),
});

export const shown = ({ message, purpose, about, language, createdAt, channels }: Kept): Message => ({
  ...{ message, purpose, language, createdAt },
  ...(about && { about }),
  channels: Object.fromEntries(Object.entries(channels).map(([name, one]) => [name, shownProgress(one)])),
});

/** As Notify knows a message in one channel, in one round. */
export const referenceOf = ({ message }: Pick<Kept, 'message'>, channel: Channel, { round }: Progress): string =>
  `${message}.${channel}.${round}`;

const reference = /^([0-9a-f-]{36})\.(email|sms|letter)\.(\d{1,3})$/;
export const parseReference = (text: string) => {
  const [, message, channel, round] = reference.exec(text) ?? [];
  return message && channel ? { message, channel: channel as Channel, round: Number(round) } : undefined;
};

/** Whether what it says, and to whom, may still be sent. A letter that was taken is never sent again. */
const mayBeSent = ([channel, { status, finishedAt }]: [string, Progress]): boolean =>
  finishedAt === undefined && !(channel === 'letter' && status === 'accepted');
export const needsContent = ({ channels }: Pick<Kept, 'channels'>): boolean => Object.entries(channels).some(mayBeSent);
