/**
 * The shapes of mySociety's MapIt, which civic services speak: a client changes its base URL. From its documentation
 * (https://mapit.mysociety.org/docs/); README.md lists what differs.
 */
import * as z from 'zod/mini';
import { type Dialect, described, get, named, ok, problem } from '#shared/contract/index.ts';
import { AreaMap, MapitArea, MapitPostcode, shapes } from './mapitObjects.ts';

export class MapitInvalid extends problem({
  slug: 'mapit-invalid',
  status: 400,
  title: 'MapIt cannot read the request',
  advice: 'The “error” says what is wrong.',
}) {}

export class MapitNotFound extends problem({
  slug: 'mapit-not-found',
  status: 404,
  title: 'MapIt has no such thing',
  advice: 'Check the postcode, the id or the code.',
}) {}

const MapitError = named(
  z.object({
    error: described(z.string(), 'What is wrong.', 'No Area matches the given query.'),
    code: described(z.int(), 'The HTTP status again.', 404),
  }),
  { id: 'MapitError', description: 'An error in MapIt’s shape.' },
);

const mapitDialect: Dialect = {
  name: 'mapit',
  credentials: [],
  mediaType: 'application/json',
  schema: MapitError,
  render: ({ type, message, options: { headers = {} } }) => ({
    status: type.status,
    body: { error: message, code: type.status },
    headers,
  }),
};

const generations = {
  type: z.optional(described(z.string(), 'Only areas of these types, separated by commas.', 'DIS,DIW')),
  country: z.optional(described(z.string(), 'Only areas of this country.', 'E')),
  generation: z.optional(described(z.string(), 'Only areas of this generation.', '7')),
  min_generation: z.optional(described(z.string(), 'Only areas of this generation or later.', '7')),
  max_generation: z.optional(described(z.string(), 'Only areas of this generation or earlier.', '7')),
};

const segment = (description: string, example: string) => described(z.string(), description, example);

const operation = <const P extends string, const Q extends z.core.$ZodObject, const R extends z.core.$ZodType>(
  path: P,
  summary: string,
  params: Q,
  schema: R,
  forms?: typeof shapes,
) =>
  get(path, {
    summary,
    description:
      'As MapIt answers it, from what the council has loaded. An id, a code, a postcode or a list at the end may have `.json` after it.',
    access: 'public',
    dialect: mapitDialect,
    params,
    query: z.looseObject(generations),
    returns: ok(schema, { cacheControl: 'public, max-age=86400', ...(forms && { forms }) }),
    problems: [MapitInvalid, MapitNotFound],
  });

const id = z.strictObject({ id: segment('Id, or GSS code.', '107999901') });
const Geometry = z.record(z.string(), z.number());

export const mapitOperations = {
  mapitPostcode: operation(
    '/{council}/mapit/postcode/{postcode}',
    'MapIt: areas of a postcode',
    z.strictObject({ postcode: segment('A postcode.', 'ZZ1 1AA') }),
    MapitPostcode,
  ),
  mapitPartialPostcode: operation(
    '/{council}/mapit/postcode/partial/{postcode}',
    'MapIt: the middle of an outward code',
    z.strictObject({ postcode: segment('An outward code, or a whole postcode.', 'ZZ1') }),
    MapitPostcode,
  ),
  mapitPoint: operation(
    '/{council}/mapit/point/{srid}/{point}',
    'MapIt: areas around a point',
    z.strictObject({
      srid: segment('`4326`, `27700`; also `latlon` and `osgb`.', '4326'),
      point: segment('`lon,lat` for 4326, `lat,lon` for latlon, else easting and northing.', '-3.0252,54.1035'),
    }),
    AreaMap,
  ),
  mapitNearest: operation(
    '/{council}/mapit/nearest/{srid}/{point}',
    'MapIt: the postcode nearest to a point',
    z.strictObject({
      srid: segment('`4326` or `27700`.', '4326'),
      point: segment('`lon,lat`, or easting and northing.', '-3.0252,54.1035'),
    }),
    z.object({
      postcode: described(z.extend(MapitPostcode, { distance: described(z.int(), 'Metres.', 42) }), 'The postcode.'),
    }),
  ),
  mapitArea: operation(
    '/{council}/mapit/area/{id}',
    'MapIt: one area, or its boundary as .geojson, .wkt or .kml',
    id,
    MapitArea,
    shapes,
  ),
  mapitAreaChildren: operation(
    '/{council}/mapit/area/{id}/children',
    'MapIt: areas that are part of an area',
    id,
    AreaMap,
  ),
  mapitAreaGeometry: operation(
    '/{council}/mapit/area/{id}/geometry',
    'MapIt: extent and centre of an area',
    id,
    described(Geometry, 'Number of parts, bounds and centre, in degrees and in metres of the British grid.', {
      parts: 1,
    }),
  ),
  mapitExamplePostcode: operation(
    '/{council}/mapit/area/{id}/example_postcode',
    'MapIt: a postcode in an area',
    id,
    described(z.nullable(z.string()), 'A postcode, or `null`.', 'ZZ1 1AA'),
  ),
  mapitAreas: operation(
    '/{council}/mapit/areas/{list}',
    'MapIt: areas by ids, by types, or by the start of a name',
    z.strictObject({ list: segment('Ids or types, separated by commas; or the start of a name.', 'DIS,DIW') }),
    AreaMap,
  ),
  mapitCode: operation(
    '/{council}/mapit/code/{type}/{value}',
    'MapIt: the area with a code',
    z.strictObject({ type: segment('Type of code; only `gss`.', 'gss'), value: segment('The code.', 'E05999901') }),
    MapitArea,
  ),
  mapitGenerations: operation(
    '/{council}/mapit/generations',
    'MapIt: generations',
    z.strictObject({}),
    described(
      z.record(
        z.string(),
        z.object({
          id: described(z.int(), 'The dataset version.', 7),
          active: described(z.boolean(), 'Always: only the live one is answered from.'),
          created: described(z.nullable(z.string()), 'When it went live.'),
          description: described(z.string(), 'What it was made from.', 'GeoJSON'),
        }),
      ),
      'Generations by id.',
    ),
  ),
  mapitTypes: operation(
    '/{council}/mapit/types',
    'MapIt: types of areas, codes and names',
    z.strictObject({}),
    described(
      z.record(z.string(), z.record(z.string(), z.string())),
      'Descriptions by code, of areas, codes and names.',
    ),
  ),
};
