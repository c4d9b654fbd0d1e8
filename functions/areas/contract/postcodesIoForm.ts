/** What the operations of postcodes.io have in common. */
import * as z from 'zod/mini';
import { described, ok } from '#shared/contract/index.ts';
import { PostcodesIoInvalid, PostcodesIoNotFound, postcodesIoDialect } from './postcodesIoErrors.ts';

export const open = { access: 'public', dialect: postcodesIoDialect } as const;
/** What can be wrong with a path and a query. */
export const problems = [PostcodesIoNotFound, PostcodesIoInvalid];

/** Judged by the handlers, who refuse in its words or take the usual value, as it does. */
export const given = (description: string, example?: string) => z.optional(described(z.string(), description, example));
export const limit = given('Most results: 10 unless told, 100 at most.', '10');
export const radius = (usual: string, most: string) =>
  given(`How far to look, in metres: ${usual} unless told, ${most} at most.`, usual);

export const point = {
  lon: given('WGS84 degrees; goes with `lat`.', '-3.0252'),
  lat: given('WGS84 degrees.', '54.1035'),
  longitude: given('The same as `lon`; goes with `latitude`.'),
  latitude: given('The same as `lat`.'),
};

export const postcode = z.strictObject({
  postcode: described(z.string(), 'A postcode, in capitals or not, with or without the space.', 'ZZ1 1AA'),
});

/** Directories come out four times a year, but a council may load or roll back on any day. */
const fiveMinutes = { cacheControl: 'public, max-age=300' };
const status = described(z.literal(200), 'The HTTP status again.');
export const answers = <S extends z.core.$ZodType>(
  result: S,
  options: { readonly cacheControl?: string } = fiveMinutes,
) => ok(z.object({ status, result }), options);

export const orNull = <S extends z.core.$ZodType>(schema: S, description: string) =>
  described(z.nullable(schema), description);
export const listOrNull = <S extends z.core.$ZodType>(one: S) =>
  orNull(z.array(one), 'The nearest or first come first; null: none.');
