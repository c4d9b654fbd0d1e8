/** Taking a place that was offered: from then on an application like any other, at the price of a new quote. */
import type { Request } from '#shared/contract/capability.ts';
import { InvalidRequest } from '#shared/contract/problems.ts';
import type { Write } from '#shared/dynamodb/expression.ts';
import { type ApplyDependencies, fitting, offerIn, schemeOf } from '../applications/applying.ts';
import { changingOnce } from '../applications/changing.ts';
import type { Journey, KeptApplication } from '../applications/journey.ts';
import { applicationOf, type Offer, permitOf, withAutomatic } from '../applications/opening.ts';
import { advanced, endOf } from '../applications/steps.ts';
import { ApplicationClosed, QuoteUsed } from '../contract/applicationOperations.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { waitingOperations } from '../contract/waitingOperations.ts';

type Taking = Request<(typeof waitingOperations)['takePermitOffer']>;

const mustBeOffered = ({ status, offerEndsAt }: KeptApplication, at: number): void => {
  if (status !== 'offered' || !offerEndsAt || Date.parse(offerEndsAt) <= at)
    throw new ApplicationClosed('No place is offered to it now.', { extensions: { applicationStatus: status } });
};

const mustBeForIt = ({ quote: before }: KeptApplication, quote: Offer): void => {
  const isFor = quote.scheme === before.scheme && quote.zone === before.zone && quote.uprn === before.uprn;
  const detail = 'must be for the scheme, property and zone that the application is for';
  if (!isFor) throw new InvalidRequest(`“quote” ${detail}.`, { errors: [{ detail, pointer: '#/quote', in: 'body' }] });
};

/** What it has of its own stays: when it was made, who was told what, what was given as evidence. */
const renewedBy = (before: KeptApplication, made: KeptApplication): KeptApplication => {
  const { createdAt, version, evidence, decisions, untold, told, tryAt } = before;
  return { ...made, ...{ createdAt, version, evidence, decisions, untold, told, tryAt } };
};

interface Made {
  readonly quote: Offer;
  readonly scheme: Scheme;
  readonly permit: string;
}

/** The place in the zone was taken with the offer; those of the household and the vehicle are taken now. */
const taken = async (
  { places, people }: ApplyDependencies,
  { council, councilDetails }: Taking,
  before: Journey,
  { quote, scheme, permit }: Made,
  at: number,
) => {
  const { application } = before.application;
  const contact = await people.contact(council, application);
  const wish = {
    ...{ scheme: quote.scheme, zone: quote.zone, uprn: quote.uprn, permit, limits: scheme.limits, isCounted: true },
    ...{ registrations: quote.registration ? [quote.registration] : [], until: endOf(quote.ends) },
    ...(contact && { person: { name: contact.name, uprn: quote.uprn } }),
  };
  const has = fitting(await places.taking(council, wish, at), quote);
  const made = {
    request: { councilDetails, body: { byPost: [] } },
    quote,
    scheme,
    references: { application, permit },
    at,
  };
  const after = { application: renewedBy(before.application, applicationOf(made)), permit: permitOf(made, has) };
  return { after: withAutomatic(advanced(before, after, at), at), writes: has.writes };
};

/** Throws what rules it out. */
export const takePermitOffer = async (dependencies: ApplyDependencies, request: Taking) => {
  const { journeys, newReference } = dependencies;
  const { council, params, idempotency } = request;
  const { quote } = await offerIn(dependencies, request);
  const scheme = await schemeOf(dependencies, council, quote);
  const permit = newReference('PM');
  let writes: readonly Write[] = [];
  return changingOnce(
    dependencies,
    council,
    params.application,
    idempotency,
    async (before, at) => {
      mustBeOffered(before.application, at);
      mustBeForIt(before.application, quote);
      const done = await taken(dependencies, request, before, { quote, scheme, permit }, at);
      writes = [journeys.using(council, quote.quote, params.application, at), ...done.writes];
      return done.after;
    },
    {
      writes: () => writes,
      onLost: ({ write, lost }) => {
        const { application } = lost.item ?? {};
        if (write === 0) throw new QuoteUsed('The quote was used before.', { extensions: { application } });
      },
    },
  );
};
