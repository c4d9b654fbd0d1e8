/** One request on its way through the pipeline. Each step fills in what it found. */
import type middy from '@middy/core';
import type {
  APIGatewayEventRequestContextV2,
  APIGatewayProxyEventV2WithRequestContext,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda';
import type { Caller, Council, Operation, Request } from '#shared/contract/capability.ts';
import { type Dialect, problemDetails } from '#shared/contract/dialect.ts';
import type { Meter } from '#shared/dynamodb/meter.ts';
import type { Taken } from './cors.ts';

/** Payload format 2.0; `authorizer.iam` is there only when an operator invokes the function with AWS credentials. */
export type Event = APIGatewayProxyEventV2WithRequestContext<
  APIGatewayEventRequestContextV2 & { readonly authorizer?: { readonly iam?: { readonly userArn?: string } } }
>;
export type Response = APIGatewayProxyStructuredResultV2;

export interface Exchange {
  readonly event: Event;
  readonly requestId: string;
  /** Scheme and host that the caller used. */
  readonly origin: string;
  readonly startedAt: number;
  readonly meter: Meter;
  operationId?: string;
  operation?: Operation;
  council?: Council;
  caller?: Caller;
  /** Text of the caller's key. Never logged, never given to a handler. */
  token?: string;
  request?: Request;
  /** Another deployment was asked. */
  relayed?: boolean;
  /** What a preflight asks about: its answer is for the same pages as that operation's. */
  asked?: Taken | undefined;
  /** Slug of the problem answered, for the log. */
  problem?: string;
  headers: Record<string, string>;
}

/** A pipeline step. */
export type Step = middy.MiddlewareObj<Exchange, unknown>;

export const header = (event: Event, name: string): string | undefined => event.headers?.[name] ?? undefined;

/** W3C Trace Context. */
const traceparent = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The caller's `traceparent`, where it is one. */
export const traceOf = (event: Event): string | undefined => {
  const given = header(event, 'traceparent');
  return given && traceparent.test(given) ? given : undefined;
};

/** Said by another deployment that sends a call on (`shared/bindings`). */
export const relayedHeader = 'commons-relayed';

/** Another deployment is told of problems in our own form, and tells its caller in the path's. */
export const dialectOf = ({ event, operation }: Exchange): Dialect =>
  header(event, relayedHeader) ? problemDetails : (operation?.dialect ?? problemDetails);

export const openExchange = (event: Event, meter: Meter, requestId: string, startedAt: number): Exchange => {
  const scheme = header(event, 'x-forwarded-proto') ?? 'https';
  const origin = `${scheme}://${event.requestContext.domainName}`;
  return { event, requestId, origin, startedAt, meter, headers: {} };
};
