/** Who asks, by the token of each request. Checked with jose, so that what signs it is proved by another's code. */
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { type KeyType, keyTypes, secretOf, serviceOf } from './keys.ts';
import { forbidden, unauthorised } from './refusals.ts';

const tolerance = 30;
const clockMessage = 'Error: Your system clock must be accurate to within 30 seconds';

const signer = async (token: string, council: string): Promise<KeyType | undefined> => {
  for (const type of keyTypes) {
    const secret = new TextEncoder().encode(secretOf(council, type));
    const isIt = await jwtVerify(token, secret, { algorithms: ['HS256'], clockTolerance: '100 years' }).then(
      () => true,
      () => false,
    );
    if (isIt) return type;
  }
  return undefined;
};

const claimsOf = (token: string) => {
  try {
    return { alg: decodeProtectedHeader(token).alg, claims: decodeJwt(token) };
  } catch {
    throw forbidden('Invalid token: signature, api token is not valid');
  }
};

/** Throws `Refusal`. */
export const authenticated = async (
  authorization: string | undefined,
  known: ReadonlySet<string>,
  revoked: ReadonlySet<string>,
  now: number,
): Promise<{ readonly council: string; readonly type: KeyType }> => {
  if (!authorization) throw unauthorised('Unauthorized: authentication token must be provided');
  const token = /^Bearer (\S+)$/.exec(authorization)?.[1];
  if (!token) throw unauthorised('Unauthorized: authentication bearer scheme must be used');
  const { alg, claims } = claimsOf(token);
  if (alg !== 'HS256') throw forbidden('Invalid token: algorithm used is not HS256');
  const { iss, iat } = claims;
  if (!iss) throw forbidden('Invalid token: iss field not provided');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(iss)) {
    throw forbidden('Invalid token: service id is not the right data type');
  }
  const council = [...known].find((one) => serviceOf(one) === iss);
  if (!council) throw forbidden('Invalid token: service not found');
  const type = await signer(token, council);
  if (!type) throw forbidden('Invalid token: API key not found');
  if (revoked.has(`${council} ${type}`)) throw forbidden('Invalid token: API key revoked');
  if (iat === undefined || Math.abs(iat - now / 1000) > tolerance) throw forbidden(clockMessage);
  return { council, type };
};
