import fc from 'fast-check';
import { router } from './routes.ts';

const routes = (...keys: string[]) => new Map(keys.map((key) => [key, `the function of ${key}`]));

const all = routes(
  '$default',
  'ANY /{proxy+}',
  'GET /things/{proxy+}',
  'GET /things/{id}',
  'ANY /things/{id}',
  'GET /things/nearest',
  'GET /{council}/things',
  'GET /{council}/things/{id}/parts',
);

describe('as API Gateway chooses', () => {
  it.each([
    ['GET', '/things/nearest', 'GET /things/nearest', {}],
    ['GET', '/things/1', 'GET /things/{id}', { id: '1' }],
    ['PUT', '/things/1', 'ANY /things/{id}', { id: '1' }],
    ['PUT', '/things/nearest', 'ANY /things/{id}', { id: 'nearest' }],
    ['GET', '/things/1/2/3', 'GET /things/{proxy+}', { proxy: '1/2/3' }],
    ['GET', '/marlbeck/things', 'GET /{council}/things', { council: 'marlbeck' }],
    ['GET', '/marlbeck/things/7/parts', 'GET /{council}/things/{id}/parts', { council: 'marlbeck', id: '7' }],
    ['GET', '/marlbeck/nothing', 'ANY /{proxy+}', { proxy: 'marlbeck/nothing' }],
    ['GET', '/things', 'ANY /{proxy+}', { proxy: 'things' }],
    ['GET', '/', '$default', {}],
    ['GET', '//things', '$default', {}],
  ])('%s %s goes to %s', (method, path, routeKey, pathParameters) => {
    expect(router(all)(method, path)).toEqual({ routeKey, target: `the function of ${routeKey}`, pathParameters });
  });

  it('in whatever order the routes come', () => {
    const paths = ['/things/nearest', '/things/1', '/things/1/2', '/marlbeck/things', '/'];
    const chosen = (keys: Iterable<readonly [string, string]>) =>
      paths.map((path) => router(new Map(keys))('GET', path)?.routeKey);
    fc.assert(
      fc.property(fc.shuffledSubarray([...all], { minLength: all.size }), (shuffled) => {
        expect(chosen(shuffled)).toEqual(chosen(all));
      }),
    );
  });
});

it.each([
  ['another method', 'POST', '/things'],
  ['more than the route', 'GET', '/things/1'],
  ['less than the route', 'GET', '/'],
  ['a slash at the end', 'GET', '/things/'],
  ['other capitals', 'GET', '/Things'],
])('without $default nothing takes %s', (_, method, path) => {
  expect(router(routes('GET /things'))(method, path)).toBeUndefined();
});

it('decodes parameters, each by itself', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 });
  const find = router(routes('GET /{council}/things/{id}'));
  fc.assert(
    fc.property(text, text, (council, id) => {
      const path = `/${encodeURIComponent(council)}/things/${encodeURIComponent(id)}`;
      expect(find('GET', path)?.pathParameters).toEqual({ council, id });
    }),
  );
});

it.each(['/%', '/%zz', '/%ff', '/%E2%82'])('throws for %s, which is not percent-encoded UTF-8', (path) => {
  expect(() => router(routes('GET /{id}'))('GET', path)).toThrow(URIError);
});
