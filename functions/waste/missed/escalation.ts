/** Whether a report that was not put right can be told again. The rule is Sutton's (waste reference of mysociety/fixmystreet). Pure. */

import { workingDays } from '#shared/dates/workingDays.ts';
import { londonDay, londonInstant } from '#shared/london.ts';
import type { MissedSettings } from '../contract/missedSettings.ts';

export interface Reported {
  readonly reportedAt: number;
  readonly isOpen: boolean;
  readonly isWeekly: boolean;
}

/** Only weekends are taken out: bank holidays count, as where the rule comes from. */
const weekdays = workingDays({ division: 'england-and-wales', holidays: [] });

/** From when, and until just before when; absent where the council offers none. */
export const escalationWindow = (
  { reportedAt, isWeekly }: Reported,
  { escalation }: MissedSettings,
): readonly [number, number] | undefined => {
  if (!escalation) return undefined;
  const { afterWorkingDays, time, weeklyFor, otherwiseFor } = escalation;
  const first = weekdays.add(londonDay(reportedAt), afterWorkingDays);
  const last = weekdays.add(first, isWeekly ? weeklyFor : otherwiseFor);
  return [londonInstant(first, time), londonInstant(last, time)];
};

export type EscalationReason =
  | 'not_offered'
  | 'closed'
  | 'other_property'
  | 'already_escalated'
  | 'too_soon'
  | 'too_late';

interface Asked extends Reported {
  readonly now: number;
  /** Not of a neighbour that shares the bin. */
  readonly isOfReporter: boolean;
  readonly escalation: string | undefined;
}

export const escalationReason = (
  asked: Asked,
  window: readonly [number, number] | undefined,
): EscalationReason | undefined => {
  if (!window) return 'not_offered';
  if (!asked.isOfReporter) return 'other_property';
  if (asked.escalation) return 'already_escalated';
  if (!asked.isOpen) return 'closed';
  if (asked.now < window[0]) return 'too_soon';
  return asked.now >= window[1] ? 'too_late' : undefined;
};
