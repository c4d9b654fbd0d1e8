/**
 * Puts what a table's stream delivers on the bus, at least once. Of each subject, an event is sent only when the bus has the one
 * before it; what it does not take is delivered again from there on.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Letter, PutEvents } from './bus.ts';

interface StreamRecord {
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly NewImage?: { readonly event?: { readonly S?: string } };
  };
}

/** New items of an outbox, in the order in which they were written. */
export interface Delivery {
  readonly Records: readonly StreamRecord[];
}

/** Where Lambda begins again (`ReportBatchItemFailures`); nowhere if all is done. */
export interface Report {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

interface Numbered extends Letter {
  readonly sequence: string;
}

/** Most that EventBridge takes in a call. */
const most = 10;
const attempts = 3;

/** Throws on what is no event: Lambda halves the batch until that is alone, and keeps it among the dead letters. */
const read = ({ dynamodb: { SequenceNumber, NewImage } }: StreamRecord): Numbered => {
  const text = NewImage?.event?.S ?? '';
  try {
    return { sequence: SequenceNumber, text, event: JSON.parse(text) };
  } catch {
    throw new Error(`The record ${SequenceNumber} of the stream holds no event.`);
  }
};

const subjectOf = ({ event: { council, subject } }: Letter): string => `${council} ${subject}`;

/** In order; no call holds two events of a subject, because EventBridge may take the second of them alone. */
const calls = (letters: readonly Numbered[]): Numbered[][] => {
  const all: Numbered[][] = [];
  let subjects = new Set<string>();
  for (const letter of letters) {
    const subject = subjectOf(letter);
    if (all.length === 0 || subjects.has(subject) || subjects.size === most) {
      all.push([]);
      subjects = new Set();
    }
    subjects.add(subject);
    all.at(-1)?.push(letter);
  }
  return all;
};

export interface Dependencies {
  readonly put: PutEvents;
  /** Writes one JSON line to the log. */
  readonly log: (line: Readonly<Record<string, unknown>>) => void;
  /** Waits that many milliseconds. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** What the bus has not taken after some attempts. */
const remainder = async (
  letters: readonly Numbered[],
  { put, log, pause = sleep }: Dependencies,
): Promise<Numbered[]> => {
  let waiting = [...letters];
  for (let attempt = 1; ; attempt += 1) {
    try {
      const taken = await put(waiting);
      waiting = waiting.filter((_, i) => !taken[i]);
    } catch (error) {
      log({ type: 'failure', level: 'ERROR', error: { name: 'BusFailed', message: String(error) } });
    }
    if (waiting.length === 0 || attempt === attempts) return waiting;
    await pause(100 * 2 ** attempt);
  }
};

export const publisher =
  (dependencies: Dependencies) =>
  async ({ Records }: Delivery): Promise<Report> => {
    const letters = Records.map(read);
    let published = 0;
    for (const call of calls(letters)) {
      const [first, ...others] = await remainder(call, dependencies);
      published += call.length - (first ? 1 + others.length : 0);
      if (!first) continue;
      dependencies.log({ type: 'events', level: 'ERROR', published, waiting: letters.length - published });
      return { batchItemFailures: [{ itemIdentifier: first.sequence }] };
    }
    dependencies.log({ type: 'events', published });
    return { batchItemFailures: [] };
  };
