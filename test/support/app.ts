/** The app that the set-up started on the local runner, as integrators and operators use it. */
import { closeSync, fstatSync, openSync, readFileSync, readSync, watch } from 'node:fs';
import { join } from 'node:path';
import { importer } from '#functions/addresses/importer.ts';
import { Api } from '#infra/cli/api.ts';
import { type Dataset, Datasets } from '#infra/cli/import/load.ts';
import { bytesOf, scanned } from '#infra/cli/import/source.ts';

export const url = process.env.TEST_APP ?? '';
export const folder = process.env.TEST_FOLDER ?? '';
export const adminKeyFile = join(folder, 'admin-key');
/** Of the host: every council, every scope. */
export const adminKey = readFileSync(adminKeyFile, 'utf8').trim();

export interface Ask {
  /** The host's unless told; none if empty. */
  readonly key?: string | undefined;
  /** Text and bytes go as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const bytes = (body: unknown): string | Uint8Array<ArrayBuffer> =>
  body instanceof Uint8Array ? new Uint8Array(body) : typeof body === 'string' ? body : JSON.stringify(body);

export const api = async (method: string, path: string, { key = adminKey, body, headers }: Ask = {}) => {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: bytes(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
};

export type Answer = Awaited<ReturnType<typeof api>>;

interface Wanted {
  readonly scopes?: readonly string[];
  /** Last day on which it works. */
  readonly expires?: string;
  readonly dailyQuota?: number;
}

/** A new key that may look addresses up, unless told otherwise. */
export const makeKey = async (council: string, wanted: Wanted = {}): Promise<{ keyId: string; key: string }> => {
  const body = { label: 'Test', scopes: ['addresses:read'], ...wanted };
  const { status, json } = await api('POST', `/${council}/access/keys`, { body });
  if (status !== 201) throw new Error(json.detail);
  return json;
};

/** Loads a file as `commons import` does, and publishes it. */
export const load = async (council: string, path: string): Promise<Dataset> => {
  const datasets = new Datasets(new Api({ endpoint: url, key: adminKey }), `/${council}/addresses/datasets`);
  const sources = await Promise.all((await bytesOf(path)).map(scanned));
  const tools = { workFolder: folder, today: '2026-11-23', live: () => datasets.live(), onRow: () => undefined };
  const staged = await importer.stage(sources, undefined, tools);
  try {
    const quiet = { onSent: () => undefined, onResume: () => undefined, onRemaining: () => undefined };
    return (await datasets.load(staged, { tolerance: { fewer: 1 }, publish: true }, quiet)).dataset;
  } finally {
    staged.close();
  }
};

/** What the capability does on a schedule, now; its counts. */
export const beat = async (capability: string): Promise<Readonly<Record<string, number>>> => {
  const { status, text, json } = await api('POST', `/.local/beats/commons-${capability}`, { key: '' });
  if (status !== 200) throw new Error(text);
  return json;
};

export type LogLine = Readonly<Record<string, unknown>>;

const logFile = join(folder, 'log.jsonl');
export const logText = (): string => readFileSync(logFile, 'utf8');

/** Looks for request lines that came since the last look: for thousands of requests the whole log would be read hundreds of times. */
const requestLines = (file: number): (() => LogLine[]) => {
  let read = 0;
  return () => {
    const bytes = Buffer.alloc(fstatSync(file).size - read);
    readSync(file, bytes, 0, bytes.length, read);
    // After the last line comes one that is still being written, or nothing.
    const whole = bytes.lastIndexOf('\n') + 1;
    read += whole;
    return bytes
      .toString('utf8', 0, whole)
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line): LogLine => JSON.parse(line))
      .filter(({ type }) => type === 'request');
  };
};

/** The log's lines about these requests, as soon as each has one: an answer can overtake its line. */
export const logOf = async (requestIds: readonly string[]): Promise<LogLine[]> => {
  const wanted = new Set<unknown>(requestIds);
  const found: LogLine[] = [];
  const file = openSync(logFile, 'r');
  const more = requestLines(file);
  const isComplete = () => {
    found.push(...more().filter(({ requestId }) => wanted.has(requestId)));
    return new Set(found.map(({ requestId }) => requestId)).size === wanted.size;
  };
  const watcher = watch(logFile);
  try {
    await new Promise<void>((resolve) => {
      watcher.on('change', () => isComplete() && resolve());
      if (isComplete()) resolve();
    });
  } finally {
    watcher.close();
    closeSync(file);
  }
  return found;
};
