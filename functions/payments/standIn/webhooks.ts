/** Messages to the council: signed, at least once, again and again until one is taken. */
import { createHmac, randomUUID } from 'node:crypto';
import type { StandInPayment, Tell } from './account.ts';
import { shownInLists } from './shapes.ts';

interface Letter {
  readonly council: string;
  readonly text: string;
  attempts: number;
  nextAt: number;
}

/** Waits before each repeat; after the last the message is dropped. */
const [aMinute, anHour] = [60_000, 3_600_000];
const repeats = [aMinute, 5 * aMinute, anHour, 24 * anHour, 48 * anHour];
const patience = 3000;

export interface Delivery {
  /** Each twice. */
  readonly twice?: boolean;
  /** The last first. */
  readonly reversed?: boolean;
}

interface Parts {
  readonly clock: () => number;
  readonly base: () => string;
  readonly callbacks: () => string;
  readonly secretOf: (council: string) => string;
}

export const postOffice = ({ clock, base, callbacks, secretOf }: Parts) => {
  let waiting: Letter[] = [];
  /** All that there ever were, as they were sent. */
  const sent: Letter[] = [];
  const tell: Tell = (payment: StandInPayment, event_type, at) => {
    const text = JSON.stringify({
      ...{ webhook_message_id: randomUUID(), api_version: 1, created_date: new Date(at).toISOString() },
      ...{ resource_id: payment.id, resource_type: 'payment', event_type },
      resource: shownInLists(payment, base(), clock()),
    });
    const letter = { council: payment.council, text, attempts: 0, nextAt: clock() };
    waiting.push(letter);
    sent.push(letter);
  };
  const isTaken = async ({ council, text }: Letter): Promise<boolean> => {
    const signature = createHmac('sha256', secretOf(council)).update(text).digest('hex');
    try {
      const { ok } = await fetch(`${callbacks()}/${council}/payments/govuk-pay/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'pay-signature': signature },
        body: text,
        signal: AbortSignal.timeout(patience),
      });
      return ok;
    } catch {
      return false;
    }
  };
  const post = async (letter: Letter): Promise<void> => {
    const wait = repeats[letter.attempts];
    letter.attempts += 1;
    letter.nextAt = clock() + (wait ?? 0);
    if ((await isTaken(letter)) || wait === undefined) waiting = waiting.filter((one) => one !== letter);
  };
  return {
    tell,
    sent,
    /** Sends what is due, or with `all` whatever was ever sent, once more. How many. */
    deliver: async ({ twice = false, reversed = false }: Delivery = {}, all = false): Promise<number> => {
      const due = all ? [...sent] : waiting.filter(({ nextAt }) => nextAt <= clock());
      const once = reversed ? due.toReversed() : due;
      for (const letter of twice ? [...once, ...once] : once) await post(letter);
      return once.length;
    },
  };
};
