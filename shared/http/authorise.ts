/** Checks the key or the person's token, its council, its scope and its quota, in that order. */

import { capabilityPrefix } from '#shared/access/caller.ts';
import { allows, host, type KeyReader, type KeyRecord, type Spender } from '#shared/access/keys.ts';
import type { Quota, Spending } from '#shared/access/quota.ts';
import { isTokenOf, keyIdOf, pseudonym } from '#shared/access/token.ts';
import type { Caller } from '#shared/contract/capability.ts';
import type { CredentialSource } from '#shared/contract/dialect.ts';
import {
  ExpiredKey,
  KeyOfAnotherCouncil,
  MissingKey,
  MissingScope,
  QuotaExceeded,
  RevokedKey,
  UnknownKey,
} from '#shared/contract/problems.ts';
import { dialectOf, type Event, type Exchange, header, type Step } from './exchange.ts';
import type { Platform } from './platform.ts';
import { rateLimitHeaders } from './rateLimit.ts';

const challenge = { headers: { 'www-authenticate': 'Bearer' } };

const bearer = /^bearer +(\S+) *$/i;

const tokenFrom = (event: Event, source: CredentialSource): string | undefined => {
  if (source.in === 'bearer') return bearer.exec(header(event, 'authorization') ?? '')?.[1];
  if (source.in === 'header') return header(event, source.name);
  return new URLSearchParams(event.rawQueryString).get(source.name) ?? undefined;
};

const findToken = (event: Event, sources: readonly CredentialSource[]) => {
  for (const source of sources) {
    const token = tokenFrom(event, source);
    if (token) return { token, isBearer: source.in === 'bearer' };
  }
  throw new MissingKey('The request has no key.', challenge);
};

/**
 * The host's operator or another capability (`shared/calls.ts`), who invoked the function with AWS credentials instead of calling the API. API Gateway fills this part
 * of the event itself, and only for routes with IAM authorisation, of which there are none: a caller cannot forge it. The id is
 * a hash: an ARN names the person, often by email address, and ids are logged and kept.
 */
const operator = (event: Event): Caller | undefined => {
  const arn = event.requestContext.authorizer?.iam?.userArn;
  if (!arn) return undefined;
  return { keyId: arn.startsWith(capabilityPrefix) ? arn : pseudonym('iam', arn), council: host, scopes: ['*'] };
};

const verified = async (token: string, keys: KeyReader, now: number): Promise<KeyRecord> => {
  const keyId = keyIdOf(token);
  const key = keyId && (await keys.find(keyId));
  if (!key || !isTokenOf(token, key.hash)) throw new UnknownKey('No key of this deployment has this text.', challenge);
  if (key.revokedAt) throw new RevokedKey('The key was revoked.', challenge);
  if (Date.parse(key.expires) <= now)
    throw new ExpiredKey(`The key expired on ${key.expires.slice(0, 10)}.`, challenge);
  return key;
};

/** Throws `QuotaExceeded` at the first that is used up, and does not count the call against those after it. */
const spend = async (exchange: Exchange, quotas: readonly Quota[], who: Spender): Promise<void> => {
  const spent: Spending[] = [];
  for (const quota of quotas) {
    const spending = await quota.spend(who);
    spent.push(spending);
    const { policy, limit, used, window, secondsLeft } = spending;
    if (used <= limit) continue;
    throw new QuotaExceeded(`The caller may make ${limit} calls in ${window} seconds and has made them.`, {
      headers: { ...rateLimitHeaders(spent), 'retry-after': String(secondsLeft) },
      extensions: { 'violated-policies': [policy], limit, used },
    });
  }
  Object.assign(exchange.headers, rateLimitHeaders(spent));
};

/** A person who signed in, or a key. */
const callerOf = async (exchange: Exchange, { people, keys, clock }: Platform) => {
  const { council, event } = exchange;
  const { token, isBearer } = findToken(event, dialectOf(exchange).credentials);
  const person = isBearer && council && (await people.identify(council, token));
  // A person's next token is another: their answers are kept under the Idempotency-Key alone, like an operator's.
  if (person) return person;
  exchange.token = token;
  return verified(token, keys, clock());
};

export const authorise = (platform: Platform): Step => ({
  before: async ({ event: exchange }) => {
    const { operation, council, event } = exchange;
    if (!operation || operation.access === 'public') return;
    const byOperator = operator(event);
    if (byOperator) {
      exchange.caller = byOperator;
      return;
    }
    const found = await callerOf(exchange, platform);
    const { keyId, scopes } = found;
    exchange.caller = { keyId, council: found.council, scopes };
    if (council && found.council !== host && found.council !== council.id) {
      throw new KeyOfAnotherCouncil(`The key was not issued for ${council.name}.`);
    }
    const { scope } = operation.access;
    if (!allows(scopes, scope)) {
      const lack = 'isPerson' in found ? 'None of your roles gives' : 'The key lacks';
      throw new MissingScope(`${lack} the scope ${scope}.`, { extensions: { scope } });
    }
    await spend(exchange, platform.quotas, found);
  },
});
