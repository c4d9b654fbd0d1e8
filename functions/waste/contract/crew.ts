/** What the crews' own system tells: how far the rounds are. */
import * as z from 'zod/mini';
import { described, Instant, named, ok, PlainDate, post } from '#shared/contract/index.ts';
import { RoundCode } from './rounds.ts';

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

export const crewOperations = {
  tellRounds: post('/{council}/waste/round-statuses', {
    summary: 'Tell how far rounds are',
    description:
      'For the crews’ own system, as often as it likes, up to 500 at a time. They may come late, twice and in any order: of each round and day the latest counts. Those of days more than 40 days back are left out.',
    access: { scope: 'waste:crew' },
    body: z.strictObject({
      statuses: described(
        z.array(RoundStatus).check(z.minLength(1), z.maxLength(500)),
        'What is known, in any order.',
        [{ round: 'REC 2', date: '2026-11-23', status: 'Closed / Complete', at: '2026-11-23T14:05:00.000Z' }],
      ),
    }),
    returns: ok(
      z.object({
        taken: described(z.int(), 'How many told something new.', 1),
        known: described(z.int(), 'How many told nothing new: known already, overtaken, or too old.', 0),
      }),
    ),
  }),
};
