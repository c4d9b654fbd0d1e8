/** Visits: booked, ended early, listed. */
import type { Request } from '#shared/contract/capability.ts';
import { backOff } from '#shared/dynamodb/retry.ts';
import type { visitorOperations } from '../contract/visitorOperations.ts';
import { TooFewUnits, type Visit, VisitIsOver, VisitNotFound } from '../contract/visitors.ts';
import { busy, type ForVisitors, forVisitors, type VisitorDependencies, wrong, wrongly, zoneOf } from './facts.ts';
import type { Household, KeptVisit } from './items.ts';
import { orderOf } from './orders.ts';
import { givenBack, leftIn, takenFrom, unused, usable } from './rules.ts';
import type { Note } from './store.ts';

type Operations = typeof visitorOperations;

const attempts = 12;
const anHour = 3_600_000;
/** A driver who has just parked is not turned away for reading the terms. */
const lateness = 5 * 60_000;
const ahead = 90 * 86_400_000;
/** Each is a write of one transaction, which takes a hundred. */
const mostLots = 60;

const shownVisit = (kept: KeptVisit): Visit => {
  const { session, scheme, uprn, zone, registration, starts, ends, units, status } = kept;
  return { session, scheme, uprn, zone, registration, starts, ends, units, status };
};

/** When it starts, and how many units it takes of how many hours. Throws `InvalidRequest`. */
const wanted = (body: Request<Operations['startVisit']>['body'], { settings }: ForVisitors, at: number) => {
  const starts = body.starts === undefined ? at : Date.parse(body.starts);
  if (starts < at - lateness) throw wrongly('starts', 'must not be in the past');
  if (starts > at + ahead) throw wrongly('starts', 'must be at most 90 days ahead');
  const field = settings.unit === 'hours' ? 'hours' : 'vouchers';
  const units = body[field];
  if (units === undefined)
    throw wrongly(field === 'hours' ? 'vouchers' : 'hours', `must be left out: the scheme has ${field}`);
  const hours = field === 'hours' ? units : units * settings.hoursEach;
  return { starts, ends: starts + hours * anHour, units, field };
};

const short = (field: string, left: number) => {
  const [detail, options] = wrong(field, `must be at most ${left}`);
  return new TooFewUnits(detail, { ...options, extensions: { left } });
};

/** Takes of what is there when it is written: who comes at the same moment makes it look again. Throws `TooFewUnits`. */
const book = async (
  { visitors }: VisitorDependencies,
  council: string,
  visit: KeptVisit,
  { field, note }: { field: string; note: Note },
): Promise<void> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await backOff(attempt - 1, { attempts, base: 20 });
    const there = usable(await visitors.lots(council, visit), Date.parse(visit.starts));
    if (leftIn(there) < visit.units) throw short(field, leftIn(there));
    const taken = takenFrom(there, visit.units);
    if (taken.length > mostLots) throw wrongly(field, 'takes too many small lots at once: book two visits');
    if (await visitors.openVisit(council, { ...visit, taken }, note)) return;
  }
  throw busy();
};

const start = async (dependencies: VisitorDependencies, request: Request<Operations['startVisit']>) => {
  const { clock, newReference } = dependencies;
  const { council, body, idempotency } = request;
  const { scheme: code, uprn, registration } = body;
  const at = clock();
  const found = await forVisitors(dependencies, council, code, at);
  const { starts, ends, units, field } = wanted(body, found, at);
  const zone = await zoneOf(dependencies, council, uprn, found, starts);
  const now = new Date(at).toISOString();
  const visit: KeptVisit = {
    ...{ session: newReference('VS'), scheme: code, uprn, zone, registration, units, status: 'counts' },
    ...{ starts: new Date(starts).toISOString(), ends: new Date(ends).toISOString(), unit: found.settings.unit },
    ...{ taken: [], issuedAt: now, changedAt: now, schemeVersion: found.scheme.version, version: 1 },
  };
  return idempotency.answer(shownVisit(visit), (note) => book(dependencies, council, visit, { field, note }));
};

/** Throws `VisitNotFound`. */
const visitOf = async ({ visitors }: VisitorDependencies, council: string, session: string): Promise<KeptVisit> => {
  const found = await visitors.visit(council, session);
  if (found) return found;
  throw new VisitNotFound(`The council has no visit ${session}.`);
};

/** How a visit is that ends now: one that has not started never was. */
const endedAt = (visit: KeptVisit, at: number): KeptVisit => {
  const now = new Date(at).toISOString();
  const ends = now < visit.starts ? visit.starts : now;
  const back = unused(visit, at);
  return {
    ...{ ...visit, ends, units: visit.units - back, status: 'ended', endedAt: now, changedAt: now },
    version: visit.version + 1,
  };
};

const end = async (dependencies: VisitorDependencies, request: Request<Operations['endVisit']>): Promise<Visit> => {
  const { visitors, clock } = dependencies;
  const { council, params } = request;
  let lost = false;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await visitOf(dependencies, council, params.session);
    // Asked again, it is as it was left.
    if (before.status === 'ended') return shownVisit(before);
    const at = clock();
    if (Date.parse(before.ends) <= at) throw new VisitIsOver(`${before.session} ended at ${before.ends}.`);
    const after = endedAt(before, at);
    const back = lost ? [] : givenBack(before.taken, before.units - after.units);
    const result = await visitors.endVisit(council, before, after, back);
    if (result === 'ended') return shownVisit(after);
    lost = result === 'gone';
  }
  throw busy();
};

const listed = async ({ visitors }: VisitorDependencies, council: string, household: Household) => ({
  sessions: (await visitors.visits(council, household)).map(shownVisit),
});

export const sessionHandlers = (dependencies: VisitorDependencies) => ({
  startVisit: (request: Request<Operations['startVisit']>) => start(dependencies, request),
  getVisit: async ({ council, params }: Request<Operations['getVisit']>) =>
    shownVisit(await visitOf(dependencies, council, params.session)),
  endVisit: (request: Request<Operations['endVisit']>) => end(dependencies, request),
  listVisits: ({ council, query }: Request<Operations['listVisits']>) => listed(dependencies, council, query),
  listVisitsOfOrder: async ({ council, params }: Request<Operations['listVisitsOfOrder']>) =>
    listed(dependencies, council, await orderOf(dependencies, council, params.order)),
});
