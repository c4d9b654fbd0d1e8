/** Models of the Local Waste Service Standards for what happens: events and cases. */
import * as z from 'zod/mini';
import { described, Instant, named, PlainDate, Uprn, Usrn } from '#shared/contract/index.ts';
import { Reference } from './caseFields.ts';
import { caseTypes } from './otherCases.ts';
import { EventType, link, may, model, text } from './standardModels.ts';

/** In-cab units show no more of an event. */
export const mostOfType = 20;

export const WasteEvent = named(
  z.object({
    '@id': link('The event.', 'events/site-990100000002-2026-11-23-5b1e0a7c92d4f613'),
    '@type': model('WasteEvent'),
    id: text(
      '`site-`, `street-` or `round-`, which one, the day, and which event of that.',
      'site-990100000002-2026-11-23-5b1e0a7c92d4f613',
    ),
    type: described(
      z.string().check(z.maxLength(mostOfType)),
      'The type in at most 20 characters, which the units in cabs show.',
      'Contaminated',
    ),
    event_type: described(z.omit(EventType, { description: true }), 'The type in full.'),
    start_date: described(Instant, 'When it was noted.', '2026-11-23T09:12:00.000Z'),
    date: described(PlainDate, 'The day of the round, as it was moved to.', '2026-11-23'),
    uprn: may(Uprn),
    usrn: may(Usrn),
    round: may(text('The round, as the crew knows it.', 'REC 1')),
    service: may(link('The service, where it was only of one.', 'services/recycling')),
    feature_type: may(link('The type of container, where it was only of one.', 'feature-types/wheelie_bin')),
    task: may(
      link(
        'The task that it stood in the way of, where there is only one.',
        'tasks/990100000002-recycling-REC_1-2026-11-23',
      ),
    ),
  }),
  { id: 'WasteEvent', description: 'Something that a crew noted at a property, on a street or of a whole round.' },
);
export type WasteEvent = z.infer<typeof WasteEvent>;

export const BulkyItem = named(
  z.object({
    '@type': model('BulkyItem'),
    name: text('What it is.', 'Sofa'),
    description: may(text('More about it.', '3 seats, quite rough')),
    is_working: may(described(z.boolean(), 'Whether it still works.', true)),
  }),
  { id: 'WasteBulkyItem', description: 'Something that is too large for a bin.' },
);

export const StandardCase = named(
  z.object({
    '@type': described(z.enum(caseTypes), 'The model.', 'ReportMissedBin'),
    '@id': link('The case.', 'cases/MC-7K2M9QXA'),
    id: Reference,
    subject: text('What it is about.', 'Missed collection'),
    description: may(text('More about it.', 'By the bus stop, since this morning.')),
    status: described(z.enum(['active', 'closed']), 'Whether somebody still works on it.', 'active'),
    date_created: described(Instant, 'When it was opened.', '2026-11-23T09:30:00.000Z'),
    uprn: Uprn,
    service: may(link('The service.', 'services/recycling')),
    collection_type: may(text('Machine name of the service, because a whole service was missed.', 'recycling')),
    items: may(described(z.array(BulkyItem), 'Of a bulky collection: what is to be taken.')),
  }),
  { id: 'WasteStandardCase', description: 'Something that was asked for or reported. Who did is never told.' },
);
export type StandardCase = z.infer<typeof StandardCase>;
