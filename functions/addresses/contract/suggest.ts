/** Addresses and streets as they are typed. */
import * as z from 'zod/mini';
import { described, get, named, ok, post, Uprn, Usrn, UsrnInput } from '#shared/contract/index.ts';
import { Dataset } from './address.ts';
import { NothingLoaded, read } from './lookup.ts';

/** Two letters begin a fifth of all places: a list of ten would tell nothing, and cost as much. */
export const shortest = 3;

const Text = described(
  z.string().check(z.minLength(1), z.maxLength(200)),
  `What is typed so far: words in any order, the last perhaps half typed, numbers, a postcode or its start. Under ${shortest} letters and digits there are no suggestions.`,
  '12 example st',
);
const Street = z.optional(UsrnInput);

const Highlight = described(
  z.tuple([z.int().check(z.minimum(0)), z.int().check(z.minimum(1))]),
  'Position of the first character, and of the one after the last.',
  [0, 2],
);

const Suggestion = named(
  z.object({
    text: described(z.string(), 'One line, to show.', '12 Example Street, Testford, ZZ1 1AA'),
    uprn: z.optional(described(Uprn, 'Of one address.', '990100000018')),
    street: z.optional(
      described(Usrn, 'Of a street or a building with several addresses; ask with `street` to see which.', '99010001'),
    ),
    building: z.optional(described(z.string(), 'Name or number of the building, if it is one.', 'Mill House')),
    addresses: z.optional(described(z.int().check(z.minimum(1)), 'How many addresses there are.', 42)),
    highlights: described(z.array(Highlight), 'Parts of the text that fit what was typed, in their order.', [[0, 2]]),
  }),
  { id: 'Suggestion', description: 'One address, or a street or building with several.' },
);
export type Suggestion = z.infer<typeof Suggestion>;

const returns = ok(
  z.object({
    dataset: Dataset,
    suggestions: described(z.array(Suggestion), 'The best first.'),
  }),
  { cacheControl: 'private, max-age=60' },
);
const problems = [NothingLoaded];
const rules =
  'Numbers fit exactly: 12 is neither 120 nor 112. One typo is allowed in a word of five letters or more. A street or building with many addresses is one suggestion: type a number, or ask with its `street`, to see its addresses.';

export const suggestOperations = {
  suggestAddresses: get('/{council}/addresses/suggest', {
    summary: 'Addresses, streets and buildings as they are typed',
    description: `${rules} To keep what people type out of URLs and of logs on the way, use POST.`,
    access: read,
    query: z.strictObject({
      q: Text,
      street: Street,
      limit: z._default(described(z.int().check(z.minimum(1), z.maximum(10)), 'Most suggestions.'), 10),
    }),
    returns,
    problems,
  }),
  suggestAddressesByBody: post('/{council}/addresses/suggest', {
    summary: 'The same, without the text in the URL',
    description: rules,
    access: read,
    body: z.strictObject({
      q: Text,
      street: Street,
      limit: z._default(described(z.int().check(z.minimum(1), z.maximum(10)), 'Most suggestions.'), 10),
    }),
    returns,
    problems,
  }),
};
