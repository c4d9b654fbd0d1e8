/** Keeping a day for a while, and giving it back. */
import type { Request } from '#shared/contract/capability.ts';
import { untilTaken } from '#shared/dynamodb/retry.ts';
import { BulkyReservationNotFound } from '../contract/bulkyCase.ts';
import type { BulkyReservation } from '../contract/bulkyShapes.ts';
import type { waste } from '../contract.ts';
import type { Dependencies } from '../handlers.ts';
import { aMinute } from './booking.ts';
import { factsOf, mustBeOpen } from './facts.ts';
import { isLive, isReservation, mustBeOffered, placeOrFull } from './places.ts';

type Operations = (typeof waste)['operations'];

export const reserveBulkyDay = async (
  dependencies: Dependencies,
  { council, body: { uprn, date }, idempotency }: Request<Operations['reserveBulkyDay']>,
) => {
  const { bulky, clock, newReference } = dependencies;
  const first = await factsOf(dependencies, council, uprn);
  const { settings, offered } = first;
  mustBeOpen(first);
  mustBeOffered(date, offered);
  const owner = newReference('BR');
  class Beaten extends Error {}
  return untilTaken('book the day', async (attempt) => {
    const standing = attempt === 0 ? first.standing : await bulky.standing(council, uprn);
    const now = clock();
    const until = now + settings.reservationMinutes * aMinute;
    const taking = await placeOrFull(dependencies, { council, uprn, date, owner, until, settings, standing }, offered);
    const others = standing.days.filter((one) => one.date !== date && isReservation(one) && isLive(one, now));
    const freeing = await Promise.all(others.map((one) => bulky.releasing(council, uprn, one.date, one.owner)));
    const expiresAt = new Date(until).toISOString();
    const reservation: BulkyReservation = { reservation: owner, uprn, date, expiresAt };
    try {
      return await idempotency.answer(reservation, async (note) => {
        const writes = [...taking, ...freeing.flat(), ...note.writes];
        if (!(await bulky.reserve(council, owner, { uprn, date }, writes))) throw new Beaten();
      });
    } catch (error) {
      if (error instanceof Beaten) return undefined;
      throw error;
    }
  });
};

export const releaseBulkyDay = async (
  { bulky }: Dependencies,
  { council, params: { reservation } }: Request<Operations['releaseBulkyDay']>,
): Promise<undefined> => {
  const reserved = await bulky.reservation(council, reservation);
  if (!reserved) throw new BulkyReservationNotFound(`The council has no reservation ${reservation}.`);
  const { uprn, date } = reserved;
  await untilTaken('book the day', async () => {
    const writes = await bulky.releasing(council, uprn, date, reservation);
    return writes.length === 0 || (await bulky.write(writes)) || undefined;
  });
};
