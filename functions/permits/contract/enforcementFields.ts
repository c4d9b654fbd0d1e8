/** What wardens, and the systems that they work with, are told of permits. */
import * as z from 'zod/mini';
import { described, Instant, named, PlainDate } from '#shared/contract/index.ts';
import { Kind, Registration, SchemeCode, whole, ZoneCode } from './fields.ts';

export const EnforcementSettings = named(
  z.strictObject({
    graceMinutes: z._default(
      whole(0, 240, 'For so many minutes after its end a permit is told as just ended.', 15),
      15,
    ),
  }),
  { id: 'PermitEnforcementSettings', description: 'What a council decides about checks.' },
);
export type EnforcementSettings = z.infer<typeof EnforcementSettings>;

/** Of a permit or of a visit. */
export const RightReference = described(z.string(), 'Reference of the permit, or of the visit.', 'PM-7K2M9QXA');

const CheckedPermit = z.object({
  permit: RightReference,
  scheme: SchemeCode,
  kind: Kind,
  zone: ZoneCode,
  until: described(Instant, 'Until just before this moment.'),
});
export type CheckedPermit = z.infer<typeof CheckedPermit>;

export const checkReasons = ['permit', 'grace', 'suspended', 'other_zone', 'outside_zones', 'none'] as const;
export const CheckReason = described(
  z.enum(checkReasons),
  'Why: it has a permit; one that ended within the grace; one that is suspended; one for another zone; the location is in no zone; nothing.',
  'permit',
);

export const CheckAnswer = named(
  z.object({
    check: z.optional(
      described(
        z.string(),
        'Id of the check in the log. Absent where it could not be logged, which keeps nobody waiting.',
      ),
    ),
    time: described(Instant, 'The moment that the answer is about.'),
    allowed: described(z.boolean(), 'Whether the vehicle may park there by a permit or a visit.'),
    reason: CheckReason,
    message: described(z.string(), 'The same in words.', 'Permit PM-7K2M9QXA, until 31 March 2027, 23:59.'),
    zone: z.optional(ZoneCode),
    permits: described(z.array(CheckedPermit), 'What allows it.'),
    endTime: z.optional(described(Instant, 'When the last of these ends.')),
    endedAt: z.optional(described(Instant, 'When its permit ended, within the grace.')),
    elsewhere: described(z.array(CheckedPermit), 'Permits that count, but in other zones.'),
    suspended: described(
      z.array(RightReference),
      'Permits for the zone that do not count, because they are suspended.',
    ),
    similar: described(
      z.array(Registration),
      'Registrations that have a permit there and differ only by O and 0, or I and 1. Only a hint: they are other vehicles.',
    ),
  }),
  { id: 'PermitCheck', description: 'Whether a vehicle may park somewhere at a moment.' },
);
export type CheckAnswer = z.infer<typeof CheckAnswer>;

export const LoggedCheck = named(
  z.object({
    check: described(z.string(), 'Id of the check.'),
    at: described(Instant, 'When it was asked.'),
    by: described(z.string(), 'Id of the key that asked, or of the person who signed in.', 'k3Yid00042'),
    time: described(Instant, 'The moment that it was about.'),
    zone: z.optional(ZoneCode),
    allowed: described(z.boolean(), 'What was answered.'),
    reason: CheckReason,
    permits: described(z.array(RightReference), 'What allowed it.'),
    endedAt: z.optional(described(Instant, 'When its permit had ended.')),
    registration: z.optional(
      described(Registration, 'Only where the vehicle was not allowed: what follows from it has to be explained.'),
    ),
  }),
  {
    id: 'LoggedPermitCheck',
    description: 'A check that was made. Of a vehicle with a permit it holds the permit alone.',
  },
);
export type LoggedCheck = z.infer<typeof LoggedCheck>;

export const ValidPermit = named(
  z.object({
    permit: RightReference,
    version: described(z.int(), 'Of the permit. What has a permit and version that were seen is the same.', 1),
    changedAt: described(Instant, 'When it changed.'),
    counts: described(
      z.boolean(),
      'Whether it counts, within its times. `false`: it does not any more, here; forget what was told of it.',
      true,
    ),
    scheme: z.optional(SchemeCode),
    kind: z.optional(Kind),
    covers: described(
      z.array(
        z.object({
          registration: Registration,
          from: described(Instant, 'From this moment.'),
          until: described(Instant, 'Until just before this moment.'),
        }),
      ),
      'Which vehicle, and from when to when.',
    ),
  }),
  { id: 'ValidPermit', description: 'A permit or a visit, for systems that keep a list of their own.' },
);
export type ValidPermit = z.infer<typeof ValidPermit>;

export const Day = described(PlainDate, 'The day in London.', '2026-11-23');
