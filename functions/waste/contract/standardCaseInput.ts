/** A case as clients of the Local Waste Service Standards send it: in the forms of its models, and of its examples. */
import * as z from 'zod/mini';
import { described, named, PlainDate, UprnInput } from '#shared/contract/index.ts';
import { assistedReasons, Location } from './assisted.ts';
import { Contact, line, Pence } from './caseFields.ts';
import { reasons as containerReasons } from './containerSettings.ts';
import { type CaseType, caseTypes, Description, Subject } from './otherCases.ts';
import { ServiceCode } from './rounds.ts';

/** What the standard's own text calls one of its models. */
const alsoCalled = new Map<string, CaseType>([['ReportMissedCollection', 'ReportMissedBin']]);

const Type = described(
  z.pipe(
    z.string().check(z.maxLength(60)),
    z.transform((given, context): CaseType => {
      const type = caseTypes.find((one) => one === given) ?? alsoCalled.get(given);
      if (type) return type;
      context.issues.push({ code: 'custom', message: `must be one of ${caseTypes.join(', ')}`, input: given });
      return z.NEVER;
    }),
  ),
  'The model; `ReportMissedCollection` is another name of `ReportMissedBin`.',
  'ReportMissedBin',
);

const Uprn = described(
  z.pipe(
    z.pipe(
      z.union([z.string(), z.int().check(z.minimum(0))], { error: 'must be a UPRN: 1 to 12 digits' }),
      z.transform(String),
    ),
    UprnInput,
  ),
  'The property, as text or as a number.',
  '990100000002',
);

/** The last part of a link is the machine name. */
const Service = described(
  z.pipe(
    z.pipe(
      z.union([z.string(), z.looseObject({ '@id': described(z.string(), 'Its link.') })], {
        error: 'must be the machine name of a service, its link, or an object with its link in “@id”',
      }),
      z.transform((given) => (typeof given === 'string' ? given : given['@id']).replace(/^.*\//, '')),
    ),
    ServiceCode,
  ),
  'The service: its machine name, its link, or an object with its link in `@id`.',
  'recycling',
);

const Item = z.strictObject({
  '@type': z.optional(described(z.literal('BulkyItem'), 'The model.')),
  name: described(line(80), 'What it is.', 'Sofa'),
  description: z.optional(described(line(200), 'More about it.', '3 seats, quite rough')),
  is_working: z.optional(described(z.boolean(), 'Whether it still works.', true)),
});

const Customer = named(
  z.pipe(
    z.strictObject({
      '@type': z.optional(described(z.string(), 'Not kept.', 'Person')),
      ...Contact.shape,
      address: z.optional(
        described(
          z.union([z.string(), z.looseObject({})], { error: 'must be text, or an object' }),
          'Not kept: the UPRN says it.',
          '1 High Street',
        ),
      ),
    }),
    z.transform(({ '@type': _, address: __, ...contact }): Contact | undefined =>
      Object.values(contact).some((one) => one !== undefined) ? contact : undefined,
    ),
  ),
  { id: 'WasteCustomer', description: 'Who asks. Only staff are told, and it can be forgotten.' },
);

/** What our own operations need and the standard has no word for. */
const ours = {
  reason: z.optional(
    described(
      z.enum([...new Set([...containerReasons, ...assistedReasons])]),
      'Why: of a container, or of assisted collection.',
      'lost',
    ),
  ),
  price: z.optional(Pence('The price that the resident was shown, in pence; 0 unless told.', 4000)),
  location: z.optional(described(Location, 'Where the containers, or the items, are.', 'By the side door')),
  start_date: z.optional(
    described(
      PlainDate,
      'Of a bulky collection: the day that it is booked for. Without one staff are asked.',
      '2026-11-26',
    ),
  ),
  until: z.optional(
    described(PlainDate, 'Last day of assisted collection, where it is for a time only.', '2027-02-28'),
  ),
  declaration: z.optional(
    described(z.literal(true), 'Of assisted collection: that the resident declared what the council’s settings say.'),
  ),
};

const fields = {
  '@type': z.optional(Type),
  type: z.optional(Type),
  uprn: Uprn,
  service: z.optional(Service),
  collection_type: z.optional(
    described(line(40), 'Machine name of the container, or of the service.', 'wheelie_bin_240_green'),
  ),
  subject: z.optional(Subject),
  description: z.optional(Description),
  items: z.optional(
    described(z.array(Item).check(z.minLength(1), z.maxLength(20)), 'Of a bulky collection: what is to be taken.'),
  ),
  customer: z.optional(Customer),
  ...ours,
};

type Given = Readonly<Record<string, unknown>>;

/** A field that some models cannot do without, unless there is another in its place. */
const needed = (field: string, types: readonly CaseType[], instead?: string) =>
  z.refine<Given>(
    (given) =>
      !types.some((type) => type === (given.type ?? given['@type'])) ||
      given[field] !== undefined ||
      (instead !== undefined && given[instead] !== undefined),
    { error: instead ? `is required, or ${instead}` : 'is required', path: [field] },
  );

export const CaseInput = named(
  z.strictObject(fields).check(
    z.refine(({ '@type': model, type = model }) => model === undefined || model === type, {
      error: 'must be the same as “@type”, or be left out',
      path: ['type'],
    }),
    needed('service', ['ReportMissedBin'], 'collection_type'),
    needed('location', ['AssistedCollectionRequest']),
    needed('declaration', ['AssistedCollectionRequest']),
    z.refine((given) => given['@type'] !== undefined || given.type !== undefined || given.subject !== undefined, {
      error: 'is required where there is no “@type”',
      path: ['subject'],
    }),
  ),
  { id: 'WasteStandardCaseInput', description: 'A case as it is opened.' },
);
export type CaseInput = z.output<typeof CaseInput>;
