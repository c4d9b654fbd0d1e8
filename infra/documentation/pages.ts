/** The readable side of the OpenAPI document: one page of operations, and one page for each problem. */
import type { ProblemType } from '#shared/contract/problem.ts';
import { eventSection } from './events.ts';
import { type Html, html, inline, page, prose, table } from './html.ts';
import type { OpenApiDocument } from './openapi.ts';
import { fieldRows, meaningOf, type Schema, type Schemas, typeOf } from './schemas.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface Content {
  readonly description?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<
    Record<
      string,
      { readonly schema?: Schema; readonly examples?: Readonly<Record<string, { readonly $ref: string }>> }
    >
  >;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly security: readonly unknown[];
  readonly responses: Readonly<Record<string, Content>>;
}

interface Placed {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

const parameters = ({ operationId, parameters = [] }: Operation, schemas: Schemas): Html | false =>
  table(
    'Parameters',
    operationId,
    ['Name', 'Meaning'],
    parameters.map((parameter) => [
      html`<code>${parameter.name}</code><br><span class="quiet">${parameter.in}; ${typeOf(parameter.schema)}${
        !parameter.required && '; optional'
      }</span>`,
      meaningOf(parameter.schema, schemas, parameter.description),
    ]),
  );

const contentOf = (label: string, of: string, { content = {} }: Content, schemas: Schemas): Html =>
  html`${Object.entries(content).map(
    ([mediaType, { schema = {} }]) =>
      (!schema.$ref && table(`${label}, ${mediaType}`, of, ['Field', 'Meaning'], fieldRows(schema, schemas))) ||
      html`<p><strong>${label}:</strong> ${typeOf(schema)}, <code>${mediaType}</code></p>`,
  )}`;

const headers = (status: string, { headers = {} }: Content): Html =>
  html`<p><strong>Headers of ${status}:</strong> ${Object.keys(headers).map(
    (name, i) => html`${i > 0 && ', '}<a href="#header-${name.toLowerCase()}"><code>${name}</code></a>`,
  )}</p>`;

type Titles = ReadonlyMap<string, string>;

/** Slugs of the problems that an operation can answer, by status. */
const problemsOf = ({ responses }: Operation): [status: string, slugs: string[]][] =>
  Object.entries(responses)
    .filter(([status]) => status >= '400')
    .map(([status, { content = {} }]) => [
      status,
      Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples)),
    ]);

/** Those that every operation with a key can answer are told once. */
const commonProblems = (operations: readonly Placed[]): [status: string, slugs: string[]][] => {
  const [first, ...others] = operations
    .map(({ operation }) => operation)
    .filter(({ security }) => security.length > 0)
    .map(problemsOf);
  const everywhere = (slug: string) => others.every((one) => one.some(([, slugs]) => slugs.includes(slug)));
  return (first ?? []).map(([status, slugs]) => [status, slugs.filter(everywhere)]);
};

const problemTable = (of: string, byStatus: readonly [string, string[]][], titles: Titles): Html | false =>
  table(
    'Problems',
    of,
    ['Status', 'What can be wrong'],
    byStatus
      .filter(([, slugs]) => slugs.length > 0)
      .map(([status, slugs]) => [
        status,
        slugs.map((slug, i) => html`${i > 0 && html`<br>`}<a href="/problems/${slug}">${titles.get(slug) ?? slug}</a>`),
      ]),
  );

const problems = (operation: Operation, { common, titles }: Shared): Html => {
  const isCommon = new Set(common.flatMap(([, slugs]) => slugs));
  const all = problemsOf(operation);
  const own = all.map(([status, slugs]): [string, string[]] => [status, slugs.filter((slug) => !isCommon.has(slug))]);
  return operation.security.length === 0
    ? html`${problemTable(operation.operationId, all, titles)}`
    : html`${problemTable(operation.operationId, own, titles)}
<p><a href="#problems">Problems that every operation with a key can answer</a></p>`;
};

/** What all sections of the page need. */
interface Shared {
  readonly schemas: Schemas;
  readonly titles: Titles;
  readonly common: readonly [status: string, slugs: string[]][];
}

const operationSection = ({ path, method, operation }: Placed, shared: Shared): Html => {
  const { operationId, summary, description, requestBody, responses } = operation;
  const { schemas } = shared;
  return html`
<h3 id="${operationId}">${summary}</h3>
<pre><code>${method.toUpperCase()} ${path}</code></pre>
${prose(description)}
${parameters(operation, schemas)}
${requestBody && contentOf('Body', operationId, requestBody, schemas)}
${Object.entries(responses)
  .filter(([status]) => status < '300')
  .map(([status, response]) => [
    contentOf(`Answer ${status}`, operationId, response, schemas),
    headers(status, response),
  ])}
${problems(operation, shared)}`;
};

const introduction = ({ info, servers }: OpenApiDocument): Html => html`
<h1>Council Commons API</h1>
${prose(info.description ?? '')}
<p>Lists come in pages: follow the <code>Link</code> header with <code>rel="next"</code>, or send the <code>cursor</code> of an answer with the same request again. Paths are relative to ${servers?.[0]?.description?.toLowerCase()}. For a key, ask ${info.contact?.name}: <a href="mailto:${info.contact?.email}">${info.contact?.email}</a>.</p>`;

const contents = (document: OpenApiDocument, operations: readonly Placed[]): Html => html`
<h2 id="contents">Contents</h2>
<nav aria-labelledby="contents">
${(document.tags ?? []).map(
  (tag) => html`<p><a href="#tag-${tag.name}">${tag['x-displayName']}</a></p>
<ul>${operations
    .filter(({ operation }) => operation.tags.includes(tag.name))
    .map(({ operation }) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`)}</ul>`,
)}
<p><a href="#events">Events</a></p>
<p><a href="#problems">Problems of every operation with a key</a></p>
<p><a href="#headers">Headers of answers</a></p>
<p><a href="#schemas">Schemas</a></p>
<p><a href="#kept">What is kept, and how long</a></p>
</nav>`;

const headerSection = (document: OpenApiDocument, schemas: Schemas): Html => html`
<h2 id="headers">Headers of answers</h2>
${table(
  'Headers',
  'answers',
  ['Name', 'Meaning'],
  Object.entries((document.components?.headers ?? {}) as Record<string, { description: string; schema: Schema }>).map(
    ([name, { description, schema }]) => [
      html`<code id="header-${name.toLowerCase()}">${name}</code>`,
      meaningOf(schema, schemas, description),
    ],
  ),
)}`;

const schemaSection = (schemas: Schemas): Html => html`
<h2 id="schemas">Schemas</h2>
${Object.entries(schemas).map(
  ([name, schema]) => html`<h3 id="schema-${name}">${name}</h3>
<p>${inline(schema.description ?? '')}</p>
${
  table('Fields', name, ['Field', 'Meaning'], fieldRows(schema, schemas)) ||
  html`<p>${typeOf(schema)}${schema.examples && html`, for example <code>${String(schema.examples[0])}</code>`}</p>`
}`,
)}`;

/** Every operation, by capability, then the headers and schemas they share. */
export const documentationPage = (
  document: OpenApiDocument,
  problemTypes: readonly ProblemType[],
  kept: Html,
): string => {
  // The document as it was made, without the forms that OpenAPI allows and we do not use.
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).map(
      ([method, operation]): Placed => ({ path, method, operation: operation as unknown as Operation }),
    ),
  );
  const schemas = (document.components?.schemas ?? {}) as unknown as Schemas;
  const titles = new Map(problemTypes.map(({ slug, title }) => [slug, title]));
  const shared = { schemas, titles, common: commonProblems(operations) };
  return page(
    'Council Commons API',
    html`${introduction(document)}
${contents(document, operations)}
${(document.tags ?? []).map(
  (tag) => html`<h2 id="tag-${tag.name}">${tag['x-displayName']}</h2>
<p>${tag.description}</p>
${operations
  .filter(({ operation }) => operation.tags.includes(tag.name))
  .map((placed) => operationSection(placed, shared))}`,
)}
${eventSection((document.webhooks ?? {}) as unknown as Parameters<typeof eventSection>[0], schemas)}
<h2 id="problems">Problems of every operation with a key</h2>
${problemTable('every operation', shared.common, titles)}
${headerSection(document, schemas)}
${schemaSection(schemas)}
${kept}`,
  );
};

export interface AnsweredBy {
  readonly id: string;
  readonly summary: string;
}

/** `answeredBy` is empty when any request can meet the problem. */
export const problemPage = (
  { title, status, advice, slug, uri }: ProblemType,
  answeredBy: readonly AnsweredBy[],
): string =>
  page(
    `${title} - Council Commons`,
    html`<h1>${title}</h1>
<p>HTTP status ${status}, problem type <code>${uri ?? `/problems/${slug}`}</code></p>
<h2>What to do</h2>
<p>${advice}</p>
${
  answeredBy.length > 0 &&
  html`<h2>Where it can happen</h2>
<ul>${answeredBy.map(({ id, summary }) => html`<li><a href="/docs#${id}">${summary}</a></li>`)}</ul>`
}`,
  );
