/** A request as it goes on to the deployment that a capability is bound to: the same question, with this deployment's own key. */
import { createHash } from 'node:crypto';
import type { Binding } from '#shared/contract/capability.ts';
import { dialectOf, type Exchange, header, relayedHeader } from '#shared/http/exchange.ts';

const passedOn = ['content-type', 'traceparent'] as const;

/** The other deployment knows one key of ours for all our callers: each keeps an Idempotency-Key space of its own. */
const idempotencyKeyOf = ({ event, caller, council }: Exchange): string | undefined => {
  const given = header(event, 'idempotency-key');
  if (given === undefined) return undefined;
  const bare = given.replace(/^"(.*)"$/, '$1');
  // Too short or too long is refused there, as it would be here.
  if (!/^[\w.:-]{16,100}$/.test(bare)) return given;
  const hash = createHash('sha256')
    .update(JSON.stringify([council?.id, caller?.keyId, bare]))
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

export const requestTo = (exchange: Exchange, binding: Binding, key: string): { url: string; init: RequestInit } => {
  const { event, operation, requestId } = exchange;
  const idempotencyKey = idempotencyKeyOf(exchange);
  const headers = {
    authorization: `Bearer ${key}`,
    accept: operation?.returns.mediaType ?? 'application/json',
    [relayedHeader]: '1',
    'x-request-id': requestId,
    ...Object.fromEntries(passedOn.flatMap((name) => [[name, header(event, name)]]).filter(([, value]) => value)),
    ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
  };
  const body = event.body && event.isBase64Encoded ? Buffer.from(event.body, 'base64') : event.body;
  return {
    url: `${binding.url}${pathOf(exchange, binding)}${queryOf(exchange)}`,
    init: { method: operation?.method ?? 'GET', headers, redirect: 'error', ...(body !== undefined && { body }) },
  };
};
