/** Our own operations: which areas a postcode, a property or a point is in, on any day. */
import * as z from 'zod/mini';
import { AnyPostcodeInput, described, get, ok, PlainDate, problem, UprnInput } from '#shared/contract/index.ts';
import { AreaDetail, PointAreas, PostcodeAreas, PropertyAreas } from './answers.ts';

export class PostcodeNotKnown extends problem({
  slug: 'postcode-not-known',
  status: 404,
  title: 'No such postcode was loaded',
  advice: 'Check the postcode. A council may have loaded only the postcode areas that it needs.',
}) {}

export class PropertyNotKnown extends problem({
  slug: 'property-not-known',
  status: 404,
  title: 'No such property was loaded',
  advice: 'Check the UPRN. A new property can take until the next load to appear.',
}) {}

export class AreaNotKnown extends problem({
  slug: 'area-not-known',
  status: 404,
  title: 'No area with this code was loaded',
  advice: 'Check the code: areas get new codes when their boundaries change by law.',
}) {}

export class NoBoundary extends problem({
  slug: 'no-boundary',
  status: 404,
  title: 'The boundary of the area was not loaded',
  advice: 'Somebody at the council loads boundaries with “npx commons import areas-boundaries FILE”.',
}) {}

export class AreasNotLoaded extends problem({
  slug: 'areas-not-loaded',
  status: 404,
  title: 'The council has not loaded areas yet',
  advice: 'Somebody at the council loads them with “npx commons import areas-postcodes FILE”.',
}) {}

const on = z.optional(
  described(PlainDate, 'The day to answer for, past or to come; today in London unless told.', '2027-05-06'),
);
type Ring = readonly (readonly [number, number])[];
interface Drawn {
  readonly shape: { readonly boundary: readonly (readonly Ring[])[]; readonly properties: object };
}
/** GeoJSON (RFC 7946). */
const featureOf = ({ shape: { boundary, properties } }: Drawn): string =>
  JSON.stringify({ type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates: boundary } });

const degrees = (least: number, most: number, description: string, example: number) =>
  described(z.number().check(z.minimum(least), z.maximum(most)), description, example);

const hour = 'public, max-age=3600';

export const nativeOperations = {
  getPostcodeAreas: get('/{council}/areas/postcode/{postcode}', {
    summary: 'Areas of a postcode, on any day',
    description:
      'By every address of the postcode where addresses are loaded, else by its centroid (`basis`). Where the addresses are in several councils it is `split`, with the `candidates`: ask for the address. Postcodes out of use are answered as `retired`.',
    access: 'public',
    params: z.strictObject({ postcode: AnyPostcodeInput }),
    query: z.strictObject({ on }),
    returns: ok(PostcodeAreas, { etag: true, cacheControl: hour }),
    problems: [PostcodeNotKnown, AreasNotLoaded],
  }),
  getPropertyAreas: get('/{council}/areas/uprn/{uprn}', {
    summary: 'Areas of a property, on any day',
    description:
      'By the boundaries that the property lies in, else by the directory that it was loaded from, else by the council’s gazetteer.',
    access: 'public',
    params: z.strictObject({ uprn: UprnInput }),
    query: z.strictObject({ on }),
    returns: ok(PropertyAreas, { etag: true, cacheControl: hour }),
    problems: [PropertyNotKnown, AreasNotLoaded],
  }),
  getPointAreas: get('/{council}/areas/point', {
    summary: 'Areas around a point, on any day',
    description:
      'By the boundaries that are loaded, but those for drawing only. A point on an edge is in the area with the lowest code, and flagged.',
    access: 'public',
    query: z.strictObject({
      lat: degrees(49, 61.5, 'WGS84 degrees.', 54.1035),
      lon: degrees(-9, 2.5, 'WGS84 degrees.', -3.0252),
      on,
    }),
    returns: ok(PointAreas, { etag: true, cacheControl: hour }),
    problems: [AreasNotLoaded],
  }),
  getArea: get('/{council}/areas/{code}', {
    summary: 'One area, by its code; with `.geojson` after it, its boundary',
    description:
      'Areas that have ended and areas to come are answered too, with their dates and what takes their place. `/areas/E05999901.geojson` answers a GeoJSON Feature in WGS84 (RFC 7946).',
    access: 'public',
    params: z.strictObject({
      code: described(
        z
          .string()
          .check(
            z.regex(
              /^[A-Za-z0-9][A-Za-z0-9-]{1,19}(\.(geojson|json))?$/,
              'must be the code of an area, like E05999901',
            ),
          ),
        'Code of the area, with `.geojson` for its boundary.',
        'E05999901',
      ),
    }),
    query: z.strictObject({
      on,
      format: z.optional(described(z.enum(['json', 'geojson']), 'Instead of a suffix.', 'geojson')),
    }),
    headers: z.object({
      accept: z.optional(described(z.string(), 'Instead of a suffix, too.', 'application/geo+json')),
    }),
    returns: ok(AreaDetail, {
      etag: true,
      cacheControl: hour,
      forms: { geojson: { mediaType: 'application/geo+json', write: featureOf } },
    }),
    problems: [AreaNotKnown, NoBoundary, AreasNotLoaded],
  }),
};
