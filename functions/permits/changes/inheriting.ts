/** A renewal that comes to nothing gives the places back to the permit that it would have renewed, while that goes on. */
import type { Write } from '#shared/dynamodb/expression.ts';
import { holdsPlaces, type KeptPermit } from '../applications/journey.ts';
import { endOf } from '../applications/steps.ts';
import { holdOf, type Places, passingWrite } from '../places/places.ts';

export interface Inheriting {
  readonly places: Places;
  readonly permit: (council: string, permit: string) => Promise<KeptPermit | undefined>;
  readonly write: (council: string, before: KeptPermit, after: KeptPermit, at: number) => Write[];
}

const isHeir = (gone: KeptPermit, old: KeptPermit | undefined, at: number): old is KeptPermit =>
  old !== undefined &&
  holdsPlaces(old) &&
  endOf(old.ends) > at &&
  old.renewedBy === gone.permit &&
  old.zone === gone.zone &&
  old.uprn === gone.uprn;

/** Of vehicles only what the old one covers still. */
const inherited = ({ holds, zone }: KeptPermit, { covers }: KeptPermit): string[] => {
  const covered = covers.map(({ registration }) => `${holdOf.vehicle(registration, zone)}/`);
  return holds.filter((held) => !held.startsWith('vehicle#') || covered.some((start) => held.startsWith(start)));
};

/** What becomes of the places of a permit that has ended. */
export const freeing = async (
  { places, permit, write }: Inheriting,
  council: string,
  gone: KeptPermit,
  at: number,
): Promise<Write[]> => {
  const old = gone.renews ? await permit(council, gone.renews) : undefined;
  if (!isHeir(gone, old, at)) return places.releasing(council, gone);
  const back = inherited(gone, old);
  const passing = { from: gone.permit, to: old.permit, until: endOf(old.ends) };
  const { renewedBy: _, ...rest } = old;
  const after = { ...rest, holds: [...old.holds, ...back], counted: gone.counted };
  return [
    ...write(council, old, after, at),
    ...back.map((held) => passingWrite(council, held, passing)),
    ...(await places.releasing(council, {
      ...gone,
      holds: gone.holds.filter((held) => !back.includes(held)),
      counted: false,
    })),
  ];
};
