/** Fields and problems that permits of every kind share. */
import * as z from 'zod/mini';
import { described, named, problem } from '#shared/contract/index.ts';

const reference = (prefix: string, says: string) =>
  described(
    z.string().check(z.regex(new RegExp(`^${prefix}-[0-9A-HJKMNP-TV-Z]{8}$`), `must be like ${prefix}-7K2M9QXA`)),
    says,
    `${prefix}-7K2M9QXA`,
  );
export const ApplicationReference = reference('PA', 'Reference of an application.');
export const PermitReference = reference('PM', 'Reference of a permit.');
export const QuoteReference = reference('PQ', 'Reference of a quote.');
export const PassReference = reference('PB', 'Reference and number of a pass for concessionary travel.');

const slug = /^[a-z][a-z0-9-]{0,39}$/;
const code = z.string().check(
  z.regex(slug, 'must be 1 to 40 small letters, digits and hyphens'),
  // Limits are looked up by code in plain objects, which have “constructor” whatever is set.
  z.refine((one) => !(one in {}), { error: 'must be another word: this one has a meaning of its own' }),
);
export const SchemeCode = described(code, 'Code of a scheme.', 'resident');
export const ZoneCode = described(z.clone(code), 'Code of a zone.', 'mill-lane');
export const BandCode = described(z.clone(code), 'Code of a price band.', 'co2-b');

/** The form of one line that people write. */
export const line = (most: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(most), z.regex(/^\P{Cc}*$/u, 'must be one line'));
/** The form of text that people write, in paragraphs. */
export const text = (most: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(most), z.regex(/^(?:\P{Cc}|[\n\r\t])*$/u, 'must be text'));

export const Pence = (description: string, example: number) =>
  described(z.int().check(z.minimum(0), z.maximum(10_000_000)), description, example);
export const whole = (least: number, most: number, description: string, example: number) =>
  described(z.int().check(z.minimum(least), z.maximum(most)), description, example);
export const flag = (description: string, example: boolean) => described(z.boolean(), description, example);

/**
 * Upper case, letters and digits only: how a registration is kept and compared. `undefined` for what is none. Ü of a plate from abroad
 * is U, as cameras and wardens have it; a letter of another alphabet is not left out, because what is left would be another vehicle.
 */
export const normalRegistration = (given: string): string | undefined => {
  const plain = given
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return /^[A-Z0-9]{2,15}$/.test(plain) ? plain : undefined;
};

export const Registration = named(
  z.string().check(z.regex(/^[A-Z0-9]{2,15}$/, 'must be a registration in capitals, without spaces')),
  { id: 'Registration', description: 'Registration mark, in capitals without spaces.', examples: ['ZZ26ABC'] },
);

/** Only in bodies: a registration in a path or a query would be logged on the way. */
export const RegistrationInput = z.pipe(
  described(
    z.string().check(z.maxLength(30)),
    'Registration mark (number plate), with spaces and hyphens or without.',
    'ZZ26 ABC',
  ),
  z.transform((given: string, context) => {
    const registration = normalRegistration(given);
    if (registration) return registration;
    context.issues.push({
      code: 'custom',
      message: 'must be a registration mark: 2 to 15 letters and digits',
      input: given,
    });
    return z.NEVER;
  }),
);

/** 4 MB: in base64, with what is around it, it fits into what a Lambda function can be sent. */
export const mostFileBytes = 4_194_304;
/** Looks for what does not belong: a pattern that has to match megabytes as a whole is too deep for the regular expression engine. */
const isBase64 = (content: string): boolean =>
  content.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(content.replace(/={1,2}$/, ''));
/** A file as it is sent. */
export const FileContent = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(Math.ceil(mostFileBytes / 3) * 4, 'must be at most 4 MB'),
    z.refine(isBase64, { error: 'must be base64' }),
  );

/** What a scheme can be for. Passes for concessionary travel have operations of their own. */
export const kinds = ['resident', 'visitor', 'carer', 'business', 'trade', 'temporary', 'dispensation'] as const;
export const Kind = described(z.enum(kinds), 'Whom or what it is for.', 'resident');
export type Kind = z.infer<typeof Kind>;

export const fuels = ['petrol', 'diesel', 'electric', 'hybrid', 'gas', 'hydrogen', 'steam', 'other'] as const;

export class SchemeNotFound extends problem({
  slug: 'permit-scheme-not-found',
  status: 404,
  title: 'The council has no such permit scheme',
  advice: 'List the schemes to see which there are, and from when.',
}) {}

export class ZoneNotFound extends problem({
  slug: 'permit-zone-not-found',
  status: 404,
  title: 'The council has no such permit zone',
  advice: 'List the zones to see which there are.',
}) {}

export class ApplicationNotFound extends problem({
  slug: 'permit-application-not-found',
  status: 404,
  title: 'The council has no such application',
  advice: 'Check the reference.',
}) {}

export class PermitNotFound extends problem({
  slug: 'permit-not-found',
  status: 404,
  title: 'The council has no such permit',
  advice: 'Check the reference.',
}) {}
