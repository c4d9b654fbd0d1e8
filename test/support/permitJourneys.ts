/**
 * Journeys of several households at once, by a seed: they apply, pay, prove, withdraw and lapse in any order while staff decide, time goes
 * by, events come twice or never, and every call to the database and to payments can break before or after it is done. Afterwards
 * nothing breaks any more and what is due is swept; then all has to add up.
 */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { applicationIn, permitIn } from '#functions/permits/applications/items.ts';
import { holdsPlaces, type KeptApplication, type KeptPermit } from '#functions/permits/applications/journey.ts';
import { Problem } from '#shared/contract/problem.ts';
import { random } from './faultyEngine.ts';
import { council, type PermitsCouncil, permitsCouncil } from './permitsCouncil.ts';
import { itemsIn } from './table.ts';

export interface Chaos {
  readonly seed: number;
  readonly households: number;
  readonly steps: number;
  /** Of calls to payments that break. */
  readonly share: number;
  /** A client that breaks; whatever it breaks answers 503. */
  readonly client?: DynamoDBClient;
  /** From then on it does not. */
  readonly calm?: () => void;
}

type Choose = <T>(list: readonly T[]) => T;
interface Actor {
  readonly here: PermitsCouncil;
  /** Payments that the payer was sent to: nobody can pay another. */
  readonly sentTo: Set<string>;
  readonly reference: string;
  readonly pick: Choose;
}

const pay = { returnUrl: 'https://marlbeck.example/paid' };
const finished = { id: '', type: 'payments.payment.finished', version: 1, council, subject: '', time: '' } as const;

/** Payments of an application, as the service knows them. */
const paymentsOf = ({ here, reference }: Actor) =>
  here.payments.made.filter(({ subject }) => subject === `permits:${reference}`);

const hearing = async (actor: Actor): Promise<unknown> => {
  const one = actor.pick([undefined, ...paymentsOf(actor)]);
  return (
    one && actor.here.hear({ ...finished, data: { subject: one.subject, payment: one.payment, status: one.status } })
  );
};
const paying = async ({ here, reference, sentTo, pick }: Actor): Promise<void> => {
  const { payment } = await here.of('payForPermit', reference, pay);
  sentTo.add(payment);
  const ends = pick([undefined, undefined, 'success', 'success', 'failed'] as const);
  if (ends) here.payments.end(payment, ends);
};
const ending = (actor: Actor): void => {
  const one = actor.pick([undefined, ...paymentsOf(actor)]);
  if (one && actor.sentTo.has(one.payment))
    actor.here.payments.end(one.payment, actor.pick(['success', 'success', 'failed'] as const));
};
const cash = { amount: 5100, method: 'cash', receipt: 'R-1' };
const reasons = [{ code: 'not_resident', says: 'You do not live there.' }];

/** What can happen next, the likely more often. */
const happenings: readonly ((actor: Actor) => unknown)[] = [
  ...Array(6).fill(paying),
  ...Array(3).fill(ending),
  ...Array(3).fill(hearing),
  ...Array(2).fill(({ here, reference }: Actor) => here.of('getPermitApplication', reference)),
  ...Array(2).fill(({ here, reference, pick }: Actor) =>
    here.of('approvePermit', reference, {}, pick(['staff-1', 'staff-2'])),
  ),
  ...Array(2).fill(({ here, reference }: Actor) =>
    here.of('giveEvidence', reference, { of: 'residence', proof: 'tenancy', post: true }),
  ),
  ({ here }) => here.sweep(),
  ({ here, pick }) => here.pass(pick([0.1, 1, 2, 30])),
  ({ here, reference }) => here.of('refusePermit', reference, { reasons }),
  ({ here, reference }) => here.of('withdrawPermitApplication', reference, {}),
  ({ here, reference }) => here.of('recordPermitPayment', reference, cash),
  ({ here, reference }) => here.of('askForEvidence', reference, { of: 'vehicle', says: 'A lease.' }),
];

/** What an operation refuses is an answer; what breaks may have been done or not. */
const tried = async (run: () => unknown): Promise<unknown> => {
  try {
    return await run();
  } catch (error) {
    const isExpected = error instanceof Problem || (error instanceof Error && error.name === 'Down');
    if (!isExpected) throw error;
    return error;
  }
};

/** What applying with a quote comes to; the application that used it before is the same one. */
const appliedWith = async (here: PermitsCouncil, quote: string): Promise<string | undefined> => {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const answer = await tried(() => here.apply(quote));
    if (!(answer instanceof Error)) return (answer as { application: string }).application;
    const { options, type } = answer as Problem;
    if (options?.extensions?.application) return String(options.extensions.application);
    if (type?.slug === 'permit-quote-outdated') return undefined;
  }
  throw new Error('Nobody could apply in 20 attempts.');
};

/** Applies until it is known that it was done: with a new quote where another of the household came first. */
const applied = async (here: PermitsCouncil, n: number, pick: Choose): Promise<string> => {
  const [uprn, registration] = [String(1 + Math.floor(n / 2)), `ZZ${String(n).padStart(5, '0')}`];
  const wanted = { uprn, registration, pence: pick([0, 5100, 5100, 5100]), evidence: pick([[], ['residence']]) };
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const quote = await tried(() => here.quote(wanted));
    const reference = quote instanceof Error ? undefined : await appliedWith(here, (quote as { quote: string }).quote);
    if (reference) return reference;
  }
  throw new Error('Nobody could apply in 50 attempts.');
};

interface Life {
  readonly here: PermitsCouncil;
  readonly steps: number;
  readonly sentTo: Set<string>;
}

const live = async ({ here, steps, sentTo }: Life, n: number, next: () => number): Promise<void> => {
  const pick: Choose = (list) => list[Math.floor(next() * list.length)] as (typeof list)[number];
  const reference = await applied(here, n, pick);
  for (let step = 0; step < steps; step += 1) await tried(() => pick(happenings)({ here, reference, pick, sentTo }));
};

/** Time goes by, until nothing is due: late payers pay, and nobody says so. After the first days nothing breaks any more. */
const settled = async ({ here, sentTo }: Life, next: () => number, calm: () => void): Promise<void> => {
  for (const payment of sentTo) here.payments.end(payment, next() < 0.6 ? 'success' : 'failed');
  for (let round = 0; round < 8; round += 1) {
    if (round === 4) calm();
    here.pass(8);
    await tried(here.sweep);
  }
};

export interface Outcome {
  readonly applications: readonly KeptApplication[];
  readonly permits: readonly KeptPermit[];
  /** Everything that does not add up, in words. */
  readonly wrong: readonly string[];
}

const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);

/** No double charge, no permit without payment, no payment without permit or refund. */
const wrongWithMoney = (here: PermitsCouncil, one: KeptApplication): string[] => {
  const made = here.payments.made.filter(({ subject }) => subject === `permits:${one.application}`);
  const atService = sum(made.map(({ status, amount, refunded }) => (status === 'success' ? amount : 0) - refunded));
  const offline = one.ledger.payments.filter(({ how }) => how === 'offline');
  const byHand = one.ledger.refunds.filter(({ status }) => status === 'by_hand');
  const kept = atService + sum(offline.map(({ amount }) => amount)) - sum(byHand.map(({ amount }) => amount));
  const owed = one.status === 'approved' ? one.money.due : 0;
  const isOpenAndPaid =
    ['submitted', 'second_check', 'evidence_needed'].includes(one.status) && one.rules.payment === 'on_application';
  const expected = isOpenAndPaid ? one.money.due : owed;
  return [
    ...(kept === expected ? [] : [`${one.application} ${one.status}: the council has ${kept}, not ${expected}`]),
    ...(one.money.paid - one.money.refunded === kept ? [] : [`${one.application}: its ledger does not say ${kept}`]),
    ...(byHand.every(({ how }) => how === 'offline') ? [] : [`${one.application}: a refund was lost sight of`]),
    ...(one.ledger.refunds.some(({ status }) => status === 'due') ? [`${one.application}: a refund is still due`] : []),
  ];
};

const countsIn = ({ status }: KeptPermit) => status === 'active' || status === 'temporary';

const wrongWithPermit = (one: KeptApplication, permit: KeptPermit | undefined, marks: number): string[] => {
  const isRight = {
    permit: permit !== undefined,
    active: (permit?.status === 'active') === (one.status === 'approved'),
    marks: marks === (permit && countsIn(permit) ? 1 : 0),
    places: permit !== undefined && holdsPlaces(permit) === permit.holds.length > 0,
  };
  return Object.entries(isRight).flatMap(([what, is]) =>
    is ? [] : [`${one.application} ${one.status}, ${permit?.permit} ${permit?.status}: ${what}`],
  );
};

const judged = async (here: PermitsCouncil): Promise<Outcome> => {
  const items = await itemsIn(here.table);
  const ofType = (type: string) => items.filter((item) => item.type === type);
  const applications = ofType('permit-application').map(applicationIn);
  const permits = ofType('permit').map(permitIn);
  const marks = ofType('permit-mark').filter(({ status }) => status === 'active' || status === 'temporary');
  const marksOf = (permit: string | undefined) => marks.filter((mark) => mark.permit === permit).length;
  const permitOf = (one: KeptApplication) => permits.find(({ permit }) => permit === one.permit);
  const holding = permits.filter(holdsPlaces);
  const slots = ofType('permit-slot').map(({ permit }) => permit);
  const used = sum(ofType('permit-count').map((count) => Number(count.used)));
  return {
    applications,
    permits,
    wrong: [
      ...applications.flatMap((one) => wrongWithMoney(here, one)),
      ...applications.flatMap((one) => wrongWithPermit(one, permitOf(one), marksOf(one.permit))),
      ...(used === holding.length ? [] : [`the zone counts ${used}, not ${holding.length}`]),
      ...(slots.length === sum(holding.map(({ holds }) => holds.length)) ? [] : ['slots are left, or were lost']),
    ],
  };
};

const schemes = [
  { approval: 'automatic', payment: 'on_application' },
  { approval: 'evidence', payment: 'on_application', temporaryPermit: true },
  { approval: 'always', payment: 'on_approval', payWithinHours: 24 },
  { approval: 'two_people', payment: 'on_approval' },
  { approval: 'always', payment: 'on_application' },
];

/** Runs them and says what came of it. */
export const journeys = async ({ seed, households, steps, share, client, calm }: Chaos): Promise<Outcome> => {
  const next = random(seed);
  const here = await permitsCouncil(schemes[seed % schemes.length], client ? { client } : {});
  here.payments.breaking(share, next);
  const life = { here, steps, sentTo: new Set<string>() };
  await Promise.all(Array.from({ length: households }, (_, n) => live(life, n, random(seed * 1000 + n))));
  await settled(life, next, () => {
    here.payments.breaking(0, next);
    calm?.();
  });
  return judged(here);
};
