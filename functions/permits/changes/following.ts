/** What follows from changes of permits and places though nobody asks: as it is heard, and as it is due. */
import type { Hear } from '#shared/events/hearing.ts';
import { found } from '../applications/changing.ts';
import type { Attending } from '../applications/sweep.ts';
import { ApplicationNotFound, PermitNotFound } from '../contract/fields.ts';
import { endOffer, lookAtLine, type OfferDependencies, offerPlaces, placeFreed } from '../waiting/offering.ts';
import { finishChange } from './finishing.ts';
import { type ChangeDependencies, foundPermit } from './permits.ts';
import { remind } from './reminding.ts';

export type FollowingDependencies = ChangeDependencies & OfferDependencies;

type Data = Readonly<Record<string, string>>;
type Heard = (dependencies: FollowingDependencies, council: string, data: Data) => Promise<unknown>;

const changesHeard: Readonly<Record<string, Heard>> = {
  'permits.application.changed': async (dependencies, council, { application = '' }) => {
    await finishChange(dependencies, council, application);
    await placeFreed(dependencies, council, (await found(dependencies, council, application)).application);
  },
  'permits.permit.ended': async (dependencies, council, { permit = '' }) => {
    const { scheme, zone } = await foundPermit(dependencies, council, permit);
    await offerPlaces(dependencies, council, scheme, zone);
  },
};

/** What is not kept any more is let be. */
export const hear =
  (dependencies: FollowingDependencies): Hear =>
  async ({ type, council, data }) => {
    try {
      await changesHeard[type]?.(dependencies, council, data as Data);
    } catch (error) {
      if (!(error instanceof ApplicationNotFound || error instanceof PermitNotFound)) throw error;
    }
  };

/** By what is due. */
export const changesDue = (dependencies: FollowingDependencies): Attending => ({
  finish: (council, application) => finishChange(dependencies, council, application),
  remind: (council, permit) => remind(dependencies, council, permit),
  offer: (council, application) => endOffer(dependencies, council, application),
  line: (council, id) => lookAtLine(dependencies, council, id),
});
