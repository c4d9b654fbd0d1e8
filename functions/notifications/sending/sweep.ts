/** What is due: messages that wait, those whose sender was lost, and news that has to be asked for. */
import { inParallel } from '#shared/dynamodb/retry.ts';
import { type Channel, channels } from '../contract/fields.ts';
import type { Due } from '../messages/store.ts';
import { check } from './check.ts';
import { type Sending, send } from './send.ts';

/** In one beat and list; the next goes on. */
const most = 500;
const width = 8;
/** Milliseconds after which a beat takes nothing more: the function has 30 seconds. */
const enough = 18_000;

interface Sweeping extends Sending {
  readonly councils: ReadonlyMap<string, unknown>;
}

/** What an entry stood for may be gone, or changed without it: then the entry goes. */
const isThere = async ({ messages }: Sending, council: string, { message, channel }: Due): Promise<boolean> =>
  (await messages.find(council, message))?.channels[channel]?.dueAt !== undefined;

const swept = async (sending: Sweeping, council: string, until: number) => {
  const counts = { sent: 0, checked: 0 };
  const { messages, pace, clock } = sending;
  const each = async (due: readonly Due[], work: (one: Due) => Promise<unknown>) =>
    inParallel(due, width, async (one) => {
      if (clock() > until) return;
      if (await isThere(sending, council, one)) await work(one);
      else await messages.settle(one);
    });
  const sendAll = async (channel: Channel) => {
    if (await pace.isPaused(council, channel, clock())) return;
    await each(await messages.due(council, channel, clock(), most), async ({ message }) => {
      const progress = await send(sending, council, message, channel);
      if (progress?.acceptedAt) counts.sent += 1;
    });
  };
  for (const channel of channels) await sendAll(channel);
  await each(await messages.due(council, 'check', clock(), most), async ({ message, channel }) => {
    await check(sending, council, message, channel);
    counts.checked += 1;
  });
  return counts;
};

/** Safe to run twice at once. */
export const sweep = (sending: Sweeping) => async () => {
  const until = sending.clock() + enough;
  const connected = [...sending.councils.keys()].filter((council) => sending.providers(council));
  const total = { sent: 0, checked: 0 };
  await inParallel(connected, 4, async (council) => {
    const { sent, checked } = await swept(sending, council, until);
    total.sent += sent;
    total.checked += checked;
  });
  return total;
};
