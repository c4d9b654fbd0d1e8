import type { Request } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import { lastDueOf } from './collections.ts';
import {
  AlreadyClosed,
  type MissedCollection,
  MissedCollectionNotFound,
  NoSuchService,
  NotReportable,
} from './contract/missed.ts';
import { usualMissed } from './contract/tables.ts';
import type { waste } from './contract.ts';
import type { Dependencies } from './handlers.ts';
import { find } from './lookUp.ts';
import { decide } from './missed.ts';
import { toldOf } from './progress.ts';

type Operations = (typeof waste)['operations'];

/** What the decision stands on. Shared bins are their building's, so that two residents make one report. */
const factsOf = async (dependencies: Dependencies, council: string, uprn: string, service: string) => {
  const { store, clock } = dependencies;
  const { property, known } = await find(dependencies, council, uprn);
  const coming = property.services.filter((one) => one.service === service);
  const [first] = coming;
  if (!first) throw new NoSuchService(`“${service}” does not come to this property.`);
  const owner = first.communal ? (property.parentUprn ?? uprn) : uprn;
  const now = clock();
  const today = londonDay(now);
  const last = coming
    .map((one) => ({ round: one.round, day: lastDueOf(one, known.moves, today) }))
    .sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? 1 : -1))[0];
  const told = last?.day ? toldOf(known.progress, last.day, last.round) : undefined;
  const openReport = await store.openReport(council, owner, service);
  const facts = { now, today, lastDue: last?.day, told, openReport };
  return { owner, round: last?.round ?? first.round, facts, rules: known.settings.missedCollections ?? usualMissed };
};

const getMissedEligibility = async (
  dependencies: Dependencies,
  { council, query: { uprn, service, language } }: Request<Operations['getMissedEligibility']>,
) => {
  const { facts, rules } = await factsOf(dependencies, council, uprn, service);
  return { uprn, service, ...decide(facts, rules, language) };
};

/** Decided again: the page on which it was allowed may be a day old. */
const reportMissedCollection = async (
  dependencies: Dependencies,
  { council, body: { uprn, service }, idempotency }: Request<Operations['reportMissedCollection']>,
) => {
  const { store, clock, newReference } = dependencies;
  const { owner, round, facts, rules } = await factsOf(dependencies, council, uprn, service);
  const { message, ...decision } = decide(facts, rules, 'en');
  if (!decision.allowed) throw new NotReportable(message ?? 'It cannot be reported.', { extensions: decision });
  const report: MissedCollection = {
    reference: newReference('MC'),
    uprn: owner,
    service,
    round,
    collectionDate: decision.collectionDate ?? facts.today,
    status: 'open',
    reportedAt: new Date(clock()).toISOString(),
  };
  return idempotency.answer(report, async (note) => {
    const openReport = await store.report(council, report, note);
    if (!openReport) return;
    const extensions = { ...decision, allowed: false, reasonCode: 'already_reported', openReport };
    throw new NotReportable('This has been reported already.', { extensions });
  });
};

const found = async ({ store }: Dependencies, council: string, reference: string): Promise<MissedCollection> => {
  const report = await store.findReport(council, reference);
  if (!report) throw new MissedCollectionNotFound(`The council has no report ${reference}.`);
  return report;
};

const closeMissedCollection = async (
  dependencies: Dependencies,
  { council, params: { reference }, body: { outcome } }: Request<Operations['closeMissedCollection']>,
) => {
  const { store, clock } = dependencies;
  const before = await found(dependencies, council, reference);
  const at = new Date(clock()).toISOString();
  const isOpen = before.status === 'open';
  if (isOpen && (await store.closeReport(council, before, outcome, at)))
    return { ...before, status: 'closed' as const, closedAt: at, outcome };
  const now = await found(dependencies, council, reference);
  if (now.outcome === outcome) return now;
  throw new AlreadyClosed(`It was closed as “${now.outcome}”.`);
};

export const missedHandlers = (dependencies: Dependencies) => ({
  getMissedEligibility: (request: Request<Operations['getMissedEligibility']>) =>
    getMissedEligibility(dependencies, request),
  reportMissedCollection: (request: Request<Operations['reportMissedCollection']>) =>
    reportMissedCollection(dependencies, request),
  getMissedCollection: ({ council, params }: Request<Operations['getMissedCollection']>) =>
    found(dependencies, council, params.reference),
  closeMissedCollection: (request: Request<Operations['closeMissedCollection']>) =>
    closeMissedCollection(dependencies, request),
});
