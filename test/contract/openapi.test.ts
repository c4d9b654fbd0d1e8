/** What integrators and their tools read, made from the contracts of this project. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type * as z from 'zod/mini';
import { sampleThings } from '#infra/cli/template/contract.ts';
import { documentation } from '#infra/documentation/index.ts';
import type { Capability, Operation } from '#shared/contract/capability.ts';
import { exposedBy, takenBy } from '#shared/http/cors.ts';
import { anAddress } from '#test/support/addresses.ts';
import { lamps } from '#test/support/capabilities/lamps/contract.ts';
import {
  type Content,
  type Document,
  type DocumentOperation,
  deployment,
  operationsOf,
  type Parameter,
  type Schema,
  validators,
} from '#test/support/openApi.ts';

const config = join(import.meta.dirname, '../e2e/commons.config.json');
const folder = mkdtempSync(join(tmpdir(), 'commons-openapi-'));
const file = join(folder, 'openapi.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const signInFile = join(folder, 'signIn.json');
const signIn = {
  issuer: 'https://sign-in.marlbeck.example',
  audience: 'council-commons',
  rolesClaim: 'roles',
  roles: {},
  dailyQuota: 10,
};

let document: Document;
let signInDocument: Document;
let contracts: readonly Capability[];
let contractOperations: [id: string, operation: Operation][];
beforeAll(async () => {
  const { contracts: own, config: deployed } = await deployment(config);
  // What a new capability starts as has to be as well documented.
  contracts = [...own, sampleThings, lamps];
  contractOperations = contracts.flatMap(({ operations }) => Object.entries(operations));
  const { 'openapi.json': text = '' } = documentation(contracts, deployed);
  document = JSON.parse(text);
  writeFileSync(file, text);
  const councils = deployed.councils.map((council, i) => ({ ...council, ...(i === 0 && { signIn }) }));
  const { 'openapi.json': withSignIn = '' } = documentation(contracts, { ...deployed, councils });
  signInDocument = JSON.parse(withSignIn);
  writeFileSync(signInFile, withSignIn);
});

const resolved = (schema: Schema): Schema => ({
  ...document.components.schemas[schema.$ref?.split('/').at(-1) ?? ''],
  ...schema,
});

type Placed = readonly [at: readonly string[], schema: Schema];

/** A schema and all that are in it, each with where it is in the document. */
const within = (at: readonly string[], schema: Schema): Placed[] => [
  [at, schema],
  ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => within([...at, 'properties', name], field)),
  ...(schema.items ? within([...at, 'items'], schema.items) : []),
  ...(schema.anyOf ?? []).flatMap((one, i) => within([...at, 'anyOf', String(i)], one)),
];

const contents = (at: readonly string[], { content = {} }: { content?: Content }): Placed[] =>
  Object.entries(content).flatMap(([type, { schema }]) => within([...at, 'content', type, 'schema'], schema));

const ofOperation = ({ path, method, parameters = [], requestBody, responses }: DocumentOperation): Placed[] => {
  const at = ['paths', path, method.toLowerCase()];
  return [
    ...parameters.flatMap(({ schema }, i) => within([...at, 'parameters', String(i), 'schema'], schema)),
    ...contents([...at, 'requestBody'], requestBody ?? {}),
    ...Object.entries(responses).flatMap(([status, response]) => contents([...at, 'responses', status], response)),
  ];
};

const everySchema = (): Placed[] => [
  ...Object.entries(document.components.schemas).flatMap(([name, schema]) =>
    within(['components', 'schemas', name], schema),
  ),
  ...operationsOf(document).flatMap(ofOperation),
];

it.each([
  ['for keys alone', file],
  ['with sign-in', signInFile],
])('%s passes the recommended rules of Redocly without a warning', (_, path) => {
  const cli = join(dirname(createRequire(__filename).resolve('@redocly/cli/package.json')), 'bin/cli.js');
  const report = execFileSync(process.execPath, [cli, 'lint', '--extends=recommended', '--format=json', path], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(JSON.parse(report)).toMatchObject({ totals: { errors: 0, warnings: 0 }, problems: [] });
});

it('tells of every event, whose fields are ids and numbers, and which may gain fields', () => {
  const announced = contracts.flatMap(({ name, events = {} }) =>
    Object.entries(events).map(([type, { data }]) => ({ name, type, data })),
  );
  expect(announced.length).toBeGreaterThan(0);
  expect(Object.keys(document.webhooks)).toEqual(announced.map(({ type }) => type));
  for (const { name, type, data } of announced) {
    expect(type).toMatch(new RegExp(`^${name}(\\.[a-z0-9_]+)+$`));
    // What the contract does not name is refused when the event is written.
    expect(data._zod.def.catchall?._zod.def.type).toBe('never');
    const { schema } = document.webhooks[type]?.post.requestBody?.content['application/json'] ?? {};
    expect(Object.keys(schema?.properties ?? {})).toEqual('id type version council subject time data'.split(' '));
    expect(JSON.stringify(schema)).not.toContain('additionalProperties');
    expect(schema?.properties?.type).toMatchObject({ type: 'string', const: type });
  }
});

it('tells of sign-in where a council has it, and only there', () => {
  const told = ({ components, paths }: Document) => {
    const { listKeys, getHealth } = Object.fromEntries(
      operationsOf({ components, paths } as Document).map((operation) => [operation.operationId, operation]),
    );
    const problems = Object.keys(listKeys?.responses[401]?.content?.['application/problem+json']?.examples ?? {});
    return {
      scheme: components.securitySchemes.signIn?.description,
      open: getHealth?.security,
      ways: listKeys?.security.flatMap((way) => Object.keys(way)),
      needs: listKeys?.description.split('\n').at(-1),
      tokens: problems.filter((slug) => slug.includes('token')),
    };
  };
  expect(told(document)).toEqual({
    scheme: undefined,
    open: [],
    ways: ['bearerKey', 'x_api_key_header'],
    needs: 'Needs a key with the scope `access:manage`.',
    tokens: [],
  });
  expect(told(signInDocument)).toEqual({
    scheme: expect.stringMatching(/Marlbeck District Council: https:\/\/sign-in\.marlbeck\.example$/),
    open: [],
    ways: ['bearerKey', 'x_api_key_header', 'signIn'],
    needs: 'Needs a key with the scope `access:manage`, or a role that gives it.',
    tokens: ['expired-token', 'token-for-another', 'invalid-token'],
  });
});

it('has every operation that is for integrators, and no page', () => {
  const forThem = contractOperations.filter(
    ([, { path, returns }]) => path !== '$default' && returns.mediaType !== 'text/html',
  );
  expect(
    operationsOf(document)
      .map(({ operationId }) => operationId)
      .sort(),
  ).toEqual(forThem.map(([id]) => id).sort());
});

it('has schemas that compile as JSON Schema 2020-12, with examples that fit them', () => {
  const validator = validators(document);
  const wrong = everySchema().flatMap(([at, { examples = [] }]) => {
    const validate = validator(...at);
    return examples.flatMap((example) => (validate(example) ? [] : [{ at: at.join('/'), errors: validate.errors }]));
  });
  expect(wrong).toEqual([]);
});

it('has examples of problems in the shape that they are answered in', () => {
  const validator = validators(document);
  const wrong = operationsOf(document).flatMap(({ path, method, responses }) =>
    Object.entries(responses).flatMap(([status, { content = {} }]) =>
      Object.entries(content).flatMap(([type, { examples = {} }]) => {
        const validate = validator('paths', path, method.toLowerCase(), 'responses', status, 'content', type, 'schema');
        const values = Object.values(examples).map(
          ({ $ref }) => document.components.examples[$ref.split('/').at(-1) ?? ''],
        );
        return values.filter((value) => !value || !validate(value.value));
      }),
    ),
  );
  expect(wrong).toEqual([]);
});

it('says what every operation, parameter, field and named schema is for', () => {
  const isSaid = ([at, schema]: Placed) =>
    !['properties', 'schemas'].includes(at.at(-2) ?? '') || resolved(schema).description !== undefined;
  const operations = operationsOf(document);
  expect({
    schemas: everySchema()
      .filter((placed) => !isSaid(placed))
      .map(([at]) => at.join('.')),
    operations: operations
      .filter(({ description }) => !description || description.startsWith('Needs a key'))
      .map(({ operationId }) => operationId),
    parameters: operations.flatMap(({ operationId, parameters = [] }) =>
      parameters.filter(({ description }) => !description).map(({ name }) => `${operationId} ${name}`),
    ),
  }).toEqual({ schemas: [], operations: [], parameters: [] });
});

it('has an example of every parameter that is not a choice, a number with a default or a cursor', () => {
  const isClear = ({ name, schema }: Parameter) => {
    const { examples, enum: words, items, default: usual } = resolved(schema);
    return name === 'cursor' || (examples ?? words ?? items?.enum ?? usual) !== undefined;
  };
  const unclear = operationsOf(document).flatMap(({ operationId, parameters = [] }) =>
    parameters.filter((parameter) => !isClear(parameter)).map(({ name }) => `${operationId} ${name}`),
  );
  expect(unclear).toEqual([]);
});

it('tells the rules between fields in words, for a schema cannot', () => {
  const named = (text: string, fields: readonly string[]) => fields.filter((field) => text.includes(`\`${field}\``));
  const ruled = contractOperations.flatMap(([, { query, body, description = '' }]) =>
    [query, body].flatMap((schema) => {
      const { def } = (schema as z.core.$ZodTypes | undefined)?._zod ?? {};
      return def?.type === 'object' && def.checks?.length ? [named(description, Object.keys(def.shape)).length] : [];
    }),
  );
  expect(ruled.length).toBeGreaterThan(0);
  expect(Math.min(...ruled)).toBeGreaterThanOrEqual(2);
});

it('tells the headers of each answer', () => {
  const headersOf = (status: string) =>
    operationsOf(document).flatMap(({ responses }) => Object.keys(responses[status]?.headers ?? { none: true }));
  for (const { responses } of operationsOf(document))
    for (const { headers } of Object.values(responses)) expect(headers).toHaveProperty('X-Request-Id');
  const { 429: busy, 503: down } = { 429: headersOf('429'), 503: headersOf('503') };
  expect(busy.filter((name) => name === 'Retry-After')).toHaveLength(
    operationsOf(document).filter(({ security }) => security.length > 0).length,
  );
  expect(down.filter((name) => name === 'Retry-After')).toHaveLength(operationsOf(document).length);
});

it('tells the headers that an operation reads', () => {
  const { parameters } = operationsOf(document).find(({ operationId }) => operationId === 'lightLamp') ?? {};
  expect(parameters).toContainEqual({
    ...{ in: 'header', name: 'lamp-signature', description: 'Signature of the body.' },
    schema: { type: 'string', maxLength: 20, examples: ['abc'] },
  });
});

it('lets web pages send and read every header that it tells of', () => {
  const always = ['cache-control', 'content-type'];
  const lowered = (names: Iterable<string>) => [...names].map((name) => name.toLowerCase());
  for (const { operationId, parameters = [], security, responses } of operationsOf(document)) {
    const operation = contractOperations.find(([id]) => id === operationId)?.[1] as Operation;
    const schemes = security
      .flatMap((way) => Object.keys(way))
      .map((name) => document.components.securitySchemes[name]);
    const sent = [
      ...parameters.flatMap((one) => (one.in === 'header' ? [one.name] : [])),
      ...schemes.flatMap((one) =>
        one?.scheme === 'bearer' ? ['authorization'] : one?.in === 'header' ? [one.name] : [],
      ),
    ];
    expect(takenBy(operation).headers).toEqual(expect.arrayContaining(lowered(sent.map(String))));
    const told = new Set(Object.values(responses).flatMap(({ headers }) => lowered(Object.keys(headers))));
    expect([...always, ...exposedBy(operation)]).toEqual(expect.arrayContaining([...told]));
  }
});

it('shows the records of a batch, which are checked one by one', () => {
  const validate = validators(document)(
    ...['paths', '/{council}/addresses/datasets/{version}/batches/{batch}', 'put'],
    ...['requestBody', 'content', 'application/json', 'schema'],
  );
  const { uprn: _, ...nameless } = anAddress();
  expect([anAddress(), { ...anAddress(), line: 3 }, nameless].map((one) => validate({ addresses: [one] }))).toEqual([
    true,
    true,
    false,
  ]);
});
