/** Places that came free go to those who wait, the first first. Safe to run twice at once, and whenever. */
import { untilTaken } from '#shared/dynamodb/retry.ts';
import { londonDay } from '#shared/london.ts';
import { type Changing, changing } from '../applications/changing.ts';
import { isClosed, type KeptApplication } from '../applications/journey.ts';
import { advanced, closing } from '../applications/steps.ts';
import type { Scheme } from '../contract/schemes.ts';
import { type Line, offerWrites } from './line.ts';

export interface OfferDependencies extends Changing {
  readonly line: Line;
  readonly schemes: { on(council: string, scheme: string, day: string): Promise<Scheme | undefined> };
}

const aDay = 24 * 3_600_000;
/** In one go; the next goes on. */
const mostOffers = 200;
/** Of a scheme that has no list any more, for those who wait still. */
const usualDays = 14;

const offeredUntil = (application: KeptApplication, days: number, at: number): KeptApplication => ({
  ...application,
  ...{ status: 'offered', offerEndsAt: new Date(at + days * aDay).toISOString() },
});

/** Offers a place to the first. `false` where there is no place, or nobody. */
const offerNext = (
  { line, schemes, journeys, clock }: OfferDependencies,
  council: string,
  scheme: string,
  zone: string,
) =>
  untilTaken('offer the same places', async () => {
    const at = clock();
    const limits = (await schemes.on(council, scheme, londonDay(at)))?.limits;
    const limit = limits?.zones[zone];
    const state = await line.state(council, scheme, zone);
    if (!limits || state.waiting === 0 || (limit !== undefined && state.used >= limit)) return false;
    const head = await line.head(council, scheme, zone);
    const before = head ? await journeys.find(council, head) : undefined;
    if (before?.application.status !== 'waiting') return undefined;
    const days = limits.waitingList?.offerDays ?? usualDays;
    const after = advanced(before, { application: offeredUntil(before.application, days, at) }, at);
    const writes = offerWrites(council, before.application, state, limit);
    const done = await journeys.change(council, before, after, { at, writes });
    return done !== 'stale' && 'application' in done ? true : undefined;
  });

/** Offers all places that are free. Answers how many. */
export const offerPlaces = async (dependencies: OfferDependencies, council: string, scheme: string, zone: string) => {
  let offered = 0;
  while (offered < mostOffers && (await offerNext(dependencies, council, scheme, zone))) offered += 1;
  return offered;
};

/** What is due of a list (`<scheme>/<zone>`): it is looked at again while anybody waits, because its limit can be raised. */
export const lookAtLine = async (dependencies: OfferDependencies, council: string, id: string): Promise<void> => {
  const [scheme = '', zone = ''] = id.split('/');
  await offerPlaces(dependencies, council, scheme, zone);
  const { waiting } = await dependencies.line.state(council, scheme, zone);
  if (waiting > 0) await dependencies.line.lookAgain(council, scheme, zone, dependencies.clock());
};

/** An offer that nobody took lapses, and the place goes to the next. */
export const endOffer = async (dependencies: OfferDependencies, council: string, reference: string): Promise<void> => {
  const { application } = await changing(dependencies, council, reference, (before, at) => {
    const { status, offerEndsAt } = before.application;
    const isOver = status === 'offered' && offerEndsAt !== undefined && Date.parse(offerEndsAt) <= at;
    return isOver ? closing('lapsed')(before, at, {}) : before;
  });
  await placeFreed(dependencies, council, application);
};

/** After an application was closed: its place may be another's. */
export const placeFreed = async (dependencies: OfferDependencies, council: string, application: KeptApplication) => {
  const { status, quote } = application;
  if (quote.zone && isClosed(status) && status !== 'approved')
    await offerPlaces(dependencies, council, quote.scheme, quote.zone);
};
