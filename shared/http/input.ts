/** Turns a request's path, query string and body into what the contract's schemas say, or names each field that is wrong. */
import * as z from 'zod/mini';
import type { Operation } from '#shared/contract/capability.ts';
import type { FieldError } from '#shared/contract/problem.ts';
import { BodyTooLarge, InvalidRequest, MalformedJson, UnsupportedMediaType } from '#shared/contract/problems.ts';
import { dialectOf, type Event, type Exchange, header, type Step } from './exchange.ts';
import { fieldErrors, sentence } from './fieldErrors.ts';

type Place = FieldError['in'];

/** The schema that a query field is about, without `optional` and `default` around it. */
const core = (schema: z.core.$ZodType): z.core.$ZodTypes => {
  let { def } = (schema as z.core.$ZodTypes)._zod;
  let inner = schema as z.core.$ZodTypes;
  while (def.type === 'optional' || def.type === 'default' || def.type === 'pipe') {
    inner = (def.type === 'pipe' ? def.in : def.innerType) as z.core.$ZodTypes;
    ({ def } = inner._zod);
  }
  return inner;
};

const number = /^-?\d{1,15}(\.\d{1,15})?$/;

/** Query strings hold text: read it as the field's schema expects, and leave what does not fit for the schema to refuse. */
const decoded = (schema: z.core.$ZodType | undefined, values: readonly string[]): unknown => {
  const [text = ''] = values;
  if (!schema) return text;
  const { type } = core(schema)._zod.def;
  if (type === 'array') return values.flatMap((value) => value.split(',')).map((value) => value.trim());
  if (values.length > 1) return values;
  if (type === 'number') return number.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
};

const parse = <S extends z.core.$ZodType>(schema: S, value: unknown, place: Place): z.core.output<S> => {
  const result = z.safeParse(schema, value, { reportInput: true });
  if (result.success) return result.data;
  const errors = fieldErrors(result.error.issues, place, schema);
  const more =
    errors.length > 1
      ? ` There ${errors.length > 2 ? `are ${errors.length - 1} more errors` : 'is one more error'}.`
      : '';
  throw new InvalidRequest(`${sentence(errors[0])}.${more}`, { errors });
};

/** Reads each value as the schema of its field expects. */
const decodedFields = (
  schema: z.core.$ZodType,
  names: Iterable<string>,
  valuesOf: (name: string) => readonly string[],
) => {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const shape: Readonly<Record<string, z.core.$ZodType>> = def.type === 'object' ? def.shape : {};
  return Object.fromEntries(
    [...new Set(names)].map((name) => [
      name,
      decoded(Object.hasOwn(shape, name) ? shape[name] : undefined, valuesOf(name)),
    ]),
  );
};

const parseQuery = (exchange: Exchange, operation: Operation): unknown => {
  const given = new URLSearchParams(exchange.event.rawQueryString);
  for (const credential of dialectOf(exchange).credentials)
    if (credential.in === 'query') given.delete(credential.name);
  const schema = operation.query ?? z.strictObject({});
  return parse(
    schema,
    decodedFields(schema, given.keys(), (name) => given.getAll(name)),
    'query',
  );
};

const parsePath = ({ event }: Exchange, { params }: Operation): unknown => {
  const { council: _, ...given } = event.pathParameters ?? {};
  return (
    params &&
    parse(
      params,
      decodedFields(params, Object.keys(given), (name) => [given[name] ?? '']),
      'path',
    )
  );
};

const megabyte = 1024 * 1024;
const json = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

const bytesOf = (event: Event): Buffer => Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');

/** As JSON.stringify writes half a surrogate pair: an escape, not itself behind a backslash. */
const halfPair = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

/** Takes only what can be written again: no text that UTF-8 cannot hold, no nesting too deep for the stack. */
const readJson = (bytes: Buffer): unknown => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (!halfPair.test(JSON.stringify(value))) return value;
  } catch {
    // Told like text that is not Unicode.
  }
  throw new MalformedJson('The body cannot be read as JSON in UTF-8.');
};

const parseBody = (schema: z.core.$ZodType, event: Event, maxBody = megabyte): unknown => {
  const bytes = bytesOf(event);
  if (bytes.length > maxBody) {
    throw new BodyTooLarge(`The body has ${bytes.length} bytes; this operation takes at most ${maxBody}.`);
  }
  const type = header(event, 'content-type');
  if (type !== undefined && !json.test(type)) {
    throw new UnsupportedMediaType('The body is not declared as application/json.');
  }
  if (bytes.length === 0) throw new MalformedJson('The body is empty.');
  return parse(schema, readJson(bytes), 'body');
};

const parseHeaders = ({ event }: Exchange, { headers }: Operation): unknown => {
  if (!headers) return undefined;
  const names = Object.keys(headers._zod.def.shape);
  const given = names.flatMap((name) => {
    const value = header(event, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return parse(headers, Object.fromEntries(given), 'header');
};

export const parseInput = (): Step => ({
  before: ({ event: exchange }) => {
    const { operation, event } = exchange;
    if (!operation) return;
    exchange.request = {
      council: exchange.council?.id ?? '',
      councilDetails: exchange.council,
      caller: exchange.caller,
      idempotency: undefined,
      origin: exchange.origin,
      url: `${event.rawPath}${event.rawQueryString ? `?${event.rawQueryString}` : ''}`,
      params: parsePath(exchange, operation) as undefined,
      query: parseQuery(exchange, operation) as undefined,
      headers: parseHeaders(exchange, operation) as undefined,
      body: (operation.body && parseBody(operation.body, event, operation.maxBody)) as undefined,
      raw: (operation.raw && bytesOf(event)) as undefined,
    };
  },
});
