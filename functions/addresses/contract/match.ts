/** Which address a text means, for many texts at once. */
import * as z from 'zod/mini';
import { described, named, ok, post, Uprn } from '#shared/contract/index.ts';
import { Dataset } from './address.ts';
import { NothingLoaded, read } from './lookup.ts';

export const mostTexts = 100;

/** A text that somebody wrote; of any form, in any language. */
export const Text = described(
  z.string().check(z.minLength(1), z.maxLength(500), z.regex(/\S/, 'must have more than spaces in it')),
  'The address as somebody wrote it, on one line or several, with or without its postcode.',
  'flat 1, 12a-14b example st, testford',
);
export const MaybePostcode = z.optional(
  described(
    z.string().check(z.maxLength(100)),
    'The postcode, where it is a field of its own. It counts before one in the text. One that cannot be read is no mistake: the text is then looked for by its street.',
    'ZZ1 1AA',
  ),
);

const TextToMatch = named(
  z.strictObject({
    id: described(
      z.string().check(z.minLength(1), z.maxLength(100)),
      'Your own reference, such as a row number. Each can be there once.',
      'row-17',
    ),
    text: Text,
    postcode: MaybePostcode,
  }),
  { id: 'TextToMatch', description: 'One text to match.' },
);

const eachOnce = z.superRefine((texts: readonly { readonly id: string }[], context) => {
  const seen = new Set<string>();
  for (const [i, { id }] of texts.entries()) {
    if (seen.has(id))
      context.issues.push({ code: 'custom', path: [i, 'id'], message: 'has come before in the list', input: texts });
    seen.add(id);
  }
});

const Confidence = described(
  z.number(),
  'How likely it is the address, from 0 to 100: the published score of the energy performance register, 5 % less for what was found by its street.',
  99.88861159,
);
const line = described(
  z.string(),
  'The whole address on one line.',
  'Flat 1, 12A-14B Example Street, Testford, ZZ1 1AA',
);

const MatchCandidate = named(z.object({ uprn: Uprn, text: line, confidence: Confidence }), {
  id: 'MatchCandidate',
  description: 'An address that the text may mean.',
});

const Match = named(
  z.object({
    id: described(z.string(), 'The reference that came with the text.', 'row-17'),
    decision: described(
      z.enum(['accept', 'review', 'none']),
      '`accept`: rely on it. `review`: a person should look at it. `none`: no address is meant, or none was found.',
    ),
    uprn: z.optional(Uprn),
    text: z.optional(line),
    confidence: z.optional(Confidence),
    how: z.optional(
      described(
        z.enum(['postcode', 'street', 'alias']),
        'Found in the postcode, by its street and town, or by what a person decided for this text before.',
      ),
    ),
    numbers: z.optional(
      described(
        z.enum(['exact', 'some', 'none', 'different']),
        'House and flat numbers of text and address. `some`: the text has fewer. `none`: neither has any.',
      ),
    ),
    reason: described(
      z.string(),
      'Why it was decided so.',
      'The number, the street and the postcode fit one address only.',
    ),
    candidates: described(z.array(MatchCandidate), 'The next best, at most five.'),
  }),
  { id: 'Match', description: 'What a text was found to mean. Without `uprn` where the decision is `none`.' },
);
export type Match = z.infer<typeof Match>;

export const matchOperations = {
  matchAddresses: post('/{council}/addresses/match', {
    summary: 'Addresses that texts mean, up to 100 at once',
    description:
      'Looks in the postcode of each text first; where that does not settle it, by street and town in the whole gazetteer. A house or flat number that differs is never accepted. Texts are not kept and not logged.',
    access: read,
    body: z.strictObject({
      texts: described(
        z.array(TextToMatch).check(z.minLength(1), z.maxLength(mostTexts), eachOnce),
        'Up to 100 texts. Those of the same postcode are quickest together.',
      ),
    }),
    returns: ok(
      z.object({
        dataset: Dataset,
        matches: described(z.array(Match), 'One for each text, in the order of the texts.'),
      }),
    ),
    problems: [NothingLoaded],
  }),
};
