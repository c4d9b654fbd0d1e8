/** What a council's waste team changes itself: moved dates, and the words that residents read. */
import * as z from 'zod/mini';
import { described, get, named, ok, PlainDate, problem, put } from '#shared/contract/index.ts';
import { EventCode } from './eventCodes.ts';
import { MissedSettings } from './missedSettings.ts';
import { ContainerCode, RoundCode, ServiceCode } from './rounds.ts';
import { SupplierWords } from './suppliers.ts';

export class TableChanged extends problem({
  slug: 'waste-table-changed',
  status: 409,
  title: 'Somebody else changed it',
  advice: 'Read it again, make your change to what it is now, and send it with its “version”.',
}) {}

const line = (most: number) =>
  z.string().check(z.minLength(1), z.maxLength(most), z.regex(/^\P{Cc}*$/u, 'must be one line'));
const Words = (description: string, example: string) => described(line(120), description, example);

/** Beyond that it is a slip of the pen, for which every question would have to look through years. */
const furthest = 31 * 86_400_000;

const MovedDate = named(
  z
    .strictObject({
      service: z.optional(described(ServiceCode, 'Only of this service.')),
      round: z.optional(described(RoundCode, 'Only of this round.')),
      normalDate: described(PlainDate, 'The day on which the round would come.', '2026-12-25'),
      revisedDate: z.optional(
        described(PlainDate, 'The day on which it comes instead. Left out: it does not come.', '2026-12-28'),
      ),
      reason: Words('Why, for residents.', 'Christmas collections'),
      reasonWelsh: z.optional(Words('Why, in Welsh.', 'Casgliadau’r Nadolig')),
    })
    .check(
      z.refine(
        ({ normalDate, revisedDate }) =>
          revisedDate === undefined || Math.abs(Date.parse(revisedDate) - Date.parse(normalDate)) <= furthest,
        { error: 'must be within 31 days of “normalDate”', path: ['revisedDate'] },
      ),
    ),
  { id: 'MovedDate', description: 'A day of collections that is moved or cancelled.' },
);
export type MovedDate = z.infer<typeof MovedDate>;

const Version = z.int().check(z.minimum(0), z.maximum(1_000_000_000));
const InputVersion = z._default(described(Version, 'The version that you are changing; 0 the first time.'), 0);

const ServiceWords = z.strictObject({
  name: Words('What residents call it.', 'Mixed recycling'),
  nameWelsh: z.optional(Words('The same in Welsh.', 'Ailgylchu cymysg')),
  note: z.optional(Words('What to do on the day.', 'Put it out by 6am')),
  noteWelsh: z.optional(Words('The same in Welsh.', 'Rhowch ef allan erbyn 6yb')),
});
const ContainerWords = z.strictObject({
  label: Words('What residents call it.', 'Green bin'),
  labelWelsh: z.optional(Words('The same in Welsh.', 'Bin gwyrdd')),
  colour: z.optional(Words('Its colour, in a word.', 'green')),
});
const eventExample = 'Not emptied: {date}. We found food waste in your recycling bin.';
const EventWords = z.strictObject({
  message: described(line(300), 'What residents read; `{date}` becomes the day of the collection.', eventExample),
  messageWelsh: z.optional(
    described(line(300), 'The same in Welsh.', 'Heb ei wagio: {date}. Roedd gwastraff bwyd yn eich bin ailgylchu.'),
  ),
});

const rows = {
  movedDates: described(
    z.array(MovedDate).check(z.maxLength(1000)),
    'Every row. A day is moved once, never on from there.',
    [{ normalDate: '2026-12-25', revisedDate: '2026-12-28', reason: 'Christmas collections' }],
  ),
};
const words = {
  services: described(z.record(ServiceCode, ServiceWords), 'By machine name.', {
    recycling: { name: 'Mixed recycling' },
  }),
  containers: described(z.record(ContainerCode, ContainerWords), 'By machine name.', {
    caddy: { label: 'Food caddy' },
  }),
  events: z.optional(
    described(
      z.partialRecord(EventCode, EventWords),
      'What residents read of what crews noted, by code; the standard’s wording where there is none.',
      { 'contaminated.food_waste': { message: eventExample } },
    ),
  ),
};
const rules = {
  missedCollections: z.optional(
    described(MissedSettings, 'When a missed collection can be reported; the usual rule unless told.'),
  ),
  suppliers: z.optional(
    described(SupplierWords, 'What the contractor’s crews write, beside what is known of suppliers everywhere.'),
  ),
};
const version = described(Version, 'How often it was written.', 1);

export const MovedDates = named(z.object({ version, ...rows }), {
  id: 'MovedDates',
  description: 'The table of moved dates.',
});
export type MovedDates = z.infer<typeof MovedDates>;

export const WasteSettings = named(z.object({ version, ...words, ...rules }), {
  id: 'WasteSettings',
  description: 'The words that residents read, and the rules of missed collections.',
});
export type WasteSettings = z.infer<typeof WasteSettings>;

export const tableEvents = {
  'waste.moved_dates.changed': {
    says: 'The table of moved dates was written: read it, and the collections that you keep, again.',
    data: z.strictObject({ version }),
  },
} as const;

const read = { scope: 'waste:read' } as const;
const manage = { scope: 'waste:manage' } as const;

export const tableOperations = {
  getMovedDates: get('/{council}/waste/moved-dates', {
    summary: 'The days that are moved or cancelled',
    description: 'Around bank holidays, in bad weather, and whenever rounds change for a day.',
    access: read,
    returns: ok(MovedDates, { etag: true }),
  }),
  putMovedDates: put('/{council}/waste/moved-dates', {
    summary: 'Write the table of moved dates',
    description:
      'The whole table, all at once. The most particular row counts: of round and service, of round, of service, of the council. Sending the same again changes nothing.',
    access: manage,
    body: z.strictObject({ ...rows, version: InputVersion }),
    returns: ok(MovedDates),
    problems: [TableChanged],
  }),
  getWasteSettings: get('/{council}/waste/settings', {
    summary: 'The words that residents read, and the rules of missed collections',
    description:
      'Names of services and containers, in English and Welsh. Without any, machine names are shown as words.',
    access: read,
    returns: ok(WasteSettings, { etag: true }),
  }),
  putWasteSettings: put('/{council}/waste/settings', {
    summary: 'Write the words that residents read, and the rules of missed collections',
    description: 'All of them at once. Sending the same again changes nothing.',
    access: manage,
    body: z.strictObject({ ...words, ...rules, version: InputVersion }),
    returns: ok(WasteSettings),
    problems: [TableChanged],
  }),
};
