/** Permits as applicants and staff see them. */
import type { Request } from '#shared/contract/capability.ts';
import { inParallel } from '#shared/dynamodb/retry.ts';
import type { KeptPermit } from '../applications/journey.ts';
import { shownPermit } from '../applications/journey.ts';
import type { PeopleStore } from '../applications/people.ts';
import { expiring } from '../applications/steps.ts';
import type { JourneyStore } from '../applications/store.ts';
import { PermitNotFound } from '../contract/fields.ts';
import type { Permit } from '../contract/permits.ts';
import type { permits } from '../contract.ts';
import type { Places } from '../places/places.ts';

export interface PermitDependencies {
  readonly journeys: JourneyStore;
  readonly people: PeopleStore;
  readonly places: Places;
  readonly clock: () => number;
}

type Operations = (typeof permits)['operations'];

const most = 100;

/** A permit is over when its last day is, whether or not the sweep has come by. */
const shownAt = (permit: KeptPermit, at: number): Permit => shownPermit(expiring(permit, at));

const byReference = async ({ journeys, clock }: PermitDependencies, council: string, references: readonly string[]) => {
  const found: Permit[] = [];
  await inParallel(references.slice(0, most), 8, async (reference) => {
    const permit = await journeys.permit(council, reference);
    if (permit) found.push(shownAt(permit, clock()));
  });
  return found;
};

const permitsOf = async (dependencies: PermitDependencies, council: string, email: string): Promise<string[]> => {
  const { people, journeys } = dependencies;
  const applications = await people.applicationsOf(council, email);
  const found: string[] = [];
  await inParallel(applications.slice(-most), 8, async (reference) => {
    const permit = (await journeys.find(council, reference))?.permit;
    if (permit) found.push(permit.permit);
  });
  return found;
};

export const permitHandlers = (dependencies: PermitDependencies) => ({
  getPermit: async ({ council, params }: Request<Operations['getPermit']>) => {
    const permit = await dependencies.journeys.permit(council, params.permit);
    if (!permit) throw new PermitNotFound(`The council has no permit ${params.permit}.`);
    return shownAt(permit, dependencies.clock());
  },
  findPermits: async ({ council, body: { email, uprn } }: Request<Operations['findPermits']>) => {
    const references = email
      ? await permitsOf(dependencies, council, email)
      : await dependencies.places.atProperty(council, uprn ?? '');
    const permits = await byReference(dependencies, council, references);
    return { permits: permits.toSorted((a, b) => (a.changedAt < b.changedAt ? 1 : -1)) };
  },
});
