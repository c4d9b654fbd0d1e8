import { createHash, createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';
import * as z from 'zod/mini';
import { capability, get, ok, type SignIn } from '#shared/contract/index.ts';
import { serve } from '#shared/http/serve.ts';
import { aSigningKey, Issuer, type SigningKey, stopIssuers } from '#test/support/issuer.ts';
import { aKey, aPlatform, type Call, call, councils, now } from '#test/support/pipeline.ts';

const things = capability({
  name: 'things',
  title: 'Things',
  summary: 'For tests',
  operations: {
    getThing: get('/{council}/thing', {
      summary: 'One',
      access: { scope: 'things:read' },
      returns: ok(z.object({ keyId: z.string(), council: z.string(), scopes: z.readonly(z.array(z.string())) })),
    }),
  },
});

let issuer: Issuer;
beforeEach(async () => {
  issuer = await new Issuer(() => now).start();
});
afterEach(stopIssuers);

/** A deployment where Marlbeck has sign-in; `others` says of which other councils the same is true. */
const start = (overrides: Partial<SignIn> = {}, others: Readonly<Record<string, SignIn>> = {}) => {
  const key = aKey();
  const signIns: Readonly<Record<string, SignIn>> = { marlbeck: issuer.signIn(overrides), ...others };
  const platform = {
    ...aPlatform(key.record),
    councils: new Map([...councils].map(([id, council]) => [id, { ...council, signIn: signIns[id] }])),
  };
  const handler = serve(
    things,
    { getThing: ({ caller }) => caller ?? { keyId: 'nobody', council: '', scopes: [] } },
    platform,
  );
  const send = async (headers: Call['headers'], council = 'marlbeck') => {
    const answer = await call(handler, { route: 'GET /{council}/thing', params: { council }, headers: headers ?? {} });
    const json = JSON.parse(answer.body ?? 'null');
    return { status: answer.statusCode, headers: answer.headers, json, slug: json.type?.split('/').at(-1) };
  };
  const ask = (token: string, council?: string) => send({ authorization: `Bearer ${token}` }, council);
  return { ask, send, key, lines: platform.lines };
};

const json64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a person who signed in', () => {
  it('may do what the roles allow, and is known by a hash alone', async () => {
    const { ask, lines } = start({ roles: { reader: ['things:read'], loader: ['things:load'], head: ['*'] } });
    const token = await issuer.token({ roles: ['reader', 'loader', 'cleaner'], email: 'ann@marlbeck.example' });
    const keyId = `oidc-${createHash('sha256').update(`${issuer.url}ann.example`).digest('hex').slice(0, 16)}`;
    expect(await ask(token)).toMatchObject({
      status: 200,
      json: { keyId, council: 'marlbeck', scopes: ['things:read', 'things:load'] },
    });
    expect(lines).toMatchObject([{ council: 'marlbeck', keyId, status: 200 }]);
    expect(JSON.stringify(lines)).not.toMatch(/ann|eyJ/);
  });

  it.each<[string, Partial<SignIn>, object, number]>([
    ['a list', {}, { roles: ['reader'] }, 200],
    ['text with spaces between', {}, { roles: 'writer reader' }, 200],
    ['a path', { rolesClaim: 'realm_access.roles' }, { realm_access: { roles: ['reader'] } }, 200],
    [
      'a name with dots',
      { rolesClaim: 'https://marlbeck.example/roles' },
      { 'https://marlbeck.example/roles': ['reader'] },
      200,
    ],
    ['a role with a space in its name', { roles: { 'Case reader': ['things:*'] } }, { roles: ['Case reader'] }, 200],
    ['another role', {}, { roles: ['readers'] }, 403],
    ['no claim', {}, { roles: undefined }, 403],
    ['a number', {}, { roles: 7 }, 403],
    ['null on the way', { rolesClaim: 'a.b' }, { a: null }, 403],
    ['a list of lists', {}, { roles: [['reader']] }, 403],
    ['what every object has', { rolesClaim: 'constructor.name', roles: { Object: ['*'] } }, {}, 403],
    ['the name of what every object has', {}, { roles: ['constructor', '__proto__'] }, 403],
  ])('with roles as %s', async (_, overrides, claims, status) => {
    expect(await start(overrides).ask(await issuer.token(claims))).toMatchObject({ status });
  });

  it('is told the scope that no role gives', async () => {
    const { json, slug } = await start().ask(await issuer.token({ roles: [] }));
    expect([slug, json.detail, json.scope]).toEqual([
      'missing-scope',
      'None of your roles gives the scope things:read.',
      'things:read',
    ]);
  });

  it('has a quota of their own, whatever token they come with', async () => {
    const { ask } = start({ dailyQuota: 2 });
    const tokens = [await issuer.token(), await issuer.token({ jti: 'a' }), await issuer.token({ jti: 'b' })];
    const answers = [];
    for (const token of tokens) answers.push(await ask(token));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[0]?.headers).toMatchObject({ ratelimit: '"daily";r=1;t=52200' });
    expect(await ask(await issuer.token({ sub: 'bob.example' }))).toMatchObject({ status: 200 });
  });

  it.each(['RS256', 'RS512', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'])(
    'may have a token signed with %s',
    async (alg) => {
      issuer.keys = [await aSigningKey('other'), await aSigningKey('own', alg)];
      expect(await start().ask(await issuer.token())).toMatchObject({ status: 200 });
    },
  );

  it('may have a token of an issuer that does not say which algorithm its keys are for', async () => {
    const key = await aSigningKey('plain', 'RS256');
    const { alg: _, use: __, ...publicJwk } = key.publicJwk;
    issuer.keys = [{ ...key, publicJwk }];
    expect(await start().ask(await issuer.token())).toMatchObject({ status: 200 });
  });

  it.each([
    ['expired 20 seconds ago', { exp: now / 1000 - 20 }],
    ['is valid in 20 seconds', { nbf: now / 1000 + 20 }],
    ['is for several systems', { aud: ['account', 'commons'] }],
  ])('may have a token that %s', async (_, claims) => {
    expect(await start().ask(await issuer.token(claims))).toMatchObject({ status: 200 });
  });
});

describe('a key', () => {
  it('works beside sign-in', async () => {
    const { send, key } = start();
    expect(await send(key.headers)).toMatchObject({ status: 200, json: { keyId: key.record.keyId } });
    expect(issuer.asked).toEqual([]);
  });
});

describe('a token is refused that', () => {
  const seconds = now / 1000;
  const forged = (header: object, sign: (text: string) => string = () => '') => {
    const text = `${json64(header)}.${json64(issuer.claims())}`;
    return `${text}.${sign(text)}`;
  };
  const hs256 = (secret: string | Buffer) => (text: string) =>
    createHmac('sha256', secret).update(text).digest('base64url');
  const pem = ({ publicJwk }: SigningKey): string =>
    createPublicKey({ key: publicJwk as JsonWebKey, format: 'jwk' })
      .export({ format: 'pem', type: 'spki' })
      .toString();
  const own = (): SigningKey => issuer.keys[0] as SigningKey;

  it.each<[string, () => string | Promise<string>, string, string]>([
    ['expired', () => issuer.token({ exp: seconds - 30 }), 'expired-token', 'The token has expired.'],
    ['is not valid yet', () => issuer.token({ nbf: seconds + 31 }), 'invalid-token', 'The token is not valid yet.'],
    ['never expires', () => issuer.token({ exp: undefined }), 'invalid-token', 'does not say when it expires'],
    ['expires in words', () => issuer.token({ exp: 'never' }), 'invalid-token', 'does not say when it expires'],
    ['is for another system', () => issuer.token({ aud: 'other' }), 'token-for-another', 'its “aud” is not that'],
    ['is for nobody', () => issuer.token({ aud: undefined }), 'token-for-another', 'its “aud” is not that'],
    ['is of another issuer', () => issuer.token({ iss: 'https://x.example' }), 'token-for-another', 'another identity'],
    ['is of a longer issuer', () => issuer.token({ iss: `${issuer.url}/` }), 'token-for-another', 'another identity'],
    ['has no issuer', () => issuer.token({ iss: undefined }), 'token-for-another', 'another identity provider'],
    ['is nobody’s', () => issuer.token({ sub: undefined }), 'invalid-token', 'does not say whose it is'],
    ['is of the empty subject', () => issuer.token({ sub: '' }), 'invalid-token', 'does not say whose it is'],
    ['is of a number', () => issuer.token({ sub: 7 }), 'invalid-token', 'does not say whose it is'],
    [
      'another key signed',
      async () => issuer.token({}, await aSigningKey('first')),
      'invalid-token',
      'The signature of',
    ],
    [
      'an unknown key signed',
      async () => issuer.token({}, await aSigningKey('evil')),
      'invalid-token',
      'is not signed with a',
    ],
    ['nobody signed', () => forged({ alg: 'none' }), 'invalid-token', 'signed in a way that is not accepted'],
    ['has no algorithm', () => forged({ kid: 'first' }, () => 'AAAA'), 'invalid-token', 'cannot be read'],
    [
      'HS256 and the public key signed',
      () => forged({ alg: 'HS256', kid: 'first' }, hs256(pem(own()))),
      'invalid-token',
      'in a way that',
    ],
    [
      'HS256 and the public JWK signed',
      () => forged({ alg: 'HS256', kid: 'first' }, hs256(JSON.stringify(own().publicJwk))),
      'invalid-token',
      'in a way that',
    ],
    [
      'has other claims than were signed',
      async () => (await issuer.token()).replace(/\.\S+\./, `.${json64(issuer.claims({ sub: 'head' }))}.`),
      'invalid-token',
      'The signature of',
    ],
    ['has lost its end', async () => (await issuer.token()).slice(0, -8), 'invalid-token', 'The signature of'],
    ['is no JSON', () => 'abc.def.ghi', 'invalid-token', 'cannot be read'],
    ['is a list', () => `${json64([])}.${json64([])}.AAAA`, 'invalid-token', 'cannot be read'],
    [
      'has a header that must be understood',
      () => forged({ alg: 'ES256', kid: 'first', crit: ['x'], x: 1 }, () => 'AAAA'),
      'invalid-token',
      'cannot be read',
    ],
  ])('%s', async (_, make, slug, detail) => {
    const token = await make();
    const { status, headers, ...answer } = await start().ask(token);
    expect([status, answer.slug, answer.json.detail]).toEqual([401, slug, expect.stringContaining(detail)]);
    expect(headers?.['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  it('brings its own key', async () => {
    const evil = await aSigningKey('first');
    const { SignJWT } = await import('jose');
    const header = { alg: 'ES256', kid: 'first', jwk: evil.publicJwk, jku: `${issuer.url}/evil` };
    const token = await new SignJWT(issuer.claims()).setProtectedHeader(header).sign(evil.privateKey);
    expect(await start().ask(token)).toMatchObject({ status: 401, slug: 'invalid-token' });
    expect(issuer.asked).not.toContain('/evil');
  });

  it('comes in a place for keys', async () => {
    const { send } = start();
    expect(await send({ 'x-api-key': await issuer.token() })).toMatchObject({ status: 401, slug: 'unknown-key' });
  });

  it.each(['a.b', 'a.b.c.d', 'a.b.c.d.e', 'a.b!.c', '..'])('is none: %s', async (text) => {
    expect(await start().ask(text)).toMatchObject({ status: 401, slug: 'unknown-key' });
    expect(issuer.asked).toEqual([]);
  });
});

describe('a person of one council has no right at another', () => {
  it('that has no sign-in', async () => {
    const { ask } = start();
    expect(await ask(await issuer.token(), 'pellwick')).toMatchObject({ status: 401, slug: 'unknown-key' });
  });

  it('that has another identity provider, even one with the same names of keys and roles', async () => {
    const theirs = await new Issuer(() => now).start();
    const { ask } = start({}, { pellwick: theirs.signIn() });
    expect(await ask(await issuer.token(), 'pellwick')).toMatchObject({ status: 401, slug: 'token-for-another' });
    const pretending = await issuer.token({ iss: theirs.url });
    expect(await ask(pretending, 'pellwick')).toMatchObject({ status: 401, slug: 'invalid-token' });
    expect(await ask(await theirs.token(), 'pellwick')).toMatchObject({ status: 200, json: { council: 'pellwick' } });
  });

  it('that has the same identity provider, also just after the token was good', async () => {
    const { ask } = start({}, { pellwick: issuer.signIn({ audience: 'pellwick-commons' }) });
    const token = await issuer.token();
    expect(await ask(token)).toMatchObject({ status: 200 });
    expect(await ask(token, 'pellwick')).toMatchObject({ status: 401, slug: 'token-for-another' });
  });
});
