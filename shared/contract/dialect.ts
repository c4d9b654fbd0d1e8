/**
 * How a path takes keys and tells errors. Ours is a bearer key and problem details; standards that we serve beside it
 * (Locate, OS Places, later Open311) keep theirs on their own paths.
 */
import * as z from 'zod/mini';
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
  detail: z.string(),
  pointer: z.string(),
  in: z.enum(['path', 'query', 'header', 'body']),
});

export const ProblemDetails = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  errors: z.optional(z.array(FieldError)),
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
