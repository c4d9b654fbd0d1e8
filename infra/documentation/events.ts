/** What capabilities announce: OpenAPI's webhooks, and the section of the page, made from the contracts. */
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import type { Capability } from '#shared/contract/capability.ts';
import { eventSchema } from '#shared/contract/event.ts';
import { type Html, html, inline, table } from './html.ts';
import { fieldRows, type Schema, type Schemas } from './schemas.ts';

const pascal = (type: string): string =>
  type.replaceAll(/(?:^|[.-])(\w)/g, (_, letter: string) => letter.toUpperCase());

const eventsOf = (contracts: readonly Capability[]) =>
  contracts.flatMap(({ name, events = {} }) =>
    Object.entries(events).map(([type, { says, data }]) => ({ name, type, says, data })),
  );

/** Nothing is answered but that it was taken, and nobody needs a key of ours to be told. */
export const webhooksOf = (contracts: readonly Capability[]) =>
  Object.fromEntries(
    eventsOf(contracts).map(({ name, type, says, data }) => [
      type,
      {
        post: {
          operationId: `on${pascal(type)}`,
          tags: [name],
          summary: type,
          description: says,
          security: [],
          requestBody: { required: true, content: { 'application/json': { schema: eventSchema(type, data) } } },
          responses: { '2XX': { description: 'It was taken.' }, '4XX': { description: 'It was refused.' } },
        } as unknown as ZodOpenApiOperationObject,
      },
    ]),
  );

/** Strict where an event is written; for who reads it, it may gain fields. */
export const opened = <T>(webhooks: T): T =>
  JSON.parse(
    JSON.stringify(webhooks, (key, value) => (key === 'additionalProperties' && value === false ? undefined : value)),
  );

interface Webhook {
  readonly post: {
    readonly summary: string;
    readonly description: string;
    readonly requestBody: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  };
}

export const eventSection = (webhooks: Readonly<Record<string, Webhook>>, schemas: Schemas): Html => html`
<h2 id="events">Events</h2>
<p>What happens is put on the EventBridge bus of the deployment, with the type as <code>detail-type</code> and these fields as <code>detail</code>. An event comes at least once: leave out those whose <code>id</code> you know. Those of one subject are sent in order, which the bus does not promise to keep: of two, that with the greater <code>id</code> is later. An event tells ids, never a person: ask the API for the rest.</p>
${Object.entries(webhooks).map(([type, { post }]) => [
  html`<h3 id="event-${type}">${type}</h3>
<p>${inline(post.description)}</p>`,
  table(
    'Fields',
    type,
    ['Field', 'Meaning'],
    fieldRows(post.requestBody.content['application/json'].schema, schemas),
  ) || '',
])}`;
