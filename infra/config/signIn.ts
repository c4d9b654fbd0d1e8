/** `signIn` of a council in commons.config.json (docs/handbook/sign-in.md). */
import * as z from 'zod/mini';
import { isSafe, wellKnown } from '#shared/access/issuer.ts';
import { ScopeText } from '#shared/contract/fields.ts';

const text = z.string().check(z.minLength(1), z.maxLength(200));

/** OpenID Connect Discovery 1.0, section 2: neither query nor fragment. Compared letter by letter, so kept as it is written. */
const isIssuer = (issuer: string): boolean => isSafe(issuer) && !/[?#@\s]/.test(issuer);

/** Entra's addresses for the users of any organisation: their tokens name another issuer, that of the organisation. */
const isEverybodys = (issuer: string): boolean => /\/(common|organizations|consumers)(\/|$)/.test(issuer);

const Issuer = text.check(
  z.refine(isIssuer, {
    error: 'must be an https address, like https://sign-in.example.gov.uk/realms/staff',
    abort: true,
  }),
  z.refine(
    (issuer) => !issuer.includes('/.well-known/'),
    `must be the issuer that the discovery document names: leave out ${wellKnown}`,
  ),
  z.refine((issuer) => !isEverybodys(issuer), 'must name one tenant: put its id in place of “common”'),
);

const Roles = z.record(z.string(), z.array(ScopeText).check(z.minLength(1), z.maxLength(50))).check(
  z.refine((roles) => Object.keys(roles).length > 0, 'must name a role: without one nobody may do anything'),
  z.refine((roles) => Object.keys(roles).every((role) => role.trim()), 'must not have a role without a name'),
  z.refine((roles) => Object.keys(roles).length <= 100, 'must have at most 100 roles'),
);

export const SignInConfig = z.strictObject({
  issuer: Issuer,
  audience: text,
  rolesClaim: z._default(text, 'roles'),
  roles: Roles,
  dailyQuota: z._default(z.int().check(z.minimum(1), z.maximum(100_000_000)), 10_000),
});

type Configured = readonly { readonly id: string; readonly signIn?: z.output<typeof SignInConfig> | undefined }[];

/** Else a token for one council would be one for the other too. */
export const sharedAudiences = (councils: Configured): string[] => {
  const owners = new Map<string, string>();
  return councils.flatMap(({ id, signIn }, i) => {
    if (!signIn) return [];
    const place = JSON.stringify([signIn.issuer, signIn.audience]);
    const owner = owners.get(place);
    owners.set(place, owner ?? id);
    return owner === undefined
      ? []
      : [`councils[${i}].signIn.audience: is that of “${owner}”; register the API once more, for this council`];
  });
};
