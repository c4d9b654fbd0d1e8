/**
 * How GOV.UK Notify is told who asks: a JWT for each request, signed with HS256. By `node:crypto`, without a library: nothing is read or
 * verified, which is where such libraries earn their keep, and two encoded parts and one HMAC cost no size and no time at start.
 */
import { createHmac } from 'node:crypto';

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
/** `{name}-{service id}-{secret}`: the name may have hyphens of its own, so it is read from its end. */
const form = new RegExp(`(${uuid.source})-(${uuid.source})$`, 'i');

export interface ApiKey {
  readonly service: string;
  readonly secret: string;
}

/** `undefined` for what is no key of GOV.UK Notify. */
export const parseApiKey = (text: string | undefined): ApiKey | undefined => {
  const [, service, secret] = form.exec(text?.trim() ?? '') ?? [];
  return service && secret ? { service, secret } : undefined;
};

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = encoded({ typ: 'JWT', alg: 'HS256' });

/** Good for 30 seconds either side of Notify's clock. */
export const tokenFor = ({ service, secret }: ApiKey, now: number): string => {
  const signed = `${header}.${encoded({ iss: service, iat: Math.floor(now / 1000) })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};
