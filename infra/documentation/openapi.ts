/** OpenAPI 3.1, generated from the contracts: one document for the whole deployment. */
import * as z from 'zod/mini';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import {
  type Capability,
  type Council,
  type Operation,
  pathParameters,
  type Returns,
} from '#shared/contract/capability.ts';
import { type Dialect, problemDetails } from '#shared/contract/dialect.ts';
import { CouncilId } from '#shared/contract/fields.ts';
import { Problem, type ProblemClass } from '#shared/contract/problem.ts';
import type { DeploymentConfig } from '../config.ts';
import { hasSignIn, operationsOf, problemsOf, takesPeople } from './answers.ts';
import { opened, webhooksOf } from './events.ts';
import { headerRef, headersOfProblem, headersOfSuccess, sharedHeaders } from './headers.ts';
import { security, securitySchemes } from './security.ts';

const about = { origin: 'https://api.example', requestId: '3f0e6a6e-2c0f-4a55-9d1a-0d6b1f7f6a10' };

const dialectOf = ({ dialect = problemDetails }: Operation): Dialect => dialect;

const rendered = (dialect: Dialect, { type }: ProblemClass) =>
  dialect.render(
    new Problem(type, type.advice, {
      ...(type.slug === 'invalid-request' && {
        errors: [{ detail: 'must be a full UK postcode, like ZZ1 1AA', pointer: '#/postcode', in: 'query' }],
      }),
    }),
    about,
  );

const exampleName = (dialect: Dialect, { type }: ProblemClass): string =>
  dialect === problemDetails ? type.slug : `${dialect.name}.${type.slug}`;

/** Forms other than JSON. */
const asText = (forms: Returns['forms'] = {}) =>
  Object.fromEntries(
    Object.values(forms).map(({ mediaType }) => [
      mediaType,
      { schema: { type: mediaType.endsWith('json') ? ('object' as const) : ('string' as const) } },
    ]),
  );

/** Problems share a status; each is an example of it. */
const problemResponses = (operation: Operation, contract: Capability, signIn: boolean) => {
  const dialect = dialectOf(operation);
  const byStatus = Map.groupBy(problemsOf(operation, contract, signIn), (type) => rendered(dialect, type).status);
  return Object.fromEntries(
    [...byStatus].map(([status, types]) => [
      String(status),
      {
        description: `${types.map(({ type }) => type.title).join('. ')}.`,
        headers: headersOfProblem(dialect, status),
        content: {
          [dialect.mediaType]: {
            schema: dialect.schema,
            examples: Object.fromEntries(
              types.map((type) => [type.type.slug, { $ref: `#/components/examples/${exampleName(dialect, type)}` }]),
            ),
          },
          ...asText(dialect.forms),
        },
      },
    ]),
  );
};

const problemExamples = (contracts: readonly Capability[], signIn: boolean) =>
  Object.fromEntries(
    operationsOf(contracts).flatMap(({ operation, contract }) =>
      problemsOf(operation, contract, signIn).map((type) => {
        const dialect = dialectOf(operation);
        return [exampleName(dialect, type), { summary: type.type.title, value: rendered(dialect, type).body }];
      }),
    ),
  );

const successResponse = ({ returns, access }: Operation) => {
  const { status, description, mediaType, schema, etag, forms } = returns;
  return {
    [String(status)]: {
      description,
      headers: headersOfSuccess(returns, access),
      ...(mediaType && { content: { [mediaType]: schema ? { schema } : {}, ...asText(forms) } }),
    },
    ...(etag && {
      '304': {
        description: 'The caller has this version already.',
        headers: { 'X-Request-Id': headerRef('X-Request-Id'), ETag: headerRef('ETag') },
      },
    }),
  };
};

const shapeOf = (schema: z.core.$ZodType | undefined): Record<string, z.core.$ZodType> => {
  const def = schema && (schema as z.core.$ZodTypes)._zod.def;
  return def?.type === 'object' ? { ...def.shape } : {};
};

const pathItem = (operation: Operation) => {
  const names = pathParameters(operation.path);
  if (names.length === 0) return {};
  const own = shapeOf(operation.params);
  const shape = Object.fromEntries(
    names.map((name) => [name, own[name] ?? (name === 'council' ? CouncilId : z.string())]),
  );
  return { path: z.object(shape) };
};

const ifNoneMatch = {
  in: 'header',
  name: 'If-None-Match',
  description: 'The `ETag` of the answer that you have. If it is still the newest, the answer is 304 without a body.',
  schema: { type: 'string', examples: ['"iUYA5pr0N6bGYVDyAVoFAZP2WzY"'] },
} as const;

const idempotencyKey = ({ idempotent }: Operation) => ({
  in: 'header',
  name: 'Idempotency-Key',
  required: idempotent === true,
  description:
    'A UUID that you draw anew for each new request. For 24 hours the same request with the same one is not done again but answered as the first time.',
  schema: {
    type: 'string',
    pattern: '^("[\\w.:-]{16,100}"|[\\w.:-]{16,100})$',
    examples: ['"8e03978e-40d5-43e8-bc93-6894a57f9324"'],
  },
});

const headerParameters = (operation: Operation) => {
  const given = [
    ...(operation.returns.etag ? [ifNoneMatch] : []),
    ...(operation.idempotent ? [idempotencyKey(operation)] : []),
  ];
  return given.length > 0 && { parameters: given };
};

/** Schemas of zod/mini, which zod-openapi reads but its types, made for zod, do not take. */
const operationObject = (id: string, operation: Operation, contract: Capability, signIn: boolean) =>
  ({
    operationId: id,
    tags: [contract.name],
    summary: operation.summary,
    description: [
      operation.description,
      operation.access !== 'public' &&
        `Needs a key with the scope \`${operation.access.scope}\`${signIn && takesPeople(operation) ? ', or a role that gives it' : ''}.`,
    ]
      .filter(Boolean)
      .join('\n\n'),
    security: security(operation, signIn),
    requestParams: {
      ...pathItem(operation),
      ...(operation.query && { query: z.object(shapeOf(operation.query)) }),
      ...(operation.headers && { header: operation.headers }),
    },
    ...headerParameters(operation),
    ...(operation.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: operation.bodyShown ?? operation.body } },
      },
    }),
    responses: { ...successResponse(operation), ...problemResponses(operation, contract, signIn) },
  }) as unknown as ZodOpenApiOperationObject;

const pathsOf = (contracts: readonly Capability[], signIn: boolean): ZodOpenApiPathsObject => {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const { id, operation, contract } of operationsOf(contracts)) {
    const methods = paths[operation.path] ?? {};
    methods[operation.method.toLowerCase()] = operationObject(id, operation, contract, signIn);
    paths[operation.path] = methods;
  }
  return paths;
};

/** An answer may gain fields without notice, so it is not closed; and no range is said where a whole number has none. */
const override: ZodOpenApiOverride = ({ zodSchema, jsonSchema, io }) => {
  const { def } = (zodSchema as z.core.$ZodTypes)._zod;
  if (io === 'output' && def.type === 'object' && def.catchall === undefined) delete jsonSchema.additionalProperties;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};

const besidesRef = ['$ref', 'description', 'examples', 'default'];

/** `override` is not asked about references: what it took from the schema that they lead to, they must not say either. */
const withPlainReferences = <T>(document: T): T =>
  JSON.parse(
    JSON.stringify(document, (_, value) =>
      typeof value?.$ref === 'string'
        ? Object.fromEntries(besidesRef.flatMap((key) => (key in value ? [[key, value[key]]] : [])))
        : value,
    ),
  );

/** What a parameter means is said beside it, also where its schema has `optional` around it. */
const describeParameters = (document: ReturnType<typeof createDocument>): void => {
  for (const methods of Object.values(document.paths ?? {})) {
    for (const { parameters = [] } of Object.values(methods)) {
      for (const parameter of parameters) {
        parameter.description ??= parameter.schema.description;
        delete parameter.schema.description;
      }
    }
  }
};

const forStaff = (councils: readonly Council[]): string => {
  const names = councils.flatMap(({ name, signIn }) => (signIn ? [name] : []));
  return names.length === 0
    ? ''
    : ` Staff may send an access token of their council’s identity provider instead, at ${names.join(', ')}.`;
};

const description = (
  councils: readonly Council[],
): string => `Shared council services. The council that runs this deployment issues the keys.

Send a key as \`Authorization: Bearer cc_…\`.${forStaff(councils)} Each answer has the id of the request in \`X-Request-Id\`: name it when you ask for help. You can give your own, of 8 to 100 letters, digits, dots, colons, hyphens and underscores.

Pages in a browser may call from anywhere what needs no key, and the rest from the sites that the deployment allows (CORS).

Answers may gain fields at any time: ignore those that you do not know. Errors are problem details (RFC 9457) whose \`type\` leads to a page that says what to do, except on the paths of standards that have their own errors.

This document is at \`/docs\` as a page to read, and at \`/openapi.json\` for tools.`;

export const openApi = (contracts: readonly Capability[], config: DeploymentConfig) => {
  const signIn = hasSignIn(config);
  const made = createDocument(
    {
      openapi: '3.1.1',
      info: {
        title: 'Council Commons',
        version: '1',
        description: description(config.councils),
        license: { name: 'MIT', identifier: 'MIT' },
        contact: { name: config.contact.name, email: config.contact.email },
      },
      servers: [{ url: '/', description: 'This deployment' }],
      tags: contracts.map(({ name, title, summary }) => ({ name, 'x-displayName': title, description: summary })),
      components: {
        securitySchemes: securitySchemes(contracts, config.councils),
        headers: sharedHeaders,
        examples: problemExamples(contracts, signIn),
      },
      paths: pathsOf(contracts, signIn),
      webhooks: webhooksOf(contracts),
    },
    { override },
  );
  const document = withPlainReferences(made);
  describeParameters(document);
  return { ...document, webhooks: opened(document.webhooks) };
};

export type OpenApiDocument = ReturnType<typeof openApi>;
