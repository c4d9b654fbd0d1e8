import type { Request } from '#shared/contract/capability.ts';
import { InvalidRequest } from '#shared/contract/problems.ts';
import { addDays } from '#shared/dates/days.ts';
import { londonDay } from '#shared/london.ts';
import type { GardenCase } from '../contract/gardenShapes.ts';
import type { waste } from '../contract.ts';
import type { Dependencies } from '../handlers.ts';
import { find, wrong } from '../lookUp.ts';
import { writeTable } from '../writeTable.ts';
import { addBins, cancel, deliver, renew } from './orders.ts';
import { checkOffered, quoteOf } from './quotes.ts';
import { hold, isOver, subscribe } from './subscribe.ts';
import { mayRenewFrom, stateOf } from './year.ts';

type Operations = (typeof waste)['operations'];

/** What was ordered and is not paid. */
const unpaid = ({ stage, payment, details: { ordered } }: GardenCase) => {
  if (!payment || (stage !== 'unpaid' && !ordered)) return {};
  const { price, paid, payBy } = payment;
  return { unpaid: { action: ordered?.action ?? ('new' as const), price: price - paid, ...(payBy && { payBy }) } };
};

const getGarden = async (
  dependencies: Dependencies,
  { council, query: { uprn } }: Request<Operations['getGarden']>,
) => {
  const { cases, clock } = dependencies;
  const [{ garden: settings }, reference] = await Promise.all([
    find(dependencies, council, uprn),
    cases.holder(council, uprn, hold),
  ]);
  const one = reference === undefined ? undefined : await cases.find(council, reference);
  const today = londonDay(clock());
  if (one?.kind !== 'garden' || isOver(one, settings, today)) return { uprn, state: 'none' as const };
  if (one.stage === 'unpaid') return { uprn, state: 'none' as const, reference: one.reference, ...unpaid(one) };
  const { ordered: _, discount: __, ...running } = one.details;
  return {
    ...{ uprn, state: stateOf({ reference: one.reference, ...running }, settings, today), reference: one.reference },
    ...running,
    mayRenewFrom: mayRenewFrom(running.endsOn, settings),
    ...unpaid(one),
  };
};

/** Further ahead no subscription ends. */
const longest = 1100;

const quoteGarden = async (dependencies: Dependencies, { council, body }: Request<Operations['quoteGarden']>) => {
  const today = londonDay(dependencies.clock());
  const { property, garden: settings } = await find(dependencies, council, body.uprn);
  checkOffered(property, settings);
  if (body.action === 'new') return quoteOf(body, settings, today);
  const first = body.action === 'renewal' ? addDays(today, -7 * settings.overdueWeeks) : today;
  if (body.endsOn < first) throw new InvalidRequest(...wrong('endsOn', `must not be before ${first}`));
  const last = addDays(today, longest);
  if (body.endsOn > last) throw new InvalidRequest(...wrong('endsOn', `must not be after ${last}`));
  return quoteOf({ existingBins: 0, ...body }, settings, today, { endsOn: body.endsOn, bins: 0 });
};

export const gardenHandlers = (dependencies: Dependencies) => ({
  getGardenSettings: ({ council }: Request<Operations['getGardenSettings']>) =>
    dependencies.store.setting(council, 'garden'),
  putGardenSettings: ({ council, body }: Request<Operations['putGardenSettings']>) =>
    writeTable(dependencies, council, 'garden', body),
  getGarden: (request: Request<Operations['getGarden']>) => getGarden(dependencies, request),
  quoteGarden: (request: Request<Operations['quoteGarden']>) => quoteGarden(dependencies, request),
  subscribeGarden: (request: Request<Operations['subscribeGarden']>) => subscribe(dependencies, request),
  renewGarden: (request: Request<Operations['renewGarden']>) => renew(dependencies, request),
  addGardenBins: (request: Request<Operations['addGardenBins']>) => addBins(dependencies, request),
  cancelGarden: (request: Request<Operations['cancelGarden']>) => cancel(dependencies, request),
  deliverGarden: (request: Request<Operations['deliverGarden']>) => deliver(dependencies, request),
});
