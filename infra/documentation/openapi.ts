/** OpenAPI 3.1, generated from the contracts: one document for the whole deployment. */
import * as z from 'zod/mini';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { type Capability, type Operation, pathParameters } from '#shared/contract/capability.ts';
import { type CredentialSource, type Dialect, problemDetails } from '#shared/contract/dialect.ts';
import { CouncilId } from '#shared/contract/fields.ts';
import { Problem, type ProblemClass } from '#shared/contract/problem.ts';
import type { DeploymentConfig } from '../config.ts';
import { problemsOf } from './answers.ts';

const about = { origin: 'https://api.example', requestId: '3f0e6a6e-2c0f-4a55-9d1a-0d6b1f7f6a10' };

const schemeName = (source: CredentialSource): string =>
  source.in === 'bearer' ? 'bearerKey' : `${source.name.replaceAll('-', '_')}_${source.in}`;

const schemeOf = (source: CredentialSource) =>
  source.in === 'bearer'
    ? { type: 'http' as const, scheme: 'bearer', description: 'A key of this deployment: cc_…' }
    : { type: 'apiKey' as const, in: source.in, name: source.name, description: 'A key of this deployment: cc_…' };

const exampleOf = (dialect: Dialect, type: ProblemClass) => ({
  summary: type.type.title,
  value: dialect.render(new Problem(type.type, type.type.advice), about).body,
});

/** Problems share a status; each is an example of it. */
const problemResponses = (operation: Operation, contract: Capability) => {
  const dialect = operation.dialect ?? problemDetails;
  const byStatus = Map.groupBy(
    problemsOf(operation, contract),
    ({ type }) => dialect.render(new Problem(type, ''), about).status,
  );
  return Object.fromEntries(
    [...byStatus].map(([status, types]) => [
      String(status),
      {
        description: types.map(({ type }) => type.title).join('. '),
        content: {
          [dialect.mediaType]: {
            schema: dialect.schema,
            examples: Object.fromEntries(types.map((type) => [type.type.slug, exampleOf(dialect, type)])),
          },
        },
      },
    ]),
  );
};

const text = () => ({ type: 'string' as const });

const successHeaders = ({ returns }: Operation) => ({
  ...(returns.etag && { ETag: { description: 'Version of the answer, for If-None-Match.', schema: text() } }),
  ...(returns.paged && { Link: { description: 'The next page, rel="next" (RFC 8288).', schema: text() } }),
  ...(returns.location && { Location: { description: 'Where the new thing is.', schema: text() } }),
});

const successResponse = (operation: Operation) => {
  const { status, description, mediaType, schema, etag } = operation.returns;
  return {
    [String(status)]: {
      description,
      headers: successHeaders(operation),
      ...(mediaType && { content: { [mediaType]: schema ? { schema } : {} } }),
    },
    ...(etag && { '304': { description: 'The caller has this version already.' } }),
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

const security = ({ access, dialect = problemDetails }: Operation) =>
  access === 'public' ? [] : dialect.credentials.map((source) => ({ [schemeName(source)]: [] }));

const operationObject = (id: string, operation: Operation, contract: Capability) =>
  ({
    operationId: id,
    tags: [contract.name],
    summary: operation.summary,
    description: [
      operation.description,
      operation.access !== 'public' && `Needs a key with the scope \`${operation.access.scope}\`.`,
    ]
      .filter(Boolean)
      .join('\n\n'),
    security: security(operation),
    requestParams: { ...pathItem(operation), ...(operation.query && { query: z.object(shapeOf(operation.query)) }) },
    ...(operation.body && {
      requestBody: { required: true, content: { 'application/json': { schema: operation.body } } },
    }),
    responses: { ...successResponse(operation), ...problemResponses(operation, contract) },
  }) as unknown as ZodOpenApiOperationObject;

const pathsOf = (contracts: readonly Capability[]): ZodOpenApiPathsObject => {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const contract of contracts) {
    for (const [id, operation] of Object.entries(contract.operations)) {
      if (operation.path === '$default') continue;
      const methods = paths[operation.path] ?? {};
      methods[operation.method.toLowerCase()] = operationObject(id, operation, contract);
      paths[operation.path] = methods;
    }
  }
  return paths;
};

const credentialsOf = (contracts: readonly Capability[]): CredentialSource[] =>
  contracts.flatMap(({ operations }) =>
    Object.values(operations).flatMap(({ dialect = problemDetails }) => dialect.credentials),
  );

export const openApi = (contracts: readonly Capability[], config: DeploymentConfig) =>
  createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Council Commons',
      version: '1',
      description: 'Shared council services. Keys come from the council that runs this deployment; see /docs.',
      license: { name: 'MIT', identifier: 'MIT' },
      contact: { name: config.contact.name, email: config.contact.email },
    },
    servers: [{ url: '/', description: 'This deployment' }],
    tags: contracts.map(({ name, title, summary }) => ({ name, description: `${title}. ${summary}` })),
    components: {
      securitySchemes: Object.fromEntries(
        credentialsOf(contracts).map((source) => [schemeName(source), schemeOf(source)]),
      ),
    },
    paths: pathsOf(contracts),
  });

export type OpenApiDocument = ReturnType<typeof openApi>;
