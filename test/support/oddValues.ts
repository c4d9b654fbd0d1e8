/** Values made from a schema of a contract: valid ones, ones with something odd in them, and hostile ones. */
import fc from 'fast-check';
import * as z from 'zod/mini';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** `false`: none after those before. */
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

const hostileTexts = [
  ...['', ' ', '\0', '\t\n', '\u202e', '💥', 'é', 'Ⅷ', '٣', '\ud800', '\uffff', 'x'.repeat(3000), '\ud83d\0'],
  ...['__proto__', 'constructor', 'toString', '[object Object]', 'null', 'undefined', 'true', 'NaN', 'Infinity'],
  ...['-0', '-1', '0', '1e309', '9007199254740993', '0x10', '1.', '.5', '1,2', ',', '../../etc/passwd', "' OR 1=1 --"],
  ...[
    '0001-01-01',
    '9999-12-31',
    '2026-02-30',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '24:00',
    'MC-00000000',
  ],
  ...['<script>alert(1)</script>', 'a#b', 'a&b=c', '*', '%00', 'ZZ1 1AA\n', 'UPRN-1', '999999999999', 'marlbeck\0'],
];
const hostileValues: readonly unknown[] = [
  ...[null, true, 0, -0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308, 5e-324],
  ...[[], {}, [[]], [null], { length: 1 }],
];
export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostileTexts) },
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const hostile = fc.oneof(hostileText, fc.constantFrom(...hostileValues), fc.jsonValue({ maxDepth: 3 }));

/** What a value may be, as the contract has it. */
export const valid = (schema: Schema, root: Schema): fc.Arbitrary<unknown> => {
  const name = schema.$ref?.split('/').at(-1);
  if (name !== undefined) return valid(root.$defs?.[name] ?? {}, root);
  const known = [...(schema.examples ?? []), ...(schema.enum ?? []), ...('const' in schema ? [schema.const] : [])];
  const made = ofType(schema, root);
  return known.length > 0
    ? fc.oneof({ weight: schema.type === 'string' ? 15 : 1, arbitrary: fc.constantFrom(...known) }, made)
    : made;
};

const ofType = (schema: Schema, root: Schema): fc.Arbitrary<unknown> => {
  const {
    type,
    properties = {},
    required = [],
    items = {},
    prefixItems = [],
    anyOf,
    minimum = -1e6,
    maximum = 1e6,
    maxLength = 30,
  } = schema;
  if (anyOf) return fc.oneof(...anyOf.map((one) => valid(one, root)));
  if (type === 'string') return fc.string({ maxLength: Math.min(maxLength, 30) });
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer') {
    const few = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 3) });
    return fc.oneof(
      { weight: 3, arbitrary: few },
      { weight: 2, arbitrary: fc.integer({ min: minimum, max: maximum }) },
      fc.maxSafeInteger(),
    );
  }
  if (type === 'number')
    return fc.integer({ min: 0, max: 1000 }).map((share) => minimum + ((maximum - minimum) * share) / 1000);
  if (items === false) return fc.tuple(...prefixItems.map((one) => valid(one, root)));
  if (type === 'array') return fc.array(valid(items, root), { maxLength: 3 });
  if (type !== 'object') return hostile;
  if (typeof schema.additionalProperties === 'object' && schema.properties === undefined)
    return fc.dictionary(fc.oneof(hostileText, fc.string()), valid(schema.additionalProperties, root), { maxKeys: 3 });
  const fields = Object.entries(properties).map(([key, one]) => ({ key, value: valid(one, root) }));
  const kept = fields.map(({ key }) => (required.includes(key) ? fc.constant(true) : fc.boolean()));
  const few = fc.nat({ max: 3 }).chain((count) => fc.subarray(fields, { maxLength: Math.min(count, fields.length) }));
  return fc
    .oneof(
      fc.tuple(...kept).map((keep) => fields.filter((_, i) => keep[i])),
      few.map((some) => fields.filter((field) => required.includes(field.key) || some.includes(field))),
    )
    .chain((some) =>
      fc.record(Object.fromEntries(some.map(({ key, value }) => [key, value])), { noNullPrototype: true }),
    );
};

export const schemaOf = (contract: z.core.$ZodType): Schema =>
  z.toJSONSchema(contract, { io: 'input', unrepresentable: 'any' }) as Schema;

/** The contract of what an operation does not take. */
export const nothing = z.strictObject({});

type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const reached = (value: unknown, at: readonly string[]): unknown =>
  at.reduce<unknown>((inside, key) => (inside as Json)[key], value);

/** Everywhere in a value. */
const placesIn = (value: unknown, at: readonly string[] = []): (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? [at, ...Object.entries(value).flatMap(([key, one]) => placesIn(one, [...at, key]))]
    : [at];

const replaced = (value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown => {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((one, i) => (String(i) === key ? replaced(one, rest, by) : one));
  const own = value as Json;
  return Object.fromEntries(
    Object.entries(own).map(([name, one]) => [name, name === key ? replaced(one, rest, by) : one]),
  );
};

/** The first of several that the contract takes, so that rules between fields are kept too. */
export const accepted = (contract: z.core.$ZodType): fc.Arbitrary<unknown> => {
  const schema = schemaOf(contract);
  return fc
    .array(valid(schema, schema), { minLength: 5, maxLength: 5 })
    .map((several) => several.find((one) => z.safeParse(contract, one).success) ?? several[0]);
};

/** What the contract takes, with something else in one of its places or with another field. */
export const odd = (contract: z.core.$ZodType): fc.Arbitrary<unknown> => {
  const whole = accepted(contract);
  const mutated = fc.tuple(whole, fc.nat(), hostile).map(([value, place, by]) => {
    const [root = [], ...inner] = placesIn(value);
    return replaced(value, inner[place % inner.length] ?? root, by);
  });
  const key = fc.oneof(hostileText, fc.string());
  const extended = fc.tuple(whole, fc.nat(), key, fc.oneof(fc.constant(1), hostile)).map(([value, place, name, by]) => {
    const objects = placesIn(value).filter((at) => isObject(reached(value, at)));
    const at = objects[place % objects.length] ?? [];
    return replaced(value, at, Object.fromEntries([...Object.entries(reached(value, at) ?? {}), [name, by]]));
  });
  return fc.oneof({ weight: 3, arbitrary: mutated }, { weight: 2, arbitrary: extended }, hostile);
};
