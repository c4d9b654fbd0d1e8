/** Field schemas that every contract shares. Inputs are forgiving in form and strict in meaning; outputs are canonical. */
import * as z from 'zod/mini';
import { parseElsewhere, parsePartialPostcode, parsePostcode } from './postcode.ts';

const named = <S extends z.core.$ZodType>(schema: S, meta: z.core.GlobalMeta): S => {
  z.globalRegistry.add(schema, meta);
  return schema;
};

/** A field that is parsed by a rule of the field; the rule answers `undefined` for what it cannot read. */
const parsed = <T>(parse: (text: string) => T | undefined, message: string, meta: z.core.GlobalMeta) =>
  z.pipe(
    named(z.string(), meta),
    z.transform((text: string, context) => {
      const value = parse(text);
      if (value !== undefined) return value;
      context.issues.push({ code: 'custom', message, input: text });
      return z.NEVER;
    }),
  );

/** Strips the prefix and the padding that some systems add: `UPRN-000012345` → `12345`. */
export const parseReference = (prefix: string, digits: number) => {
  const form = new RegExp(`^(?:${prefix}-?)?(\\d{1,${digits}})$`, 'i');
  return (text: string): string | undefined => form.exec(text.trim())?.[1]?.replace(/^0+/, '').replace(/^$/, '0');
};

export const parseUprn = parseReference('UPRN', 12);
/** Padded with more zeros than a UPRN has digits, too, as some systems write it. */
export const parsePaddedUprn = (text: string): string | undefined =>
  parseUprn(text.trim().replace(/^(?:UPRN-?)?0+(?=\d)/i, ''));
export const parseUsrn = parseReference('USRN', 8);

export const Uprn = named(
  z.string().check(z.regex(/^(0|[1-9]\d{0,11})$/, 'must be a UPRN: 1 to 12 digits, without leading zeros')),
  {
    id: 'Uprn',
    description: 'Unique Property Reference Number, as text without leading zeros.',
    examples: ['990100000018'],
  },
);

export const Usrn = named(
  z.string().check(z.regex(/^(0|[1-9]\d{0,7})$/, 'must be a USRN: 1 to 8 digits, without leading zeros')),
  {
    id: 'Usrn',
    description: 'Unique Street Reference Number, as text without leading zeros.',
    examples: ['99010001'],
  },
);

export const UprnInput = parsed(parsePaddedUprn, 'must be a UPRN: 1 to 12 digits', {
  description: 'A UPRN, 1 to 12 digits. Leading zeros and a “UPRN-” prefix are ignored.',
  examples: ['990100000018'],
});

export const UsrnInput = parsed(parseUsrn, 'must be a USRN: 1 to 8 digits', {
  description: 'A USRN, 1 to 8 digits. Leading zeros are ignored.',
  examples: ['99010001'],
});

export const PostcodeInput = parsed((text) => parsePostcode(text)?.text, 'must be a full UK postcode, like ZZ1 1AA', {
  description: 'A full postcode, in capitals or not, with or without the space.',
  examples: ['ZZ1 1AA'],
});

/** Postcodes that are in no council’s area, too: who answers for areas can say so. */
export const AnyPostcodeInput = parsed(
  (text) => parsePostcode(text)?.text ?? parseElsewhere(text),
  'must be a full UK postcode, like ZZ1 1AA',
  { description: 'A full postcode, in capitals or not, with or without the space.', examples: ['ZZ1 1AA'] },
);

export const PartialPostcodeInput = parsed(
  parsePartialPostcode,
  'must be a postcode or the start of one, at least as far as the district, like ZZ1',
  { description: 'A postcode, or its start as far as the district at least.', examples: ['ZZ1', 'ZZ1 1AA'] },
);

export const Postcode = named(z.string().check(z.regex(/^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/, 'must be a postcode')), {
  id: 'Postcode',
  description: 'A postcode in capitals with one space.',
  examples: ['ZZ1 1AA'],
});

export const GssCode = named(z.string().check(z.regex(/^[ENSWLM]\d{8}$/, 'must be a GSS code, like E07000208')), {
  id: 'GssCode',
  description: 'Government Statistical Service code of an area.',
  examples: ['E07000208'],
});

export const PlainDate = named(z.iso.date('must be a date, like 2026-11-23'), {
  description: 'A calendar day.',
  examples: ['2026-11-23'],
});

export const Instant = named(z.iso.datetime('must be a time in UTC, like 2026-11-23T09:30:00Z'), {
  description: 'A moment, in UTC.',
  examples: ['2026-11-23T09:30:00.000Z'],
});

/** What a key or a role may do. */
export const ScopeText = z
  .string()
  .check(
    z.regex(
      /^(\*|[a-z][a-zA-Z0-9-]*:(\*|[a-z][a-zA-Z0-9-]*))$/,
      'must be a scope, like addresses:read, addresses:* or *',
    ),
  );

export const CouncilId = named(
  z.string().check(z.regex(/^[a-z][a-z0-9-]{1,30}$/, 'must be 2 to 31 small letters, digits and hyphens')),
  { id: 'CouncilId', description: 'Id of a council that this deployment serves.', examples: ['marlbeck'] },
);

/** Several of a fixed set of words, as `a,b` in a query string. */
export const listOf = <const T extends readonly [string, ...string[]]>(words: T, description: string) =>
  named(z.array(z.enum(words, { error: `must be one or more of ${words.join(', ')}, separated by commas` })), {
    description,
  });

/** Says what a field is. A schema that is described already keeps its words wherever else it is used. */
export const described = <S extends z.core.$ZodType>(schema: S, description: string, example?: unknown): S =>
  named(z.globalRegistry.has(schema) ? z.clone(schema, schema._zod.def, { parent: true }) : schema, {
    description,
    ...(example === undefined ? {} : { examples: [example] }),
  });

export { named };
