/** A council's way to one of its services at GOV.UK Pay: the address, and the key from what a person has put into the secrets. */
import { InvalidRequest } from '#shared/contract/problems.ts';
import type { Providers } from '#shared/provider.ts';
import { PaymentsNotConnected } from '../contract/problems.ts';
import type { payments } from '../contract.ts';

export interface Connection {
  /** What fails together. */
  readonly name: string;
  readonly url: string;
  readonly key: string;
  /** The key was refused: it is read anew. */
  readonly refused: () => void;
}

const line = /^(?:([a-z][a-z0-9-]{0,30})\s*=\s*)?([\w-]{10,200})$/;

/** Lines, or what commas part. */
export const linesOf = (secret: string): string[] =>
  secret
    .split(/[\n,;]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Keys by service, `''` for all others; or what is wrong, without a word of the secret. */
export const keysIn = (secret: string): ReadonlyMap<string, string> | string => {
  const keys = new Map<string, string>();
  for (const [i, one] of linesOf(secret).entries()) {
    const [, service = '', key] = line.exec(one) ?? [];
    if (!key) return `line ${i + 1} must be an API key, or service=key`;
    if (keys.has(service)) return `line ${i + 1} gives a second key for ${service || 'services without a name'}`;
    keys.set(service, key);
  }
  return keys.size > 0 ? keys : 'there is no key in it';
};

const providerOf = (providers: Providers<typeof payments>, council: string) => {
  const provider = providers(council);
  if (provider) return provider;
  throw new PaymentsNotConnected('The council’s configuration names no payment service.');
};

const secretOf = async (providers: Providers<typeof payments>, council: string, name: string): Promise<string> => {
  const secret = await providerOf(providers, council).secret(name);
  if (secret?.trim()) return secret;
  throw new PaymentsNotConnected(
    `The council’s payment service is configured, but its secret is not set: “npx commons secrets set payments ${name}”.`,
  );
};

/** The service of a payment, and where the accounts have it. Throws where the council has no such service. */
export const serviceOf = (providers: Providers<typeof payments>, council: string, wanted?: string) => {
  const { services, default: usual } = providerOf(providers, council).settings;
  const service = wanted ?? usual;
  if (service === usual || Object.hasOwn(services, service)) return { service, ...services[service] };
  const detail = `must be one of ${[...new Set([usual, ...Object.keys(services)])].join(', ')}`;
  throw new InvalidRequest(`“service” ${detail}.`, { errors: [{ detail, pointer: '#/service', in: 'body' }] });
};

/** Throws `PaymentsNotConnected`. */
export const connectionOf = async (
  providers: Providers<typeof payments>,
  council: string,
  service: string,
): Promise<Connection> => {
  const { url, refused } = providerOf(providers, council);
  const keys = keysIn(await secretOf(providers, council, 'api-keys'));
  if (typeof keys === 'string') throw new PaymentsNotConnected(`The council’s secret “api-keys” is wrong: ${keys}.`);
  const key = keys.get(service) ?? keys.get('');
  if (!key) throw new PaymentsNotConnected(`The council’s secret “api-keys” has no key for the service ${service}.`);
  return { name: `${council} ${service}`, url, key, refused: () => refused('api-keys') };
};

/** What messages may be signed with. Throws `PaymentsNotConnected`. */
export const signingSecrets = async (providers: Providers<typeof payments>, council: string): Promise<string[]> =>
  linesOf(await secretOf(providers, council, 'webhook-secrets'));
