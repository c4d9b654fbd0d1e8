/** Requests that must be refused, each with the problem that says why. What a person could be found by is the same in all. */
import { mintToken } from '#shared/access/token.ts';
import { type Answer, type Ask, api, makeKey } from './app.ts';

/** What no log may hold: a postcode, a UPRN and a name, in any spelling, and the text of any key. */
export const personal = /ZZ9.{0,3}7QX|777666555444|quillfeather|cc_\w{10}_/i;

const keyNames = ['none', 'garbage', 'unknown', 'expired', 'revoked', 'pellwick', 'scopeless', 'spent'] as const;
export type KeyName = (typeof keyNames)[number];

export interface BadRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Ask['headers'];
  readonly key?: KeyName;
  readonly status: number;
  /** None where API Gateway refuses and no function is called. */
  readonly slug?: string;
  /** The field that is wrong. */
  readonly pointer?: string;
}

const get = (path: string) => ({ method: 'GET', path });
const inPostcode = (more = '') => get(`/marlbeck/addresses?postcode=ZZ9%207QX${more}`);
const lookUp = (body?: unknown) => ({ method: 'POST', path: '/marlbeck/addresses/lookup', body });
const invalid = (pointer: string) => ({ status: 400, slug: 'invalid-request', pointer });
const megabytes = (count: number) => JSON.stringify({ postcode: 'ZZ9 7QX', name: 'Q'.repeat(count * 1024 * 1024) });
const nested = (depth: number) => `{"addresses":[${'['.repeat(depth)}"Quillfeather"${']'.repeat(depth)}]}`;

export const badRequests: Readonly<Record<string, BadRequest>> = {
  'a parameter that it does not know': { ...inPostcode('&name=Quillfeather'), ...invalid('#/name') },
  'a parameter named like a property of every object': { ...inPostcode('&__proto__=1'), ...invalid('#/__proto__') },
  'a parameter twice': { ...inPostcode('&postcode=ZZ97QX'), ...invalid('#/postcode') },
  'two parameters that exclude each other': { ...inPostcode('&usrn=1'), ...invalid('#/usrn') },
  'neither of two parameters': { ...get('/marlbeck/addresses'), ...invalid('#/postcode') },
  'no postcode for a postcode': {
    ...get('/marlbeck/addresses?postcode=ZZ97QX+Quillfeather'),
    ...invalid('#/postcode'),
  },
  'a postcode cut by NUL': { ...get('/marlbeck/addresses?postcode=ZZ9%007QX'), ...invalid('#/postcode') },
  'a postcode in bytes that are not UTF-8': { ...inPostcode('%FF%FE'), ...invalid('#/postcode') },
  'a postcode of five thousand letters': { ...inPostcode('Q'.repeat(5000)), ...invalid('#/postcode') },
  'a hundred parameters': {
    ...inPostcode(Array.from({ length: 100 }, (_, i) => `&a${i}=1`).join('')),
    ...invalid('#/a0'),
  },
  'a word for a number': { ...inPostcode('&limit=quillfeather'), ...invalid('#/limit') },
  'a number that is too high': { ...inPostcode('&limit=101'), ...invalid('#/limit') },
  'a UPRN of 13 digits': { ...get('/marlbeck/addresses/7776665554443'), ...invalid('#/uprn') },
  'a UPRN with NUL': { ...get('/marlbeck/addresses/%00777666555444'), ...invalid('#/uprn') },
  'a UPRN of 13 digits in a list': { ...lookUp({ uprns: ['1', '7776665554443'] }), ...invalid('#/uprns/1') },
  'text for a list': { ...lookUp({ uprns: '777666555444' }), ...invalid('#/uprns') },
  'a list that is too long': { ...lookUp({ uprns: Array(101).fill('777666555444') }), ...invalid('#/uprns') },
  'a field that it does not know': { ...lookUp({ postcode: 'ZZ9 7QX', name: 'Quillfeather' }), ...invalid('#/name') },
  'a body that is a list': { ...lookUp(['Quillfeather']), ...invalid('#') },
  'NUL in the body': { ...lookUp({ postcode: 'ZZ9\u00007QX' }), ...invalid('#/postcode') },
  'control characters in text for people': {
    method: 'POST',
    path: '/keys/access/keys',
    body: { label: 'Quillfeather\u001b[2J', scopes: ['addresses:read'] },
    ...invalid('#/label'),
  },
  'broken JSON': { ...lookUp('{"postcode": "ZZ9 7QX"'), status: 400, slug: 'malformed-json' },
  'no body where one is needed': { ...lookUp(), status: 400, slug: 'malformed-json' },
  'a body in bytes that are not UTF-8': {
    ...lookUp(Buffer.from('{"postcode":"ZZ9 7QX\xff"}', 'latin1')),
    status: 400,
    slug: 'malformed-json',
  },
  'a body in UTF-16': {
    ...lookUp(Buffer.from('{"postcode":"ZZ9 7QX"}', 'utf16le')),
    status: 400,
    slug: 'malformed-json',
  },
  'half a surrogate pair': {
    method: 'POST',
    path: '/keys/access/keys',
    body: '{"label":"Quillfeather \\ud800","scopes":["addresses:read"]}',
    status: 400,
    slug: 'malformed-json',
  },
  'a body nested without end': {
    method: 'PUT',
    path: '/loading/addresses/datasets/1/batches/0',
    body: nested(100_000),
    status: 400,
    slug: 'malformed-json',
  },
  'a form': {
    ...lookUp('postcode=ZZ9+7QX'),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    slug: 'unsupported-media-type',
  },
  'a body larger than the operation takes': { ...lookUp(megabytes(1)), status: 413, slug: 'body-too-large' },
  'a body larger than a function takes': { ...lookUp(megabytes(7)), status: 413 },
  'a body larger than the gateway takes': { ...lookUp(megabytes(11)), status: 413 },
  'a query longer than the gateway takes': { ...inPostcode('Q'.repeat(100_000)), status: 431 },
  'a path with half a percent code': { ...get('/marlbeck/addresses/777666555444%Z'), status: 400 },
  'a cursor that is none': { ...inPostcode('&cursor=quillfeather.777666555444'), status: 400, slug: 'invalid-cursor' },
  'a council that is not served': {
    ...get('/quillfeather/addresses?postcode=ZZ97QX'),
    status: 404,
    slug: 'unknown-council',
  },
  'a capability that the council does not offer': {
    ...get('/thornmoor/addresses?postcode=ZZ97QX'),
    status: 404,
    slug: 'capability-not-enabled',
  },
  'a path that there is not': { ...get('/marlbeck/quillfeather/1'), status: 404, slug: 'unknown-operation' },
  'a method that the path does not take': {
    method: 'DELETE',
    path: '/marlbeck/addresses/777666555444',
    status: 405,
    slug: 'method-not-allowed',
  },
  'no key': { ...inPostcode(), key: 'none', status: 401, slug: 'missing-key' },
  'a password for a key': {
    ...inPostcode(),
    key: 'none',
    headers: { authorization: `Basic ${btoa('quillfeather:secret')}` },
    status: 401,
    slug: 'missing-key',
  },
  'a key that is garbage': { ...inPostcode(), key: 'garbage', status: 401, slug: 'unknown-key' },
  'a key that was never issued': { ...inPostcode(), key: 'unknown', status: 401, slug: 'unknown-key' },
  'a key that has expired': { ...inPostcode(), key: 'expired', status: 401, slug: 'expired-key' },
  'a key that was revoked': { ...inPostcode(), key: 'revoked', status: 401, slug: 'revoked-key' },
  'a key of another council': { ...inPostcode(), key: 'pellwick', status: 403, slug: 'key-of-another-council' },
  'a key without the scope': { ...inPostcode(), key: 'scopeless', status: 403, slug: 'missing-scope' },
  'a key that has used up its quota': { ...inPostcode(), key: 'spent', status: 429, slug: 'quota-exceeded' },
};

export const makeBadKeys = async (): Promise<Readonly<Record<KeyName, string>>> => {
  const revoked = await makeKey('marlbeck');
  await api('DELETE', `/marlbeck/access/keys/${revoked.keyId}`);
  const { key: spent } = await makeKey('marlbeck', { dailyQuota: 1 });
  await api('GET', '/marlbeck/addresses/1', { key: spent });
  return {
    none: '',
    garbage: 'quillfeather',
    unknown: mintToken().token,
    expired: (await makeKey('marlbeck', { expires: '2020-02-29' })).key,
    revoked: revoked.key,
    pellwick: (await makeKey('pellwick')).key,
    scopeless: (await makeKey('marlbeck', { scopes: ['addresses:load'] })).key,
    spent,
  };
};

/** Sends one; `headers` beside its own. */
export const send = (
  { method, path, body, headers, key }: BadRequest,
  keys: Readonly<Record<KeyName, string>>,
  more: Ask['headers'] = {},
): Promise<Answer> =>
  api(method, path, { body, headers: { ...more, ...headers }, ...(key !== undefined && { key: keys[key] }) });
