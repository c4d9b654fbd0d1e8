/** The request pipeline: the whole way from API Gateway's event to its answer, the same for every capability. */
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Capability, Handlers, Idempotent, Request } from '#shared/contract/capability.ts';
import { metered } from '#shared/dynamodb/meter.ts';
import type { AnswerStore } from '#shared/idempotency/answers.ts';
import { answerProblems } from './answerProblems.ts';
import { authorise } from './authorise.ts';
import { answerOptions, withCors } from './cors.ts';
import { resolveCouncil } from './council.ts';
import { encodeResult } from './encode.ts';
import { type Event, type Exchange, header, openExchange, type Response } from './exchange.ts';
import { parseInput } from './input.ts';
import { requestLog } from './logRequest.ts';
import { once } from './once.ts';
import { findOperation } from './operation.ts';
import type { Platform } from './platform.ts';

/** API Gateway's own end with =. */
const wellFormedId = /^[\w.:=-]{8,100}$/;

type AnyHandler = (request: Request) => unknown;

/** A contract with an idempotent operation needs somewhere to keep its answers: the table that its handlers write. */
type Answers<C extends Capability> =
  Extract<C['operations'][keyof C['operations']], Idempotent> extends never ? [] : [answers: AnswerStore];

/** A Lambda handler for a contract. Its functions see parsed input and throw problems; they know nothing of HTTP. */
export const serve = <C extends Capability>(
  contract: C,
  handlers: Handlers<C>,
  platform: Platform,
  ...[answers]: Answers<C>
) => {
  const { clock, councils, allowedOrigins, relay, log } = platform;
  const handleOnce = once(answers);
  const run = middy<Exchange, unknown>({ timeoutEarlyInMillis: 0 })
    .use(answerProblems(log))
    .use(findOperation(contract))
    .use(answerOptions(platform))
    .use(resolveCouncil(contract, councils))
    .use(authorise(platform))
    .use(parseInput())
    .use(encodeResult())
    .handler((exchange: Exchange) => {
      // The operation was found by its id in this contract and its input parsed by its schemas: the types agree.
      const binding = exchange.council?.bindings?.[contract.name];
      if (binding) return relay(exchange, contract.name, binding);
      const handler = handlers[exchange.operationId as keyof Handlers<C>] as AnyHandler;
      return handleOnce(exchange, handler);
    });

  const logRequest = requestLog(platform, contract.name);
  return (event: Event, context: Context): Promise<Response> =>
    metered(async (meter) => {
      const given = header(event, 'x-request-id');
      const requestId = given && wellFormedId.test(given) ? given : event.requestContext.requestId;
      const exchange = openExchange(event, meter, requestId, clock());
      const response = withCors(exchange, (await run(exchange, context)) as Response, allowedOrigins);
      logRequest(exchange, response);
      return response;
    });
};
