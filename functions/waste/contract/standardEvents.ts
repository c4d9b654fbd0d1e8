/** What crews noted, as events of the Local Waste Service Standards. Comments are for staff and not here. */
import * as z from 'zod/mini';
import { get } from '#shared/contract/index.ts';
import {
  answers,
  atLeastOne,
  days,
  format,
  id,
  NothingOfThatId,
  ofProperty,
  open,
  optionalUprn,
  page,
} from './standardForm.ts';
import { onStreet } from './standardPlaces.ts';
import { WasteEvent } from './standardRecords.ts';

export const eventOperations = {
  standardEvents: get('/{council}/waste/standard/events', {
    ...open,
    summary: 'Waste standard: events at a property or on a street',
    description:
      'What crews noted, in order of time. Needs `uprn` or `usrn`. With `uprn` those of its street and its rounds too, and of the building whose containers it shares. What tells of the people who live there is for staff.',
    query: z
      .strictObject({ uprn: optionalUprn, usrn: onStreet, ...days, page, format })
      .check(atLeastOne('uprn', 'usrn')),
    returns: answers('events', z.array(WasteEvent), 900),
    problems: ofProperty,
  }),
  standardEvent: get('/{council}/waste/standard/events/{eventId}', {
    ...open,
    summary: 'Waste standard: one event',
    description: 'By its id in the list.',
    params: z.strictObject({ eventId: id('Id of the event.', 'site-990100000002-2026-11-23-5b1e0a7c92d4f613') }),
    query: z.strictObject({ format }),
    returns: answers('waste-event', WasteEvent, 900),
    problems: [NothingOfThatId, ...ofProperty],
  }),
};
