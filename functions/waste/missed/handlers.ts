import type { Request } from '#shared/contract/capability.ts';
import { changing, found } from '../cases/changing.ts';
import { CaseClosed, CaseNotFound } from '../contract/caseFields.ts';
import type { Case } from '../contract/cases.ts';
import { NotEscalatable, NotReportable } from '../contract/missed.ts';
import { usualMissed } from '../contract/missedSettings.ts';
import type { waste } from '../contract.ts';
import { momentInWords } from '../dates/dayInWords.ts';
import { parseSchedule } from '../dates/phrases.ts';
import type { Dependencies } from '../handlers.ts';
import { find } from '../lookUp.ts';
import { decide } from './decide.ts';
import { type EscalationReason, escalationReason, escalationWindow } from './escalation.ts';
import { factsOf, holdOf } from './facts.ts';

type Operations = (typeof waste)['operations'];
type MissedCase = Extract<Case, { kind: 'missed_collection' }>;

const getMissedEligibility = async (
  dependencies: Dependencies,
  { council, query: { uprn, service, language } }: Request<Operations['getMissedEligibility']>,
) => {
  const { facts, rules } = await factsOf(dependencies, { council, uprn, service, language });
  return { uprn, service, ...decide(facts, rules, language) };
};

const staff = new Set(['*', 'waste:*', 'waste:cases']);

/** Names of the services that no other report has; the one that is reported in any case. */
const free = async (
  { cases }: Dependencies,
  council: string,
  uprn: string,
  services: readonly string[],
  reported: string,
): Promise<string[]> => {
  const held = await Promise.all(
    services.map((one) => (one === reported ? undefined : cases.holder(council, uprn, holdOf(one)))),
  );
  return services.filter((_, i) => held[i] === undefined).map(holdOf);
};

/** Decided again: the page on which it was allowed may be a day old. */
const reportMissedCollection = async (
  dependencies: Dependencies,
  { council, caller, body: { uprn, service, contact }, idempotency }: Request<Operations['reportMissedCollection']>,
) => {
  const { cases, clock, newReference } = dependencies;
  const isExempt = caller?.scopes.some((scope) => staff.has(scope)) ?? false;
  const asking = { council, uprn, service, isExempt };
  const { owner, round, facts, rules, together } = await factsOf(dependencies, asking);
  const { message, ...decision } = decide(facts, rules, 'en');
  if (!decision.allowed) throw new NotReportable(message ?? 'It cannot be reported.', { extensions: decision });
  const createdAt = new Date(clock()).toISOString();
  const report: MissedCase = {
    ...{ reference: newReference('MC'), kind: 'missed_collection', uprn: owner, service },
    ...{ status: 'open', stage: 'reported', createdAt, updatedAt: createdAt },
    details: {
      round,
      collectionDate: decision.collectionDate ?? facts.today,
      reportedAt: uprn,
      ...(together && { allServices: true as const }),
    },
  };
  const holds = await free(dependencies, council, owner, together ?? [service], service);
  return idempotency.answer(report, async (note) => {
    const lost = await cases.open(council, report, { holds, contact, note });
    if (!lost) return;
    const openReport = 'reference' in lost ? lost.reference : undefined;
    const extensions = { ...decision, allowed: false, reasonCode: 'already_reported', openReport };
    throw new NotReportable('This has been reported already.', { extensions });
  });
};

const missedCase = async (dependencies: Dependencies, council: string, reference: string) => {
  const one = await found(dependencies, council, reference);
  if (one.kind === 'missed_collection') return one;
  throw new CaseNotFound(`${reference} is no report of a missed collection.`);
};

const saidOf: Readonly<Record<EscalationReason, (moment: string) => string>> = {
  not_offered: () => 'The council takes no second report. Contact it.',
  closed: () => 'The report was closed.',
  other_property: () => 'Only the property that made the report can escalate it.',
  already_escalated: () => 'This has been escalated already.',
  too_soon: (moment) => `You can tell us from ${moment}.`,
  too_late: (moment) => `You could tell us until ${moment}.`,
};
const saidInWelsh: typeof saidOf = {
  not_offered: () => 'Nid yw’r cyngor yn derbyn ail adroddiad. Cysylltwch ag ef.',
  closed: () => 'Cafodd yr adroddiad ei gau.',
  other_property: () => 'Dim ond yr eiddo a wnaeth yr adroddiad all ei uwchgyfeirio.',
  already_escalated: () => 'Mae hyn wedi’i uwchgyfeirio eisoes.',
  too_soon: (moment) => `Gallwch ddweud wrthym o ${moment}.`,
  too_late: (moment) => `Gallech ddweud wrthym tan ${moment}.`,
};

const escalationHold = (reference: string): string => `escalation#${reference}`;

const windowFor = async (
  dependencies: Dependencies,
  report: MissedCase,
  { council, uprn, language }: { readonly council: string; readonly uprn: string; readonly language: 'en' | 'cy' },
) => {
  const { property, known } = await find(dependencies, council, report.details.reportedAt);
  const coming = property.services.filter(({ service }) => service === report.service);
  const isWeekly = coming.some(({ schedule }) => {
    const parsed = parseSchedule(schedule);
    return !('problem' in parsed) && parsed.weeks === 1;
  });
  const reported = { reportedAt: Date.parse(report.createdAt), isOpen: report.status === 'open', isWeekly };
  const window = escalationWindow(reported, known.settings.missedCollections ?? usualMissed);
  const escalation = await dependencies.cases.holder(council, report.uprn, escalationHold(report.reference));
  const isOfReporter = uprn === report.details.reportedAt;
  const reasonCode = escalationReason({ ...reported, now: dependencies.clock(), isOfReporter, escalation }, window);
  const moment = window ? momentInWords(window[reasonCode === 'too_late' ? 1 : 0], language) : '';
  const says = language === 'cy' ? saidInWelsh : saidOf;
  return {
    reference: report.reference,
    allowed: reasonCode === undefined,
    ...(reasonCode && { reasonCode, message: says[reasonCode](moment) }),
    ...(window && {
      windowOpensAt: new Date(window[0]).toISOString(),
      windowClosesAt: new Date(window[1]).toISOString(),
    }),
    ...(escalation && { escalation }),
  };
};

const escalate = async (
  dependencies: Dependencies,
  { council, params, body, idempotency }: Request<Operations['escalateMissedCollection']>,
) => {
  const { cases, clock, newReference } = dependencies;
  const report = await missedCase(dependencies, council, params.reference);
  const asked = { council, uprn: body.uprn, language: 'en' } as const;
  const { message, ...window } = await windowFor(dependencies, report, asked);
  if (!window.allowed) throw new NotEscalatable(message ?? 'It cannot be escalated.', { extensions: window });
  const { uprn, service, reference: of } = report;
  const createdAt = new Date(clock()).toISOString();
  const { round, collectionDate } = report.details;
  const escalation: Extract<Case, { kind: 'missed_escalation' }> = {
    ...{ reference: newReference('ME'), kind: 'missed_escalation', uprn, ...(service && { service }) },
    ...{ status: 'open', stage: 'reported', createdAt, updatedAt: createdAt },
    details: { of, round, collectionDate },
  };
  return idempotency.answer(escalation, async (note) => {
    const opening = { holds: [escalationHold(of)], contact: body.contact, note };
    const lost = await cases.open(council, escalation, opening);
    if (!lost) return;
    const extensions = { ...window, allowed: false, reasonCode: 'already_escalated' };
    throw new NotEscalatable('This has been escalated already.', { extensions });
  });
};

const close = async (
  dependencies: Dependencies,
  { council, params: { reference }, body: { outcome } }: Request<Operations['closeMissedCollection']>,
) => {
  await missedCase(dependencies, council, reference);
  const closed = await changing(dependencies, council, reference, (one) => {
    if (one.status === 'open') return { status: 'closed', outcome };
    if (one.outcome === outcome) return undefined;
    throw new CaseClosed(`It was closed as “${one.outcome}”.`);
  });
  return closed as MissedCase;
};

export const missedHandlers = (dependencies: Dependencies) => ({
  getMissedEligibility: (request: Request<Operations['getMissedEligibility']>) =>
    getMissedEligibility(dependencies, request),
  reportMissedCollection: (request: Request<Operations['reportMissedCollection']>) =>
    reportMissedCollection(dependencies, request),
  getEscalationWindow: async ({ council, params, query }: Request<Operations['getEscalationWindow']>) => {
    const report = await missedCase(dependencies, council, params.reference);
    return windowFor(dependencies, report, { council, ...query });
  },
  escalateMissedCollection: (request: Request<Operations['escalateMissedCollection']>) =>
    escalate(dependencies, request),
  closeMissedCollection: (request: Request<Operations['closeMissedCollection']>) => close(dependencies, request),
});
