/** Validation issues in words that a council's developer can act on. */
import * as z from 'zod/mini';
import type { FieldError } from '#shared/contract/problem.ts';

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const oneOf = (values: readonly unknown[]): string =>
  `${values.length > 1 ? 'one of ' : ''}${values.map(String).join(', ')}`;

const bound = (word: 'least' | 'most', origin: string, limit: number | bigint): string => {
  if (word === 'least' && limit === 1 && origin !== 'number') return 'must not be empty';
  if (origin === 'string') return `must have at ${word} ${limit} characters`;
  return origin === 'array' ? `must have at ${word} ${limit} entries` : `must be at ${word} ${limit}`;
};

const wrongType = ({ input, expected }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidType>): string => {
  if (input === undefined) return 'is required';
  return `must be ${nouns[expected] ?? expected}`;
};

/** What zod says of an issue when the schema has no words of its own. */
export const inPlainEnglish: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue);
    case 'invalid_value':
      return issue.input === undefined ? 'is required' : `must be ${oneOf(issue.values)}`;
    case 'too_small':
      return bound('least', issue.origin, issue.minimum);
    case 'too_big':
      return bound('most', issue.origin, issue.maximum);
    case 'invalid_key':
      return `has a name that ${issue.issues[0]?.message ?? 'is not valid'}`;
    default:
      return 'is not valid';
  }
};

z.config({ localeError: inPlainEnglish });

const step = (part: PropertyKey): string =>
  // JSON can name a field with half a surrogate pair, which no URI can hold.
  encodeURIComponent(String(part).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'));

/** RFC 6901 in the URI fragment form that RFC 9457's example uses. */
const pointer = (path: readonly PropertyKey[]): string => `#${path.map((part) => `/${step(part)}`).join('')}`;

const known = (schema: z.core.$ZodType): string => {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const names = def.type === 'object' ? Object.keys(def.shape) : [];
  return names.length > 0 ? `; it takes ${names.join(', ')}` : '';
};

const most = 50;

/** A query field that came several times is a list; a list in a body is just of the wrong type. */
const isRepeated = (issue: z.core.$ZodIssue, place: FieldError['in']): boolean =>
  place === 'query' && issue.code === 'invalid_type' && Array.isArray(issue.input);

/** Of issues with their input (`reportInput`), repeated query fields are told as such. */
export const fieldErrors = (
  issues: readonly z.core.$ZodIssue[],
  place: FieldError['in'],
  schema: z.core.$ZodType,
): FieldError[] =>
  issues
    .flatMap((issue): FieldError[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({
            detail: `is not known here${issue.path.length === 0 ? known(schema) : ''}`,
            pointer: pointer([...issue.path, key]),
            in: place,
          }))
        : [
            {
              detail: isRepeated(issue, place) ? 'may be given only once' : issue.message,
              pointer: pointer(issue.path),
              in: place,
            },
          ],
    )
    .slice(0, most);

/** “postcode” must be a full UK postcode, like ZZ1 1AA */
export const sentence = (error: FieldError | undefined): string => {
  if (!error) return 'The request is not valid';
  const name = decodeURIComponent(error.pointer.slice(2)).replaceAll('~1', '/').replaceAll('~0', '~');
  return name ? `“${name}” ${error.detail}` : `The ${error.in} ${error.detail}`;
};
