import type { Request } from '#shared/contract/capability.ts';
import type { Answered } from '#shared/contract/idempotency.ts';
import { InvalidRequest } from '#shared/contract/problems.ts';
import { londonDay } from '#shared/london.ts';
import { changingOnce } from '../cases/changing.ts';
import { owing } from '../cases/payment.ts';
import type { Lost } from '../cases/store.ts';
import { collectionsOf, containerWords } from '../collections.ts';
import { CaseNotFound } from '../contract/caseFields.ts';
import type { Case } from '../contract/cases.ts';
import type { ContainerSettings } from '../contract/containerSettings.ts';
import {
  type ContainerCase,
  ContainerNotAvailable,
  ContainerNotEscalatable,
  ContainerPriceChanged,
  NoSuchContainer,
  type Refusal,
} from '../contract/containers.ts';
import type { waste } from '../contract.ts';
import { longDayInWords, momentInWords } from '../dates/dayInWords.ts';
import type { Dependencies } from '../handlers.ts';
import { find, wrong } from '../lookUp.ts';
import { writeTable } from '../writeTable.ts';
import { type EscalationReason, escalationReason, escalationWindow } from './escalation.ts';
import { householdOf } from './household.ts';
import { blockersOf, type Household, judge, offers, rulesOf, type Wish } from './offer.ts';
import { countsOf, yearOf } from './rules.ts';
import { type Counted, countWrite, freeWrites, holdOf } from './store.ts';
import { escalationInWords, refusalInWords } from './wording.ts';

type Operations = (typeof waste)['operations'];

const factsOf = async (dependencies: Dependencies, council: string, uprn: string) => {
  const { clock, containers, store } = dependencies;
  const now = clock();
  const [{ shown, known }, settings, asked] = await Promise.all([
    find(dependencies, council, uprn),
    store.setting(council, 'containers'),
    containers.asked(council, uprn, yearOf(now)),
  ]);
  const today = londonDay(now);
  const services = collectionsOf(shown, known, { today, from: today, to: today, language: 'en' });
  const household: Household = { ...householdOf(services), ...asked };
  return { household, settings, known, now };
};

const getContainers = async (
  dependencies: Dependencies,
  { council, query: { uprn, language } }: Request<Operations['getContainers']>,
) => {
  const { household, settings, known } = await factsOf(dependencies, council, uprn);
  const containers = offers(settings, household).map(({ container, actions, ...rest }) => ({
    container,
    label: containerWords(container, known.settings, language).label,
    ...rest,
    actions: actions.map(({ refusal, max, ...action }) => ({
      ...action,
      allowed: refusal === undefined,
      ...(refusal ? { reasonCode: refusal, message: refusalInWords[refusal][language] } : { max }),
    })),
  }));
  return { uprn, containers };
};

const notAvailable = (reasonCode: Refusal) =>
  new ContainerNotAvailable(refusalInWords[reasonCode].en, { extensions: { reasonCode } });

/** Price and units of what is asked for. Throws whatever rules it out. */
const judged = (wish: Wish, shownPrice: number, settings: ContainerSettings, household: Household) => {
  const unknown = [wish.container, ...wish.together].findIndex((code) => !rulesOf(code, settings));
  if (unknown >= 0) {
    const field = unknown === 0 ? 'container' : `together/${unknown - 1}`;
    throw new NoSuchContainer(...wrong(field, 'must be one of the council’s containers'));
  }
  const verdict = judge(wish, settings, household);
  if ('field' in verdict) throw new InvalidRequest(...wrong(verdict.field, verdict.detail));
  if ('refusal' in verdict) throw notAvailable(verdict.refusal);
  if (verdict.price === shownPrice) return verdict;
  const [detail, options] = wrong('price', `must be ${verdict.price}`);
  throw new ContainerPriceChanged(detail, { ...options, extensions: { price: verdict.price } });
};

/** Why another request came first: a name that it holds, a larger one, or the counts. */
const refusalBy = (lost: Lost, blockers: number, counts: readonly Counted[]): Refusal => {
  if ('hold' in lost) return 'already_requested';
  const room = counts[lost.write - blockers]?.room;
  if (!room) return 'larger_requested';
  return Number(lost.item?.asked) > room.asked ? 'year_limit' : 'household_limit';
};

const requestContainer = async (
  dependencies: Dependencies,
  { council, body, idempotency }: Request<Operations['requestContainer']>,
) => {
  const { cases, newReference } = dependencies;
  const { uprn, contact, price: shownPrice, together, ...asked } = body;
  const wish: Wish = { ...asked, together: [...new Set(together)].filter((code) => code !== asked.container) };
  const { household, settings, now } = await factsOf(dependencies, council, uprn);
  const { price, units } = judged(wish, shownPrice, settings, household);
  const createdAt = new Date(now).toISOString();
  const { together: others, ...details } = wish;
  const service = rulesOf(wish.container, settings)?.service;
  const request: ContainerCase = {
    ...{ reference: newReference('CR'), kind: 'container', uprn, ...(service && { service }) },
    ...{ status: 'open', stage: price > 0 ? 'unpaid' : 'requested', createdAt, updatedAt: createdAt },
    ...(price > 0 && { payment: owing(price, now, settings.payWithinMinutes) }),
    details: { ...details, ...(others.length > 0 && { together: [...others] }), units: [...units] },
  };
  const free = freeWrites(council, uprn, blockersOf(units, settings), now);
  const counts = countsOf(units, wish, settings, household);
  const writes = [...free, ...counts.map((one) => countWrite(council, uprn, yearOf(now), one))];
  return idempotency.answer(request, async (note) => {
    const lost = await cases.open(council, request, { holds: units.map(holdOf), contact, writes, note });
    if (lost) throw notAvailable(refusalBy(lost, free.length, counts));
  });
};

const notEscalatable = (reasonCode: EscalationReason, [opens, closes]: readonly [number, number]) => {
  const moment = reasonCode === 'too_late' ? momentInWords(closes, 'en') : longDayInWords(londonDay(opens), 'en');
  const [windowOpensAt, windowClosesAt] = [opens, closes].map((at) => new Date(at).toISOString());
  const extensions = { reasonCode, windowOpensAt, windowClosesAt };
  return new ContainerNotEscalatable(escalationInWords[reasonCode](moment), { extensions });
};

const escalate = async (
  dependencies: Dependencies,
  { council, params: { reference }, idempotency }: Request<Operations['escalateContainerRequest']>,
) => {
  const settings = await dependencies.store.setting(council, 'containers');
  const decide = (one: Case) => {
    if (one.kind !== 'container') throw new CaseNotFound(`${reference} is no request for a container.`);
    const now = dependencies.clock();
    const { stage, status, details, createdAt } = one;
    const window = escalationWindow(Date.parse(createdAt), settings);
    const asked = { stage, isOpen: status === 'open', isEscalated: details.escalatedAt !== undefined, now };
    const reasonCode = escalationReason(asked, window);
    if (reasonCode) throw notEscalatable(reasonCode, window);
    return { details: { ...details, escalatedAt: new Date(now).toISOString() } };
  };
  return (await changingOnce(dependencies, council, reference, decide, { idempotency })) as Answered<ContainerCase>;
};

export const containerHandlers = (dependencies: Dependencies) => ({
  getContainerSettings: ({ council }: Request<Operations['getContainerSettings']>) =>
    dependencies.store.setting(council, 'containers'),
  putContainerSettings: ({ council, body }: Request<Operations['putContainerSettings']>) =>
    writeTable(dependencies, council, 'containers', body),
  getContainers: (request: Request<Operations['getContainers']>) => getContainers(dependencies, request),
  requestContainer: (request: Request<Operations['requestContainer']>) => requestContainer(dependencies, request),
  escalateContainerRequest: (request: Request<Operations['escalateContainerRequest']>) =>
    escalate(dependencies, request),
});
