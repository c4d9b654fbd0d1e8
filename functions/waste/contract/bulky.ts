/** Bulky waste: what is collected, when and for how much; and what the council decides about it. */
import * as z from 'zod/mini';
import {
  created,
  del,
  described,
  get,
  noContent,
  ok,
  PlainDate,
  post,
  put,
  UprnInput,
} from '#shared/contract/index.ts';
import { BulkyReservationNotFound, here, onDay } from './bulkyCase.ts';
import { BulkySettings, BulkySettingsInput } from './bulkySettings.ts';
import {
  BulkyDates,
  BulkyItems,
  BulkyQuote,
  BulkyReservation,
  chosenItems,
  concession,
  date,
  language,
  trade,
} from './bulkyShapes.ts';
import { Reference } from './caseFields.ts';
import { TableChanged } from './tables.ts';

const report = { scope: 'waste:report' } as const;
const ofReservation = z.strictObject({ reservation: described(Reference, 'The reservation.', 'BR-7K2M9QXA') });

export const bulkyOperations = {
  getBulkyItems: get('/{council}/waste/bulky/items', {
    summary: 'What can be collected',
    description:
      'The items of the Local Waste Service Standards as the council changed them, and its own. `search` finds the beginnings of words, synonyms too.',
    access: 'public',
    query: z.strictObject({
      search: z.optional(described(z.string().check(z.maxLength(80)), 'Words that it is called by.', 'settee')),
      language,
    }),
    returns: ok(BulkyItems, { etag: true, cacheControl: 'public, max-age=300' }),
  }),
  getBulkyDates: get('/{council}/waste/bulky/dates', {
    summary: 'Which days can be booked',
    description: 'For a property, with whether each is full. Whether it still has room is decided when it is booked.',
    access: 'public',
    query: z.strictObject({
      uprn: UprnInput,
      after: z.optional(described(PlainDate, 'Only days after this one: the “after” of the answer before.')),
      limit: z._default(described(z.int().check(z.minimum(1), z.maximum(31)), 'Most days.', 4), 4),
      language,
    }),
    returns: ok(BulkyDates),
    problems: [...here],
  }),
  quoteBulky: post('/{council}/waste/bulky/quotes', {
    summary: 'What a collection would cost',
    description:
      'Or what is wrong, item by item. It keeps nothing. Without a date it is that of a weekday of this year.',
    // It tells whether the household has had its free collection.
    access: report,
    body: z.strictObject({ uprn: UprnInput, items: chosenItems, date: z.optional(date), concession, trade, language }),
    returns: ok(BulkyQuote),
    problems: [...here],
  }),
  reserveBulkyDay: post('/{council}/waste/bulky/reservations', {
    summary: 'Keep a day while the resident fills in the rest',
    description:
      'For some minutes; then it is free again by itself. A property has one at a time: another one frees the one before.',
    access: report,
    idempotent: true,
    body: z.strictObject({ uprn: UprnInput, date }),
    returns: created(BulkyReservation, '/{council}/waste/bulky/reservations/{reservation}'),
    problems: [...onDay],
  }),
  releaseBulkyDay: del('/{council}/waste/bulky/reservations/{reservation}', {
    summary: 'Give back a day that was kept',
    description: 'One that is over, used or given back already stays so.',
    access: report,
    params: ofReservation,
    returns: noContent(),
    problems: [BulkyReservationNotFound],
  }),
  getBulkySettings: get('/{council}/waste/bulky/settings', {
    summary: 'What the council decided about bulky collections',
    description: 'Everything has a default: without any they are open, on weekdays, 40 properties a day, £40 each.',
    access: { scope: 'waste:read' },
    returns: ok(BulkySettings, { etag: true }),
  }),
  putBulkySettings: put('/{council}/waste/bulky/settings', {
    summary: 'Write what the council decides about bulky collections',
    description:
      'All of it at once; what is left out has its default. What cannot be together is refused, with its field. Sending the same again changes nothing. Bookings keep their price.',
    access: { scope: 'waste:manage' },
    body: BulkySettingsInput,
    returns: ok(BulkySettings),
    problems: [TableChanged],
  }),
};
