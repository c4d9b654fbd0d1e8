import fc from 'fast-check';
import * as z from 'zod/mini';
import { fieldErrors, sentence } from './fieldErrors.ts';

const errorsOf = (schema: z.core.$ZodType, value: unknown) =>
  fieldErrors(z.safeParse(schema, value).error?.issues ?? [], 'body', schema);
const only = (schema: z.core.$ZodType, value: unknown) => errorsOf(z.object({ field: schema }), { field: value });

it.each<[string, z.core.$ZodType, unknown]>([
  ['must be one of red, blue', z.enum(['red', 'blue']), 'green'],
  ['must be ok', z.literal('ok'), 'no'],
  ['is required', z.enum(['red', 'blue']), undefined],
  ['must have at least 3 characters', z.string().check(z.minLength(3)), 'ab'],
  ['must have at most 3 characters', z.string().check(z.maxLength(3)), 'abcd'],
  ['must not be empty', z.array(z.string()).check(z.minLength(1)), []],
  ['must have at least 2 entries', z.array(z.string()).check(z.minLength(2)), ['a']],
  ['must have at most 2 entries', z.array(z.string()).check(z.maxLength(2)), ['a', 'b', 'c']],
  ['must be at least 1', z.number().check(z.minimum(1)), 0],
  ['must be text', z.string(), ['a']],
  ['must be a list', z.array(z.string()), 'a'],
  ['must be an object', z.record(z.string(), z.int()), 5],
  ['must be an object', z.record(z.string(), z.int()), []],
  ['is not valid', z.union([z.string(), z.int()]), true],
  ['in the schema’s own words', z.string().check(z.regex(/^a/, 'in the schema’s own words')), 'b'],
])('says “%s”', (detail, schema, value) => {
  expect(only(schema, value)).toEqual([{ detail, pointer: '#/field', in: 'body' }]);
});

it('says what is wrong with the name of an entry', () => {
  const schema = z.record(z.string().check(z.regex(/^[a-z]+$/, 'must be small letters')), z.int());
  expect(errorsOf(schema, { 'x y': 1 })).toEqual([
    { detail: 'has a name that must be small letters', pointer: '#/x%20y', in: 'body' },
  ]);
});

it('names at most fifty errors', () => {
  const schema = z.array(z.string());
  expect(
    errorsOf(
      schema,
      Array.from({ length: 60 }, (_, i) => i),
    ),
  ).toHaveLength(50);
});

it('lists what is known at the top only', () => {
  const schema = z.strictObject({ a: z.strictObject({ b: z.optional(z.int()) }) });
  expect(errorsOf(schema, { a: { x: 1 }, y: 1 }).map(({ detail }) => detail)).toEqual([
    'is not known here',
    'is not known here; it takes a',
  ]);
});

it('can name any field that JSON can', () => {
  const name = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('~', '/', '%', 'a~1b', '\ud800'));
  fc.assert(
    fc.property(name, (field) => {
      const [error] = errorsOf(z.strictObject({}), JSON.parse(`{${JSON.stringify(field)}:1}`));
      expect(sentence(error)).toMatch(
        field === '' ? 'The body is not known' : `“${field.toWellFormed()}” is not known`,
      );
    }),
  );
});

it.each([
  [{ detail: 'must be a number', pointer: '#/parts/0/n', in: 'body' } as const, '“parts/0/n” must be a number'],
  [{ detail: 'must be an object', pointer: '#', in: 'body' } as const, 'The body must be an object'],
  [undefined, 'The request is not valid'],
])('puts %j in a sentence', (error, text) => {
  expect(sentence(error)).toBe(text);
});
