/** What our own operations answer of areas. */
import * as z from 'zod/mini';
import { described, named, PlainDate, Postcode, Uprn } from '#shared/contract/index.ts';
import { kinds } from './kinds.ts';
import { AreaCode, KindOfArea } from './records.ts';

const Share = described(z.number(), 'Of all addresses whose area is known, from 0 to 1.', 0.75);
const count = (description: string, example: number) => described(z.int(), description, example);
const Basis = described(
  z.enum(['property', 'addresses', 'centroid', 'point']),
  'How it is known. `property`: of that property. `addresses`: of every address of the postcode. `centroid`: of the middle of the postcode, so it may be wrong near a boundary. `point`: of the point.',
);
const Name = z.optional(described(z.string(), 'Name, where one was loaded.', 'Marlbeck'));
const WelshName = z.optional(described(z.string(), 'Welsh name, where one was loaded.'));

export const AnswerArea = named(
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

export type AnswerArea = z.infer<typeof AnswerArea>;

const ByKind = described(
  z.partialRecord(z.enum(kinds), z.nullable(AnswerArea)),
  'Areas by kind. `null`: there is none of that kind here, such as a county in a unitary authority. Absent: not known, or not the same for every address (`differ`).',
);

const AnswerCouncil = z.object({
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

export type AnswerCouncil = z.infer<typeof AnswerCouncil>;

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
  councils: described(z.array(AnswerCouncil), 'Whose services the place gets; with two tiers, both.'),
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
    council: z.optional(described(AnswerCouncil, 'The council, where the area has one.')),
    on: described(PlainDate, 'The day that the answer is for.'),
    data: Data,
  }),
  { id: 'AreaDetail', description: 'An area.' },
);
