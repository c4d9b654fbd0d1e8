/** What handlers of postcodes.io's paths share: the council's data, and how a result is told. */
import type { Areas, AreasStore } from '../areas.ts';
import { notFound, PostcodesIoNotFound } from '../contract/postcodesIoErrors.ts';
import type { PostcodeRecord } from '../contract/records.ts';
import { namesOf, postcodeOf } from './present.ts';
import { readPostcode } from './texts.ts';

export const open = async (store: AreasStore, council: string): Promise<Areas> => {
  const areas = await store.open(council);
  if (!areas.editions.postcodes) throw new PostcodesIoNotFound(notFound.data);
  return areas;
};

export const found = <T>(result: T) => ({ status: 200 as const, result });
/** Many of its lists are null instead of empty. */
export const foundOrNull = <T>(results: readonly T[]) => found(results.length > 0 ? [...results] : null);

/** In use or not; `undefined` for what is not well formed, too. */
export const recordOf = async (areas: Areas, text: string): Promise<PostcodeRecord | undefined> => {
  const postcode = readPostcode(text);
  return postcode ? areas.postcode(postcode) : undefined;
};

export const isLive = (record: PostcodeRecord | undefined): record is PostcodeRecord =>
  record !== undefined && record.terminated === undefined;

export const presentedOne = async (areas: Areas, record: PostcodeRecord) =>
  postcodeOf(record, await namesOf(areas, [record]));

export const presented = async (areas: Areas, records: readonly PostcodeRecord[]) => {
  const names = await namesOf(areas, records);
  return records.map((record) => postcodeOf(record, names));
};

interface Point {
  readonly [name: string]: unknown;
  readonly longitude?: string | undefined;
  readonly latitude?: string | undefined;
  readonly lon?: string | undefined;
  readonly lat?: string | undefined;
}

/** A point by either pair of names, whole or not at all. */
export const pointIn = ({ longitude, latitude, lon, lat }: Point) => {
  if (longitude && latitude) return { longitude, latitude };
  return lon && lat ? { longitude: lon, latitude: lat } : undefined;
};
