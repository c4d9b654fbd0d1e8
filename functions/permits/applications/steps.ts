/** The steps of a journey. Each is pure, takes what is and answers what will be; a step that was done answers the same again. */
import { addDays } from '#shared/dates/days.ts';
import { londonInstant } from '#shared/london.ts';
import type { ApplicationStatus } from '../contract/applications.ts';
import type { Reason } from '../contract/quotes.ts';
import type { Decision } from '../contract/staffOperations.ts';
import { missingOf } from '../evidence/fitting.ts';
import { givingBack, isPaid, kept, type Ledger, moneyOf, refundsDue, surplusBack } from '../money/ledger.ts';
import {
  counts,
  holdsPlaces,
  isClosed,
  type Journey,
  type KeptApplication,
  type KeptEvidence,
  type KeptPermit,
  type Purpose,
} from './journey.ts';
import { permitStatusOf, statusOf } from './states.ts';

/** Days in which what is missing has to come, before the place is free again. */
const evidenceDays = 28;
const anHour = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();

/** The first moment after a permit. */
export const endOf = (ends: string): number => londonInstant(addDays(ends, 1), '00:00');

const toldOf: Partial<Record<ApplicationStatus, Purpose>> = {
  submitted: 'application_received',
  evidence_needed: 'evidence_needed',
  payment_needed: 'payment_needed',
  waiting: 'waiting',
  offered: 'place_offered',
  approved: 'issued',
  refused: 'refused',
  withdrawn: 'withdrawn',
  lapsed: 'lapsed',
};

/** A message that the applicant has to be sent. */
export const tell = (application: KeptApplication, purpose: Purpose, at: number): KeptApplication => ({
  ...application,
  untold: [...application.untold, { purpose, nth: application.told + 1, since: iso(at) }],
  told: application.told + 1,
  tryAt: iso(at),
});

/** When what it waits for has to be there: kept while it waits for the same. */
const deadlines = (before: KeptApplication | undefined, now: KeptApplication, at: number) => {
  const isNew = before?.status !== now.status;
  const payBy = isNew ? iso(at + now.rules.payWithinHours * anHour) : now.money.payBy;
  const evidenceBy = isNew ? iso(at + evidenceDays * 24 * anHour) : now.evidenceBy;
  return {
    payBy: now.status === 'payment_needed' ? payBy : undefined,
    evidenceBy: now.status === 'evidence_needed' ? evidenceBy : undefined,
  };
};

/** Money that is too much, or for nothing, goes back. */
const balanced = ({ application, status, ledger }: KeptApplication, at: number): Ledger =>
  isClosed(status) && status !== 'approved'
    ? givingBack(ledger, kept(ledger), application, status, iso(at))
    : surplusBack(ledger, application, iso(at));

const ended = { revoked: 'refused', surrendered: 'withdrawn', lapsed: 'not_paid_or_proved' } as const;

const permitAfter = (before: KeptPermit, application: KeptApplication, at: number): KeptPermit => {
  const status = permitStatusOf(application.status, before.status, application.rules);
  const endedFor = status in ended ? ended[status as keyof typeof ended] : undefined;
  const isIssued = counts({ status }) && !before.issuedAt;
  const from = (cover: string) => (cover > iso(at) ? cover : iso(at));
  return {
    ...before,
    status,
    ...(isIssued && {
      issuedAt: iso(at),
      covers: before.covers.map((cover) => ({ ...cover, from: from(cover.from) })),
    }),
    ...(endedFor && { endedFor, endedAt: iso(at), holds: [], counted: false }),
  };
};

/** Brings an application to where its facts put it, and its permit with it. */
export const advanced = (before: Journey | undefined, changed: Journey, at: number): Journey => {
  const was = before?.application;
  const { application, permit } = changed;
  const missing = missingOf(application, application.evidence);
  const status = statusOf({
    ...{ status: application.status, rules: application.rules, isPaid: isPaid(application.ledger) },
    ...{ isMissing: missing.length > 0, hasEvidence: application.quote.evidence.length + application.asked.length > 0 },
    approvals: application.decisions.filter(({ decision }) => decision === 'approved').length,
  });
  const moved: KeptApplication = { ...application, status, missing };
  const ledger = balanced(moved, at);
  const { payBy, evidenceBy } = deadlines(was, moved, at);
  const hasRefunds = refundsDue(ledger).some(
    ({ key }) => !was || !refundsDue(was.ledger).some((one) => one.key === key),
  );
  const now: KeptApplication = {
    ...moved,
    ledger,
    money: moneyOf(ledger, payBy),
    evidenceBy,
    ...(hasRefunds && { tryAt: iso(at) }),
    ...(isClosed(status) && { closedAt: moved.closedAt ?? iso(at) }),
  };
  const leads = !was || !isClosed(was.status);
  const after = permit && { ...(leads ? permitAfter(permit, now, at) : permit), money: now.money };
  return { application: toldAfter(was, now, permit, after, at), permit: after };
};

const toldAfter = (
  was: KeptApplication | undefined,
  now: KeptApplication,
  before: KeptPermit | undefined,
  after: KeptPermit | undefined,
  at: number,
): KeptApplication => {
  const isTemporary = after?.status === 'temporary' && before?.status !== 'temporary';
  const first = was || now.status === 'waiting' ? now : tell(now, 'application_received', at);
  const next = isTemporary ? tell(first, 'temporary', at) : first;
  const purpose = now.status === 'approved' && now.changes ? 'changed' : toldOf[now.status];
  const isNews = purpose && was?.status !== now.status && purpose !== 'application_received';
  return isNews ? tell(next, purpose, at) : next;
};

type Step<I = void> = (journey: Journey, at: number, input: I) => Journey;
const withApplication = (journey: Journey, at: number, change: Partial<KeptApplication>): Journey =>
  advanced(journey, { ...journey, application: { ...journey.application, ...change } }, at);

const isOpen = ({ application }: Journey): boolean => !isClosed(application.status);

export const decided: Step<Decision> = (journey, at, decision) =>
  withApplication(journey, at, { decisions: [...journey.application.decisions, decision] });

export const closing =
  (status: 'refused' | 'withdrawn' | 'lapsed'): Step<{ reasons?: readonly Reason[]; decision?: Decision }> =>
  (journey, at, { reasons = [], decision }) =>
    isOpen(journey)
      ? withApplication(journey, at, {
          ...{ status, reasons: [...reasons] },
          ...(decision && { decisions: [...journey.application.decisions, decision] }),
        })
      : journey;

export const booked: Step<Ledger> = (journey, at, ledger) => withApplication(journey, at, { ledger });

export const proved: Step<readonly KeptEvidence[]> = (journey, at, evidence) =>
  withApplication(journey, at, { evidence: [...evidence] });

export const asking: Step<{ of: string; decision: Decision; reason: Reason }> = (
  journey,
  at,
  { of, decision, reason },
) => {
  const { asked, decisions, evidence, reasons } = journey.application;
  return withApplication(journey, at, {
    ...{ asked: [...new Set([...asked, of])], decisions: [...decisions, decision] },
    reasons: [...reasons.filter(({ code }) => code !== reason.code), reason],
    evidence: evidence.map((one) => (one.of === of && one.status === 'given' ? { ...one, status: 'rejected' } : one)),
  });
};

/** Its last day is over. */
export const expiring = (permit: KeptPermit, at: number): KeptPermit =>
  holdsPlaces(permit) && endOf(permit.ends) <= at
    ? { ...permit, status: 'expired', endedAt: iso(endOf(permit.ends)), holds: [], counted: false }
    : permit;

/** How long what could not be done rests. */
const restFor = 5 * 60_000;

export interface Followed {
  readonly told: readonly number[];
  readonly made: readonly ((ledger: Ledger) => Ledger)[];
  /** Some of it could not be done now. */
  readonly isPutOff: boolean;
}

/** Messages that were sent and refunds that were made; what is left of them is tried again, at once where it is news. */
export const followed: Step<Followed> = (journey, at, { told, made, isPutOff }) => {
  const { application } = journey;
  const ledger = made.reduce((now, change) => change(now), application.ledger);
  const untold = application.untold.filter(({ nth }) => !told.includes(nth));
  const isLeft = untold.length > 0 || refundsDue(ledger).length > 0;
  const tryAt = isLeft ? iso(at + (isPutOff ? restFor : 1)) : undefined;
  const next: KeptApplication = { ...application, ledger, untold, tryAt };
  const isMade = ledger.refunds.some(
    ({ status }, n) => status === 'made' && application.ledger.refunds[n]?.status === 'due',
  );
  return { ...journey, application: isMade ? tell(next, 'refund_made', at) : next };
};
