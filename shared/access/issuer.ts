/** The public keys of an OpenID Connect issuer, found by its discovery document and kept while the function is warm. */
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import * as z from 'zod/mini';
import { Unavailable } from '#shared/contract/problems.ts';

/** A key that the issuer has withdrawn is refused from then on. */
const keptFor = 600_000;

/** Between attempts, whether they succeed or not: what callers send must not make us ask more often. */
const pause = 10_000;

export const isLocal = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1'].includes(hostname);

/** Keys that came unencrypted could be anybody's. */
export const isSafe = (address: string): boolean => {
  const url = URL.parse(address);
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url)));
};

export const wellKnown = '/.well-known/openid-configuration';

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.string().check(z.refine(isSafe)) });

/** No keys at all would be a mistake of the issuer: better to go on with those that there were. */
const KeySet = z.object({ keys: z.array(z.looseObject({})).check(z.minLength(1)) });

const fetchJson = async (address: string, signal: AbortSignal): Promise<unknown> => {
  const response = await fetch(address, { signal, redirect: 'error', headers: { accept: 'application/json' } });
  if (response.ok) return response.json();
  await response.body?.cancel();
  throw new Error(`The identity provider answered ${response.statusText}.`);
};

const fetchKeys = async (issuer: string, timeout: number) => {
  const signal = AbortSignal.timeout(timeout);
  const found = Discovery.parse(await fetchJson(issuer.replace(/\/$/, '') + wellKnown, signal));
  // OpenID Connect Discovery 1.0, section 4.3.
  if (found.issuer !== issuer) throw new Error('The discovery document names another issuer than the configuration.');
  const keySet = KeySet.parse(await fetchJson(found.jwks_uri, signal));
  const { createLocalJWKSet } = await import('./jose.ts');
  return createLocalJWKSet(keySet as JSONWebKeySet);
};

const isUnknownKey = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_JWKS_NO_MATCHING_KEY';

/**
 * Finds the key of a token. A key not seen before makes it look again, so that the issuer can change its keys at any time. While
 * the issuer is down it goes on with what it has; what cannot be told then is `Unavailable`. (jose's own remote set asks
 * again for every call while the issuer is down, and lets go of the keys.)
 */
export const issuerKeys = (issuer: string, clock: () => number, timeout: number): JWTVerifyGetKey => {
  let keys: JWTVerifyGetKey | undefined;
  let [loadedAt, triedAt] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let failure: unknown;
  let attempt: Promise<void> | undefined;

  const load = async (): Promise<void> => {
    try {
      keys = await fetchKeys(issuer, timeout);
      loadedAt = clock();
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    triedAt = clock();
    attempt = undefined;
  };
  const refresh = (): Promise<void> | undefined => {
    if (!attempt && clock() - triedAt >= pause) attempt = load();
    return attempt;
  };
  const unavailable = (): Unavailable => {
    const seconds = Math.max(1, Math.ceil((triedAt + pause - clock()) / 1000));
    return new Unavailable('The council’s identity provider cannot be reached, so the token cannot be checked.', {
      cause: failure,
      headers: { 'retry-after': String(seconds) },
    });
  };

  return async (header, token) => {
    if (clock() - loadedAt >= keptFor) await refresh();
    if (!keys) throw unavailable();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!isUnknownKey(error)) throw error;
    }
    await refresh();
    if (failure) throw unavailable();
    return keys(header, token);
  };
};
