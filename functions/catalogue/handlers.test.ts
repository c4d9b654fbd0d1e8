import type { Request } from '#shared/contract/capability.ts';
import { serve } from '#shared/http/serve.ts';
import { aPlatform, call } from '#test/support/pipeline.ts';
import { catalogue } from './contract.ts';
import { handlers } from './handlers.ts';
import { finder } from './routes.ts';

const openApi = { openapi: '3.1.1', paths: {} };
const files: Record<string, string> = {
  'openapi.json': JSON.stringify(openApi),
  'docs.html': '<h1>Council Commons</h1>',
  'problems.json': '{"unknown-key":"<h1>The key is not known</h1>"}',
};

const taken = { access: 'public', headers: [] } as const;
const takenAt = finder(() => ({ '/{council}/things': { GET: taken, POST: taken }, '/docs': { GET: taken } }));

const start = () => {
  const read = jest.fn((name: string) => files[name] ?? '');
  return { read, handlers: handlers({ read, takenAt }) };
};
const about = (request: object) => request as Request as never;

it('answers what infra put beside the bundle, read once and only when it is asked for', () => {
  const { read, handlers } = start();
  expect(handlers.getHealth(about({}))).toEqual({ status: 'ok' });
  expect(read).not.toHaveBeenCalled();
  for (let i = 0; i < 3; i += 1) {
    expect(handlers.getOpenApi(about({}))).toEqual(openApi);
    expect(handlers.getDocumentation(about({}))).toBe(files['docs.html']);
  }
  expect(read.mock.calls.flat().sort()).toEqual(['docs.html', 'openapi.json']);
});

it('explains each kind of problem that there is, and nothing else', () => {
  const getProblem = (slug: string) => start().handlers.getProblem(about({ params: { slug } }));
  expect(getProblem('unknown-key')).toContain('The key is not known');
  for (const slug of ['other', 'constructor', '__proto__', 'toString'])
    expect(() => getProblem(slug)).toThrow('There is no such kind of problem here.');
});

describe('what no route takes', () => {
  const handler = serve(catalogue, start().handlers, aPlatform());
  const ask = async (rawPath: string) => {
    const { statusCode, headers, body } = await call((event, context) => handler({ ...event, rawPath }, context), {
      route: '$default',
      query: 'anything=goes',
    });
    return [statusCode, JSON.parse(body ?? '').type, headers?.allow];
  };

  it.each([
    ['/marlbeck/things', 405, 'method-not-allowed', 'GET, POST'],
    ['/docs', 405, 'method-not-allowed', 'GET'],
    ['/marlbeck/nothing', 404, 'unknown-operation', undefined],
    ['/', 404, 'unknown-operation', undefined],
    ['/../etc/passwd', 404, 'unknown-operation', undefined],
  ])('at %s is a %d', async (path, status, slug, allow) => {
    expect(await ask(path)).toEqual([status, `https://api.test/problems/${slug}`, allow]);
  });
});
