/** The contract of postcodes.io, as far as a council's directory of postcodes can answer it: a client changes its base URL. */
import * as z from 'zod/mini';
import { described, get, post } from '#shared/contract/index.ts';
import { PostcodesIoNotFound } from './postcodesIoErrors.ts';
import {
  answers,
  given,
  limit,
  listOrNull,
  open,
  orNull,
  point,
  postcode,
  problems,
  radius,
} from './postcodesIoForm.ts';
import { PostcodesIoFiltered, PostcodesIoNear, PostcodesIoPostcode } from './postcodesIoObjects.ts';
import { otherOperations } from './postcodesIoOthers.ts';

const nearby = {
  limit,
  radius: radius('100', '2000'),
  widesearch: given('Anything but `false`: look as far as 20 km, for the nearest 10 at most.', 'true'),
  wideSearch: given('The same.'),
};
const onEarth = z.strictObject({
  longitude: described(z.string(), 'WGS84 degrees.', '-3.0252'),
  latitude: described(z.string(), 'WGS84 degrees.', '54.1035'),
});

const geolocation = z.looseObject({
  longitude: described(z.union([z.number(), z.string()]), 'WGS84 degrees.', -3.0252),
  latitude: described(z.union([z.number(), z.string()]), 'WGS84 degrees.', 54.1035),
  radius: z.optional(described(z.number(), 'As in the query.', 100)),
  limit: z.optional(described(z.number(), 'As in the query.', 10)),
  widesearch: z.optional(described(z.boolean(), 'As in the query.', false)),
});

export const postcodesIoOperations = {
  postcodesIoPostcode: get('/{council}/postcodes/{postcode}', {
    ...open,
    summary: 'postcodes.io: one postcode',
    description: 'One that is no longer in use is not found, but the error tells of it in `terminated`.',
    params: postcode,
    returns: answers(PostcodesIoPostcode),
    problems: [PostcodesIoNotFound],
  }),
  postcodesIoValidate: get('/{council}/postcodes/{postcode}/validate', {
    ...open,
    summary: 'postcodes.io: whether a postcode is in use',
    params: postcode,
    returns: answers(described(z.boolean(), 'It is in the directory, and in use.', true)),
    problems: [PostcodesIoNotFound],
  }),
  postcodesIoNearest: get('/{council}/postcodes/{postcode}/nearest', {
    ...open,
    summary: 'postcodes.io: postcodes near a postcode, with itself',
    params: postcode,
    query: z.looseObject(nearby),
    returns: answers(listOrNull(PostcodesIoNear)),
    problems: problems,
  }),
  postcodesIoAutocomplete: get('/{council}/postcodes/{postcode}/autocomplete', {
    ...open,
    summary: 'postcodes.io: postcodes that begin so',
    params: z.strictObject({ postcode: described(z.string(), 'The start of a postcode.', 'ZZ1') }),
    query: z.looseObject({ limit }),
    returns: answers(listOrNull(described(z.string(), 'A postcode.', 'ZZ1 1AA'))),
    problems: [PostcodesIoNotFound],
  }),
  postcodesIoQuery: get('/{council}/postcodes', {
    ...open,
    summary: 'postcodes.io: postcodes that begin so, or near a point',
    description: 'A point goes before a text. Postcodes near a point have a `distance`.',
    query: z.looseObject({
      q: given('The start of a postcode.', 'ZZ1'),
      query: given('The same.'),
      ...point,
      ...nearby,
    }),
    returns: answers(listOrNull(z.union([PostcodesIoNear, PostcodesIoPostcode]))),
    problems: problems,
  }),
  postcodesIoLonLat: get('/{council}/postcodes/lon/{longitude}/lat/{latitude}', {
    ...open,
    summary: 'postcodes.io: postcodes near a point, longitude first',
    params: onEarth,
    query: z.looseObject(nearby),
    returns: answers(listOrNull(PostcodesIoNear)),
    problems: problems,
  }),
  postcodesIoLatLon: get('/{council}/postcodes/lat/{latitude}/lon/{longitude}', {
    ...open,
    summary: 'postcodes.io: postcodes near a point, latitude first',
    params: onEarth,
    query: z.looseObject(nearby),
    returns: answers(listOrNull(PostcodesIoNear)),
    problems: problems,
  }),
  postcodesIoBulk: post('/{council}/postcodes', {
    ...open,
    summary: 'postcodes.io: up to 100 postcodes, or postcodes near up to 100 points',
    description: 'In the order of the request. `postcodes` goes before `geolocations`.',
    query: z.looseObject({
      filter: given('Fields of each result to keep, separated by commas.', 'postcode,admin_district'),
      limit: given('For every point that has none of its own.', '10'),
      radius: given('For every point that has none of its own.', '100'),
      widesearch: given('For every point.', 'true'),
    }),
    body: described(z.unknown(), 'Either of two lists.'),
    bodyShown: z.looseObject({
      postcodes: z.optional(described(z.array(z.string()), 'Up to 100 postcodes.', ['ZZ1 1AA'])),
      geolocations: z.optional(
        described(z.array(geolocation), 'Up to 100 points.', [{ longitude: -3.0252, latitude: 54.1035 }]),
      ),
    }),
    returns: answers(
      z.array(
        z.object({
          query: described(z.union([z.string(), z.looseObject({})]), 'What was asked for.', 'ZZ1 1AA'),
          result: orNull(
            z.union([z.array(PostcodesIoFiltered), PostcodesIoFiltered]),
            'The postcode, or those near the point; null: none.',
          ),
        }),
      ),
      {},
    ),
    problems: problems,
  }),
  ...otherOperations,
};
