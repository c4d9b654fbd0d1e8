/**
 * People who sign in with their council's identity provider (OpenID Connect). They call with the access token that it issued for
 * this API (RFC 9068 in spirit: most providers do not mark theirs `at+jwt`), and may do what their roles allow.
 */
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { Kept } from '#shared/cache.ts';
import type { Council, SignIn } from '#shared/contract/capability.ts';
import { Problem, type ProblemClass } from '#shared/contract/problem.ts';
import { ExpiredToken, InvalidToken, TokenForAnother } from '#shared/contract/problems.ts';
import { issuerKeys } from './issuer.ts';
import type { Spender } from './keys.ts';
import { hashToken, pseudonym } from './token.ts';

export interface Person extends Spender {
  readonly isPerson: true;
  readonly scopes: readonly string[];
}

export interface People {
  /** `undefined` where the council has no sign-in or the text is no such token. Throws problems that say what is wrong with it. */
  identify(council: Council, token: string): Promise<Person | undefined>;
}

const form = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** Asymmetric ones only: with HS256 the public key would be the secret (RFC 8725, section 2.1). */
const algorithms = ['RS', 'PS', 'ES'].flatMap((kind) => ['256', '384', '512'].map((bits) => kind + bits));
algorithms.push('EdDSA', 'Ed25519');

/** Seconds that the issuer's clock and ours may differ. */
const clockTolerance = 30;

/** A signature is checked once a minute, for the thousand tokens used last. */
const keptFor = 60_000;

const challenge = { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } };

/** By jose's error code, or the claim that it found wrong. */
const refusals: Readonly<Record<string, readonly [ProblemClass, string]>> = {
  ERR_JWT_EXPIRED: [ExpiredToken, 'The token has expired.'],
  ERR_JOSE_ALG_NOT_ALLOWED: [InvalidToken, 'The token is signed in a way that is not accepted.'],
  ERR_JWKS_NO_MATCHING_KEY: [InvalidToken, 'The token is not signed with a key of the identity provider.'],
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: [InvalidToken, 'The signature of the token is not right.'],
  iss: [TokenForAnother, 'The token was issued by another identity provider than the council’s.'],
  aud: [TokenForAnother, 'The token was issued for another system: its “aud” is not that of this API.'],
  nbf: [InvalidToken, 'The token is not valid yet.'],
  exp: [InvalidToken, 'The token does not say when it expires (“exp”).'],
  sub: [InvalidToken, 'The token does not say whose it is (“sub”).'],
};

const unreadable = [InvalidToken, 'The token cannot be read.'] as const;

const refusal = (why: string): Problem => {
  const [Refused, detail] = refusals[why] ?? unreadable;
  return new Refused(detail, challenge);
};

/** jose's errors hold the claims: they are not passed on as a cause, which is logged. */
const told = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  const { code = '', claim = '' } = error as { readonly code?: string; readonly claim?: string };
  return refusal(code in refusals ? code : claim);
};

type Claims = JWTPayload & { readonly sub: string; readonly exp: number };

const verified = async (token: string, signIn: SignIn, key: JWTVerifyGetKey, now: number): Promise<Claims> => {
  const { decodeJwt, jwtVerify } = await import('./jose.ts');
  const { issuer, audience } = signIn;
  const requiredClaims = ['sub', 'exp'];
  const rules = { algorithms, issuer, audience, requiredClaims, clockTolerance, currentDate: new Date(now) };
  try {
    // First, because a key of another issuer would only be told as unknown.
    if (decodeJwt(token).iss !== issuer) throw refusal('iss');
    const { payload } = await jwtVerify<Claims>(token, key, rules);
    if (typeof payload.sub !== 'string' || !payload.sub) throw refusal('sub');
    return payload;
  } catch (error) {
    throw told(error);
  }
};

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** A claim may have dots in its own name, as in `https://marlbeck.example/roles`. */
const rolesIn = (claims: JWTPayload, path: string): readonly unknown[] => {
  const found = field(claims, path) ?? path.split('.').reduce(field, claims as unknown);
  if (typeof found === 'string') return found.split(' ');
  return Array.isArray(found) ? found : [];
};

const scopesOf = (claims: JWTPayload, { rolesClaim, roles }: SignIn): string[] => {
  const held = new Set(rolesIn(claims, rolesClaim));
  return [...new Set(Object.entries(roles).flatMap(([role, scopes]) => (held.has(role) ? scopes : [])))];
};

export const signedIn = (clock: () => number, timeout = 3000): People => {
  const issuers = new Map<string, JWTVerifyGetKey>();
  const known = new Kept<{ readonly until: number; readonly person: Person }>(1000);

  const keysOf = (issuer: string): JWTVerifyGetKey => {
    const keys = issuers.get(issuer) ?? issuerKeys(issuer, clock, timeout);
    issuers.set(issuer, keys);
    return keys;
  };

  return {
    identify: async ({ id, signIn }, token) => {
      if (!signIn || !form.test(token)) return undefined;
      const place = hashToken(`${id} ${token}`);
      const found = known.get(place);
      if (found && found.until > clock()) return found.person;
      const claims = await verified(token, signIn, keysOf(signIn.issuer), clock());
      const person: Person = {
        isPerson: true,
        keyId: pseudonym('oidc', signIn.issuer + claims.sub),
        council: id,
        scopes: scopesOf(claims, signIn),
        dailyQuota: signIn.dailyQuota,
      };
      known.set(place, { until: Math.min(clock() + keptFor, claims.exp * 1000), person });
      return person;
    },
  };
};
