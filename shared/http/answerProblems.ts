/** Errors become answers here and nowhere else: a `Problem` as it says, anything else as a generic 500 with its cause in the log. */
import { Problem } from '#shared/contract/problem.ts';
import { InternalError } from '#shared/contract/problems.ts';
import { chosenForm, respond } from './encode.ts';
import { dialectOf, type Exchange, type Step } from './exchange.ts';
import type { Platform } from './platform.ts';

/** A message can quote what was being handled: what a person could be found by is taken out, the words stay. */
const redacted = (text: string): string =>
  text
    .replaceAll(/(["'`]).*?\1/gs, '$1…$1')
    .replaceAll(/\d{3,}/g, '…')
    .replaceAll(/\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/gi, '…');

const describe = (error: unknown): Readonly<Record<string, unknown>> => {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    message: redacted(error.message),
    at: frames.slice(0, 8).map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: describe(error.cause) }),
  };
};

const logCause = ({ requestId, operationId }: Exchange, error: unknown, log: Platform['log']): void => {
  const expected = error instanceof Problem;
  if (expected && error.type.status < 500) return;
  log({
    type: 'failure',
    level: expected ? 'WARN' : 'ERROR',
    requestId,
    operation: operationId,
    error: describe(error),
  });
};

export const answerProblems = (log: Platform['log']): Step => ({
  onError: (request) => {
    const { event: exchange, error } = request;
    logCause(exchange, error, log);
    const problem =
      error instanceof Problem ? error : new InternalError('The cause is in the log, under this request id.');
    exchange.problem = problem.type.slug;
    const dialect = dialectOf(exchange);
    const { status, body, headers } = dialect.render(problem, exchange);
    exchange.headers = { ...headers };
    const form = chosenForm(exchange, dialect.forms);
    request.response = form
      ? respond(exchange, status, form.mediaType, form.write(body))
      : respond(exchange, status, dialect.mediaType, JSON.stringify(body));
  },
});
