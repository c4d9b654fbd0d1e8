/** When a missed collection can be reported: a council's own rules, and the usual ones. */
import * as z from 'zod/mini';
import { described, PlainDate } from '#shared/contract/index.ts';
import { isStatusOver, TaskStatus } from './crew.ts';
import { ServiceCode } from './rounds.ts';

const Time = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time, like 17:00'));
const WorkingDays = z.int().check(z.minimum(1), z.maximum(10));
const EventCode = z
  .string()
  .check(
    z.regex(/^[a-z_]+(\.[a-z_]+)?$/, 'must be the id of an event type, like contaminated.food_waste'),
    z.maxLength(60),
  );
const EventCodes = z.array(EventCode).check(z.maxLength(60));

const Opens = z.strictObject({
  sameDay: described(
    z.enum(['whenCompleted', 'atTime', 'whenCompletedOrAtTime', 'whenRoundLogged']),
    'Once the crew told that the round is over, at a time, at the earlier of both, or once the crew logged anything of the round.',
    'whenCompletedOrAtTime',
  ),
  time: z._default(described(Time, 'That time.', '17:00'), '17:00'),
  staffExempt: z._default(described(z.boolean(), 'Whether those with `waste:cases` may report earlier.', false), false),
});

const Closes = z.strictObject({
  workingDays: described(
    WorkingDays,
    'Working days after the collection, or after the first log where that opens it.',
    2,
  ),
  time: z.optional(described(Time, 'When on the last of them; its end unless told.', '16:00')),
});

const Escalation = z.strictObject({
  afterWorkingDays: z._default(
    described(
      z.int().check(z.minimum(0), z.maximum(10)),
      'From this working day after the report; 0 is its own day.',
      2,
    ),
    2,
  ),
  time: z._default(described(Time, 'At this time.', '18:00'), '18:00'),
  weeklyFor: z._default(described(WorkingDays, 'For so many working days, where the service comes every week.', 1), 1),
  otherwiseFor: z._default(described(WorkingDays, 'For so many, where it comes less often.', 2), 2),
});

interface Given {
  readonly opens: z.output<typeof Opens>;
  readonly blockedBy: readonly z.output<typeof TaskStatus>[];
  readonly inProgress: readonly z.output<typeof TaskStatus>[];
  readonly delayedFrom?: string | undefined;
}

/** The field of what would let nobody report anything, and why. */
const impossible = ({ opens, blockedBy, inProgress, delayedFrom }: Given): readonly [string, string] | undefined => {
  const over = inProgress.find(isStatusOver);
  if (over) return ['inProgress', `must not have “${over}”: the round is over then`];
  if (blockedBy.includes('Closed / Complete'))
    return ['blockedBy', 'must not have “Closed / Complete”: nothing could be reported of a round that is done'];
  if (delayedFrom !== undefined && opens.sameDay !== 'whenRoundLogged')
    return ['delayedFrom', 'needs “opens.sameDay” to be “whenRoundLogged”'];
  return undefined;
};

/** By default the base rule: once the crew has completed the round, or from the next day; to the end of the second working day. */
export const MissedSettings = z
  .strictObject({
    opens: z._default(
      described(Opens, 'From when on the day itself; from the next day in any case, but where a log opens it.'),
      { sameDay: 'whenCompleted', time: '17:00', staffExempt: false },
    ),
    closes: z._default(described(Closes, 'Until when.'), { workingDays: 2 }),
    division: z._default(
      described(z.enum(['england-and-wales', 'scotland', 'northern-ireland']), 'Whose bank holidays count.'),
      'england-and-wales',
    ),
    holidays: z.optional(
      described(z.array(PlainDate).check(z.maxLength(200)), 'The holidays that count in place of the bank holidays.'),
    ),
    closures: z._default(
      described(z.array(PlainDate).check(z.maxLength(100)), 'Other days on which nobody works.'),
      [],
    ),
    blockedBy: z._default(
      described(z.array(TaskStatus).check(z.maxLength(9)), 'What became of the collection that rules a report out.', [
        'Closed / Not done',
      ]),
      ['Closed / Not done'],
    ),
    blockingEvents: z._default(
      described(
        z.strictObject({
          property: described(EventCodes, 'At the property; `contaminated` is every kind of it.', ['excess_waste']),
          street: described(EventCodes, 'On its street or its round.', ['road_closure']),
        }),
        'What the crew noted that rules a report out.',
      ),
      { property: ['excess_waste'], street: [] },
    ),
    inProgress: z._default(
      described(z.array(TaskStatus).check(z.maxLength(9)), 'What of today’s round means that it still comes.', [
        'In progress',
      ]),
      ['In progress', 'On break', 'Blocked'],
    ),
    delayedFrom: z.optional(
      described(Time, 'From when a round of which nothing was logged on its day counts as delayed.', '17:00'),
    ),
    anyWindow: z._default(
      described(
        z.array(ServiceCode).check(z.maxLength(40)),
        'Services that can be reported whenever another of the property can, because crews note nothing of them.',
        ['food'],
      ),
      [],
    ),
    closedServices: z._default(
      described(z.array(ServiceCode).check(z.maxLength(40)), 'Services of which nothing can be reported for now.', [
        'garden_waste',
      ]),
      [],
    ),
    blockedUprns: z._default(
      described(
        z
          .array(z.string().check(z.regex(/^[1-9]\d{0,11}$/, 'must be a UPRN without leading zeros')))
          .check(z.maxLength(1000)),
        'Properties that can report nothing.',
        [],
      ),
      [],
    ),
    assistedTogether: z._default(
      described(
        z.boolean(),
        'Whether a property with assisted collection makes one report for all of its bins.',
        false,
      ),
      false,
    ),
    escalation: z.optional(
      described(
        Escalation,
        'When a report that was not put right can be escalated; never unless told. Weekends do not count, bank holidays do.',
      ),
    ),
  })
  .check(
    z.superRefine((given, context) => {
      const found = impossible(given);
      if (found) context.addIssue({ code: 'custom', path: [found[0]], message: found[1], input: given });
    }),
  );
export type MissedSettings = z.infer<typeof MissedSettings>;
export const usualMissed: MissedSettings = z.parse(MissedSettings, {});
