/** The next term of a permit: an application of its own, which has the places of the last one from the moment at which it is made. */
import type { Request } from '#shared/contract/capability.ts';
import { addDays } from '#shared/dates/days.ts';
import { londonDay } from '#shared/london.ts';
import { type Journey, type KeptPermit, shownApplication } from '../applications/journey.ts';
import { applicationOf, type Offer, permitOf, withAutomatic } from '../applications/opening.ts';
import { advanced, endOf } from '../applications/steps.ts';
import { type changeOperations, NotRenewable } from '../contract/changeOperations.ts';
import type { Reason } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import { holdOf, passingWrite } from '../places/places.ts';
import { reason } from '../quotes/reasons.ts';
import { vehicleAt } from './covers.ts';
import {
  type Change,
  type ChangeDependencies,
  changesOf,
  changingPermit,
  type Issued,
  iso,
  mustBe,
  mustBeFree,
  schemesOf,
} from './permits.ts';
import { renewalQuote, stillGood } from './renewalQuote.ts';

type Renewing = Request<(typeof changeOperations)['renewPermit']>;

const notRenewable = (reasons: readonly Reason[], more: object = {}) =>
  new NotRenewable(reasons[0]?.says ?? 'It cannot be renewed.', { extensions: { reasons, ...more } });

/** Throws `NotRenewable`: before its time, and where it was renewed. */
const mustBeTime = ({ permit }: Issued, { renewal }: Scheme, at: number): void => {
  const { renewedBy } = permit;
  if (renewedBy) throw notRenewable([reason('renewed')], { renewedBy });
  const from = addDays(permit.ends, -renewal.windowDays);
  if (londonDay(at) < from) throw notRenewable([reason('too_early', { day: from })], { from });
};

/** All but those of vehicles that only stand in. */
const heritable = ({ holds, covers, zone }: KeptPermit, at: number): string[] => {
  const registration = vehicleAt(covers, iso(at))?.registration;
  const own = registration ? holdOf.vehicle(registration, zone) : '';
  return holds.filter((held) => !held.startsWith('vehicle#') || held.startsWith(`${own}/`));
};

interface Made {
  readonly before: Issued;
  readonly offer: Offer;
  readonly scheme: Scheme;
  readonly references: { readonly application: string; readonly permit: string };
  readonly at: number;
}

const renewal = ({ councilDetails }: Renewing, { before, offer, scheme, references, at }: Made): Journey => {
  const { permit } = before;
  const made = { quote: offer, scheme, references, renews: permit.permit, at };
  const application = applicationOf({ ...made, request: { councilDetails, body: { byPost: [] } } });
  const evidence = stillGood(before, offer.evidence, at);
  const renewed = permitOf(made, { nth: permit.nth, holds: heritable(permit, at), writes: [] });
  const changes = { ...changesOf(renewed), made: changesOf(permit).made };
  return withAutomatic(
    advanced(undefined, { application: { ...application, evidence }, permit: { ...renewed, changes } }, at),
    at,
  );
};

const renewing = async (
  dependencies: ChangeDependencies,
  request: Renewing,
  before: Issued,
  at: number,
): Promise<Change> => {
  const { people, schemes, newReference } = dependencies;
  const { council, body } = request;
  const { application, permit } = before;
  const { today } = await schemesOf(dependencies, council, permit, at);
  mustBeTime(before, today, at);
  const scheme = (await schemes.on(council, permit.scheme, addDays(permit.ends, 1))) ?? today;
  const asked = { asked: body, scheme, quote: newReference('PQ'), at };
  const quoted = await renewalQuote(dependencies, council, before, asked);
  if ('reasons' in quoted) throw notRenewable(quoted.reasons);
  const references = { application: newReference('PA'), permit: newReference('PM') };
  const opens = renewal(request, { before, offer: quoted.offer, scheme, references, at });
  const contact = await people.contact(council, application.application);
  const passed = heritable(permit, at);
  const until = endOf(quoted.offer.ends);
  const holds = permit.holds.filter((held) => !passed.includes(held));
  return {
    opens,
    after: { application, permit: { ...permit, holds, counted: false, renewedBy: references.permit } },
    writes: [
      ...passed.map((held) => passingWrite(council, held, { from: permit.permit, to: references.permit, until })),
      ...(contact ? people.contactWrites(council, references.application, contact, until) : []),
    ],
  };
};

/** Throws what rules it out. */
export const renewPermit = (dependencies: ChangeDependencies, request: Renewing) =>
  changingPermit(
    dependencies,
    request,
    async (before, at) => {
      mustBe(before.permit, ['active'], at);
      mustBeFree(before.permit);
      return renewing(dependencies, request, before, at);
    },
    (_, opened) => {
      if (!opened) throw new Error('A renewal always makes an application.');
      return shownApplication(opened);
    },
  );
