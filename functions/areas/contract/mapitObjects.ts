/** MapIt's objects, and the forms of a boundary. */
import * as z from 'zod/mini';
import { described, named } from '#shared/contract/index.ts';

export const MapitArea = named(
  z.object({
    id: described(z.int(), 'Id: the letter of the GSS code as a number, then its digits.', 105999901),
    name: described(z.string(), 'Name; the code where no name was loaded.', 'Marlbeck North'),
    parent_area: described(z.nullable(z.int()), 'Id of the area that it is part of.', 107999901),
    type: described(z.string(), 'Type code.', 'DIW'),
    type_name: described(z.string(), 'The type in words.', 'District council ward'),
    country: described(z.string(), '`E`, `W`, `S`, `N` or nothing.', 'E'),
    country_name: described(z.string(), 'Name of the country.', 'England'),
    generation_low: described(z.int(), 'Always the live dataset version.', 7),
    generation_high: described(z.int(), 'Always the live dataset version.', 7),
    codes: described(z.record(z.string(), z.string()), 'Codes by their type.', { gss: 'E05999901' }),
    all_names: described(z.record(z.string(), z.string()), 'Names in other languages.', {}),
  }),
  { id: 'MapitArea', description: 'An area in MapIt’s shape.' },
);
export type MapitArea = z.infer<typeof MapitArea>;

export const AreaMap = described(z.record(z.string(), MapitArea), 'Areas by id.');
const anId = (description: string) => z.optional(described(z.int(), description, 107999901));
const idOrBoth = (description: string) =>
  z.optional(
    described(
      z.union([z.int(), z.object({ county: anId('Of the county.'), district: anId('Of the district.') })]),
      description,
      107999901,
    ),
  );

export const MapitPostcode = named(
  z.object({
    postcode: described(z.string(), 'The postcode, or its start.', 'ZZ1 1AA'),
    wgs84_lat: z.optional(described(z.number(), 'Latitude.', 54.1035)),
    wgs84_lon: z.optional(described(z.number(), 'Longitude.', -3.0252)),
    coordsyst: z.optional(described(z.enum(['G', 'I']), 'British or Irish grid.', 'G')),
    easting: z.optional(described(z.number(), 'Metres.', 333_064)),
    northing: z.optional(described(z.number(), 'Metres.', 468_000)),
    areas: z.optional(AreaMap),
    shortcuts: z.optional(
      described(
        z.object({
          council: idOrBoth('Id of the council, or of both with two tiers.'),
          ward: idOrBoth('Id of the ward, or of ward and division.'),
          WMC: z.optional(described(z.int(), 'Id of the constituency.', 114000001)),
        }),
        'The areas that most ask for.',
      ),
    ),
  }),
  { id: 'MapitPostcode', description: 'A postcode in MapIt’s shape.' },
);

type Shape = readonly (readonly (readonly (readonly [number, number])[])[])[];
interface Drawn {
  readonly shape: Shape;
}
const pointsOf = (ring: Shape[number][number], separator: string, between: string): string =>
  ring.map(([x, y]) => `${x}${separator}${y}`).join(between);
const wkt = ({ shape }: Drawn): string =>
  `MULTIPOLYGON (${shape.map((rings) => `(${rings.map((ring) => `(${pointsOf(ring, ' ', ', ')})`).join(', ')})`).join(', ')})`;
const linear = (ring: Shape[number][number]): string =>
  `<LinearRing><coordinates>${pointsOf(ring, ',', ' ')}</coordinates></LinearRing>`;
const kml = ({ shape }: Drawn): string =>
  `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><MultiGeometry>${shape
    .map(
      ([outer = [], ...holes]) =>
        `<Polygon><outerBoundaryIs>${linear(outer)}</outerBoundaryIs>${holes.map((hole) => `<innerBoundaryIs>${linear(hole)}</innerBoundaryIs>`).join('')}</Polygon>`,
    )
    .join('')}</MultiGeometry></Placemark></kml>`;
export const shapes = {
  geojson: {
    mediaType: 'application/geo+json',
    write: ({ shape }: Drawn) => JSON.stringify({ type: 'MultiPolygon', coordinates: shape }),
  },
  wkt: { mediaType: 'text/plain', write: wkt },
  kml: { mediaType: 'application/vnd.google-earth.kml+xml', write: kml },
};
