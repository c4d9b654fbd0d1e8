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

const parse = (message: string): { readonly type?: unknown } | undefined => {
  try {
    return JSON.parse(message) ?? undefined;
  } catch {
    return undefined;
  }
};

/** The request lines of a delivery, and how many of them cannot be read. A control message of AWS holds none. */
export const unpacked = ({ awslogs }: Delivery): { lines: Line[]; unread: number } => {
  const { messageType, logEvents } = Content.parse(
    JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString()),
  );
  if (messageType !== 'DATA_MESSAGE') return { lines: [], unread: 0 };
  const requests = logEvents.filter(({ message }) => parse(message)?.type === 'request');
  const lines = requests.flatMap(({ message }) => {
    const { data } = z.safeParse(Line, parse(message));
    return data ? [{ ...data, bytes: Buffer.byteLength(message) }] : [];
  });
  return { lines, unread: requests.length - lines.length };
};
