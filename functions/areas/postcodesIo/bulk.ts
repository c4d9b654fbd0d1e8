/** Up to 100 postcodes or points in one request. */
import type { Request } from '#shared/contract/capability.ts';
import type { Areas } from '../areas.ts';
import type { postcodesIoOperations } from '../contract/postcodesIo.ts';
import { invalid, PostcodesIoInvalid } from '../contract/postcodesIoErrors.ts';
import { filterable } from '../contract/postcodesIoObjects.ts';
import { type Asked, isWide, nearest, ofPostcodes, readNearby } from './nearest.ts';
import { namesOf, postcodeOf } from './present.ts';
import { readPostcode } from './texts.ts';

type Query = Request<typeof postcodesIoOperations.postcodesIoBulk>['query'];
type Answer = ReturnType<typeof postcodeOf>;
interface Found {
  readonly query: string | Record<string, unknown>;
  readonly result: Partial<Answer> | Partial<Answer>[] | null;
}

const mostAtOnce = 100;
/** In characters; a function of Lambda answers 6 MB at most. */
const mostAnswered = 5_000_000;

const listIn = (given: unknown, tooMany: string): readonly unknown[] => {
  if (!Array.isArray(given)) throw new PostcodesIoInvalid(invalid.notAList);
  if (given.length > mostAtOnce) throw new PostcodesIoInvalid(tooMany);
  return given;
};

const byPostcode = async (areas: Areas, given: readonly unknown[]): Promise<Found[]> => {
  const asked = given
    .filter((one) => typeof one === 'string')
    .map((query) => ({ query, postcode: readPostcode(query) }));
  const found = await areas.postcodes([...new Set(asked.flatMap(({ postcode }) => postcode ?? []))]);
  const live = asked.map(({ query, postcode = '' }) => {
    const record = found.get(postcode);
    return { query, record: record?.terminated === undefined ? record : undefined };
  });
  const names = await namesOf(areas, [...found.values()]);
  return live.map(({ query, record }) => ({ query, result: record ? postcodeOf(record, names) : null }));
};

const echoed = new Set(['limit', 'longitude', 'latitude', 'radius', 'widesearch']);

const byPoint = async (areas: Areas, given: readonly unknown[], query: Query): Promise<Found[]> => {
  const forAll: Asked = {
    ...(query.limit && { limit: query.limit }),
    ...(query.radius && { radius: query.radius }),
    ...(isWide(query.widesearch) && { widesearch: true }),
  };
  // All are read before any is looked for, so that a mistake costs nothing.
  const asked = given.map((one) => {
    const whole: Asked = { ...forAll, ...(typeof one === 'object' && one) };
    const echo = Object.entries(whole).filter(([key]) => echoed.has(key.toLowerCase()));
    return { query: Object.fromEntries(echo), nearby: readNearby(whole, ofPostcodes) };
  });
  const found = await Promise.all(asked.map(({ nearby }) => nearest(areas, nearby)));
  const names = await namesOf(
    areas,
    found.flat().map(({ record }) => record),
  );
  return asked.map((one, i) => {
    const near = found[i] ?? [];
    const result = near.map(({ record, distance }) => ({ ...postcodeOf(record, names), distance }));
    return { query: one.query, result: result.length > 0 ? result : null };
  });
};

const filtered = (answers: Found[], filter: string): Found[] => {
  const wanted = filter
    .replaceAll(/\s/g, '')
    .toLowerCase()
    .split(',')
    .filter((name) => filterable.has(name));
  const only = (one: Partial<Answer>): Partial<Answer> =>
    Object.fromEntries(wanted.map((name) => [name, Object.getOwnPropertyDescriptor(one, name)?.value]));
  return answers.map(({ query, result }) => ({
    query,
    result: Array.isArray(result) ? result.map(only) : result && only(result),
  }));
};

export const bulk = async (areas: Areas, query: Query, body: unknown): Promise<Found[]> => {
  if (typeof body !== 'object' || body === null) throw new PostcodesIoInvalid(invalid.json);
  const { postcodes, geolocations }: { postcodes?: unknown; geolocations?: unknown } = body;
  if (!postcodes && !geolocations) throw new PostcodesIoInvalid(invalid.body);
  const found = postcodes
    ? await byPostcode(areas, listIn(postcodes, invalid.postcodes))
    : await byPoint(areas, listIn(geolocations, invalid.locations), query);
  const answers = query.filter ? filtered(found, query.filter) : found;
  if (JSON.stringify(answers).length > mostAnswered) throw new PostcodesIoInvalid(invalid.tooMuch);
  return answers;
};
