/** Stands in front of the engine and breaks it now and then, in every way that DynamoDB and a network can. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The client under test gives up on an answer after this. */
const patience = 400;

interface Fault {
  /** Answered instead of doing anything. */
  readonly refusal?: readonly [status: number, type: string];
  /** Done, but the answer is a failure. */
  readonly lost?: boolean;
  /** The connection is cut before anything is done, or after it. */
  readonly cut?: 'before' | 'after';
  readonly wait?: number;
  /** Half of a batch is done. */
  readonly half?: boolean;
}

const faults = {
  throttled: { refusal: [400, 'ProvisionedThroughputExceededException'] },
  failed: { refusal: [500, 'InternalServerError'] },
  'answer lost': { lost: true },
  reset: { cut: 'before' },
  'reset after': { cut: 'after' },
  slow: { wait: patience / 8 },
  'too slow': { wait: patience * 1.5 },
  partial: { half: true },
} as const satisfies Readonly<Record<string, Fault>>;
type Kind = keyof typeof faults;
const kinds = Object.keys(faults) as Kind[];

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export const random = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const readAll = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const json = { 'content-type': 'application/x-amz-json-1.0' };

const failure = (response: ServerResponse, status: number, type: string): void => {
  response
    .writeHead(status, json)
    .end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'injected' }));
};

interface Forwarded {
  readonly status: number;
  readonly body: Buffer;
}

const forward = (target: URL, given: IncomingMessage, body: Buffer): Promise<Forwarded> =>
  new Promise((resolve, reject) => {
    const headers = { ...given.headers, 'content-length': String(body.length) };
    const sent = request(target, { method: 'POST', headers }, async (answer) =>
      resolve({ status: answer.statusCode ?? 500, body: await readAll(answer) }),
    );
    sent.once('error', reject);
    sent.end(body);
  });

/** Takes the second half of a batch out, and the answer says that it was not done. */
const halved = (operation: string, body: Buffer): { sent: Buffer; rest: object } | undefined => {
  const batch = JSON.parse(body.toString());
  if (operation !== 'BatchWriteItem' && operation !== 'BatchGetItem') return undefined;
  const [[table, wanted] = ['', []]] = Object.entries<unknown[] & { Keys?: unknown[] }>(batch.RequestItems);
  const all = wanted.Keys ?? wanted;
  if (all.length < 2) return undefined;
  const [now, later] = [all.slice(0, all.length / 2), all.slice(all.length / 2)];
  const shaped = (items: unknown[]) => ({ [table]: wanted.Keys ? { ...wanted, Keys: items } : items });
  const name = operation === 'BatchGetItem' ? 'UnprocessedKeys' : 'UnprocessedItems';
  return {
    sent: Buffer.from(JSON.stringify({ ...batch, RequestItems: shaped(now) })),
    rest: { [name]: shaped(later) },
  };
};

export interface FaultyEngine {
  readonly client: DynamoDBClient;
  readonly injected: Record<Kind, number>;
  readonly requests: number;
  /** Breaks nothing any more. */
  calm(): void;
  stop(): Promise<void>;
}

/** Does what was asked, as well as the fault lets it. */
const serve = async (target: URL, given: IncomingMessage, response: ServerResponse, fault: Fault): Promise<void> => {
  const body = await readAll(given);
  if (fault.refusal) return failure(response, ...fault.refusal);
  if (fault.cut === 'before') return void given.socket.destroy();
  const operation = String(given.headers['x-amz-target']).split('.')[1] ?? '';
  const part = fault.half ? halved(operation, body) : undefined;
  const answer = await forward(target, given, part?.sent ?? body);
  await sleep(fault.wait ?? 0);
  if (fault.lost) return failure(response, 500, 'InternalServerError');
  if (fault.cut === 'after') return void given.socket.destroy();
  const content = part && answer.status === 200 ? { ...JSON.parse(answer.body.toString()), ...part.rest } : undefined;
  response.writeHead(answer.status, json).end(content ? JSON.stringify(content) : answer.body);
};

const clientOf = (port: number): DynamoDBClient =>
  new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 4,
    requestHandler: { connectionTimeout: patience, requestTimeout: patience, throwOnRequestTimeout: true },
  });

/** Breaks a share of the requests; which ones is decided by `seed`. */
export const faultyEngine = async (share: number, seed: number): Promise<FaultyEngine> => {
  const target = new URL(process.env.TEST_ENGINE ?? '');
  const next = random(seed);
  const injected = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
  let requests = 0;
  let breaks = share;
  const server = createServer((given, response) => {
    requests += 1;
    const kind = next() < breaks ? kinds[Math.floor(next() * kinds.length)] : undefined;
    if (kind) injected[kind] += 1;
    serve(target, given, response, kind ? faults[kind] : {}).catch(() => given.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = clientOf((server.address() as AddressInfo).port);
  return {
    client,
    injected,
    get requests() {
      return requests;
    },
    calm: () => {
      breaks = 0;
    },
    stop: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
