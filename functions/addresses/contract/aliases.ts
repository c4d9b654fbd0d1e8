/** What people decided that a text means: asked before anything else when the text comes again. */
import * as z from 'zod/mini';
import {
  del,
  described,
  get,
  Instant,
  named,
  noContent,
  ok,
  page,
  post,
  problem,
  Uprn,
  UprnInput,
} from '#shared/contract/index.ts';
import { MaybePostcode, mostTexts, Text } from './match.ts';

export class AliasNotFound extends problem({
  slug: 'alias-not-found',
  status: 404,
  title: 'There is no such alias',
  advice: 'Somebody may have removed it before. The list of aliases has those that there are.',
}) {}

const load = { scope: 'addresses:load' } as const;

const AliasId = described(
  z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be 64 small hexadecimal digits')),
  'Id of the alias: SHA-256 of the cleaned text and its postcode. The text itself is not kept.',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
);
const None = described(z.literal(true), 'The text means no address of this council.', true);

const AliasInput = named(
  z.strictObject({ text: Text, postcode: MaybePostcode, uprn: z.optional(UprnInput), none: z.optional(None) }).check(
    z.superRefine(({ uprn, none }, context) => {
      if ((uprn === undefined) !== (none === undefined)) return;
      const message = uprn === undefined ? 'is required, or none instead' : 'cannot be given together with none';
      context.issues.push({ code: 'custom', path: ['uprn'], message, input: uprn });
    }),
  ),
  { id: 'AliasInput', description: 'A decision: the text as it was matched, and exactly one of `uprn` and `none`.' },
);

const Alias = named(
  z.object({
    id: AliasId,
    uprn: z.optional(Uprn),
    none: z.optional(None),
    at: described(Instant, 'When it was decided.'),
    by: described(z.string(), 'Id of the key that brought the decision, or the host’s operator.', 'k3Yid00042'),
  }),
  { id: 'Alias', description: 'What a text means, with who decided it and when.' },
);
export type Alias = z.infer<typeof Alias>;

export const aliasRecords = {
  says: 'What people decided that a text means: a hash of the text, a UPRN, who and when. Dataset versions do not change it',
  personal: 'reference',
} as const;

export const aliasOperations = {
  recordAliases: post('/{council}/addresses/aliases', {
    summary: 'Record what texts mean, up to 100 at once',
    description:
      'A later decision for the same text takes the place of an earlier one; of two in one request, the last counts. Sent again, it changes nothing. A UPRN may be one that comes with the next load.',
    access: load,
    body: z.strictObject({
      aliases: described(z.array(AliasInput).check(z.minLength(1), z.maxLength(mostTexts)), 'The decisions.'),
    }),
    returns: ok(
      z.object({
        recorded: described(z.int(), 'How many are new or changed.', 12),
        unchanged: described(z.int(), 'How many were decided so before.', 0),
      }),
    ),
  }),
  listAliases: get('/{council}/addresses/aliases', {
    summary: 'Every alias',
    description: 'In the order of their ids, which is no order of people’s.',
    access: load,
    query: z.strictObject({
      limit: z._default(described(z.int().check(z.minimum(1), z.maximum(100)), 'Most aliases in one answer.'), 100),
      cursor: z.optional(
        described(z.string().check(z.maxLength(1000)), 'From the page before; left out for the first page.'),
      ),
    }),
    returns: page(
      z.object({
        aliases: described(z.array(Alias), 'At most `limit` of them.'),
        cursor: z.optional(described(z.string(), 'For the next page. Absent on the last.')),
      }),
    ),
  }),
  removeAlias: del('/{council}/addresses/aliases/{alias}', {
    summary: 'Remove an alias',
    description: 'The text is matched by its words again.',
    access: load,
    params: z.strictObject({ alias: AliasId }),
    returns: noContent(),
    problems: [AliasNotFound],
  }),
};
