/** What the crews' own system tells: how far the rounds are, and what stood in their way. */
import * as z from 'zod/mini';
import { described, Instant, named, ok, PlainDate, post, UprnInput, UsrnInput } from '#shared/contract/index.ts';
import { EventCode, isSiteEvent } from './eventCodes.ts';
import { ContainerCode, RoundCode, ServiceCode } from './rounds.ts';

/** The task statuses of the Local Waste Service Standards. */
export const statuses = [
  'Not started',
  'In progress',
  'On break',
  'Closed / Complete',
  'Closed / Not done',
  'Closed / Not required',
  'Closed / Part done',
  'Blocked',
  'Abandoned',
] as const;
export type Status = (typeof statuses)[number];

/** Whether the crew will not come any more that day. */
export const isStatusOver = (status: Status | undefined): boolean =>
  status !== undefined && (status.startsWith('Closed') || status === 'Abandoned');

export const TaskStatus = described(
  z.enum(statuses),
  'In the words of the Local Waste Service Standards.',
  'Closed / Complete',
);

const RoundStatus = named(
  z.strictObject({
    round: RoundCode,
    date: described(PlainDate, 'The day of the round, as it was moved to.', '2026-11-23'),
    status: TaskStatus,
    at: described(Instant, 'When that was so. Of two about a round and day the later one counts.'),
  }),
  { id: 'RoundStatus', description: 'How far a round was at a moment.' },
);
export type RoundStatus = z.infer<typeof RoundStatus>;

const line = (most: number) =>
  z.string().check(z.minLength(1), z.maxLength(most), z.regex(/^\P{Cc}*$/u, 'must be one line'));

export const CrewEvent = named(
  z
    .strictObject({
      uprn: z.optional(
        described(UprnInput, 'The property; the building, where containers are shared.', '990100000002'),
      ),
      usrn: z.optional(described(UsrnInput, 'The street. Neither a property nor a street: the whole round.')),
      round: z.optional(described(RoundCode, 'The round. Needed where there is neither `uprn` nor `usrn`.', 'REC 2')),
      date: described(PlainDate, 'The day of the round, as it was moved to.', '2026-11-23'),
      at: described(Instant, 'When it was noted. Of two that tell the same, the first counts.'),
      event: z.optional(EventCode),
      status: z.optional(described(TaskStatus, 'How far the property, street or round was then.')),
      service: z.optional(described(ServiceCode, 'Only of this service.')),
      container: z.optional(described(ContainerCode, 'Only of this container.', 'wheelie_bin_240_green')),
      comment: z.optional(described(line(200), 'For staff; never shown to residents.', 'Nappies on top')),
      reference: z.optional(described(line(60), 'Your own id of it.', 'EV-1048')),
    })
    .check(
      z.refine(({ uprn, usrn }) => uprn === undefined || usrn === undefined, {
        error: 'must be left out where there is a “uprn”',
        path: ['usrn'],
      }),
      z.refine(({ uprn, usrn, round }) => uprn !== undefined || usrn !== undefined || round !== undefined, {
        error: 'is needed where there is neither a “uprn” nor a “usrn”',
        path: ['round'],
      }),
      z.refine(({ event, status }) => event !== undefined || status !== undefined, {
        error: 'is needed where there is no “status”',
        path: ['event'],
      }),
      z.refine(({ event, uprn }) => event === undefined || uprn !== undefined || !isSiteEvent(event), {
        error: 'is of a single property: give its “uprn”',
        path: ['event'],
      }),
    ),
  { id: 'CrewEvent', description: 'What a crew noted at a property, on a street or of a whole round.' },
);
export type CrewEvent = z.infer<typeof CrewEvent>;

const howMany = ok(
  z.object({
    taken: described(z.int(), 'How many told something new.', 1),
    known: described(z.int(), 'How many told nothing new: known already, overtaken, or of a day that is left out.', 0),
  }),
);

export const crewOperations = {
  tellRounds: post('/{council}/waste/round-statuses', {
    summary: 'Tell how far rounds are',
    description:
      'For the crews’ own system, as often as it likes, up to 500 at a time. They may come late, twice and in any order: of each round and day the latest counts. Those of days more than 40 days back, or of a day or an `at` later than tomorrow, are left out and count as known.',
    access: { scope: 'waste:crew' },
    body: z.strictObject({
      statuses: described(
        z.array(RoundStatus).check(z.minLength(1), z.maxLength(500)),
        'What is known, in any order.',
        [{ round: 'REC 2', date: '2026-11-23', status: 'Closed / Complete', at: '2026-11-23T14:05:00.000Z' }],
      ),
    }),
    returns: howMany,
  }),
  tellCrewEvents: post('/{council}/waste/crew-events', {
    summary: 'Tell what crews noted',
    description:
      'At a property, on a street or of a whole round: what stood in the way (`event`), how far it is (`status`), or both; up to 500 at a time. They may come late, twice and in any order: the same of the same place, day, round, service and container is one. Those of days more than 40 days back, or of a day or an `at` later than tomorrow, are left out and count as known. Residents read the standard’s wording beside the collection, or the council’s own.',
    access: { scope: 'waste:crew' },
    body: z.strictObject({
      events: described(z.array(CrewEvent).check(z.minLength(1), z.maxLength(500)), 'What was noted, in any order.', [
        { uprn: '990100000002', date: '2026-11-23', at: '2026-11-23T09:12:00.000Z', event: 'contaminated.food_waste' },
        { usrn: '99010001', date: '2026-11-23', at: '2026-11-23T10:40:00.000Z', event: 'street_completed' },
        { round: 'REC 2', date: '2026-11-23', at: '2026-11-23T11:05:00.000Z', event: 'breakdown', status: 'Blocked' },
      ]),
    }),
    returns: howMany,
  }),
};
