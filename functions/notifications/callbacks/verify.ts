/** Whether GOV.UK Notify is who it says. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Unavailable } from '#shared/contract/problems.ts';
import { CallbackRefused } from '../contract/callbacks.ts';
import type { NotifyProvider, NotifyProviders } from '../notify/connected.ts';

/** A 401 says what would prove it (RFC 9110, section 15.5.2). */
const challenge = { headers: { 'www-authenticate': 'Bearer' } };

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Each is compared, in a time that tells nothing. */
const isOneOf = (given: string, tokens: readonly string[]): boolean =>
  tokens.map((token) => timingSafeEqual(digest(given), digest(token))).some(Boolean);

const tokensOf = async (provider: NotifyProvider): Promise<readonly string[]> => {
  const tokens = (await provider.secret('callback-token'))?.split(/[\s,]+/).filter(Boolean) ?? [];
  if (tokens.length > 0) return tokens;
  throw new Unavailable('The council has put no “callback-token” among its secrets yet.', {
    headers: { 'retry-after': '300' },
  });
};

/** Throws `CallbackRefused`; and `Unavailable` where that is no fault of the caller's, who does not try again after any other refusal. */
export const verified = async (providers: NotifyProviders, council: string, authorization: string | undefined) => {
  const provider = providers(council);
  const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
  if (!provider || !given) throw new CallbackRefused('The call has no token of the council’s.', challenge);
  if (isOneOf(given, await tokensOf(provider))) return;
  // It may have been changed a moment ago.
  provider.refused('callback-token');
  if (!isOneOf(given, await tokensOf(provider))) throw new CallbackRefused('The call has another token.', challenge);
};
