/** How far an application is, from what is known of it: payment, evidence, decisions. Pure, and the same however often it is asked. */
import type { ApplicationStatus } from '../contract/applications.ts';
import type { PermitStatus } from '../contract/permits.ts';
import type { Rules } from './journey.ts';

export interface Facts {
  readonly status: ApplicationStatus;
  readonly rules: Pick<Rules, 'approval' | 'payment'>;
  readonly isPaid: boolean;
  readonly isMissing: boolean;
  /** Whether there is anything to look at. */
  readonly hasEvidence: boolean;
  /** How many of the staff approved it. */
  readonly approvals: number;
}

const approvalsFor = ({ rules, hasEvidence }: Facts): number =>
  ({ automatic: 0, evidence: hasEvidence ? 1 : 0, always: 1, two_people: 2 })[rules.approval];

const staysAsItIs = (status: ApplicationStatus): boolean =>
  ['approved', 'refused', 'withdrawn', 'lapsed', 'waiting', 'offered'].includes(status);

/** What has to be so before the next: the first that is not decides. */
const gates: readonly (readonly [ApplicationStatus, (facts: Facts) => boolean])[] = [
  ['payment_needed', ({ rules, isPaid }) => rules.payment === 'on_application' && !isPaid],
  ['evidence_needed', (facts) => facts.isMissing && !isApproved(facts, 1)],
  ['second_check', (facts) => facts.approvals > 0 && !isApproved(facts, 0)],
  ['submitted', (facts) => !isApproved(facts, 0)],
  ['payment_needed', ({ isPaid }) => !isPaid],
];
const isApproved = (facts: Facts, least: number): boolean => facts.approvals >= Math.max(least, approvalsFor(facts));

export const statusOf = (facts: Facts): ApplicationStatus => {
  if (staysAsItIs(facts.status)) return facts.status;
  return gates.find(([, holds]) => holds(facts))?.[0] ?? 'approved';
};

/** How the permit of an application stands, while the application leads it. */
export const permitStatusOf = (
  status: ApplicationStatus,
  before: PermitStatus,
  { temporaryPermit }: Pick<Rules, 'temporaryPermit'>,
): PermitStatus => {
  const looked = temporaryPermit ? 'temporary' : 'pending';
  const stays = before === 'temporary' ? 'temporary' : undefined;
  const by: Record<ApplicationStatus, PermitStatus> = {
    submitted: looked,
    second_check: looked,
    evidence_needed: stays ?? 'pending',
    waiting: 'pending',
    offered: 'pending',
    payment_needed: stays ?? 'pending_payment',
    approved: 'active',
    refused: 'revoked',
    withdrawn: 'surrendered',
    lapsed: 'lapsed',
  };
  return by[status];
};
