/** Reading a permit with its application, and changing it whoever else changes it at the same moment. */
import type { Answered, Idempotency } from '#shared/contract/idempotency.ts';
import type { Write } from '#shared/dynamodb/expression.ts';
import { untilTaken } from '#shared/dynamodb/retry.ts';
import { londonDay } from '#shared/london.ts';
import { type Changing, found } from '../applications/changing.ts';
import { type Journey, type KeptApplication, type KeptPermit, shownPermit } from '../applications/journey.ts';
import type { PeopleStore } from '../applications/people.ts';
import { endOf } from '../applications/steps.ts';
import { ChangeRefused, ChangeUnderWay, PermitNotChangeable } from '../contract/changeOperations.ts';
import { PermitNotFound, SchemeNotFound } from '../contract/fields.ts';
import type { Permit } from '../contract/permits.ts';
import type { Reason } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { Addresses, Vehicles } from '../lookUps.ts';
import type { Places } from '../places/places.ts';
import type { ZoneStore } from '../zones/store.ts';
import { type PermitChanges, unchanged } from './kept.ts';

export interface ChangeDependencies extends Changing {
  readonly places: Places;
  readonly people: PeopleStore;
  readonly schemes: {
    on(council: string, scheme: string, day: string): Promise<Scheme | undefined>;
    version(council: string, scheme: string, version: string): Promise<Scheme | undefined>;
  };
  readonly vehicles: Vehicles;
  readonly addresses: Addresses;
  readonly zones: Pick<ZoneStore, 'index'>;
  readonly newReference: (prefix: string) => string;
}

/** A journey that has led to a permit. */
export type Issued = Journey & { readonly permit: KeptPermit };

export const iso = (at: number): string => new Date(at).toISOString();
export const changesOf = ({ changes }: KeptPermit): PermitChanges => changes ?? unchanged;

/** Throws `PermitNotFound`. */
export const foundPermit = async (
  { journeys }: Pick<Changing, 'journeys'>,
  council: string,
  reference: string,
): Promise<KeptPermit> => {
  const permit = await journeys.permit(council, reference);
  if (permit) return permit;
  throw new PermitNotFound(`The council has no permit ${reference}.`);
};

export const issued = ({ application, permit }: Journey): Issued => {
  if (permit) return { application, permit };
  throw new PermitNotFound('The application has no permit.');
};

/** Throws `PermitNotChangeable`. A permit that waits for a decision or a payment is changed by its application. */
export const mustBe = (permit: KeptPermit, statuses: readonly Permit['status'][], at: number): void => {
  const status = endOf(permit.ends) <= at ? 'expired' : permit.status;
  if (!statuses.includes(status))
    throw new PermitNotChangeable(`The permit is ${status}.`, { extensions: { permitStatus: status } });
};

/** Throws `ChangeUnderWay`. */
export const mustBeFree = (permit: KeptPermit): void => {
  const application = changesOf(permit).reserved?.application;
  if (application) throw new ChangeUnderWay('Another change is under way.', { extensions: { application } });
};

export const refusedFor = (reasons: readonly Reason[]): ChangeRefused =>
  new ChangeRefused(reasons[0]?.says ?? 'It cannot be changed.', { extensions: { reasons } });

/** The scheme as it is on a day, and as it was when the permit was sold. Throws `SchemeNotFound`. */
export const schemesOf = async ({ schemes }: ChangeDependencies, council: string, permit: KeptPermit, at: number) => {
  const [now, sold] = await Promise.all([
    schemes.on(council, permit.scheme, londonDay(at)),
    schemes.version(council, permit.scheme, permit.price.schemeVersion),
  ]);
  const [today, then] = [now ?? sold, sold ?? now];
  if (today && then) return { today, sold: then };
  throw new SchemeNotFound(`The council has no scheme ${permit.scheme}.`);
};

interface Asked {
  readonly council: string;
  readonly params: { readonly permit: string };
  readonly idempotency: Idempotency;
}

export interface Change {
  readonly after: Journey;
  readonly writes?: readonly Write[];
  /** A new application, opened in the same transaction. */
  readonly opens?: Journey | undefined;
}
/** What becomes of a permit as it is now; `undefined` where nothing is to change. Throws what rules a change out. */
export type Decide = (before: Issued, at: number) => Promise<Change | undefined>;
type Answer<R> = (after: Issued, opened: KeptApplication | undefined) => R;

const asPermit = ({ permit }: Issued): Permit => shownPermit(permit);

/** Throws `PermitNotFound`, and what `decide` throws, which is asked anew where somebody else was quicker. */
export const changingPermit = async <R>(
  dependencies: ChangeDependencies,
  { council, params, idempotency }: Asked,
  decide: Decide,
  answer: Answer<R>,
): Promise<Answered<R>> => {
  const { journeys, clock } = dependencies;
  const { application } = await foundPermit(dependencies, council, params.permit);
  class Beaten extends Error {}
  return untilTaken('change the permit', async () => {
    const at = clock();
    const before = issued(await found(dependencies, council, application));
    const { after = before, writes = [], opens } = (await decide(before, at)) ?? {};
    const will = issued(journeys.next(before, after, at));
    try {
      return await idempotency.answer(answer(will, opens && { ...opens.application, version: 1 }), async (note) => {
        const done = opens
          ? await journeys.open(council, opens, {
              ...{ at, note },
              writes: [...writes, ...(await journeys.writesOf(council, before, after, at))],
            })
          : await journeys.change(council, before, after, { at, writes, note });
        if (done === 'stale' || (done && !('application' in done))) throw new Beaten();
      });
    } catch (error) {
      if (error instanceof Beaten) return undefined;
      throw error;
    }
  });
};

export const changingPermitOnly = (dependencies: ChangeDependencies, asked: Asked, decide: Decide) =>
  changingPermit(dependencies, asked, decide, asPermit);
