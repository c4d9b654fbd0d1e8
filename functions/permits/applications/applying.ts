/** Applying: everything that the application takes and begins is there afterwards in one transaction, or nothing of it. */
import type { Request } from '#shared/contract/capability.ts';
import type { Answered } from '#shared/contract/idempotency.ts';
import { InvalidRequest } from '#shared/contract/problems.ts';
import { addDays } from '#shared/dates/days.ts';
import { bankHolidayDivision, workingDays } from '#shared/dates/workingDays.ts';
import { untilTaken } from '#shared/dynamodb/retry.ts';
import { londonDay, londonInstant } from '#shared/london.ts';
import { NotEligible, QuoteNotFound, QuoteOutdated, QuoteUsed } from '../contract/applicationOperations.ts';
import type { Application } from '../contract/applications.ts';
import type { Quote } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { permits } from '../contract.ts';
import { owing } from '../money/ledger.ts';
import type { Blocker, Places, Taking } from '../places/places.ts';
import type { Changing } from './changing.ts';
import { type Journey, type KeptApplication, type KeptPermit, shownApplication } from './journey.ts';
import type { PeopleWrites } from './people.ts';
import type { Quotes, Schemes } from './ports.ts';
import { advanced, endOf } from './steps.ts';

type Operations = (typeof permits)['operations'];
type Applying = Request<Operations['applyForPermit']>;

export interface ApplyDependencies extends Changing {
  readonly quotes: Quotes;
  readonly schemes: Schemes;
  readonly places: Places;
  readonly people: PeopleWrites;
  readonly newReference: (prefix: string) => string;
}

const field = (detail: string, pointer: string) => ({ errors: [{ detail, pointer, in: 'body' as const }] });
const outdated = (says: string) => new QuoteOutdated(says, field('has to be asked for again', '#/quote'));

/** Whole quotes: one that can be applied for has a zone, days and a price. */
type Offer = Quote & Required<Pick<Quote, 'zone' | 'starts' | 'ends' | 'price'>>;
const isOffer = (quote: Quote): quote is Offer =>
  Boolean(quote.eligible && quote.zone && quote.starts && quote.ends && quote.price);

const offered = async ({ quotes, clock }: ApplyDependencies, { council, body }: Applying) => {
  const there = await quotes.find(council, body.quote);
  if (!there) throw new QuoteNotFound('The council has no such quote.', field('is not a quote of the council', '#/quote'));
  const { quote, asked } = there;
  if (!isOffer(quote))
    throw new NotEligible('No permit can be had with this quote.', { extensions: { reasons: quote.reasons } });
  if (body.registration && body.registration !== quote.registration)
    throw new InvalidRequest('“registration” must be the one of the quote.', field('must be the one of the quote', '#/registration'));
  if (Date.parse(quote.expiresAt) <= clock()) throw outdated('The quote has run out.');
  return { quote, asked };
};

const schemeOf = async ({ schemes }: ApplyDependencies, council: string, quote: Offer): Promise<Scheme> => {
  const scheme = await schemes.on(council, quote.scheme, quote.price.inputs.applied);
  if (scheme) return scheme;
  throw outdated('The scheme is not there any more.');
};

const evidenceByPost = ({ body: { byPost } }: Applying, at: string): Application['evidence'] =>
  byPost.map(({ of, proof }, i) => ({
    ...{ evidence: `E${String(i + 1).padStart(2, '0')}`, of, proof, how: 'post', status: 'given', at },
  }));

/** What is decided in so many working days, by the end of the last. */
const decideBy = (gssCode: string | undefined, days: number, at: number): string => {
  const { add } = workingDays({ division: bankHolidayDivision(gssCode) });
  return new Date(londonInstant(addDays(add(londonDay(at), days), 1), '00:00')).toISOString();
};

const coversOf = ({ registration, starts, ends }: Offer) =>
  registration
    ? [
        {
          registration,
          from: new Date(londonInstant(starts, '00:00')).toISOString(),
          until: new Date(endOf(ends)).toISOString(),
        },
      ]
    : [];

interface Made {
  readonly request: Applying;
  readonly quote: Offer;
  readonly scheme: Scheme;
  readonly references: { readonly application: string; readonly permit: string };
  readonly renews?: string | undefined;
  readonly at: number;
}

const applicationOf = ({ request, quote, scheme, references, renews, at }: Made): KeptApplication => {
  const now = new Date(at).toISOString();
  const gssCode = request.councilDetails?.gssCode;
  return {
    ...references,
    ...(renews && { renews }),
    ...{ status: 'submitted', quote, reasons: [], missing: [], evidence: evidenceByPost(request, now) },
    ...{ money: { due: quote.price.pence, paid: 0, refunded: 0 }, createdAt: now, changedAt: now, version: 0 },
    decideBy: decideBy(gssCode, scheme.decideWithinWorkingDays, at),
    rules: {
      ...{ approval: scheme.approval, payment: quote.payment },
      ...{ payWithinHours: scheme.payWithinHours, temporaryPermit: scheme.temporaryPermit },
    },
    ...{ ledger: owing(quote.price.pence), decisions: [], asked: [], untold: [], told: 0 },
  };
};

const permitOf = ({ quote, scheme, references, renews, at }: Made, taken: Extract<Taking, { nth: number }>): KeptPermit => ({
  ...references,
  ...(renews && { renews }),
  ...{ scheme: quote.scheme, kind: scheme.kind, zone: quote.zone, uprn: quote.uprn, status: 'pending' },
  ...{ nth: taken.nth, covers: coversOf(quote), starts: quote.starts, ends: quote.ends, price: quote.price },
  ...{ money: { due: 0, paid: 0, refunded: 0 }, changedAt: new Date(at).toISOString(), version: 0 },
  ...{ holds: taken.holds, counted: true },
});

const says: Record<Blocker, string> = {
  household: 'The property has as many of these permits as it can have.',
  resident: 'The applicant has as many of these permits as one person can have.',
  property: 'The property has as many permits as it can have.',
  vehicle: 'The vehicle has a permit in this zone.',
  zone: 'The zone has as many permits as it can have.',
};

/** Throws `NotEligible`, and `QuoteOutdated` where another permit of the household came first. */
const placesFor = async (
  { places }: ApplyDependencies,
  { request: { council, body }, quote, scheme, references, at }: Made,
) => {
  const taken = await places.taking(
    council,
    {
      ...{ scheme: quote.scheme, zone: quote.zone, uprn: quote.uprn, permit: references.permit, limits: scheme.limits },
      ...{ registrations: quote.registration ? [quote.registration] : [], until: endOf(quote.ends) },
      person: { name: body.applicant.name, uprn: quote.uprn },
    },
    at,
  );
  if ('full' in taken) {
    const reason = { code: `${taken.full}_limit`, says: says[taken.full] };
    throw new NotEligible(reason.says, { extensions: { reasons: [reason] } });
  }
  if (taken.nth !== quote.price.inputs.nth)
    throw outdated(`It would be permit number ${taken.nth} of the property, and the quote is for number ${quote.price.inputs.nth}.`);
  return taken;
};

const automatic = (at: number) => ({ decision: 'automatic' as const, by: '', at: new Date(at).toISOString() });

const journeyOf = (made: Made, taken: Extract<Taking, { nth: number }>): Journey => {
  const journey = advanced(undefined, { application: applicationOf(made), permit: permitOf(made, taken) }, made.at);
  const { application } = journey;
  return application.status === 'approved'
    ? { ...journey, application: { ...application, decisions: [automatic(made.at)] } }
    : journey;
};

export const applyForPermit = async (
  dependencies: ApplyDependencies,
  request: Applying,
): Promise<Answered<Application>> => {
  const { journeys, people, clock, newReference } = dependencies;
  const { council, body, idempotency } = request;
  const { quote, asked } = await offered(dependencies, request);
  const scheme = await schemeOf(dependencies, council, quote);
  const references = { application: newReference('PA'), permit: newReference('PM') };
  class Beaten extends Error {}
  return untilTaken('apply for the same places', async () => {
    const made: Made = { request, quote, scheme, references, renews: asked.renews, at: clock() };
    const taken = await placesFor(dependencies, made);
    const journey = journeyOf(made, taken);
    const writes = [...taken.writes, ...people.contact(council, references.application, body.applicant, made.at)];
    try {
      return await idempotency.answer(shownApplication({ ...journey.application, version: 1 }), async (note) => {
        const lost = await journeys.open(council, journey, { at: made.at, writes, note });
        if (lost && 'used' in lost)
          throw new QuoteUsed('The quote was used before.', { extensions: { application: lost.used } });
        if (lost) throw new Beaten();
      });
    } catch (error) {
      if (error instanceof Beaten) return undefined;
      throw error;
    }
  });
};
