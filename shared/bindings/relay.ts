/** Sends a call on to the deployment that serves a council's capability. The caller sees no difference. */
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleType,
} from 'cockatiel';
import type { Binding } from '#shared/contract/capability.ts';
import { BoundServiceDown, BoundServiceRefused } from '#shared/contract/problems.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { Secrets } from '#shared/secrets.ts';
import { type Answer, Down, resultOf } from './answer.ts';
import { requestTo } from './request.ts';

export interface RelayOptions {
  readonly secrets: Secrets;
  /** Name of the secret that holds the key for a council's capability. */
  readonly secretOf: (council: string, capability: string) => string;
  readonly patience?: number;
  /** Failures in a row after which the other deployment is left alone, and for how many milliseconds. */
  readonly breakAfter?: number;
  readonly restFor?: number;
}

export type Relay = (exchange: Exchange, capability: string, binding: Binding) => Promise<unknown>;

const isSafe = (method: string | undefined): boolean => method === 'GET';

/** A connection kept open too long breaks at the next request: a read is worth a second try. */
const sent = async (url: string, init: RequestInit, patience: number): Promise<Answer> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(patience) });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (error) {
      const isSlow = error instanceof Error && error.name === 'TimeoutError';
      if (attempt === 1 && isSafe(init.method) && !isSlow) continue;
      throw new Down(isSlow ? `It did not answer in ${patience / 1000} seconds.` : 'It cannot be reached.', 5, error);
    }
  }
};

/** What a refusal throws is thrown later: to the breaker it is an answer, and ends a row of failures. Throws `Down`. */
const outcomeOf = (work: () => unknown): (() => unknown) => {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    if (error instanceof Down) throw error;
    return () => {
      throw error;
    };
  }
};

export const relay = (options: RelayOptions): Relay => {
  const { secrets, secretOf, patience = 8000, breakAfter = 3, restFor = 5000 } = options;
  const breakers = new Map<string, CircuitBreakerPolicy>();
  const breakerOf = (url: string): CircuitBreakerPolicy => {
    const found = breakers.get(url);
    if (found) return found;
    const breaker = new ConsecutiveBreaker(breakAfter);
    const made = circuitBreaker(handleType(Down), { halfOpenAfter: restFor, breaker });
    breakers.set(url, made);
    return made;
  };

  const keyFor = async (secret: string): Promise<string> => {
    const key = await secrets.read(secret);
    if (key) return key.trim();
    throw new BoundServiceRefused('This deployment has no key for the one that runs this service.');
  };

  return async (exchange, capability, binding) => {
    exchange.relayed = true;
    const secret = secretOf(exchange.council?.id ?? '', capability);
    const { url, init } = requestTo(exchange, binding, await keyFor(secret));
    try {
      const answered = await breakerOf(binding.url).execute(async () => {
        const answer = await sent(url, init, patience);
        if (answer.status === 401) secrets.forget(secret);
        return outcomeOf(() => resultOf(answer, exchange, binding));
      });
      return answered();
    } catch (error) {
      const retryAfter = error instanceof Down ? error.retryAfter : Math.ceil(restFor / 1000);
      if (!(error instanceof Down || error instanceof BrokenCircuitError)) throw error;
      throw new BoundServiceDown('The deployment that runs this service does not answer.', {
        headers: { 'retry-after': String(retryAfter) },
        cause: error,
      });
    }
  };
};
