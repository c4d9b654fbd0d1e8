import { finder } from './routes.ts';

const taken = (name: string) => ({ access: 'public' as const, headers: [name] });
const takenAt = finder(() => ({
  '/{council}/addresses/{uprn}': { GET: taken('get') },
  '/{council}/addresses/nearest': { GET: taken('nearest') },
  '/{council}/addresses/lookup': { POST: taken('lookup') },
  '/{council}/addresses': { GET: taken('list') },
  '/{council}/access/keys/{keyId}': { GET: taken('key'), PATCH: taken('change'), DELETE: taken('revoke') },
  '/health': { GET: taken('health') },
  $default: { GET: taken('anything') },
}));

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
  ['/$default', []],
])('%s takes %j', (path, methods) => {
  expect([...takenAt(path).keys()]).toEqual(methods);
});

it('tells of the most specific path, which is the one that the gateway calls', () => {
  expect(takenAt('/marlbeck/addresses/nearest').get('GET')).toEqual(taken('nearest'));
  expect(takenAt('/marlbeck/addresses/lookup').get('GET')).toEqual(taken('get'));
});
