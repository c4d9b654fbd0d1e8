/** What becomes of a permit once an application for a change is closed: heard as an event, and due in the sweep until it is done. */
import type { Write } from '#shared/dynamodb/expression.ts';
import { changing, found } from '../applications/changing.ts';
import { holdsPlaces, isClosed, type KeptApplication, type KeptPermit } from '../applications/journey.ts';
import { advanced, booked } from '../applications/steps.ts';
import { kept } from '../money/ledger.ts';
import { paidBack } from './ending.ts';
import { givingUp, vehiclesOf, without } from './holds.ts';
import { type ChangeDependencies, changesOf, type Issued, issued } from './permits.ts';
import { withVehicleNow } from './vehicle.ts';

interface Done {
  readonly permit: KeptPermit;
  readonly writes: readonly Write[];
}

const settled = (permit: KeptPermit, applied?: string): KeptPermit => {
  const { reserved: _, ...changes } = changesOf(permit);
  return { ...permit, changes: { ...changes, applied: [...changes.applied, ...(applied ? [applied] : [])] } };
};

/** What was taken for the change is given back. */
const dropped = async (dependencies: ChangeDependencies, council: string, permit: KeptPermit): Promise<Done> => {
  const { holds = [], zone } = changesOf(permit).reserved ?? {};
  const writes = await givingUp(dependencies, council, permit, holds, {
    counted: zone !== undefined,
    ...(zone && { zone }),
  });
  return { permit: settled({ ...permit, holds: without(permit.holds, holds) }), writes };
};

/** The places at the old address, and in its zone if that is another, are given back. */
const moved = async (
  dependencies: ChangeDependencies,
  council: string,
  permit: KeptPermit,
  to: Pick<KeptPermit, 'uprn' | 'zone' | 'nth'>,
): Promise<Done> => {
  const { holds = [] } = changesOf(permit).reserved ?? {};
  const stays = to.zone === permit.zone ? [...vehiclesOf(permit), ...holds] : holds;
  const gone = without(permit.holds, stays);
  return {
    permit: { ...permit, ...to, holds: without(permit.holds, gone) },
    writes: await givingUp(dependencies, council, permit, gone, { counted: to.zone !== permit.zone }),
  };
};

const applied = async (
  dependencies: ChangeDependencies,
  council: string,
  permit: KeptPermit,
  { application, becomes }: KeptApplication,
  at: number,
): Promise<Done> => {
  const { registration, at: to, price } = becomes ?? {};
  const place = to ? await moved(dependencies, council, permit, to) : { permit, writes: [] };
  const now = settled({ ...place.permit, ...(price && { price }) }, application);
  if (!registration) return { permit: now, writes: place.writes };
  const vehicle = await withVehicleNow(dependencies, council, now, registration, at);
  return { permit: vehicle.permit, writes: [...place.writes, ...vehicle.writes] };
};

const withBack = ({ application, permit }: Issued, before: Issued, pence: number, at: number) => {
  const { ledger } = application;
  const back = Math.min(pence, kept(ledger));
  if (back <= 0) return { application, permit };
  const after = { ...application, ledger: paidBack(ledger, back, application.application, 'changed', at) };
  return advanced(before, { application: after, permit }, at);
};

/** What was paid for a change that came too late for its permit goes back. */
const giveBack = (dependencies: ChangeDependencies, council: string, reference: string) =>
  changing(dependencies, council, reference, (before, at) => {
    const { ledger } = before.application;
    if (kept(ledger) <= 0) return before;
    return booked(before, at, paidBack(ledger, kept(ledger), reference, 'permit_ended', at));
  });

/** Safe to run twice and at any time: it does nothing for an application that is open, or for no change. */
export const finishChange = async (
  dependencies: ChangeDependencies,
  council: string,
  reference: string,
): Promise<void> => {
  const { application } = await found(dependencies, council, reference);
  const { changes, status } = application;
  const permit = changes && (await dependencies.journeys.permit(council, changes.permit));
  if (!permit || !isClosed(status)) return;
  let writes: readonly Write[] = [];
  const isMine = (one: KeptPermit) => holdsPlaces(one) && changesOf(one).reserved?.application === reference;
  const after = await changing(
    dependencies,
    council,
    permit.application,
    async (journey, at) => {
      const before = issued(journey);
      if (!isMine(before.permit)) return journey;
      const isApproved = status === 'approved';
      const done = isApproved
        ? await applied(dependencies, council, before.permit, application, at)
        : await dropped(dependencies, council, before.permit);
      writes = done.writes;
      const back = isApproved ? (application.becomes?.back ?? 0) : 0;
      return withBack({ application: before.application, permit: done.permit }, before, back, at);
    },
    { writes: () => writes },
  );
  const isApplied = after.permit && changesOf(after.permit).applied.includes(reference);
  if (status === 'approved' && !isApplied) await giveBack(dependencies, council, reference);
};
