import type { Council, SignIn } from '#shared/contract/capability.ts';
import { Problem } from '#shared/contract/problem.ts';
import { aSigningKey, Issuer, stopIssuers, type Trouble } from '#test/support/issuer.ts';
import { now } from '#test/support/pipeline.ts';
import { signedIn } from './signIn.ts';

let time = now;
let issuer: Issuer;
beforeEach(async () => {
  time = now;
  issuer = await new Issuer(() => time).start();
});
afterEach(stopIssuers);

const seconds = (count: number) => {
  time += count * 1000;
};

/** Asks who has a token; answers the id of the person, or what it was refused with. */
const start = (overrides: Partial<SignIn> = {}, timeout = 10_000) => {
  const people = signedIn(() => time, timeout);
  return async (token: string | Promise<string>): Promise<string> => {
    const signIn = issuer.signIn(overrides);
    const council: Council = { id: 'marlbeck', name: 'Marlbeck', capabilities: [], signIn };
    try {
      return (await people.identify(council, await token))?.keyId.slice(0, 5) ?? 'no token';
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const after = error.options.headers?.['retry-after'];
      return `${error.type.slug}${after ? ` ${after}` : ''}`;
    }
  };
};

const refusing: Trouble = (response) => response.writeHead(500).end();
const roundsOf = (): number => issuer.asked.filter((path) => path !== '/keys').length;
const unknown = async () => issuer.token({}, await aSigningKey(`key-${Math.random()}`));

describe('the keys of the issuer', () => {
  it('are fetched once in ten minutes, however many ask at once', async () => {
    const ask = start();
    const tokens = await Promise.all(['a', 'b', 'c'].map((jti) => issuer.token({ jti })));
    expect(await Promise.all(tokens.map(ask))).toEqual(['oidc-', 'oidc-', 'oidc-']);
    seconds(599);
    expect([await ask(issuer.token()), roundsOf()]).toEqual(['oidc-', 1]);
    seconds(1);
    expect([await ask(issuer.token({ jti: 'd' })), roundsOf()]).toEqual(['oidc-', 2]);
  });

  it('may change at any time: a new one is looked for at once, an old one works as long as it is listed', async () => {
    const ask = start();
    const [first] = issuer.keys;
    const old = await issuer.token();
    expect(await ask(old)).toBe('oidc-');
    issuer.keys = [...issuer.keys, await aSigningKey('second', 'RS256')];
    seconds(10);
    expect([await ask(issuer.token()), await ask(issuer.token({ jti: 'a' }, first))]).toEqual(['oidc-', 'oidc-']);
    issuer.keys = issuer.keys.slice(1);
    seconds(600);
    expect([await ask(old), await ask(issuer.token())]).toEqual(['invalid-token', 'oidc-']);
  });

  it('may move to another address', async () => {
    const ask = start();
    expect(await ask(issuer.token())).toBe('oidc-');
    const moved = await new Issuer(() => time).start();
    issuer.discovery = { jwks_uri: `${moved.url}/keys` };
    moved.keys = [await aSigningKey('second')];
    seconds(10);
    expect(await ask(issuer.token({}, moved.keys[0]))).toBe('oidc-');
  });

  it('are not asked for more often than once in ten seconds, whatever callers send', async () => {
    const ask = start();
    const answers = new Set<string>();
    for (let i = 0; i < 20; i += 1) answers.add(await ask(unknown()));
    expect([[...answers], roundsOf()]).toEqual([['invalid-token'], 1]);
    seconds(10);
    expect([await ask(unknown()), await ask(unknown()), roundsOf()]).toEqual(['invalid-token', 'invalid-token', 2]);
  });

  it('are found where the issuer ends with a slash', async () => {
    issuer.discovery = { issuer: `${issuer.url}/` };
    const ask = start({ issuer: `${issuer.url}/` });
    expect(await ask(issuer.token({ iss: `${issuer.url}/` }))).toBe('oidc-');
  });
});

describe('while the issuer is down', () => {
  it('the keys that there are go on working, and it is asked again every ten seconds', async () => {
    const ask = start();
    await ask(issuer.token());
    issuer.trouble = refusing;
    seconds(86_400);
    expect([await ask(issuer.token()), await ask(issuer.token({ jti: 'a' })), roundsOf()]).toEqual([
      'oidc-',
      'oidc-',
      2,
    ]);
    seconds(10);
    expect([await ask(issuer.token()), roundsOf()]).toEqual(['oidc-', 3]);
  });

  it('a key not seen before cannot be judged', async () => {
    const ask = start();
    await ask(issuer.token());
    issuer.trouble = refusing;
    issuer.keys = [await aSigningKey('second')];
    seconds(10);
    expect(await ask(issuer.token())).toBe('temporarily-unavailable 10');
    seconds(4);
    expect([await ask(issuer.token()), roundsOf()]).toEqual(['temporarily-unavailable 6', 2]);
    issuer.trouble = undefined;
    seconds(6);
    expect(await ask(issuer.token())).toBe('oidc-');
  });

  it('nobody can sign in without any key, and everybody can as soon as it is back', async () => {
    const ask = start();
    issuer.trouble = refusing;
    expect([await ask(issuer.token()), await ask(issuer.token())]).toEqual(Array(2).fill('temporarily-unavailable 10'));
    expect(roundsOf()).toBe(1);
    issuer.trouble = undefined;
    seconds(10);
    expect(await ask(issuer.token())).toBe('oidc-');
  });
});

describe('an issuer is not taken at its word that', () => {
  it.each<[string, Trouble]>([
    ['does not answer', () => undefined],
    ['stops in the middle', (response) => response.writeHead(200).write('{"iss')],
    ['breaks the connection', (response) => response.socket?.destroy()],
    ['answers an error', refusing],
    ['answers a page', (response) => response.end('<!doctype html>')],
    ['answers null', (response) => response.end('null')],
  ])('%s', async (_, trouble) => {
    issuer.trouble = trouble;
    expect(await start({}, 200)(issuer.token())).toBe('temporarily-unavailable 10');
  });

  it.each<[string, () => object]>([
    ['calls itself another', () => ({ issuer: `${issuer.url}/` })],
    ['has no keys', () => ({ jwks_uri: undefined })],
    ['has keys at no address', () => ({ jwks_uri: 'keys' })],
    ['has keys that come unencrypted', () => ({ jwks_uri: `${issuer.url.replace('127.0.0.1', '0.0.0.0')}/keys` })],
    ['has keys that are elsewhere now', () => ({ jwks_uri: `${issuer.url}/moved` })],
    ['has keys that are not there', () => ({ jwks_uri: `${issuer.url}/nowhere` })],
    ['has keys of another form', () => ({ jwks_uri: `${issuer.url}/.well-known/openid-configuration` })],
  ])('%s', async (_, discovery) => {
    issuer.discovery = discovery();
    expect(await start()(issuer.token())).toBe('temporarily-unavailable 10');
  });

  it('has lost all of its keys', async () => {
    const ask = start();
    const [first] = issuer.keys;
    await ask(issuer.token());
    issuer.keys = [];
    seconds(600);
    expect(await ask(issuer.token({}, first))).toBe('oidc-');
  });
});

describe('a token that was good', () => {
  let checks: jest.SpyInstance;
  beforeEach(() => {
    checks = jest.spyOn(crypto.subtle, 'verify');
  });
  afterEach(() => checks.mockRestore());

  it('is good for a minute without checking its signature again', async () => {
    const ask = start();
    const token = await issuer.token();
    await ask(token);
    seconds(59);
    await ask(token);
    expect(checks).toHaveBeenCalledTimes(1);
    seconds(1);
    await ask(token);
    expect(checks).toHaveBeenCalledTimes(2);
  });

  it('is not good for longer than it says itself', async () => {
    const ask = start();
    const token = await issuer.token({ exp: now / 1000 + 20 });
    expect(await ask(token)).toBe('oidc-');
    seconds(49);
    expect(await ask(token)).toBe('oidc-');
    seconds(1);
    expect(await ask(token)).toBe('expired-token');
  });

  it('is forgotten when a thousand others were used since', async () => {
    const ask = start();
    const tokens = await Promise.all(Array.from({ length: 1001 }, (_, jti) => issuer.token({ jti: String(jti) })));
    for (const token of tokens) await ask(token);
    checks.mockClear();
    await ask(tokens[1000] as string);
    await ask(tokens[1] as string);
    expect(checks).toHaveBeenCalledTimes(0);
    await ask(tokens[0] as string);
    expect(checks).toHaveBeenCalledTimes(1);
  });

  it('that was not good is checked each time', async () => {
    const ask = start();
    const token = await issuer.token({}, await aSigningKey('first'));
    expect([await ask(token), await ask(token)]).toEqual(['invalid-token', 'invalid-token']);
    expect(checks).toHaveBeenCalledTimes(2);
  });
});
