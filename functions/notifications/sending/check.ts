/** Asks GOV.UK Notify how a message is that it took, where it has not said so itself. */
import { Down } from '#shared/outbound.ts';
import type { Channel } from '../contract/fields.ts';
import { changing, withProgress } from '../messages/changing.ts';
import { type Kept, type Progress, referenceOf } from '../messages/kept.ts';
import { Rejected } from '../notify/client.ts';
import { clientOf } from '../notify/connected.ts';
import { afterStatus } from './outcomes.ts';
import { aMinute } from './pace.ts';
import type { Sending } from './send.ts';
import { settled } from './settled.ts';

const laterBy = 30 * aMinute;

/** `undefined` where nothing is to be asked. */
const looked = async (sending: Sending, council: string, kept: Kept, channel: Channel, progress: Progress) => {
  const provider = sending.providers(council);
  if (!provider || progress.status !== 'accepted' || (progress.dueAt ?? 0) > sending.clock()) return undefined;
  const later = { ...progress, dueAt: sending.clock() + laterBy };
  try {
    const client = await clientOf(sending, provider);
    if (!client) return later;
    const known = await client.withReference(referenceOf(kept, channel, progress));
    return afterStatus(channel, progress, known?.status, sending.clock());
  } catch (error) {
    if (!(error instanceof Down || error instanceof Rejected)) throw error;
    return later;
  }
};

export const check = async (sending: Sending, council: string, message: string, channel: Channel): Promise<void> => {
  const kept = await sending.messages.find(council, message);
  const before = kept?.channels[channel];
  const after = kept && before && (await looked(sending, council, kept, channel, before));
  if (!after) return;
  const changed = await changing(sending, council, message, (now) => {
    const { status, round, finishedAt } = now.channels[channel] ?? {};
    const isSame = status === 'accepted' && round === before.round && !finishedAt;
    return isSame ? withProgress(now, channel, after) : undefined;
  });
  if (changed) await settled(sending, council, changed, channel);
};
