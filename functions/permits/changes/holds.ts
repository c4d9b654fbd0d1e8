/** Places of a permit that change hands while it goes on. */
import type { Write } from '#shared/dynamodb/expression.ts';
import type { KeptPermit } from '../applications/journey.ts';
import { endOf } from '../applications/steps.ts';
import { heldAs, holdOf, slotWrite } from '../places/places.ts';
import { reason } from '../quotes/reasons.ts';
import { registrationsAt } from './covers.ts';
import { type ChangeDependencies, iso, refusedFor } from './permits.ts';

type Holding = Pick<ChangeDependencies, 'places'>;

export interface VehicleHold {
  readonly held: string;
  readonly write: Write;
}

const isVehicle = (held: string): boolean => held.startsWith('vehicle#');
const vehicleHeld = (registration: string, zone: string): string => heldAs(holdOf.vehicle(registration, zone), 1);

/** Throws `ChangeRefused` where another permit has the vehicle. One of its own it keeps, until the moment given. */
export const takingVehicle = async (
  { places }: Holding,
  council: string,
  permit: KeptPermit,
  registration: string,
  { zone = permit.zone, until = endOf(permit.ends), at }: { zone?: string; until?: number; at: number },
): Promise<VehicleHold> => {
  const isOwn = zone === permit.zone && registrationsAt(permit, iso(at)).includes(registration);
  const hold = holdOf.vehicle(registration, zone);
  if (!isOwn && (await places.lowest(council, hold, 1, at)) === undefined)
    throw refusedFor([reason('vehicle_has_permit')]);
  const held = vehicleHeld(registration, zone);
  return { held, write: slotWrite(council, held, permit.permit, until, at) };
};

interface Given {
  readonly counted?: boolean;
  readonly zone?: string;
}
/** Writes that give back some of its places, and its place in a zone if they are told so. */
export const givingUp = (
  { places }: Holding,
  council: string,
  permit: KeptPermit,
  holds: readonly string[],
  { counted = false, zone = permit.zone }: Given = {},
): Promise<Write[]> => places.releasing(council, { ...permit, holds, counted, zone, changes: undefined });

/** Which vehicles' holds a permit needs no more, with the covers that it has now. */
export const idleVehicles = (permit: KeptPermit, at: number): string[] => {
  const { holds, zone, changes } = permit;
  const needed = registrationsAt(permit, iso(at)).map((registration) => vehicleHeld(registration, zone));
  return holds.filter((held) => isVehicle(held) && !needed.includes(held) && !changes?.reserved?.holds.includes(held));
};

export const without = (holds: readonly string[], gone: readonly string[]): string[] =>
  holds.filter((held) => !gone.includes(held));
export const vehiclesOf = ({ holds }: KeptPermit): string[] => holds.filter(isVehicle);
