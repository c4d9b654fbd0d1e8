/** Calls the API as an operator: with a key from a file, trying again what may be tried again. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotDo } from '../problem.ts';

/** A refusal that trying again does not change. */
export class Refusal extends CannotDo {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super([body.title, body.detail].filter(Boolean).join(': ') || `the answer was ${status}`);
    this.status = status;
    this.body = body;
  }
}

export interface ApiOptions {
  readonly endpoint: string;
  readonly key: string;
  /** Called before waiting to try again. */
  readonly onRetry?: (reason: string, seconds: number) => void;
}

const attempts = 8;
const patience = 60_000;

/** Half a second, doubling to half a minute, drawn from zero to that; longer if the server asks for it. */
const waitBefore = (attempt: number, retryAfter: string | null): number =>
  Math.max(Math.random() * Math.min(30_000, 500 * 2 ** attempt), Number(retryAfter ?? 0) * 1000);

const isPassing = ({ status, body }: Refusal): boolean =>
  status === 429 || status >= 500 || String(body.type).endsWith('/idempotency-in-progress');

/** A connection that was there and broke: the request may have been done. */
const isCut = ({ cause }: Error): boolean =>
  ['ECONNRESET', 'UND_ERR_SOCKET'].includes((cause as { code?: string } | undefined)?.code ?? '');

export class Api {
  readonly #options: ApiOptions;
  #hasAnswered = false;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  async call<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
    const { endpoint, onRetry } = this.#options;
    // The same for every attempt: what was done although its answer was lost is not done twice, where the operation knows it.
    const idempotencyKey = method === 'POST' ? randomUUID() : undefined;
    for (let attempt = 0; ; attempt += 1) {
      const response = await this.#send(method, path, body, idempotencyKey);
      this.#hasAnswered ||= response instanceof Response || isCut(response);
      if (response instanceof Response && response.ok) return (await response.json()) as T;
      const { reason, refusal, retryAfter } = await describe(response);
      if (refusal && !isPassing(refusal)) throw refusal;
      const wait = waitBefore(attempt, retryAfter);
      // What never answered is not there; what did before is worth waiting for.
      if (!this.#hasAnswered || attempt >= attempts || wait > patience) {
        throw (
          refusal ?? new CannotDo(`${endpoint} does not answer (${reason}). Is it running, and is the address right?`)
        );
      }
      onRetry?.(reason, Math.ceil(wait / 1000));
      await sleep(wait);
    }
  }

  /** What a list holds, page after page: the one list in each of its answers. */
  async all<T>(path: string): Promise<T[]> {
    const found: T[] = [];
    let next: string | undefined = path;
    while (next !== undefined) {
      const page: Readonly<Record<string, unknown>> = await this.call('GET', next);
      found.push(...Object.values(page).flatMap((value) => (Array.isArray(value) ? (value as T[]) : [])));
      const more = `cursor=${encodeURIComponent(String(page.cursor))}`;
      next = page.cursor === undefined ? undefined : `${path}${path.includes('?') ? '&' : '?'}${more}`;
    }
    return found;
  }

  async #send(method: string, path: string, body: unknown, idempotencyKey?: string): Promise<Response | Error> {
    const { endpoint, key } = this.#options;
    try {
      return await fetch(`${endpoint.replace(/\/$/, '')}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(idempotencyKey && { 'idempotency-key': `"${idempotencyKey}"` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(60_000),
      });
    } catch (error) {
      return error as Error;
    }
  }
}

const describe = async (
  response: Response | Error,
): Promise<{ reason: string; refusal?: Refusal; retryAfter: string | null }> => {
  if (response instanceof Error) {
    const cause = response.cause instanceof Error ? response.cause.message : response.message;
    return { reason: cause || response.message, retryAfter: null };
  }
  const text = await response.text();
  let body: Readonly<Record<string, unknown>>;
  try {
    body = JSON.parse(text);
  } catch {
    body = { title: `The answer was ${response.status}` };
  }
  const refusal = new Refusal(response.status, body);
  return { reason: refusal.message, refusal, retryAfter: response.headers.get('retry-after') };
};

export const defaultEndpoint = 'http://localhost:3000';
export const defaultKeyFile = '.local/admin-key';

/** Reads the key; says where to get one when there is none. */
export const readKey = (file: string): string => {
  if (!existsSync(file)) {
    throw new CannotDo(
      `There is no key file ${file}. “npm start” writes one for this machine; for a deployment make one with “npx commons keys create --admin --save FILE” and name it with --key-file.`,
    );
  }
  const key = readFileSync(file, 'utf8').trim();
  if (!key.startsWith('cc_')) throw new CannotDo(`${file} does not hold a key: a key starts with cc_.`);
  return key;
};
