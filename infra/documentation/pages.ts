/** The readable side of the OpenAPI document: one page of operations, and one page for each problem. */
import type { ProblemType } from '#shared/contract/problem.ts';
import { type Html, html, page, prose, table } from './html.ts';
import type { OpenApiDocument } from './openapi.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
  readonly description?: string;
}

interface Operation extends Content {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

const nameOf = (ref: string): string => ref.split('/').at(-1) ?? ref;

const typeOf = (schema: Schema): Html => {
  if (schema.$ref) return html`<a href="#schema-${nameOf(schema.$ref)}">${nameOf(schema.$ref)}</a>`;
  if (schema.enum)
    return html`one of ${schema.enum.map((value, i) => html`${i > 0 && ', '}<code>${String(value)}</code>`)}`;
  if (schema.const !== undefined) return html`<code>${String(schema.const)}</code>`;
  if (schema.items) return html`list of ${typeOf(schema.items)}`;
  if (schema.anyOf) return html`${schema.anyOf.map((one, i) => html`${i > 0 && ' or '}${typeOf(one)}`)}`;
  const range =
    schema.maximum !== undefined && Math.abs(schema.maximum) < 1e15
      ? ` ${schema.minimum ?? ''} to ${schema.maximum}`
      : '';
  return html`${[schema.type ?? 'anything'].flat().join(' or ')}${range}`;
};

const remark = (schema: Schema, description = schema.description): Html =>
  html`${description}${schema.default !== undefined && html` Default: <code>${JSON.stringify(schema.default)}</code>.`}`;

const fields = (caption: string, schema: Schema): Html | false =>
  table(
    caption,
    ['Field', 'Type', 'Meaning'],
    Object.entries(schema.properties ?? {}).map(([name, field]) => [
      html`<code>${name}</code>${!schema.required?.includes(name) && ' (optional)'}`,
      typeOf(field),
      remark(field),
    ]),
  );

const contentOf = (label: string, { content = {} }: Content): Html =>
  html`${Object.entries(content).map(([mediaType, { schema = {} }]) =>
    schema.properties
      ? fields(`${label} (${mediaType})`, schema)
      : html`<p>${label}: ${typeOf(schema)} as <code>${mediaType}</code></p>`,
  )}`;

const operationSection = (path: string, method: string, operation: Operation): Html => html`
<h3 id="${operation.operationId}">${operation.summary}</h3>
<pre><code>${method.toUpperCase()} ${path}</code></pre>
${operation.description && prose(operation.description)}
${table(
  `Parameters of ${operation.operationId}`,
  ['Name', 'In', 'Type', 'Meaning'],
  (operation.parameters ?? []).map((parameter) => [
    html`<code>${parameter.name}</code>${!parameter.required && ' (optional)'}`,
    parameter.in,
    typeOf(parameter.schema),
    remark(parameter.schema, parameter.description),
  ]),
)}
${operation.requestBody && contentOf('Body', operation.requestBody)}
${Object.entries(operation.responses)
  .filter(([status]) => status < '300')
  .map(([status, response]) => contentOf(`Answer ${status}`, response))}
${table(
  `Problems of ${operation.operationId}`,
  ['Status', 'Meaning'],
  Object.entries(operation.responses)
    .filter(([status]) => status >= '400')
    .map(([status, { description }]) => [status, description]),
)}`;

const introduction = (document: OpenApiDocument): Html => html`
<h1>Council Commons API</h1>
<p>Shared council services. Ask ${document.info.contact?.name} (<a href="mailto:${document.info.contact?.email}">${document.info.contact?.email}</a>) for a key, and send it with each call:</p>
<pre><code>Authorization: Bearer cc_…</code></pre>
<p>Answers are JSON. Errors are <a href="https://www.rfc-editor.org/rfc/rfc9457">problem details</a> whose <code>type</code> leads to a page that says what to do, except on the paths of standards that have their own errors. Lists come in pages: follow the <code>Link</code> header with <code>rel="next"</code>, or send the body’s <code>cursor</code>.</p>`;

/** Every operation, by capability, then the schemas they share. */
export const documentationPage = (document: OpenApiDocument): string => {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).map(([method, operation]) => ({
      path,
      method,
      operation: operation as unknown as Operation,
    })),
  );
  const schemas = Object.entries(document.components?.schemas ?? {}) as unknown as [string, Schema][];
  return page(
    'Council Commons API',
    html`${introduction(document)}
<h2 id="contents">Operations</h2>
<ul>${operations.map(({ operation }) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`)}</ul>
${(document.tags ?? []).map(
  (tag) => html`<h2 id="tag-${tag.name}">${tag.description?.split('. ')[0]}</h2>
<p>${tag.description?.split('. ').slice(1).join('. ')}</p>
${operations
  .filter(({ operation }) => operation.tags.includes(tag.name))
  .map(({ path, method, operation }) => operationSection(path, method, operation))}`,
)}
<h2 id="schemas">Schemas</h2>
${schemas.map(
  ([name, schema]) => html`<h3 id="schema-${name}">${name}</h3>
<p>${schema.description}</p>
${schema.properties ? fields(`Fields of ${name}`, schema) : html`<p>${typeOf(schema)}</p>`}`,
)}`,
  );
};

export const problemPage = ({ title, status, advice, slug }: ProblemType): string =>
  page(
    `${title} - Council Commons`,
    html`<h1>${title}</h1>
<p>HTTP status ${status}, problem type <code>/problems/${slug}</code></p>
<h2>What to do</h2>
<p>${advice}</p>`,
  );
