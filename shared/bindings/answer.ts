/** What the other deployment answered, as this one's pipeline goes on with it: a result, or a problem of the caller's, ours or theirs. */
import type { Binding } from '#shared/contract/capability.ts';
import { Problem } from '#shared/contract/problem.ts';
import { BoundServiceRefused, MissingScope, Unavailable } from '#shared/contract/problems.ts';
import type { Exchange } from '#shared/http/exchange.ts';

/** The other deployment failed, or did not answer. Counts against it. */
export class Down extends Error {
  override readonly name = 'Down';
  readonly retryAfter: number;

  constructor(message: string, retryAfter: number, cause?: unknown) {
    super(message, { cause });
    this.retryAfter = retryAfter;
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface Details {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: Problem['options']['errors'];
}

/** Refusals that are about the binding and not about what was asked. */
const aboutUs = new Set([
  ...['missing-key', 'unknown-key', 'expired-key', 'revoked-key', 'key-of-another-council', 'unknown-council'],
  ...['capability-not-enabled', 'unknown-operation', 'method-not-allowed', 'bound-service-refused'],
]);

const longest = 60;

const secondsIn = ({ headers }: Answer, usual: number): number =>
  Math.min(longest, Number(headers.get('retry-after')) || usual);

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isDetails = (value: unknown): value is Details =>
  typeof value === 'object' && value !== null && 'type' in value && 'detail' in value && 'title' in value;

const refusal = (answer: Answer, details: Details): Problem => {
  const { type, title, status, detail, errors, ...others } = details;
  const slug = type.split(/[/#]/).at(-1) ?? '';
  const isOurPage = type.includes('/problems/');
  if (aboutUs.has(slug))
    return new BoundServiceRefused(`The deployment that runs this service refused this one: ${title}.`);
  if (slug === 'quota-exceeded')
    return new Unavailable('The deployment that runs this service takes no more calls of this one for the moment.', {
      headers: { 'retry-after': String(secondsIn(answer, longest)) },
    });
  if (slug === 'missing-scope')
    return new MissingScope('The deployment that runs this service does not let this one do that.');
  const { instance: _, ...extensions } = others as Readonly<Record<string, unknown>>;
  const retryAfter = answer.headers.get('retry-after');
  return new Problem({ slug, status, title, advice: '', ...(!isOurPage && { uri: type }) }, detail, {
    ...(errors && { errors }),
    extensions,
    ...(retryAfter && { headers: { 'retry-after': retryAfter } }),
  });
};

/** Paths in an answer lead here, as if it had been made here. */
const localised = (text: string, { council, origin }: Exchange, binding: Binding): string =>
  text.replaceAll(`${new URL(binding.url).origin}/${binding.council}/`, `${origin}/${council?.id}/`);

/** The result. Throws `Down`, and a `Problem` for what the other refused. */
export const resultOf = (answer: Answer, exchange: Exchange, binding: Binding): unknown => {
  const text = localised(answer.text, exchange, binding);
  if (answer.status >= 500) throw new Down(`It answered ${answer.status}.`, secondsIn(answer, 5));
  const returns = exchange.operation?.returns;
  if (answer.status < 300) {
    if (returns?.status === 204) return undefined;
    if (returns?.mediaType !== 'application/json') return text;
    const result = parse(text);
    if (result === undefined) throw new BoundServiceRefused('What answers there is no deployment of this service.');
    return result;
  }
  const details = parse(text);
  if (!isDetails(details)) throw new BoundServiceRefused('What answers there is no deployment of this service.');
  throw refusal(answer, details);
};
