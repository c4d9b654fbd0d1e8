/** JSON Schemas in words. */
import { type Html, html, inline, type Part } from './html.ts';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export type Schemas = Readonly<Record<string, Schema>>;

const nameOf = (ref: string): string => ref.split('/').at(-1) ?? ref;

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  date: 'date',
  'date-time': 'time',
};

const range = ({ minimum, exclusiveMinimum, maximum, minLength = 0, maxLength }: Schema): string => {
  if (maxLength !== undefined) return `, ${minLength > 0 ? `${minLength} to` : 'at most'} ${maxLength} characters`;
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`;
  const bounds = [
    minimum !== undefined && `at least ${minimum}`,
    exclusiveMinimum !== undefined && `more than ${exclusiveMinimum}`,
    maximum !== undefined && `at most ${maximum}`,
  ].filter(Boolean);
  return bounds.map((bound) => `, ${bound}`).join('');
};

const listed = (parts: readonly Part[], by: string): Html => html`${parts.map((part, i) => [i > 0 && by, part])}`;
const code = (value: unknown): Html => html`<code>${typeof value === 'string' ? value : JSON.stringify(value)}</code>`;

export const typeOf = (schema: Schema): Html => {
  if (schema.$ref) return html`<a href="#schema-${nameOf(schema.$ref)}">${nameOf(schema.$ref)}</a>`;
  if (schema.enum) return html`one of ${listed(schema.enum.map(code), ', ')}`;
  if (schema.const !== undefined) return html`always ${code(schema.const)}`;
  if (schema.items) return html`list: ${typeOf(schema.items)}`;
  if (schema.anyOf) return listed(schema.anyOf.map(typeOf), ' or ');
  if (typeof schema.additionalProperties === 'object' && schema.additionalProperties.type)
    return html`names, each with a ${typeOf(schema.additionalProperties)}`;
  const noun = [schema.format ?? schema.type ?? 'anything'].flat().map((type) => nouns[type] ?? type);
  return html`${noun.join(' or ')}${range(schema)}`;
};

/** What a field means, its default and an example. */
export const meaningOf = (schema: Schema, schemas: Schemas, description = schema.description): Html => {
  const { [nameOf(schema.$ref ?? '')]: named = {} } = schemas;
  const example = (schema.examples ?? named.examples)?.[0];
  return html`${inline(description ?? named.description ?? '')}${
    schema.default !== undefined && html` Default: ${code(schema.default)}.`
  }${example !== undefined && example !== schema.default && html` Example: ${code(example)}.`}`;
};

interface Row {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** Every field of an object, with those of the objects inside it that have no name of their own: `location.easting`. */
const rowsOf = ({ properties = {}, required = [], anyOf = [] }: Schema, prefix = ''): Row[] => [
  ...Object.entries(properties).flatMap(([key, schema]): Row[] => {
    const name = `${prefix}${key}`;
    return [
      { name, required: required.includes(key), schema },
      ...(schema.items ? rowsOf(schema.items, `${name}[].`) : rowsOf(schema, `${name}.`)),
    ];
  }),
  ...anyOf.flatMap((one) => rowsOf(one, prefix)),
];

/** Rows for a table of fields; none when it is not an object. */
export const fieldRows = (schema: Schema, schemas: Schemas): (readonly Part[])[] =>
  rowsOf(schema).map(({ name, required, schema: field }) => [
    html`<code>${name}</code><br><span class="quiet">${typeOf(field)}${!required && '; optional'}</span>`,
    meaningOf(field, schemas),
  ]);
