/** What residents ask: when does it come? */
import * as z from 'zod/mini';
import { described, get, Instant, named, ok, PlainDate, problem, Uprn, UprnInput } from '#shared/contract/index.ts';
import { TaskStatus } from './crew.ts';
import { EventCode } from './eventCodes.ts';
import { ContainerCode, RoundCode, ServiceCode } from './rounds.ts';

export class NoCollectionsHere extends problem({
  slug: 'no-collections-here',
  status: 404,
  title: 'The council’s rounds do not have this property',
  advice: 'Check the UPRN. A new property is there after the council’s next load of its rounds.',
}) {}

export class RoundsNotLoaded extends problem({
  slug: 'rounds-not-loaded',
  status: 404,
  title: 'The council has not loaded its rounds yet',
  advice: 'Somebody at the council loads them with “npx commons import waste-rounds FILE”.',
}) {}

export const CollectionEvent = named(
  z.object({
    code: EventCode,
    name: described(z.string(), 'The term in words.', 'Contaminated: Food waste'),
    message: described(
      z.string(),
      'What residents read.',
      'Not emptied: 23 November. Sorry we didn’t empty your bins – the contents were contaminated with food waste.',
    ),
    where: described(z.enum(['property', 'street', 'round']), 'Of what it was noted.', 'property'),
    at: described(Instant, 'When it was noted.'),
  }),
  { id: 'CollectionEvent', description: 'What the crew noted of a collection.' },
);
export type CollectionEvent = z.infer<typeof CollectionEvent>;

const Collection = named(
  z.object({
    date: z.optional(described(PlainDate, 'The day on which it comes. Absent: it is cancelled.', '2026-12-28')),
    originalDate: described(PlainDate, 'The day on which it would have come.', '2026-12-25'),
    changed: described(z.boolean(), 'Whether it was moved or cancelled.', true),
    reason: z.optional(described(z.string(), 'Why it was moved or cancelled.', 'Christmas collections')),
    status: z.optional(
      described(
        TaskStatus,
        '`Not started` of days to come, unless the crew told more; of days that are past what the crew told, if anything: of the property, else of its street, else of the round.',
      ),
    ),
    event: z.optional(described(CollectionEvent, 'What the crew noted, if anything: the most particular.')),
  }),
  { id: 'Collection', description: 'One day on which a service comes, or would have come.' },
);

const ServiceCollections = named(
  z.object({
    service: ServiceCode,
    name: described(z.string(), 'What residents call it.', 'Mixed recycling'),
    round: RoundCode,
    frequency: described(z.string(), 'How often, in words.', 'Every other Monday'),
    communal: described(z.boolean(), 'Whether the containers are shared.', false),
    containers: described(
      z.array(
        z.object({
          container: ContainerCode,
          label: described(z.string(), 'What residents call it.', 'Green bin'),
          colour: z.optional(described(z.string(), 'Its colour.', 'green')),
        }),
      ),
      'What is emptied.',
    ),
    note: z.optional(described(z.string(), 'What to do on the day.', 'Put it out by 6am')),
    last: z.optional(described(Collection, 'The last one before today. Absent in the first year of a service.')),
    next: z.optional(described(Collection, 'Today’s, or the next. Absent when none is planned.')),
    message: z.optional(described(z.string(), 'Where there is a gap: until when.', 'No collections until 1 March')),
    collections: described(z.array(Collection), 'Those asked for, in order of date.'),
  }),
  { id: 'ServiceCollections', description: 'When one service comes to a property.' },
);

export const Collections = named(
  z.object({
    uprn: Uprn,
    from: described(PlainDate, 'First day asked for.', '2026-11-23'),
    to: described(PlainDate, 'Last day asked for.', '2026-12-21'),
    services: described(z.array(ServiceCollections), 'In order of their next day.'),
  }),
  { id: 'Collections', description: 'When each service comes to a property.' },
);
export type Collections = z.infer<typeof Collections>;
export type ServiceCollections = Collections['services'][number];
export type Collection = ServiceCollections['collections'][number];

const language = z._default(described(z.enum(['en', 'cy']), 'English or Welsh.', 'cy'), 'en');
const problems = [NoCollectionsHere, RoundsNotLoaded];

export const collectionOperations = {
  getCollections: get('/{council}/waste/collections', {
    summary: 'When each service comes to a property',
    description:
      'Of each service the last and the next, and every one from day to day. A collection that was moved has its original date and the reason beside its date. Days are London’s. Today’s stays the next until the crew told that it is done, or the day is over.',
    access: 'public',
    query: z.strictObject({
      uprn: UprnInput,
      from: z.optional(described(PlainDate, 'First day; today unless told.', '2026-11-23')),
      to: z.optional(
        described(PlainDate, 'Last day, at most 400 days later; four weeks later unless told.', '2026-12-21'),
      ),
      language,
    }),
    returns: ok(Collections, { etag: true, cacheControl: 'public, max-age=900' }),
    problems,
  }),
  getCalendar: get('/{council}/waste/collections.ics', {
    summary: 'A calendar of a property’s collections, to subscribe to',
    description:
      'iCalendar (RFC 5545): four weeks back and a year ahead. A moved collection moves in the calendar too, and a cancelled one is cancelled there.',
    access: 'public',
    query: z.strictObject({
      uprn: UprnInput,
      language,
      reminder: z.optional(
        described(
          z.enum(['evening', 'morning']),
          'A reminder at six in the evening before, or at six in the morning.',
          'evening',
        ),
      ),
    }),
    returns: ok(z.string(), { mediaType: 'text/calendar', etag: true, cacheControl: 'public, max-age=3600' }),
    problems,
  }),
};
