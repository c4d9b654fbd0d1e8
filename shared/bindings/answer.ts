/** What the other deployment answered, as this one's pipeline goes on with it: a result, or a problem of the caller's, ours or theirs. */
import * as z from 'zod/mini';
import type { Binding } from '#shared/contract/capability.ts';
import type { FieldError } from '#shared/contract/problem.ts';
import { Problem } from '#shared/contract/problem.ts';
import { BodyTooLarge, BoundServiceRefused, MissingScope, Unavailable } from '#shared/contract/problems.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { type Answer, Down } from '#shared/outbound.ts';

const Details = z.looseObject({
  type: z.string(),
  title: z.string(),
  detail: z.string(),
  errors: z.optional(z.array(z.custom<FieldError>((entry) => typeof entry === 'object' && entry !== null))),
});

/** Refusals that are about the binding and not about what was asked. */
const aboutUs = new Set([
  ...['missing-key', 'unknown-key', 'expired-key', 'revoked-key', 'key-of-another-council', 'unknown-council'],
  ...['capability-not-enabled', 'unknown-operation', 'method-not-allowed', 'served-elsewhere', 'bound-service-refused'],
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

const slugOf = ({ type }: z.infer<typeof Details>): string => type.split(/[/#]/).at(-1) ?? '';

const foreign = (): Problem => new BoundServiceRefused('What answers there is no deployment of this service.');

/** The other's refusal of what was asked, as if it had been made here. */
const passedOn = ({ status, headers }: Answer, details: z.infer<typeof Details>): Problem => {
  const { type, title, detail, errors, status: _, instance: _i, ...extensions } = details;
  const uri = type.includes('/problems/') ? undefined : type;
  const retryAfter = headers.get('retry-after');
  return new Problem({ slug: slugOf(details), status, title, advice: '', ...(uri && { uri }) }, detail, {
    ...(errors && { errors }),
    extensions,
    ...(retryAfter && { headers: { 'retry-after': retryAfter } }),
  });
};

const refusal = (answer: Answer): Problem => {
  // The other's gateway says these two in words of its own.
  if (answer.status === 429)
    return new Unavailable('The deployment that runs this service takes no more calls of this one for the moment.', {
      headers: { 'retry-after': String(secondsIn(answer, longest)) },
    });
  if (answer.status === 413)
    return new BodyTooLarge('The deployment that runs this service takes no body of this size.');
  const { data: details } = z.safeParse(Details, parse(answer.text));
  if (!details) return foreign();
  if (aboutUs.has(slugOf(details)))
    return new BoundServiceRefused(`The deployment that runs this service refused this one: ${details.title}.`);
  if (slugOf(details) === 'missing-scope')
    return new MissingScope('The deployment that runs this service does not let this one do that.');
  return passedOn(answer, details);
};

/** Of a deployment that is itself bound elsewhere: waiting does not cure that. */
const isAboutUs = (text: string): boolean => {
  const { data } = z.safeParse(Details, parse(text));
  return data !== undefined && aboutUs.has(slugOf(data));
};

/** Paths in an answer lead here, as if it had been made here. */
const localised = (text: string, { council, origin }: Exchange, binding: Binding): string =>
  text.replaceAll(`${new URL(binding.url).origin}/${binding.council}/`, `${origin}/${council?.id}/`);

/** The result. Throws `Down`, and a `Problem` for what the other refused. */
export const resultOf = (answer: Answer, exchange: Exchange, binding: Binding): unknown => {
  const { status } = answer;
  const text = localised(answer.text, exchange, binding);
  if (status >= 500 && !isAboutUs(text)) throw new Down(`It answered ${status}.`, secondsIn(answer, 5));
  if (status >= 300) throw refusal({ ...answer, text });
  const returns = exchange.operation?.returns;
  if (returns?.status === 204) return undefined;
  if (returns?.mediaType !== 'application/json') return text;
  const result = parse(text);
  if (typeof result !== 'object' || result === null) throw foreign();
  return result;
};
