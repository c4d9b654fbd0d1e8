/** Telling again of a container that did not come: Sutton's rule (KingstonSutton.pm of mysociety/fixmystreet), as settings. Pure. */

import { workingDays } from '#shared/dates/workingDays.ts';
import { londonDay, londonInstant } from '#shared/london.ts';
import type { ContainerSettings } from '../contract/containerSettings.ts';

/** Only weekends are taken out: bank holidays count, as where the rule comes from. */
const weekdays = workingDays({ division: 'england-and-wales', holidays: [] });

/** The first moment at which it can be escalated, and the first at which it cannot any more. */
export const escalationWindow = (
  requestedAt: number,
  { escalation }: Pick<ContainerSettings, 'escalation'>,
): readonly [opens: number, closes: number] => {
  const first = weekdays.add(londonDay(requestedAt), escalation.afterWorkingDays);
  const end = weekdays.add(first, escalation.forWorkingDays);
  return [londonInstant(first, '00:00'), londonInstant(end, '00:00')];
};

export type EscalationReason = 'unpaid' | 'closed' | 'already_escalated' | 'too_soon' | 'too_late';

interface Asked {
  readonly stage: string;
  readonly isOpen: boolean;
  readonly isEscalated: boolean;
  readonly now: number;
}

export const escalationReason = (
  { stage, isOpen, isEscalated, now }: Asked,
  [opens, closes]: readonly [number, number],
): EscalationReason | undefined => {
  if (!isOpen) return 'closed';
  if (stage === 'unpaid') return 'unpaid';
  if (isEscalated) return 'already_escalated';
  if (now < opens) return 'too_soon';
  return now >= closes ? 'too_late' : undefined;
};
