/** Handlers of postcodes.io's paths that are not under `/postcodes`. */
import type { Handlers } from '#shared/contract/capability.ts';
import type { Areas, AreasStore, NearOutward, Outward } from '../areas.ts';
import { invalid, notFound, PostcodesIoInvalid, PostcodesIoNotFound } from '../contract/postcodesIoErrors.ts';
import type { otherOperations } from '../contract/postcodesIoOthers.ts';
import { type Asked, nearestOutcodes, ofOutcodes, readNearby } from './nearest.ts';
import { found, foundOrNull, isLive, open, pointIn, presentedOne, recordOf } from './opened.ts';
import { placeOfCode, placesNamed, randomPlace } from './places.ts';
import { nameIn, namesOf, outcodeOf, terminatedOf } from './present.ts';
import { readLimit } from './search.ts';
import { readOutcode, readPostcode } from './texts.ts';

const outwardOf = async (areas: Areas, text: string): Promise<Outward> => {
  const code = readOutcode(text);
  const outward = code && (await areas.outward(code));
  if (outward && outward.postcodes > 0) return outward;
  throw new PostcodesIoNotFound(notFound.outcode);
};

const outcodesNear = async (areas: Areas, asked: Asked) => {
  const near = await nearestOutcodes(areas, readNearby(asked, ofOutcodes));
  const names = await namesOf(
    areas,
    near.map(({ outward }) => outward),
  );
  const answer = ({ outward, distance }: NearOutward) => ({ ...outcodeOf(outward, names), distance });
  return foundOrNull(near.map(answer));
};

const terminated = async (areas: Areas, text: string) => {
  const record = await recordOf(areas, text);
  if (!record?.terminated) throw new PostcodesIoNotFound(notFound.terminated);
  return found(terminatedOf(record));
};

/** As the Scottish Postcode Directory has it, or by the boundaries that were loaded. */
const scottish = async (areas: Areas, text: string) => {
  if (!readPostcode(text)) throw new PostcodesIoNotFound(notFound.malformed);
  const record = await recordOf(areas, text);
  if (!isLive(record)) throw new PostcodesIoNotFound(notFound.postcode);
  const { postcode, latitude, longitude, codes } = record;
  const around = latitude !== undefined && longitude !== undefined ? await areas.at({ latitude, longitude }) : [];
  const within = around.find(({ kind, to }) => kind === 'scottishConstituency' && to === undefined);
  const code = codes.scottishConstituency ?? within?.code;
  if (!code) throw new PostcodesIoNotFound(notFound.scottish);
  return found({
    postcode,
    scottish_parliamentary_constituency: nameIn(await areas.names([code]), code),
    codes: { scottish_parliamentary_constituency: code },
  });
};

interface Dependencies {
  readonly store: AreasStore;
  readonly random: () => number;
}

export const otherHandlers = ({ store, random }: Dependencies): Handlers<{ operations: typeof otherOperations }> => ({
  postcodesIoOutcode: async ({ council, params }) => {
    const areas = await open(store, council);
    const outward = await outwardOf(areas, params.outcode);
    return found(outcodeOf(outward, await namesOf(areas, [outward])));
  },
  postcodesIoNearestOutcodes: async ({ council, params, query }) => {
    const areas = await open(store, council);
    const { longitude, latitude } = await outwardOf(areas, params.outcode);
    return outcodesNear(areas, { ...query, longitude, latitude });
  },
  postcodesIoOutcodes: async ({ council, query }) => {
    const point = pointIn(query);
    if (!point) throw new PostcodesIoInvalid(invalid.point);
    return outcodesNear(await open(store, council), { ...query, ...point });
  },
  postcodesIoTerminated: async ({ council, params }) => terminated(await open(store, council), params.postcode),
  postcodesIoScottish: async ({ council, params }) => scottish(await open(store, council), params.postcode),
  postcodesIoRandom: async ({ council, query: { outcode } }) => {
    const areas = await open(store, council);
    const code = outcode && readOutcode(outcode);
    const record = outcode && !code ? undefined : await areas.random(random(), code || undefined);
    return found(record ? await presentedOne(areas, record) : null);
  },
  postcodesIoPlaces: async ({ council, query }) => {
    const text = query.query || query.q;
    if (!text) throw new PostcodesIoInvalid(invalid.noQuery);
    return found(await placesNamed(await store.open(council), text, readLimit(query.limit)));
  },
  postcodesIoPlace: async ({ council, params }) => {
    const place = await placeOfCode(await store.open(council), params.id);
    if (!place) throw new PostcodesIoNotFound(notFound.place);
    return found(place);
  },
  postcodesIoRandomPlace: async ({ council }) =>
    found((await randomPlace(await store.open(council), random())) ?? null),
});
