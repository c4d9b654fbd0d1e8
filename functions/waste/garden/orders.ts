/** What happens to a subscription that there is: renewed, added to, brought, ended. */
import type { Request } from '#shared/contract/capability.ts';
import type { Answered } from '#shared/contract/idempotency.ts';
import { londonDay } from '#shared/london.ts';
import { changing, changingOnce } from '../cases/changing.ts';
import type { Change } from '../cases/kinds.ts';
import { owing } from '../cases/payment.ts';
import { CaseClosed, CaseNotFound } from '../contract/caseFields.ts';
import type { Case } from '../contract/cases.ts';
import { GardenOrderNotPossible } from '../contract/garden.ts';
import type { GardenSettings } from '../contract/gardenSettings.ts';
import type { GardenCase } from '../contract/gardenShapes.ts';
import type { waste } from '../contract.ts';
import { longDayInWords } from '../dates/dayInWords.ts';
import type { Dependencies } from '../handlers.ts';
import { quoteOf, type Wish } from './quotes.ts';
import { gardenRules, running, withOrder } from './rules.ts';
import { checkPrice } from './subscribe.ts';
import { mayRenewFrom, stateOf } from './year.ts';

type Operations = (typeof waste)['operations'];

const gardenCase = (one: Case): GardenCase => {
  if (one.kind === 'garden') return one;
  throw new CaseNotFound(`${one.reference} is no garden waste subscription.`);
};

const refuse = (reasonCode: 'unpaid' | 'ended' | 'too_soon' | 'overdue', detail: string, more: object = {}): never => {
  throw new GardenOrderNotPossible(detail, { extensions: { reasonCode, ...more } });
};

/** Throws where nothing can be ordered for it now. */
const checkRunning = (one: GardenCase, action: Wish['action'], settings: GardenSettings, today: string): void => {
  const { reference, status, stage, details } = one;
  if (status === 'closed') refuse('ended', 'It was ended.');
  if (stage === 'unpaid' || details.ordered) refuse('unpaid', 'What was ordered before is not paid.');
  const state = stateOf({ reference, ...details }, settings, today);
  if (state === 'none') refuse('ended', 'It is over. Subscribe anew.');
  if (action === 'addition' && state === 'overdue') refuse('overdue', 'It is over. Renew it first.');
  const from = mayRenewFrom(details.endsOn, settings);
  if (action === 'renewal' && today < from)
    refuse('too_soon', `It can be renewed from ${longDayInWords(from, 'en')}.`, { mayRenewFrom: from });
};

interface Ordering {
  readonly dependencies: Dependencies;
  readonly council: string;
  readonly settings: GardenSettings;
  readonly wish: Pick<Wish, 'action' | 'bins' | 'existingBins' | 'discount'>;
  readonly price: number;
}

/** Ordered until it is paid; at once where it costs nothing. */
const ordered = ({ dependencies, council, settings, wish, price }: Ordering, given: Case): Change => {
  const one = gardenCase(given);
  const now = dependencies.clock();
  const today = londonDay(now);
  checkRunning(one, wish.action, settings, today);
  const { details, payment } = one;
  const quote = quoteOf({ ...wish, product: details.product }, settings, today, details);
  checkPrice(quote, price);
  const { lines: _, change: __, ...order } = quote;
  const wanted = { ...details, ordered: order };
  if (price === 0) return running(council, one, withOrder(wanted));
  return { details: wanted, payment: owing(price, now, settings.payWithinMinutes, payment) };
};

export const renew = async (
  dependencies: Dependencies,
  { council, params: { reference }, body: { price, ...wish }, idempotency }: Request<Operations['renewGarden']>,
) => {
  const settings = await dependencies.store.setting(council, 'garden');
  const ordering: Ordering = { dependencies, council, settings, wish: { action: 'renewal', ...wish }, price };
  const decide = (one: Case) => ordered(ordering, one);
  return (await changingOnce(dependencies, council, reference, decide, { idempotency })) as Answered<GardenCase>;
};

export const addBins = async (
  dependencies: Dependencies,
  { council, params: { reference }, body: { price, ...wish }, idempotency }: Request<Operations['addGardenBins']>,
) => {
  const settings = await dependencies.store.setting(council, 'garden');
  const addition = { action: 'addition', existingBins: 0, ...wish } as const;
  const decide = (one: Case) => ordered({ dependencies, council, settings, wish: addition, price }, one);
  return (await changingOnce(dependencies, council, reference, decide, { idempotency })) as Answered<GardenCase>;
};

export const cancel = async (
  dependencies: Dependencies,
  { council, params: { reference } }: Request<Operations['cancelGarden']>,
) => {
  const changed = await changing(dependencies, council, reference, async (given) => {
    const one = gardenCase(given);
    if (one.status === 'closed') {
      if (one.outcome === 'withdrawn') return undefined;
      throw new CaseClosed(`It was closed as “${one.outcome}”.`);
    }
    const outcome = 'withdrawn';
    const at = dependencies.clock();
    const change = await gardenRules(dependencies.store).closed({ council, found: one, at, outcome });
    return { status: 'closed', outcome, ...change };
  });
  return gardenCase(changed);
};

export const deliver = async (
  dependencies: Dependencies,
  { council, params: { reference } }: Request<Operations['deliverGarden']>,
) => {
  const changed = await changing(dependencies, council, reference, (given) => {
    const one = gardenCase(given);
    if (one.status === 'closed') throw new CaseClosed(`It was closed as “${one.outcome}”.`);
    if (one.stage === 'unpaid') refuse('unpaid', 'It is not paid.');
    return one.details.toDeliver === 0 ? undefined : running(council, one, { ...one.details, toDeliver: 0 });
  });
  return gardenCase(changed);
};
