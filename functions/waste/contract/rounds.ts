/** The rounds of a council: which services come to each property, on which round and when. */
import * as z from 'zod/mini';
import { described, named, Postcode, Uprn, Usrn } from '#shared/contract/index.ts';

export const ServiceCode = described(
  z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be 1 to 40 small letters, digits and underscores')),
  'Machine name of a service; what residents read is in the settings.',
  'recycling',
);
export const RoundCode = described(
  z.string().check(z.minLength(1), z.maxLength(40), z.regex(/^\P{Cc}*$/u, 'must be one line')),
  'The round, as the crew knows it.',
  'REC 2',
);
export const ContainerCode = described(
  z.string().check(z.minLength(1), z.maxLength(40), z.regex(/^\P{Cc}*$/u, 'must be one line')),
  'A container that is emptied; what residents read is in the settings.',
  'wheelie_bin_240_green',
);

const PropertyService = named(
  z.object({
    service: ServiceCode,
    round: RoundCode,
    schedule: described(
      z.string().check(z.minLength(1), z.maxLength(120)),
      'When it comes, in words: `weekly on Monday`, `every 2 weeks from 2026-01-05`, `weekly on Tuesday from 1 March to 30 November`.',
      'every 2 weeks from 2026-01-05',
    ),
    sequence: z.optional(described(z.int().check(z.minimum(0), z.maximum(1_000_000)), 'Place on the round.', 12)),
    containers: described(z.array(ContainerCode).check(z.maxLength(20)), 'What is emptied.', ['wheelie_bin_240_green']),
    communal: z.optional(described(z.literal(true), 'The containers are shared, and belong to the parent property.')),
  }),
  { id: 'PropertyService', description: 'One service at one property.' },
);

export const WasteProperty = named(
  z.object({
    uprn: Uprn,
    parentUprn: z.optional(described(Uprn, 'The property that shared containers belong to.', '990100000001')),
    usrn: z.optional(described(Usrn, 'The street that it is on.')),
    postcode: z.optional(described(Postcode, 'Its postcode.')),
    shared: z.optional(described(z.literal(true), 'Its containers are those of other properties, too.')),
    services: described(z.array(PropertyService).check(z.minLength(1), z.maxLength(40)), 'What comes to it.'),
  }),
  { id: 'WasteProperty', description: 'A property and the services that come to it.' },
);
export type WasteProperty = z.infer<typeof WasteProperty>;
export type PropertyService = WasteProperty['services'][number];
