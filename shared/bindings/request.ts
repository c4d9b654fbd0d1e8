/** A request as it goes on to the deployment that a capability is bound to: the same question, with this deployment's own key. */
import { createHash } from 'node:crypto';
import type { Binding } from '#shared/contract/capability.ts';
import { dialectOf, type Exchange, relayedHeader, traceOf } from '#shared/http/exchange.ts';
import { keyFrom } from '#shared/http/once.ts';

/**
 * The other deployment knows one key of ours for all our callers: each keeps an Idempotency-Key space of its own.
 * Throws what a malformed or missing one is answered with.
 */
const idempotencyKeyOf = (exchange: Exchange): string | undefined => {
  const { operation, council, caller } = exchange;
  const given = operation?.idempotent ? keyFrom(exchange) : undefined;
  if (given === undefined) return undefined;
  const hash = createHash('sha256')
    .update(JSON.stringify([council?.id, caller?.keyId, given]))
    .digest('hex');
  return `"${hash}"`;
};

const pathOf = ({ event, operation }: Exchange, { council }: Binding): string =>
  (operation?.path ?? '').replaceAll(/\{(\w+)\+?\}/g, (_, name: string) =>
    encodeURIComponent(name === 'council' ? council : (event.pathParameters?.[name] ?? '')),
  );

/** Without the caller's key, which is none of the other's business, and without what is settled here. */
const queryOf = (exchange: Exchange): string => {
  const query = new URLSearchParams(exchange.event.rawQueryString);
  for (const source of dialectOf(exchange).credentials) if (source.in === 'query') query.delete(source.name);
  if (exchange.operation?.returns.forms) query.delete('format');
  return query.size > 0 ? `?${query}` : '';
};

/** Only what the operation takes, as it was understood here: nothing that a caller adds can make the call fail on the way. */
export const requestTo = (exchange: Exchange, binding: Binding, key: string): { url: string; init: RequestInit } => {
  const { event, operation, requestId } = exchange;
  const [trace, idempotencyKey] = [traceOf(event), idempotencyKeyOf(exchange)];
  const headers = {
    authorization: `Bearer ${key}`,
    accept: operation?.returns.mediaType ?? 'application/json',
    [relayedHeader]: '1',
    'x-request-id': requestId,
    ...(trace && { traceparent: trace }),
    ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
    ...(operation?.body && { 'content-type': 'application/json' }),
  };
  const body = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64') : event.body;
  return {
    url: `${binding.url}${pathOf(exchange, binding)}${queryOf(exchange)}`,
    init: { method: operation?.method ?? 'GET', headers, redirect: 'error', ...(operation?.body && body && { body }) },
  };
};
