/** What the OS Places API says of a request that it cannot take: the service in one shape, the gateway before it in another. */
import { adminKey, api, makeKey } from '#test/support/app.ts';

const places = (operation: string, parameters: object, key = adminKey) => {
  const query = new URLSearchParams({ ...parameters, ...(key && { key }) });
  return api('GET', `/marlbeck/places/v1/${operation}?${query}`, { key: '' });
};

it.each([
  ['find', {}, /^Parameter query is required\.$/],
  ['find', { query: 'a'.repeat(501) }, /query must have at most 500/],
  ['find', { query: '1 High Street', minmatch: '0' }, /minmatch must be a number from 0.1 to 1/],
  ['find', { query: '1 High Street', matchprecision: '11' }, /matchprecision must be a whole number from 1 to 10/],
  ['find', { query: '1 High Street', bbox: '1,2,3' }, /bbox must be 4 numbers/],
  ['postcode', { postcode: 'nonsense' }, /^Requested postcode must contain a minimum of the sector/],
  ['postcode', {}, /postcode is required/],
  ['uprn', { uprn: '1234567890123' }, /UPRN/],
  ['nearest', { point: '1' }, /point must be 2 numbers/],
  ['radius', { point: '333100,468000', radius: '1001' }, /radius must be a number from 0.01 to 1000/],
  ['bbox', { bbox: '333000,468000,335000,469000' }, /at most 1 km2/],
  ['bbox', { bbox: '333100,468000,333000,468100' }, /lower left corner first/],
  ['uprn', { uprn: '1', maxresults: '101' }, /maxresults/],
  ['uprn', { uprn: '1', format: 'XML' }, /format/],
  ['uprn', { uprn: '1', dataset: 'NGD' }, /dataset/],
  ['uprn', { uprn: '1', output_srs: 'EPSG:1' }, /output_srs/],
  ['uprn', { uprn: '1', fq: 'NAME:X' }, /Filter NAME:X/],
])('refuses %s with %j in the shape of the service', async (operation, parameters, message) => {
  const { status, json } = await places(operation, parameters);
  expect([status, json]).toEqual([400, { error: { statuscode: 400, message: expect.stringMatching(message) } }]);
});

it.each([
  ['', 'steps.oauth.v2.FailedToResolveAPIKey'],
  ['bogus', 'oauth.v2.InvalidApiKey'],
])('refuses the key “%s” in the shape of the gateway', async (key, errorcode) => {
  const { status, json } = await places('uprn', { uprn: '1' }, key);
  expect([status, json.fault]).toEqual([401, { faultstring: expect.stringMatching(/key/i), detail: { errorcode } }]);
});

it('refuses a key that has used up its quota', async () => {
  const { key } = await makeKey('marlbeck', { dailyQuota: 1 });
  await places('uprn', { uprn: '1' }, key);
  const { status, json } = await places('uprn', { uprn: '1' }, key);
  expect([status, json.fault.detail.errorcode]).toEqual([429, 'policies.ratelimit.QuotaViolation']);
});
