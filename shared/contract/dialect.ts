/**
 * How a path takes keys and tells errors. Ours is a bearer key and problem details; standards that we serve beside it
 * (Locate, OS Places, later Open311) keep theirs on their own paths.
 */
import * as z from 'zod/mini';
import type { Form } from './capability.ts';
import { described } from './fields.ts';
import type { Problem } from './problem.ts';

export type CredentialSource =
  | { readonly in: 'bearer' }
  | { readonly in: 'header'; readonly name: string }
  | { readonly in: 'query'; readonly name: string };

export interface Dialect {
  readonly name: string;
  /** Where a key may be, tried in this order. */
  readonly credentials: readonly CredentialSource[];
  readonly mediaType: string;
  readonly schema: z.core.$ZodType;
  /** Other forms of an error, chosen like those of an answer. */
  readonly forms?: Readonly<Record<string, Form>>;
  /** Headers of its own, by status, each with what it says. */
  readonly headers?: Readonly<Record<number, Readonly<Record<string, string>>>>;
  readonly render: (problem: Problem, about: ProblemContext) => RenderedProblem;
}

export interface ProblemContext {
  readonly origin: string;
  readonly requestId: string;
}

export interface RenderedProblem {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const FieldError = z.object({
  detail: described(z.string(), 'What is wrong with the field.', 'must be a full UK postcode, like ZZ1 1AA'),
  pointer: described(z.string(), 'Which field: a JSON Pointer (RFC 6901).', '#/postcode'),
  in: described(z.enum(['path', 'query', 'header', 'body']), 'The part of the request that the field is in.'),
});

export const ProblemDetails = z.looseObject({
  type: described(z.string(), 'Which problem it is. Leads to a page that says what to do.'),
  title: described(z.string(), 'The problem in a few words, the same each time.'),
  status: described(z.int(), 'The HTTP status again.', 400),
  detail: described(z.string(), 'What went wrong this time.'),
  instance: described(z.string(), 'Id of the request.', 'urn:request:3f0e6a6e-2c0f-4a55-9d1a-0d6b1f7f6a10'),
  errors: z.optional(described(z.array(FieldError), 'What is wrong with the input, field by field.')),
});
z.globalRegistry.add(ProblemDetails, {
  id: 'ProblemDetails',
  description:
    'Problem details (RFC 9457). “type” resolves to a page about the problem; “instance” names this request.',
});

/** RFC 9457. `instance` is the request id, not the path: paths can hold a UPRN. */
export const problemDetails: Dialect = {
  name: 'problem-details',
  credentials: [{ in: 'bearer' }, { in: 'header', name: 'x-api-key' }],
  mediaType: 'application/problem+json',
  schema: ProblemDetails,
  render: ({ type, message, options }, { origin, requestId }) => ({
    status: type.status,
    body: {
      type: type.uri ?? `${origin}/problems/${type.slug}`,
      title: type.title,
      status: type.status,
      detail: message,
      instance: `urn:request:${requestId}`,
      ...(options.errors ? { errors: options.errors } : {}),
      ...options.extensions,
    },
    ...(options.headers ? { headers: options.headers } : {}),
  }),
};
