/** Applying: everything that the application takes and begins is there afterwards in one transaction, or nothing of it. */
import type { Answered } from '#shared/contract/idempotency.ts';
import { InvalidRequest } from '#shared/contract/problems.ts';
import { untilTaken } from '#shared/dynamodb/retry.ts';
import { NotEligible, QuoteOutdated, QuoteUsed } from '../contract/applicationOperations.ts';
import type { Application } from '../contract/applications.ts';
import { QuoteNotFound } from '../contract/quoteOperations.ts';
import type { Quote } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { Blocker, Places, Taking } from '../places/places.ts';
import type { Changing } from './changing.ts';
import { shownApplication } from './journey.ts';
import { type Applying, journeyOf, type Made, type Offer, type Taken, waitingOf } from './opening.ts';
import type { PeopleStore } from './people.ts';
import type { Asked, Quotes, Schemes } from './ports.ts';
import { endOf } from './steps.ts';

export interface ApplyDependencies extends Changing {
  readonly quotes: Quotes;
  readonly schemes: Schemes;
  readonly places: Places;
  readonly people: PeopleStore;
  readonly newReference: (prefix: string) => string;
}

const field = (detail: string, pointer: string) => ({ errors: [{ detail, pointer, in: 'body' as const }] });
const outdated = (says: string) => new QuoteOutdated(says, field('has to be asked for again', '#/quote'));

const isOffer = (quote: Quote): quote is Offer =>
  Boolean(quote.eligible && quote.zone && quote.starts && quote.ends && quote.price);

/** A quote as it can be applied with now. Throws what rules that out. */
export const offerIn = async (
  { quotes, clock }: Pick<ApplyDependencies, 'quotes' | 'clock'>,
  { council, body }: { readonly council: string; readonly body: Pick<Applying['body'], 'quote' | 'registration'> },
) => {
  const there = await quotes.find(council, body.quote);
  if (!there)
    throw new QuoteNotFound('The council has no such quote.', field('is not a quote of the council', '#/quote'));
  const { quote, asked } = there;
  if (!isOffer(quote))
    throw new NotEligible('No permit can be had with this quote.', { extensions: { reasons: quote.reasons } });
  if (body.registration && body.registration !== quote.registration)
    throw new InvalidRequest(
      '“registration” must be the one of the quote.',
      field('must be the one of the quote', '#/registration'),
    );
  if (Date.parse(quote.expiresAt) <= clock()) throw outdated('The quote has run out.');
  return { quote, asked };
};

export const schemeOf = async (
  { schemes }: Pick<ApplyDependencies, 'schemes'>,
  council: string,
  quote: Offer,
): Promise<Scheme> => {
  const scheme = await schemes.version(council, quote.scheme, quote.price.schemeVersion);
  if (scheme) return scheme;
  throw outdated('The scheme is not there any more.');
};

const says: Record<Blocker, string> = {
  household: 'The property has as many of these permits as it can have.',
  resident: 'The applicant has as many of these permits as one person can have.',
  property: 'The property has as many permits as it can have.',
  vehicle: 'The vehicle has a permit in this zone.',
  zone: 'The zone has as many permits as it can have.',
};

/** Throws `NotEligible`, and `QuoteOutdated` where another permit of the household came first. */
export const fitting = (taken: Taking, quote: Offer): Taken => {
  if ('full' in taken) {
    const reason = { code: `${taken.full}_limit`, says: says[taken.full] };
    throw new NotEligible(reason.says, { extensions: { reasons: [reason] } });
  }
  if (taken.nth !== quote.price.inputs.nth)
    throw outdated(
      `It would be permit number ${taken.nth} of the property, and the quote is for number ${quote.price.inputs.nth}.`,
    );
  return taken;
};

/** Where there is no place in the zone, and the scheme has a list, it waits. Throws as `fitting` does. */
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
  const waits = 'full' in taken && taken.full === 'zone' && scheme.limits.waitingList !== undefined;
  return waits ? ({ waits, writes: [] } as const) : fitting(taken, quote);
};

const usedBy = (application: string) => new QuoteUsed('The quote was used before.', { extensions: { application } });

/** Who applied with the quote before is what is in the way, rather than a limit. */
const unlessUsed = async (
  { journeys }: ApplyDependencies,
  { request, quote }: Made,
  error: unknown,
): Promise<never> => {
  const used = await journeys.used(request.council, quote.quote);
  throw used ? usedBy(used) : error;
};

/** A renewal takes over places, which is not what applying does. */
const mustNotRenew = ({ renews }: Asked): void => {
  const detail = 'is for a renewal: renew the permit itself';
  if (renews) throw new InvalidRequest(`“quote” ${detail}.`, field(detail, '#/quote'));
};

export const applyForPermit = async (
  dependencies: ApplyDependencies,
  request: Applying,
): Promise<Answered<Application>> => {
  const { journeys, people, clock, newReference } = dependencies;
  const { council, body, idempotency } = request;
  const { quote, asked } = await offerIn(dependencies, request);
  mustNotRenew(asked);
  const scheme = await schemeOf(dependencies, council, quote);
  const references = { application: newReference('PA'), permit: newReference('PM') };
  class Beaten extends Error {}
  return untilTaken('apply for the same places', async () => {
    const made: Made = { request, quote, scheme, references, at: clock() };
    const taken = await placesFor(dependencies, made).catch((error) => unlessUsed(dependencies, made, error));
    const journey = 'waits' in taken ? waitingOf(made) : journeyOf(made, taken);
    const writes = [
      ...taken.writes,
      ...people.contactWrites(council, references.application, body.applicant, endOf(quote.ends)),
    ];
    try {
      return await idempotency.answer(shownApplication({ ...journey.application, version: 1 }), async (note) => {
        const lost = await journeys.open(council, journey, { at: made.at, writes, note });
        if (lost && 'used' in lost) throw usedBy(lost.used);
        if (lost) throw new Beaten();
      });
    } catch (error) {
      if (error instanceof Beaten) return undefined;
      throw error;
    }
  });
};
