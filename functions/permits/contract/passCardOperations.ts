/** What the bureau that makes cards, and the operators whose readers take them, ask. */
import * as z from 'zod/mini';
import { csv, csvFormat } from '#shared/contract/csv.ts';
import { created, described, get, Instant, InvalidCursor, named, ok, PlainDate, post } from '#shared/contract/index.ts';
import { line, PassReference } from './fields.ts';
import {
  NothingToProduce,
  PassBatchNotFound,
  PassCategory,
  PassFileGone,
  PassKind,
  PassNotFound,
  PassNotReady,
} from './passFields.ts';

const cards = { scope: 'permits:cards' } as const;
const Batch = described(z.int().check(z.minimum(1), z.maximum(999_999)), 'Number of the batch.', 12);
const BatchNumber = described(
  z.string().check(z.regex(/^[1-9]\d{0,5}$/, 'must be the number of a batch')),
  'Number of the batch.',
  '12',
);
const Shell = described(
  z.string().check(z.regex(/^\d{18}$/, 'must be an ITSO shell number: 18 digits')),
  'ITSO shell number of the card.',
  '633597000000000018',
);

const Card = named(
  z.object({
    pass: PassReference,
    name: described(z.string(), 'Name on the card.', 'Jo Example'),
    lines: described(z.array(z.string()), 'Where it is sent.', ['1 Mill Lane', 'Marlbeck']),
    postcode: described(z.string(), 'Postcode.', 'ZZ1 1AA'),
    kind: PassKind,
    category: z.optional(PassCategory),
    companion: described(z.boolean(), 'Whether a companion travels free.', false),
    starts: described(PlainDate, 'First day.', '2026-11-23'),
    ends: described(PlainDate, 'Last day.', '2031-11-22'),
    photo: described(z.string(), 'Pass whose photo is asked for, or `post` where it came by post.', 'PB-7K2M9QXA'),
    replaces: z.optional(PassReference),
  }),
  { id: 'PassCard', description: 'What has to be on a card. Nothing else is told of a person.' },
);
export type Card = z.infer<typeof Card>;
const BatchSummary = named(
  z.object({
    batch: Batch,
    passes: described(z.int(), 'How many passes are in it.', 120),
    at: described(Instant, 'When it was made.'),
  }),
  { id: 'PassBatch', description: 'Passes whose cards were ordered together.' },
);
const Cards = z.extend(BatchSummary, { cards: described(z.array(Card), 'Those that are still to be made.') });
const address = (n: number) => (one: Card) => one.lines[n];
const cardsCsv = csv(({ cards: rows }: z.infer<typeof Cards>) => rows, {
  pass: (one) => one.pass,
  name: (one) => one.name,
  address1: address(0),
  address2: address(1),
  address3: address(2),
  address4: address(3),
  address5: address(4),
  postcode: (one) => one.postcode,
  class: (one) => (one.kind === 'older' ? 'older' : `disabled-${one.category ?? ''}`),
  companion: (one) => (one.companion ? 'yes' : 'no'),
  starts: (one) => one.starts,
  ends: (one) => one.ends,
  photo: (one) => one.photo,
  replaces: (one) => one.replaces,
});

const Outcome = z.enum(['done', 'known', 'ended', 'conflict', 'unknown']);
const HotlistEntry = z.object({
  pass: PassReference,
  shell: z.optional(described(z.string(), 'Of its card, where one was made.', '633597000000000018')),
  state: described(z.enum(['hotlisted', 'cleared']), 'Refuse the card; or take it again.', 'hotlisted'),
  because: described(z.string(), 'Why.', 'lost'),
  at: described(Instant, 'From when.'),
});
const Hotlist = z.object({
  entries: described(z.array(HotlistEntry), 'The oldest first. The last of a pass counts.'),
  cursor: described(z.string(), 'Send it next time, to get what came since. There is always one.'),
  more: described(z.boolean(), 'Whether there is more already.', false),
});
const hotlistCsv = csv(({ entries }: z.infer<typeof Hotlist>) => entries, {
  pass: (one) => one.pass,
  shell: (one) => one.shell,
  state: (one) => one.state,
  because: (one) => one.because,
  at: (one) => one.at,
});

export const passCardOperations = {
  makePassBatch: post('/{council}/permits/pass-batches', {
    summary: 'Put approved passes into a batch for the bureau',
    description: 'At most 500. Each pass is in one batch once, whoever asks at the same moment.',
    access: cards,
    idempotent: true,
    returns: created(BatchSummary, '/{council}/permits/pass-batches/{batch}'),
    problems: [NothingToProduce],
  }),
  getPassBatch: get('/{council}/permits/pass-batches/{batch}', {
    summary: 'The cards of a batch',
    description: 'As often as it is asked, without those that were made, sent back or ended since.',
    access: cards,
    params: z.strictObject({ batch: BatchNumber }),
    query: z.strictObject({ format: csvFormat }),
    returns: ok(Cards, { forms: { csv: cardsCsv } }),
    problems: [PassBatchNotFound],
  }),
  getPassPhoto: get('/{council}/permits/passes/{pass}/photo', {
    summary: 'The photo for a card',
    description: 'Of a pass whose card was ordered, or whose photo another’s card takes.',
    access: cards,
    params: z.strictObject({ pass: PassReference }),
    returns: ok(
      z.object({
        mediaType: described(z.string(), 'What it is.', 'image/jpeg'),
        content: described(z.string(), 'The file in Base64.', '/9j/4AAQ'),
      }),
    ),
    problems: [PassNotFound, PassFileGone],
  }),
  tellPassProduction: post('/{council}/permits/pass-production', {
    summary: 'Tell which cards were made',
    description:
      'In any order, as often as needed. `known` was told before; `ended` is a pass that was ended meanwhile, whose card is hotlisted; `conflict` has another card, or is not in the batch.',
    access: cards,
    body: z.strictObject({
      batch: Batch,
      results: described(
        z
          .array(
            z.discriminatedUnion(
              'status',
              [
                z.strictObject({ pass: PassReference, status: z.literal('produced'), shell: Shell }),
                z.strictObject({
                  pass: PassReference,
                  status: z.literal('rejected'),
                  reason: described(line(200), 'Why the card was not made. Nothing of the person.', 'photo unusable'),
                }),
              ],
              { error: 'must have a “status”: produced or rejected' },
            ),
          )
          .check(z.minLength(1), z.maxLength(500)),
        'One for each card.',
      ),
    }),
    returns: ok(
      z.object({
        results: described(
          z.array(z.object({ pass: PassReference, outcome: described(Outcome, 'What became of it.', 'done') })),
          'In the order of the question.',
        ),
      }),
    ),
  }),
  retryPassProduction: post('/{council}/permits/passes/{pass}/retry', {
    summary: 'Order a card again that the bureau sent back',
    description: 'After its reason was dealt with.',
    access: { scope: 'permits:passes' },
    params: z.strictObject({ pass: PassReference }),
    returns: ok(z.object({ pass: PassReference })),
    problems: [PassNotFound, PassNotReady],
  }),
  tellPassUse: post('/{council}/permits/pass-use', {
    summary: 'Tell on which day passes were used last',
    description:
      'From the ITSO back office. It decides whether a pass is renewed by itself. Unknown passes are skipped.',
    access: cards,
    body: z.strictObject({
      used: described(
        z
          .array(z.strictObject({ pass: PassReference, on: described(PlainDate, 'The day.', '2026-11-01') }))
          .check(z.minLength(1), z.maxLength(500)),
        'Pass and day.',
      ),
    }),
    returns: ok(z.object({ taken: described(z.int(), 'How many were new.', 480) })),
  }),
  getPassHotlist: get('/{council}/permits/pass-hotlist', {
    summary: 'Cards that count no more',
    description:
      'What changed since the cursor. Entries show some seconds after they were made, so that none is missed.',
    access: { scope: 'permits:enforce' },
    query: z.strictObject({
      limit: z._default(described(z.int().check(z.minimum(1), z.maximum(1000)), 'Most in one answer.'), 500),
      cursor: z.optional(described(z.string().check(z.maxLength(1000)), 'From the answer before.')),
      format: csvFormat,
    }),
    returns: ok(Hotlist, { forms: { csv: hotlistCsv } }),
    problems: [InvalidCursor],
  }),
};
