/** Where permits count: a zone is what its polygon, streets and properties say, less what is excluded. */
import * as z from 'zod/mini';
import { described, named, PlainDate, Uprn, Usrn } from '#shared/contract/index.ts';
import { line, text, whole, ZoneCode } from './fields.ts';

const Position = z.tuple([
  z.number().check(z.minimum(-180), z.maximum(180)),
  z.number().check(z.minimum(-90), z.maximum(90)),
]);
const Ring = z.array(Position).check(z.minLength(4), z.maxLength(5000));
const Rings = z.array(Ring).check(z.minLength(1), z.maxLength(50));

export const Area = named(
  z.discriminatedUnion(
    'type',
    [
      z.strictObject({ type: z.literal('Polygon'), coordinates: Rings }),
      z.strictObject({
        type: z.literal('MultiPolygon'),
        coordinates: z.array(Rings).check(z.minLength(1), z.maxLength(50)),
      }),
    ],
    { error: 'must be a GeoJSON Polygon or MultiPolygon' },
  ),
  {
    id: 'ZoneArea',
    description: 'GeoJSON (RFC 7946) in WGS84, longitude first, every ring closed: its last position is its first.',
  },
);
export type Area = z.infer<typeof Area>;

const Street = z.strictObject({
  usrn: Usrn,
  name: described(line(120), 'As residents know it.', 'Mill Lane'),
  only: z.optional(
    described(
      z.strictObject({
        parity: z.optional(described(z.enum(['odd', 'even']), 'Only odd or only even ones.', 'odd')),
        from: z.optional(whole(0, 99_999, 'From this number.', 1)),
        to: z.optional(whole(0, 99_999, 'To this number.', 99)),
      }),
      'Only these house numbers. Left out: the whole street.',
    ),
  ),
});

export const ZoneSettings = z.strictObject({
  name: described(line(80), 'What it is called.', 'Mill Lane and Old Town'),
  nameWelsh: z.optional(described(line(80), 'The same in Welsh.')),
  hours: z.optional(described(line(200), 'When permits are needed.', 'Monday to Saturday, 8am to 6pm')),
  hoursWelsh: z.optional(described(line(200), 'The same in Welsh.')),
  note: z.optional(described(text(1000), 'What else residents should know.')),
  area: z.optional(Area),
  streets: z._default(described(z.array(Street).check(z.maxLength(2000)), 'Streets of the zone.'), []),
  uprns: z._default(
    described(z.array(Uprn).check(z.maxLength(20_000)), 'Properties of the zone, wherever they are.'),
    [],
  ),
  excluded: z._default(
    described(
      z
        .array(
          z.strictObject({
            uprns: described(z.array(Uprn).check(z.minLength(1), z.maxLength(20_000)), 'Which properties.'),
            reason: described(line(200), 'Why, as residents are told.', 'Car-free development'),
            reasonWelsh: z.optional(described(line(200), 'The same in Welsh.')),
            from: z.optional(described(PlainDate, 'From this day on.')),
          }),
        )
        .check(z.maxLength(200)),
      'Properties that get no permit, such as car-free developments.',
    ),
    [],
  ),
});
export type ZoneSettings = z.infer<typeof ZoneSettings>;

export const Zone = named(z.object({ zone: ZoneCode, ...ZoneSettings.shape }), {
  id: 'PermitZone',
  description: 'A zone: its name, streets and area.',
});
export type Zone = z.infer<typeof Zone>;
