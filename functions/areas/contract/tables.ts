/** Two small tables, each written whole: the authorities of the country, and what becomes of councils on a date. */
import * as z from 'zod/mini';
import { described, GssCode, named, PlainDate } from '#shared/contract/index.ts';
import { AreaCode } from './records.ts';

const text = (most: number, description: string, example: string) =>
  described(z.string().check(z.minLength(1), z.maxLength(most)), description, example);

/** A row of GOV.UK's table of local authorities (alphagov/local-links-manager, data/local-authorities.csv). */
export const Authority = named(
  z.strictObject({
    gss: GssCode,
    name: text(200, 'Name.', 'Marlbeck District Council'),
    tier: described(
      z.enum(['county', 'district', 'unitary']),
      'What it does: a county and a district share the work of a unitary.',
      'district',
    ),
    parent: z.optional(described(GssCode, 'The county that a district is in.')),
    snac: z.optional(text(10, 'SNAC code, of before 2011.', '99AA')),
    custodianCode: z.optional(
      described(z.int().check(z.minimum(1), z.maximum(99_999)), 'Local custodian code of its addresses.', 9901),
    ),
    slug: z.optional(text(100, 'What GOV.UK calls it in URLs.', 'marlbeck')),
    country: z.optional(text(40, 'Country.', 'England')),
    homepage: z.optional(text(500, 'Home page.', 'https://www.marlbeck.example')),
  }),
  { id: 'Authority', description: 'A council of the country.' },
);
export type Authority = z.infer<typeof Authority>;

/** Merge-only reorganisation: every old area goes whole to one new one, so no boundary is needed. */
export const Reorganisation = named(
  z.strictObject({
    from: described(AreaCode, 'The area that ends.'),
    to: described(AreaCode, 'The area that takes its place.'),
    toName: text(200, 'Name of that.', 'North Marl'),
    date: described(PlainDate, 'First day of the new area.', '2027-04-01'),
  }),
  { id: 'Reorganisation', description: 'One area that becomes part of another on a date.' },
);
export type Reorganisation = z.infer<typeof Reorganisation>;
