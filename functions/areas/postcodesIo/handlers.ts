import type { Handlers, Request } from '#shared/contract/capability.ts';
import type { Areas, AreasStore } from '../areas.ts';
import type { postcodesIoOperations } from '../contract/postcodesIo.ts';
import { invalid, notFound, PostcodesIoInvalid, PostcodesIoNotFound } from '../contract/postcodesIoErrors.ts';
import { bulk } from './bulk.ts';
import { type Asked, nearest, ofPostcodes, readNearby } from './nearest.ts';
import { found, foundOrNull, isLive, open, pointIn, presented, presentedOne, recordOf } from './opened.ts';
import { otherHandlers } from './others.ts';
import { terminatedOf } from './present.ts';
import { readLimit, search } from './search.ts';
import { readPostcode } from './texts.ts';

type Query = Request<(typeof postcodesIoOperations)['postcodesIoQuery']>['query'];

const one = async (areas: Areas, text: string) => {
  if (!readPostcode(text)) throw new PostcodesIoNotFound(notFound.malformed);
  const record = await recordOf(areas, text);
  if (isLive(record)) return found(await presentedOne(areas, record));
  throw new PostcodesIoNotFound(notFound.postcode, record && { extensions: { terminated: terminatedOf(record) } });
};

const around = async (areas: Areas, asked: Asked) => {
  const near = await nearest(areas, readNearby(asked, ofPostcodes));
  const records = near.map(({ record }) => record);
  const answers = await presented(areas, records);
  return foundOrNull(answers.map((answer, i) => ({ ...answer, distance: near[i]?.distance ?? 0 })));
};

const aroundPostcode = async (areas: Areas, text: string, query: Asked) => {
  const record = await recordOf(areas, text);
  if (!isLive(record)) throw new PostcodesIoNotFound(notFound.postcode);
  const { longitude, latitude } = record;
  return around(areas, { ...query, longitude, latitude });
};

const asked = async (areas: Areas, query: Query) => {
  const point = pointIn(query);
  if (point) return around(areas, { ...query, ...point });
  const text = query.q || query.query;
  if (!text?.trim()) throw new PostcodesIoInvalid(invalid.noPostcode);
  return foundOrNull(await presented(areas, await search(areas, text, readLimit(query.limit))));
};

export interface PostcodesIoDependencies {
  readonly store: AreasStore;
  /** In [0, 1). */
  readonly random: () => number;
}

export const postcodesIoHandlers = ({
  store,
  random,
}: PostcodesIoDependencies): Handlers<{ operations: typeof postcodesIoOperations }> => ({
  postcodesIoPostcode: async ({ council, params }) => one(await open(store, council), params.postcode),
  postcodesIoValidate: async ({ council, params }) =>
    found(isLive(await recordOf(await open(store, council), params.postcode))),
  postcodesIoNearest: async ({ council, params, query }) =>
    aroundPostcode(await open(store, council), params.postcode, query),
  postcodesIoAutocomplete: async ({ council, params, query }) => {
    const records = await search(await open(store, council), params.postcode, readLimit(query.limit));
    return foundOrNull(records.map(({ postcode }) => postcode));
  },
  postcodesIoQuery: async ({ council, query }) => asked(await open(store, council), query),
  postcodesIoLonLat: async ({ council, params, query }) => around(await open(store, council), { ...query, ...params }),
  postcodesIoLatLon: async ({ council, params, query }) => around(await open(store, council), { ...query, ...params }),
  postcodesIoBulk: async ({ council, query, body }) => found(await bulk(await open(store, council), query, body)),
  ...otherHandlers({ store, random }),
});
