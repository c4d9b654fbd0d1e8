/** The OpenAPI document as a client reads it: its operations, and what validates their answers. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { findCapabilities } from '#infra/capabilities.ts';
import { type DeploymentConfig, readConfig } from '#infra/config.ts';
import { knownOf } from '#infra/stores.ts';

export interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
}

/** By media type. */
export type Content = Readonly<
  Record<string, { readonly schema: Schema; readonly examples?: Readonly<Record<string, { readonly $ref: string }>> }>
>;

interface Response {
  readonly description: string;
  readonly headers: Readonly<Record<string, { readonly $ref?: string; readonly required?: boolean }>>;
  readonly content?: Content;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface OperationObject {
  readonly operationId: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  /** By type of event. */
  readonly webhooks: Readonly<Record<string, { readonly post: OperationObject }>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly headers: Readonly<Record<string, { readonly required?: boolean }>>;
    readonly securitySchemes: Readonly<
      Record<
        string,
        { readonly description?: string; readonly scheme?: string; readonly in?: string; readonly name?: string }
      >
    >;
    readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
  };
}

export interface DocumentOperation extends OperationObject {
  readonly path: string;
  /** In capitals. */
  readonly method: string;
}

export const operationsOf = ({ paths }: Document): DocumentOperation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
  );

const resolved = ({ components }: Document, schema: Schema): Schema =>
  schema.$ref ? (components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? schema) : schema;

/** What the document gives as an example of a value: an example of its own, or one made of its required fields'. */
export const exampleOf = (document: Document, given: Schema): unknown => {
  const { examples, properties, required = [] } = resolved(document, given);
  if (examples) return examples[0];
  if (!properties) return undefined;
  return Object.fromEntries(required.map((name) => [name, exampleOf(document, properties[name] ?? {})]));
};

/** Example of a body, if the operation takes one. */
export const bodyExampleOf = (document: Document, { requestBody }: DocumentOperation): unknown =>
  requestBody && exampleOf(document, requestBody.content['application/json']?.schema ?? {});

/** The path with examples for what `given` does not name. */
export const pathWith = (
  document: Document,
  { path, parameters = [] }: DocumentOperation,
  given: Readonly<Record<string, string | number>>,
): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.name === name && one.in === 'path');
    return encodeURIComponent(String(given[name] ?? (parameter && exampleOf(document, parameter.schema))));
  });

/** The contracts of this project, and a configuration with its own capabilities. */
export const deployment = async (config: string) => {
  const found = await findCapabilities();
  const contracts = found.map(({ contract }) => contract);
  return { contracts, config: readConfig(config, knownOf(found)) satisfies DeploymentConfig };
};

/** The document allows an answer to gain fields; for a test, a field that it does not have is a mistake. */
const closed = (json: unknown): unknown => {
  if (Array.isArray(json)) return json.map(closed);
  if (typeof json !== 'object' || json === null) return json;
  const copy = Object.fromEntries(Object.entries(json).map(([key, value]) => [key, closed(value)]));
  const isObject = copy.type === 'object' && typeof copy.properties === 'object';
  return isObject ? { additionalProperties: false, ...copy } : copy;
};

/** Those that are OpenAPI’s, not JSON Schema’s. */
const fromRoot = ['discriminator', 'openapi', 'info', 'servers', 'tags', 'components', 'paths', 'webhooks'];

const at = (json: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>>)[key], json);

/** Finds the validator of a schema by where it is: `['components', 'schemas', 'Key']`. Unknown keywords are errors. */
export const validators = (document: Document): ((...path: readonly string[]) => ValidateFunction) => {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    // Each is used a few times: making it faster takes longer than it saves.
    code: { optimize: false },
    inlineRefs: false,

    formats: { date: /^\d{4}-\d\d-\d\d$/, 'date-time': /T.*Z$/, email: /^\S+@\S+$/ },
  });
  ajv.addVocabulary(fromRoot);
  const whole = closed(document) as object;
  ajv.addSchema(whole, 'openapi');
  const escaped = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
  const known = new Map<string, ValidateFunction>();
  return (...path) => {
    const text = JSON.stringify(at(whole, path));
    const validate = known.get(text) ?? ajv.compile({ $ref: `openapi#/${path.map(escaped).join('/')}` });
    known.set(text, validate);
    return validate;
  };
};

interface Answer {
  readonly status: number;
  readonly headers: Pick<Headers, 'get' | 'has'>;
  readonly text: string;
}

/** Says what an answer of an operation has that the document does not, or the other way round; nothing if they agree. */
export const judge = (document: Document) => {
  const validator = validators(document);
  const isPromised = ({ $ref, required }: { readonly $ref?: string; readonly required?: boolean }): boolean =>
    ($ref === undefined ? required : document.components.headers[$ref.split('/').at(-1) ?? '']?.required) === true;
  const wrongBody = (
    { path, method }: DocumentOperation,
    { status, headers, text }: Answer,
    content: Content,
  ): string[] => {
    const type = headers.get('content-type')?.split(';')[0] ?? 'no type';
    const found = content[type];
    if (!found) return [`${status} as ${type}`];
    const json = type.endsWith('json') ? JSON.parse(text) : text;
    const slug = type === 'application/problem+json' ? json.type.split(/[/#]/).at(-1) : undefined;
    if (slug && !found.examples?.[slug]) return [`${status} as ${slug}`];
    const at = ['paths', path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema'];
    const validate = validator(...at);
    return validate(json) ? [] : [`${status}: ${JSON.stringify(validate.errors)}: ${text}`];
  };
  return (operation: DocumentOperation, answer: Answer): string[] => {
    const { status, headers, text } = answer;
    const response = operation.responses[status];
    if (!response) return [`${status} is not documented: ${text}`];
    const absent = Object.entries(response.headers)
      .filter(([name, header]) => isPromised(header) && !headers.has(name))
      .map(([name]) => `${status} without ${name}`);
    if (response.content) return [...absent, ...wrongBody(operation, answer, response.content)];
    return text === '' ? absent : [...absent, `${status} with a body: ${text}`];
  };
};
