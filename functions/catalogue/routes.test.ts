import { methodsAt } from './routes.ts';

const document = {
  paths: {
    '/health': { get: {} },
    '/{council}/addresses': { get: {} },
    '/{council}/addresses/{uprn}': { get: {} },
    '/{council}/addresses/lookup': { post: {} },
    '/{council}/access/keys/{keyId}': { get: {}, patch: {}, delete: {} },
  },
};

it.each([
  ['/health', ['GET']],
  ['/marlbeck/addresses', ['GET']],
  ['/marlbeck/addresses/12', ['GET']],
  ['/marlbeck/addresses/lookup', ['GET', 'POST']],
  ['/marlbeck/access/keys/k1', ['GET', 'PATCH', 'DELETE']],
  ['/', []],
  ['', []],
  ['/health/', []],
  ['/Health', []],
  ['//addresses', []],
  ['/marlbeck/addresses/', []],
  ['/marlbeck/addresses/12/more', []],
  ['/{council}/waste', []],
])('%s takes %j', (path, methods) => {
  expect(methodsAt(document, path)).toEqual(methods);
});
