/** A small identity provider on this machine: discovery, keys that change, outages. */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import type { SignIn } from '#shared/contract/capability.ts';

export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export const aSigningKey = async (kid: string, alg = 'ES256'): Promise<SigningKey> => {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
};

/** What it does with a request, in place of answering it. */
export type Trouble = (response: ServerResponse, path: string) => void;

const started: Issuer[] = [];

/** Stops all that a test has started. */
export const stopIssuers = (): void => {
  for (const issuer of started.splice(0)) issuer.stop();
};

export class Issuer {
  /** Listed for all to see; tokens are signed with the last one. */
  keys: readonly SigningKey[] = [];
  trouble: Trouble | undefined;
  /** Of its discovery document, in place of what is right. */
  discovery: object = {};
  /** Paths that were asked for. */
  readonly asked: string[] = [];
  readonly clock: () => number;
  readonly #server: Server;

  constructor(clock: () => number = Date.now) {
    this.clock = clock;
    this.#server = createServer(({ url: path = '' }, response) => {
      this.asked.push(path);
      if (this.trouble) return this.trouble(response, path);
      if (path === '/moved') return response.writeHead(302, { location: '/keys' }).end();
      const known: Readonly<Record<string, object>> = {
        '/.well-known/openid-configuration': { issuer: this.url, jwks_uri: `${this.url}/keys`, ...this.discovery },
        '/keys': { keys: this.keys.map(({ publicJwk }) => publicJwk) },
      };
      const body = known[path];
      return response.writeHead(body ? 200 : 404).end(JSON.stringify(body));
    });
  }

  async start(): Promise<this> {
    started.push(this);
    this.keys = [await aSigningKey('first')];
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  signIn(overrides: Partial<SignIn> = {}): SignIn {
    const roles = { reader: ['things:read'] };
    return { issuer: this.url, audience: 'commons', rolesClaim: 'roles', roles, dailyQuota: 1000, ...overrides };
  }

  claims(overrides: object = {}): JWTPayload {
    const at = Math.floor(this.clock() / 1000);
    const own = { iss: this.url, aud: 'commons', sub: 'ann.example', iat: at, nbf: at, exp: at + 3600 };
    return { ...own, roles: ['reader'], ...overrides };
  }

  /** A token for an hour; `key` signs it in place of the last of its own. */
  token(overrides: object = {}, key = this.keys.at(-1)): Promise<string> {
    if (!key) throw new Error('The issuer has no key.');
    const header = { alg: key.alg, kid: key.kid };
    return new SignJWT(this.claims(overrides)).setProtectedHeader(header).sign(key.privateKey);
  }
}
