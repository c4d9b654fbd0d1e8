import * as z from 'zod/mini';
import {
  capability,
  described,
  fallback,
  get,
  MethodNotAllowed,
  noContent,
  ok,
  UnknownOperation,
} from '#shared/contract/index.ts';

const anHour = 'public, max-age=3600';
const page = described(z.string(), 'A page for people.');

export const catalogue = capability({
  name: 'catalogue',
  title: 'Catalogue',
  summary: 'Says what this deployment offers, and whether it is up.',
  core: true,
  operations: {
    getHealth: get('/health', {
      summary: 'Whether the service answers',
      description: 'For monitoring. It looks at no database.',
      access: 'public',
      returns: ok(z.object({ status: described(z.literal('ok'), 'Always `ok`: anything else is not an answer.') })),
    }),
    getOpenApi: get('/openapi.json', {
      summary: 'This API as an OpenAPI 3.1 document',
      description: 'Made from the contracts that the service itself checks requests with.',
      access: 'public',
      returns: ok(
        described(
          z.looseObject({ openapi: described(z.string(), 'Version of OpenAPI.', '3.1.1') }),
          'An OpenAPI 3.1 document.',
        ),
        {
          etag: true,
          cacheControl: anHour,
        },
      ),
    }),
    getDocumentation: get('/docs', {
      summary: 'This API as a page to read',
      access: 'public',
      returns: ok(page, { mediaType: 'text/html', etag: true, cacheControl: anHour }),
    }),
    getProblem: get('/problems/{slug}', {
      summary: 'What a problem means and what to do about it',
      access: 'public',
      params: z.strictObject({
        slug: described(z.string().check(z.maxLength(60)), 'Last part of the problem’s “type”.', 'invalid-request'),
      }),
      returns: ok(page, { mediaType: 'text/html', etag: true, cacheControl: anHour }),
      problems: [UnknownOperation],
    }),
    refuse: fallback({
      summary: 'Anything else',
      access: 'public',
      query: z.looseObject({}),
      returns: noContent(),
      problems: [UnknownOperation, MethodNotAllowed],
    }),
  },
});
