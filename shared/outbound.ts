/** Calls to services outside this deployment: given up on in time, and left alone for a while when they fail again and again. */
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleType,
} from 'cockatiel';

/** The service failed, or did not answer, or is left alone. What was asked may have been done all the same. */
export class Down extends Error {
  override readonly name = 'Down';
  /** Seconds after which it may be worth asking again. */
  readonly retryAfter: number;
  /** Certain that the service never saw the request. */
  readonly unsent: boolean;

  constructor(
    message: string,
    retryAfter: number,
    { cause, unsent = false }: { cause?: unknown; unsent?: boolean } = {},
  ) {
    super(message, { cause });
    this.retryAfter = retryAfter;
    this.unsent = unsent;
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface OutboundOptions {
  /** Milliseconds for one attempt. */
  readonly patience?: number;
  /** Failures in a row after which a service is left alone, and for how many milliseconds. */
  readonly breakAfter?: number;
  readonly restFor?: number;
}

/**
 * Asks, and reads the answer. `read` throws `Down` for an answer that counts as a failure of the service; whatever else it throws is the
 * outcome. `service` names what fails together. Throws `Down`.
 */
export type Outbound = <T>(service: string, url: string, init: RequestInit, read: (answer: Answer) => T) => Promise<T>;

/** A connection kept open too long breaks at the next request: a read is worth a second try. */
const sent = async (url: string, init: RequestInit, patience: number): Promise<Answer> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(url, { redirect: 'error', ...init, signal: AbortSignal.timeout(patience) });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (error) {
      const isSlow = (error as Error).name === 'TimeoutError';
      if (attempt === 1 && (init.method ?? 'GET') === 'GET' && !isSlow) continue;
      throw new Down(isSlow ? `It did not answer in ${patience / 1000} seconds.` : 'It cannot be reached.', 5, {
        cause: error,
      });
    }
  }
};

/** What a refusal throws is thrown later: to the breaker it is an answer, and ends a row of failures. Throws `Down`. */
const outcomeOf = <T>(work: () => T): (() => T) => {
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

export const outbound = ({ patience = 8000, breakAfter = 3, restFor = 5000 }: OutboundOptions = {}): Outbound => {
  const breakers = new Map<string, CircuitBreakerPolicy>();
  const breakerOf = (service: string): CircuitBreakerPolicy => {
    const found = breakers.get(service);
    if (found) return found;
    const breaker = new ConsecutiveBreaker(breakAfter);
    const made = circuitBreaker(handleType(Down), { halfOpenAfter: restFor, breaker });
    breakers.set(service, made);
    return made;
  };
  return async (service, url, init, read) => {
    try {
      const answered = await breakerOf(service).execute(async () => {
        const answer = await sent(url, init, patience);
        return outcomeOf(() => read(answer));
      });
      return answered();
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new Down('It failed before and is left alone.', Math.ceil(restFor / 1000), { cause: error, unsent: true });
    }
  };
};
