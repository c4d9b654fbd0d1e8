/** Callbacks: posted when something happens, and again as Notify does it. */

const retries = 5;
const every = 300_000;
const patience = 5000;

export interface Callback {
  readonly council: string;
  /** Last part of the path. */
  readonly kind: 'receipts' | 'returned-letters' | 'complaints' | 'received-texts';
  /** As it is when it is posted. */
  readonly body: () => object;
}

interface Waiting extends Callback {
  readonly attempt: number;
  readonly dueAt: number;
}

export interface Posted extends Callback {
  readonly attempt: number;
  /** 0 where it could not be reached. */
  readonly status: number;
}

interface Options {
  readonly clock: () => number;
  readonly callbacks: () => string;
  readonly tokenOf: (council: string) => string;
}

const posted = async ({ callbacks, tokenOf }: Options, { council, kind, body }: Callback): Promise<number> => {
  try {
    const response = await fetch(`${callbacks()}/${council}/notifications/govuk-notify/${kind}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenOf(council)}` },
      body: JSON.stringify(body()),
      signal: AbortSignal.timeout(patience),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
};

export const callbackQueue = (options: Options) => {
  let waiting: Waiting[] = [];
  const log: Posted[] = [];
  return {
    log: log as readonly Posted[],
    add: (callback: Callback, at = options.clock()) => {
      waiting.push({ ...callback, attempt: 1, dueAt: at });
    },
    /** Posts what is due. Only what failed on the way, 429 and 5xx are tried again. */
    flush: async () => {
      const now = options.clock();
      const due = waiting.filter(({ dueAt }) => dueAt <= now);
      waiting = waiting.filter(({ dueAt }) => dueAt > now);
      for (const { dueAt: _, attempt, ...callback } of due) {
        const status = await posted(options, callback);
        log.push({ ...callback, attempt, status });
        const isAgain = (status === 0 || status === 429 || status >= 500) && attempt <= retries;
        if (isAgain) waiting.push({ ...callback, attempt: attempt + 1, dueAt: now + every });
      }
    },
  };
};
