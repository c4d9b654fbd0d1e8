/** The deployment's EventBridge bus. */
import { signedBy } from '#shared/aws.ts';
import type { Announcement } from '#shared/contract/event.ts';

/** An event and its text, as it was written. */
export interface Letter {
  readonly event: Announcement;
  readonly text: string;
}

/** Which of them, at most ten, the bus took. Throws when it did not answer. */
export type PutEvents = (letters: readonly Letter[]) => Promise<boolean[]>;

const patience = 5000;

/** By which rules know the events of a deployment. */
export const sourceOf = (deployment: string): string => `council-commons.${deployment}`;

interface Answer {
  readonly Entries: readonly { readonly EventId?: string }[];
}

export const eventBus = (bus: string): PutEvents => {
  const call = signedBy('events');
  return async (letters) => {
    const Entries = letters.map(({ event, text }) => ({
      EventBusName: bus,
      Source: sourceOf(bus),
      DetailType: event.type,
      Detail: text,
      Time: Date.parse(event.time) / 1000,
    }));
    const response = await call('AWSEvents.PutEvents', { Entries }, patience);
    if (!response.ok) throw new Error(`EventBridge answered ${response.status}.`);
    const answer: Answer = JSON.parse(await response.text());
    return letters.map((_, i) => answer.Entries[i]?.EventId !== undefined);
  };
};
