/**
 * Asks another capability of this deployment, by its contract. Its function is invoked with AWS credentials, as an operator would, so
 * there is no key to keep; a council whose capability is bound elsewhere is answered from there (docs/decisions/0018).
 */
import { randomUUID } from 'node:crypto';
import type * as z from 'zod/mini';
import { capabilityPrefix } from '#shared/access/caller.ts';
import { signed } from '#shared/aws.ts';
import type { Capability, Operation, Result } from '#shared/contract/capability.ts';
import type { FieldError } from '#shared/contract/problem.ts';
import { environment } from '#shared/environment.ts';
import { routeKey } from '#shared/http/operation.ts';
import { type Answer, Down, type Outbound, outbound } from '#shared/outbound.ts';

type Given<O, K extends string> = O extends { readonly [P in K]: infer S extends z.core.$ZodType }
  ? { readonly [P in K]: z.input<S> }
  : { readonly [P in K]?: undefined };

/** What an operation is asked. */
export type Question<O extends Operation = Operation> = Given<O, 'params'> &
  Partial<Given<O, 'query'>> &
  Given<O, 'body'> & {
    /** Of operations that are idempotent: 16 to 100 letters, digits, dots, colons, hyphens. The same for each attempt. */
    readonly idempotencyKey?: string;
  };

/** The operations of a contract. Each throws `Refused` for what the caller asked wrongly, and `Down`, after which it may have been done. */
export type Calls<C extends Capability> = {
  readonly [K in keyof C['operations']]: (
    council: string,
    question: Question<C['operations'][K]>,
  ) => Promise<Result<C['operations'][K]>>;
};

/**
 * What has to be known of operations to ask them. A contract has it; whoever asks few of many operations writes it down, held to the
 * contract by its type, and has no other schemas in its bundle.
 */
export interface Asked<C extends Capability, K extends keyof C['operations']> {
  readonly name: C['name'];
  readonly operations: { readonly [P in K]: Pick<C['operations'][P], 'method' | 'path'> };
}
type Route = Pick<Operation, 'method' | 'path'>;

/** A problem that the other capability answered. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  /** Which problem: the end of its `type`. */
  readonly slug: string;
  readonly errors: readonly FieldError[];
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(status: number, details: Readonly<Record<string, unknown>>) {
    const { type, detail, errors, title: _, status: _s, instance: _i, ...extensions } = details;
    super(String(detail));
    this.status = status;
    this.slug = String(type).split(/[/#]/).at(-1) ?? '';
    this.errors = (errors ?? []) as readonly FieldError[];
    this.extensions = extensions;
  }
}

interface Answered {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Hands an event of API Gateway's to a capability's function. Throws `Down`. */
export type Invoke = (capability: string, event: object) => Promise<Answered>;

const queryOf = (query: object): string =>
  Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');

const eventOf = (operation: Route, council: string, question: Question, by: string) => {
  const parameters = { council, ...(question.params as object | undefined) } as Readonly<Record<string, string>>;
  const path = operation.path.replaceAll(/\{(\w+)\+?\}/g, (_, name: string) =>
    encodeURIComponent(String(parameters[name] ?? '')),
  );
  const requestId = randomUUID();
  return {
    version: '2.0',
    routeKey: routeKey(operation),
    rawPath: path,
    rawQueryString: queryOf((question.query as object | undefined) ?? {}),
    headers: {
      'x-request-id': requestId,
      ...(question.body !== undefined && { 'content-type': 'application/json' }),
      ...(question.idempotencyKey && { 'idempotency-key': `"${question.idempotencyKey}"` }),
    },
    pathParameters: parameters,
    requestContext: {
      domainName: 'capability.invalid',
      http: { method: operation.method, path, protocol: 'HTTP/1.1', sourceIp: '', userAgent: 'commons' },
      requestId,
      routeKey: routeKey(operation),
      stage: '$default',
      timeEpoch: Date.now(),
      authorizer: { iam: { userArn: `${capabilityPrefix}${by}` } },
    },
    ...(question.body !== undefined && { body: JSON.stringify(question.body) }),
    isBase64Encoded: false,
  };
};

const asked = async (invoke: Invoke, capability: string, event: object): Promise<unknown> => {
  const { statusCode, headers = {}, body = '' } = await invoke(capability, event);
  if (statusCode >= 500) throw new Down(`It answered ${statusCode}.`, Number(headers['retry-after']) || 5);
  if (statusCode >= 400) throw new Refused(statusCode, JSON.parse(body));
  return body === '' ? undefined : JSON.parse(body);
};

/** `by`: name of the capability that asks. */
export const callsOf = <C extends Capability, K extends keyof C['operations'] = keyof C['operations']>(
  { name, operations }: C | Asked<C, K>,
  by: string,
  invoke: Invoke,
): Pick<Calls<C>, K> =>
  Object.fromEntries(
    Object.entries<Route>(operations).map(([id, operation]) => [
      id,
      (council: string, question: Question) => asked(invoke, name, eventOf(operation, council, question, by)),
    ]),
  ) as unknown as Pick<Calls<C>, K>;

const answered = ({ status, headers, text }: Answer): Answered => {
  if (status !== 200) throw new Down(`Lambda answered ${status}.`, 2, { unsent: status === 429 });
  if (headers.get('x-amz-function-error')) throw new Down('It failed.', 5);
  return JSON.parse(text);
};

/** By Lambda's own API. Less patient than API Gateway is with the function that asks. */
export const invokeByLambda = (ask: Outbound = outbound({ patience: 12_000 })): Invoke => {
  const sign = signed('lambda');
  const deployment = environment('DEPLOYMENT');
  return async (capability, event) => {
    const path = `2015-03-31/functions/${deployment}-${capability}/invocations`;
    const { url, init } = await sign(path, JSON.stringify(event));
    return ask(capability, url, init, answered);
  };
};
