/** What is wrong with a request is told, whatever it is. */
import { makeCursor } from '#shared/http/cursor.ts';
import { api } from '#test/support/app.ts';
import { badRequests, type KeyName, makeBadKeys, send } from '#test/support/badRequests.ts';

let keys: Readonly<Record<KeyName, string>>;
beforeAll(async () => {
  keys = await makeBadKeys();
});

const table = Object.entries(badRequests);

describe('is refused in its own words:', () => {
  it.each(table)('%s', async (_, request) => {
    const { status, headers, json } = await send(request, keys);
    expect([status, headers.get('content-type')]).toEqual([request.status, 'application/problem+json']);
    expect(json).toMatchObject({ status, title: expect.stringMatching(/\w/), detail: expect.stringMatching(/\w/) });
    expect(json.type).toMatch(request.slug ? new RegExp(`[/#]${request.slug}$`) : 'about:blank');
    expect(json.errors?.[0].pointer).toBe(request.pointer);
  });

  it('each with a page about its problem', async () => {
    const slugs = new Set(table.flatMap(([, { slug }]) => slug ?? []));
    for (const slug of slugs) {
      const { status, text } = await api('GET', `/problems/${slug}`, { key: '' });
      expect([slug, status, text]).toEqual([slug, 200, expect.stringContaining('<h1')]);
    }
  });
});

describe('with what helps:', () => {
  const refused = (name: keyof typeof badRequests) => {
    const request = badRequests[name];
    if (!request) throw new Error(`There is no bad request “${name}”.`);
    return send(request, keys);
  };

  it('the methods that the path takes', async () => {
    const { headers } = await refused('a method that the path does not take');
    expect(headers.get('allow')).toBe('GET');
    expect((await api('PUT', '/keys/access/keys')).headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'POST']);
  });

  it('a challenge for a key', async () => {
    expect((await refused('no key')).headers.get('www-authenticate')).toBe('Bearer');
  });

  it('the scope that is missing', async () => {
    expect((await refused('a key without the scope')).json).toMatchObject({ scope: 'addresses:read' });
  });

  it('how long until the quota is new', async () => {
    const { headers, json } = await refused('a key that has used up its quota');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(86_400);
    expect(json['violated-policies']).toEqual(['daily']);
  });

  it('every field that is wrong, up to fifty', async () => {
    const { json } = await refused('a hundred parameters');
    expect(json.errors).toHaveLength(50);
  });

  it('the id of the request', async () => {
    const answer = await api('GET', '/nowhere', { headers: { 'x-request-id': 'refusals-1234' } });
    expect(answer.headers.get('x-request-id')).toBe('refusals-1234');
    expect(answer.json.instance).toBe('urn:request:refusals-1234');
  });
});

describe('a cursor', () => {
  const street = '/marlbeck/addresses?usrn=99010001';
  const next = async (): Promise<string> => (await api('GET', `${street}&limit=1`)).json.cursor;

  it.each([
    ['another council', '/pellwick/addresses?usrn=99010001'],
    ['another street', '/marlbeck/addresses?usrn=99010002'],
    ['another choice', `${street}&include=historic`],
    ['another list', '/marlbeck/addresses/datasets?limit=1'],
    ['the list of keys', '/marlbeck/access/keys?limit=1'],
  ])('is not taken for %s', async (_, path) => {
    const { status, json } = await api('GET', `${path}&cursor=${await next()}`);
    expect([status, json.type]).toEqual([400, expect.stringMatching(/invalid-cursor$/)]);
  });

  it('that somebody made himself is checked like any other input', async () => {
    const forged = makeCursor(['keys', 'listKeys'], { S: 'first' });
    const { status, json } = await api('GET', `/keys/access/keys?cursor=${forged}`);
    expect([status, json.type]).toEqual([400, expect.stringMatching(/invalid-cursor$/)]);
  });

  it('goes on with pages of another size', async () => {
    const { status, json } = await api('GET', `${street}&limit=2&cursor=${await next()}`);
    expect([status, json.addresses.length]).toEqual([200, 2]);
  });
});
