/** A client of a function whose database breaks: it is told to come again, and does. */
import type { Platform } from '#shared/http/platform.ts';
import type { serve } from '#shared/http/serve.ts';
import { aKey, aPlatform, type Call, call } from './pipeline.ts';

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked at field by field.
  readonly json: any;
}
export type Ask = (request: Call) => Promise<Answer>;

/** Counts answers by status. Any 5xx but a 503 that says when to come again is an error. */
export const caller = (
  statuses: Record<number, number>,
  handlerOf: (platform: Platform) => ReturnType<typeof serve>,
): Ask => {
  const key = aKey({ scopes: ['*'] });
  const handler = handlerOf(aPlatform(key.record));
  return async (request) => {
    const headers = { ...key.headers, 'content-type': 'application/json', ...request.headers };
    const { statusCode = 0, headers: answered = {}, body } = await call(handler, { ...request, headers });
    statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
    if (statusCode === 503) expect(Number(answered['retry-after'])).toBeGreaterThan(0);
    else expect(statusCode).toBeLessThan(500);
    return { status: statusCode, json: JSON.parse(body ?? 'null') };
  };
};

const isPassing = ({ status, json }: Answer): boolean =>
  status === 503 || json?.type?.endsWith('idempotency-in-progress');

/** As a client does that was told to come again: the same request, with the same Idempotency-Key. */
export const insist = async (ask: Ask, request: Call): Promise<Answer> => {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const answer = await ask(request);
    if (!isPassing(answer)) return answer;
    if (answer.status === 409) await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${request.route} was not answered in 60 attempts.`);
};
