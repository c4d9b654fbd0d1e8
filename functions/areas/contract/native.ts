/** Our own operations: which areas a postcode, a property or a point is in, on any day. */
import * as z from 'zod/mini';
import {
  described,
  get,
  named,
  ok,
  PlainDate,
  Postcode,
  PostcodeInput,
  problem,
  Uprn,
  UprnInput,
} from '#shared/contract/index.ts';
import { kinds } from './kinds.ts';
import { AreaCode, KindOfArea } from './records.ts';

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
const Share = described(z.number(), 'Of all addresses whose area is known, from 0 to 1.', 0.75);
const count = (description: string, example: number) => described(z.int(), description, example);
const Basis = described(
  z.enum(['property', 'addresses', 'centroid', 'point']),
  'How it is known. `property`: of that property. `addresses`: of every address of the postcode. `centroid`: of the middle of the postcode, so it may be wrong near a boundary. `point`: of the point.',
);
const Name = z.optional(described(z.string(), 'Name, where one was loaded.', 'Marlbeck'));
const WelshName = z.optional(described(z.string(), 'Welsh name, where one was loaded.'));

const AnswerArea = named(
  z.object({
    code: described(AreaCode, 'Code; its GSS code, if it has one.'),
    name: Name,
    nameWelsh: WelshName,
    basis: Basis,
    onEdge: z.optional(described(z.literal(true), 'The point is on the edge of the area.')),
    outsideBy: z.optional(
      described(
        z.number(),
        'The point is outside every area of the kind; this is the nearest, so many metres away.',
        12,
      ),
    ),
    unparished: z.optional(described(z.literal(true), 'The place is in no parish; the code says of which district’s.')),
  }),
  { id: 'AnswerArea', description: 'An area that a place is in.' },
);

const ByKind = described(
  z.partialRecord(z.enum(kinds), z.nullable(AnswerArea)),
  'Areas by kind. `null`: there is none of that kind here, such as a county in a unitary authority. Absent: not known, or not the same for every address (`differ`).',
);

const Council = z.object({
  code: described(AreaCode, 'GSS code.'),
  name: Name,
  nameWelsh: WelshName,
  tier: z.optional(described(z.enum(['county', 'district', 'unitary']), 'What kind of council.', 'district')),
  does: described(z.array(z.string()), 'The main things it does here.', [
    'Bin collections',
    'Council Tax',
    'Housing',
    'Planning applications',
  ]),
  homepage: z.optional(described(z.string(), 'Home page.', 'https://www.marlbeck.example')),
});

const Candidate = z.object({
  kind: KindOfArea,
  code: described(AreaCode, 'Code.'),
  name: Name,
  nameWelsh: WelshName,
  addresses: count('How many of the addresses are in it.', 12),
  share: Share,
});

const Upcoming = z.object({
  date: described(PlainDate, 'First day of the change.', '2027-04-01'),
  kind: KindOfArea,
  code: described(z.nullable(AreaCode), 'The area from then on; `null` where there will be none.'),
  name: Name,
  nameWelsh: WelshName,
  replaces: z.optional(described(AreaCode, 'The area until then.')),
});

const Edition = (description: string) =>
  z.optional(
    described(
      z.object({
        version: count('Dataset version.', 7),
        format: described(z.string(), 'What it was made from.', 'ONSPD'),
        publishedAt: z.optional(described(z.string(), 'When it went live.')),
      }),
      description,
    ),
  );
const Data = described(
  z.object({
    postcodes: Edition('Postcodes.'),
    properties: Edition('Properties.'),
    areas: Edition('Areas and boundaries.'),
  }),
  'Which loads the answer is from.',
);

const common = {
  on: described(PlainDate, 'The day that the answer is for.'),
  areas: ByKind,
  councils: described(z.array(Council), 'Whose services the place gets; with two tiers, both.'),
  upcoming: described(z.array(Upcoming), 'Changes after that day that are known already.'),
  data: Data,
};

const Location = z.optional(
  described(
    z.object({
      latitude: z.optional(described(z.number(), 'WGS84 degrees.', 54.1035)),
      longitude: z.optional(described(z.number(), 'WGS84 degrees.', -3.0252)),
      easting: z.optional(described(z.number(), 'Grid metres; of the Irish grid for BT postcodes.', 333_064)),
      northing: z.optional(described(z.number(), 'Grid metres.', 468_000)),
      quality: z.optional(described(z.int(), 'How the place is known: 1 best, 9 not at all.', 1)),
    }),
    'Where it is. Absent where the directory has no place.',
  ),
);

export const PostcodeAreas = named(
  z.object({
    postcode: Postcode,
    retired: described(
      z.boolean(),
      'Whether the postcode is out of use. It is answered all the same: people go on using them.',
    ),
    introduced: z.optional(described(z.string(), 'Year and month.', '199801')),
    terminated: z.optional(described(z.string(), 'Year and month.', '202305')),
    location: Location,
    basis: Basis,
    split: described(z.boolean(), 'Whether its addresses are in several councils. Then ask for the address.'),
    differ: described(z.array(KindOfArea), 'Kinds of area that are not the same for every address.'),
    candidates: described(
      z.array(Candidate),
      'The areas of those kinds, each with how many addresses are in it; the most first.',
    ),
    addresses: z.optional(count('How many addresses the answer rests on.', 16)),
    ...common,
  }),
  { id: 'PostcodeAreas', description: 'The areas of a postcode.' },
);
export type PostcodeAreas = z.infer<typeof PostcodeAreas>;

export const PropertyAreas = named(
  z.object({ uprn: Uprn, postcode: z.optional(Postcode), location: Location, basis: Basis, ...common }),
  {
    id: 'PropertyAreas',
    description: 'The areas of a property.',
  },
);

export const PointAreas = named(z.object({ location: Location, basis: Basis, ...common }), {
  id: 'PointAreas',
  description: 'The areas of a point, by the boundaries that are loaded.',
});

const Related = z.object({ code: described(AreaCode, 'Code.'), name: Name });
export const AreaDetail = named(
  z.object({
    code: described(AreaCode, 'Code.'),
    kind: z.optional(KindOfArea),
    name: Name,
    nameWelsh: WelshName,
    from: z.optional(described(PlainDate, 'First day of it, where known.')),
    to: z.optional(described(PlainDate, 'First day without it, where known.', '2027-04-01')),
    current: described(z.boolean(), 'Whether it is there on the day.'),
    parent: z.optional(described(Related, 'The area that it is part of.')),
    successors: described(z.array(Related), 'What takes its place.'),
    predecessors: described(z.array(Related), 'What it takes the place of.'),
    sets: described(z.array(z.string()), 'The sets of areas that have it, the newest first.', ['wards-2026']),
    boundary: described(
      z.enum(['none', 'drawing', 'decisive']),
      'Whether its boundary is loaded, and good for more than drawing.',
    ),
    council: z.optional(described(Council, 'The council, where the area has one.')),
    on: described(PlainDate, 'The day that the answer is for.'),
    data: Data,
  }),
  { id: 'AreaDetail', description: 'An area.' },
);

type Ring = readonly (readonly [number, number])[];
/** GeoJSON (RFC 7946). */
export const featureOf = ({
  boundary,
  properties,
}: {
  boundary: readonly (readonly Ring[])[];
  properties: object;
}): string =>
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
    params: z.strictObject({ postcode: PostcodeInput }),
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
    headers: z.object({ accept: z.optional(z.string()) }),
    returns: ok(AreaDetail, {
      etag: true,
      cacheControl: hour,
      forms: { geojson: { mediaType: 'application/geo+json', write: featureOf } },
    }),
    problems: [AreaNotKnown, NoBoundary, AreasNotLoaded],
  }),
};
