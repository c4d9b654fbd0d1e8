/** What integrators see of Sample things. */
import * as z from 'zod/mini';
import { capability, described, get, Instant, named, ok, page, problem, put } from '#shared/contract/index.ts';

export class SampleThingsEntryNotFound extends problem({
  slug: 'sample-things-entry-not-found',
  status: 404,
  title: 'There is no such entry',
  advice: 'List the entries to find the id that you need.',
}) {}

export class SampleThingsEntryChanged extends problem({
  slug: 'sample-things-entry-changed',
  status: 409,
  title: 'Somebody else changed the entry',
  advice: 'Read the entry again, make your change to what it is now, and send it with its “version”.',
}) {}

const EntryId = described(
  z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 small letters, digits and hyphens')),
  'Id of an entry, chosen by whoever makes it.',
  'first-entry',
);
const Title = described(z.string().check(z.minLength(1), z.maxLength(200)), 'What the entry is called.', 'First entry');
const Version = z.int().check(z.minimum(0), z.maximum(1_000_000_000));

export const Entry = named(
  z.object({
    id: EntryId,
    title: Title,
    version: described(Version, 'How often it was written.', 1),
    updatedAt: described(Instant, 'When it was last written.'),
  }),
  { id: 'SampleThingsEntry', description: 'An entry.' },
);
export type Entry = z.infer<typeof Entry>;

const read = { scope: 'sample-things:read' } as const;
const write = { scope: 'sample-things:write' } as const;
const params = z.strictObject({ id: EntryId });

export const sampleThings = capability({
  name: 'sample-things',
  title: 'Sample things',
  summary: 'Says in a sentence what it does for a council.',
  operations: {
    listSampleThings: get('/{council}/sample-things', {
      summary: 'The council’s entries, in order of id',
      description: 'A page at a time: follow the `cursor`, or the `Link` header, for more.',
      access: read,
      query: z.strictObject({
        limit: z._default(described(z.int().check(z.minimum(1), z.maximum(100)), 'Most entries in one answer.'), 100),
        cursor: z.optional(described(z.string().check(z.maxLength(1000)), 'From the page before.')),
      }),
      returns: page(
        z.object({
          entries: described(z.array(Entry), 'At most `limit` of them.'),
          cursor: z.optional(described(z.string(), 'For the next page. Absent on the last.')),
        }),
      ),
    }),
    getSampleThingsEntry: get('/{council}/sample-things/{id}', {
      summary: 'One entry',
      description: 'With the version to send when it is changed.',
      access: read,
      params,
      returns: ok(Entry, { etag: true }),
      problems: [SampleThingsEntryNotFound],
    }),
    putSampleThingsEntry: put('/{council}/sample-things/{id}', {
      summary: 'Make or change an entry',
      description: 'Sending the same request again changes nothing.',
      access: write,
      params,
      body: z.strictObject({
        title: Title,
        version: z._default(described(Version, 'The version that you are changing; 0 for a new entry.'), 0),
      }),
      returns: ok(Entry),
      problems: [SampleThingsEntryChanged],
    }),
  },
});
