/** What a log subscription delivers (CloudWatch Logs, `awslogs`): lines of one log stream, packed. */
import { gunzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import { Line } from './counts.ts';

export const Delivery = z.object({ awslogs: z.object({ data: z.string() }) });
export type Delivery = z.infer<typeof Delivery>;

const Content = z.object({
  messageType: z.string(),
  logEvents: z.array(z.object({ message: z.string() })),
});

const parsed = (message: string): Line | undefined => {
  try {
    const line = Line.parse(JSON.parse(message));
    return { ...line, bytes: Buffer.byteLength(message) };
  } catch {
    return undefined;
  }
};

/** The request lines of a delivery, and how many lines were none. A control message of AWS holds none. */
export const unpacked = ({ awslogs }: Delivery): { lines: Line[]; unread: number } => {
  const { messageType, logEvents } = Content.parse(
    JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString()),
  );
  if (messageType !== 'DATA_MESSAGE') return { lines: [], unread: 0 };
  const lines = logEvents.flatMap(({ message }) => parsed(message) ?? []);
  return { lines, unread: logEvents.length - lines.length };
};
