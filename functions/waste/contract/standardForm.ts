/** What all operations of the Local Waste Service Standards have in common: forms, errors, parameters. */
import * as z from 'zod/mini';
import {
  type Dialect,
  described,
  InvalidRequest,
  ok,
  PlainDate,
  type ProblemType,
  problem,
  problemDetails,
  UprnInput,
} from '#shared/contract/index.ts';
import { NoCollectionsHere, RoundsNotLoaded } from './collections.ts';
import { StandardError } from './standardModels.ts';
import { xmlForms } from './standardXml.ts';

export class NothingOfThatId extends problem({
  slug: 'waste-standard-nothing-of-that-id',
  status: 404,
  title: 'There is nothing of that id',
  advice: 'Take the id, or the whole “@id”, from the list.',
}) {}

/** With what to do, for which the standard has no place of its own; what is wrong with a field says it already. */
const userMessage = (type: ProblemType, message: string): string =>
  type.slug === InvalidRequest.type.slug ? message : [...new Set([message, type.advice])].join(' ');

export const standardDialect: Dialect = {
  name: 'waste-standard',
  credentials: problemDetails.credentials,
  mediaType: 'application/json',
  schema: StandardError,
  forms: xmlForms('error'),
  render: ({ type, message, options: { headers = {} } }) => ({
    status: type.status,
    body: { userMessage: userMessage(type, message), code: type.status },
    headers,
  }),
};

export const format = z.optional(
  described(z.enum(['json', 'xml']), 'The form of the answer; what the `Accept` header asks for unless told.', 'xml'),
);
export const id = (description: string, example: string) =>
  described(z.string().check(z.minLength(1), z.maxLength(400)), description, example);
export const days = {
  start_date: z.optional(described(PlainDate, 'First day in London; 21 days ago unless told.', '2026-11-02')),
  end_date: z.optional(described(PlainDate, 'Last day, at most 400 days later; in 21 days unless told.', '2026-12-14')),
};
export const optionalUprn = z.optional(described(UprnInput, 'Only what is of this property.', '990100000002'));
export const aProperty = { uprn: described(UprnInput, 'The property.', '990100000002') };

/** How many properties a page of a list tells of: what one round trip reads. */
export const perPage = 100;
export const page = z._default(
  described(
    z.int().check(z.minimum(1), z.maximum(1_000_000)),
    `Which ${perPage} of them; a page after the last is empty.`,
    1,
  ),
  1,
);

/** Lists of a whole council are no part of the standard that anybody needs, and would be long. */
export const atLeastOne = (...names: readonly string[]) =>
  z.refine<Readonly<Record<string, unknown>>>((query) => names.some((name) => query[name] !== undefined), {
    error: `is required, or ${names.slice(1).join(' or ')}`,
    path: names.slice(0, 1),
  });

/** Public, like all that residents ask about their bins. */
export const open = { access: 'public', dialect: standardDialect } as const;
/** Under the name of the XML’s root. Rounds change now and then, the standard’s types with a version of ours only. */
export const answers = <S extends z.core.$ZodType>(root: string, schema: S, seconds: 900 | 86_400) =>
  ok(schema, { forms: xmlForms(root), etag: true, cacheControl: `public, max-age=${seconds}` });
export const ofProperty = [NoCollectionsHere, RoundsNotLoaded];
