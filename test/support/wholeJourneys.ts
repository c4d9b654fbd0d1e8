/**
 * Residents who get a permit, or do not, from the quote to the end, by a seed: they pay, decline, give up, come back, prove, move away;
 * staff decide; time goes by. Afterwards nothing breaks any more, and what GOV.UK Pay has must be what the permits say.
 */
import { applicationIn, permitIn } from '#functions/permits/applications/items.ts';
import { holdsPlaces, type KeptApplication, type KeptPermit } from '#functions/permits/applications/journey.ts';
import { random } from './faultyEngine.ts';
import { itemsIn } from './table.ts';
import { type Answer, type WholeCouncil, wholeCouncil } from './wholeCouncil.ts';

export interface Wanted {
  readonly seed: number;
  readonly residents: number;
  readonly steps: number;
  readonly share: number;
  readonly databaseShare?: number;
}

const anHour = 3_600_000;
const rules = [
  { approval: 'automatic', payment: 'on_application', payWithinHours: 6 },
  { approval: 'evidence', payment: 'on_application', payWithinHours: 24, temporaryPermit: true },
  { approval: 'always', payment: 'on_approval', payWithinHours: 24 },
  { approval: 'two_people', payment: 'on_approval', payWithinHours: 48 },
  { approval: 'always', payment: 'on_application', payWithinHours: 12 },
];
const anyPaper = { of: 'residence', anyOf: [{ proof: 'tenancy' }] };
const uprnOf = (n: number): string => String(990_100_000_100 + Math.floor(n / 2));
/** Two of a household; AA19AAA and the like are DVLA’s own, the others are made up by the stand-in. */
const markOf = (n: number): string => (n === 0 ? 'AA19AAA' : `ZZ${10 + n}ABC`);

/** As a website does that was told to come again. */
const insisting =
  ({ ask, time }: WholeCouncil): WholeCouncil['ask'] =>
  async (id, asked = {}) => {
    const key = crypto.randomUUID();
    for (let attempt = 0; attempt < 80; attempt += 1) {
      const answer = await ask(id, { ...asked, key });
      if (answer.status !== 503 && !String(answer.json?.type).endsWith('idempotency-in-progress')) return answer;
      time.at += 31_000;
    }
    throw new Error(`${id} was not answered in 80 attempts.`);
  };

const setUp = async (here: WholeCouncil, { seed, residents }: Wanted): Promise<void> => {
  const ask = insisting(here);
  const uprns = [...new Set(Array.from({ length: residents }, (_, n) => uprnOf(n)))];
  const zone = await ask('putPermitZone', { params: { zone: 'mill-lane' }, body: { name: 'Mill Lane', uprns } });
  const scheme = await ask('putPermitScheme', {
    params: { scheme: 'resident' },
    body: {
      ...{ name: 'Resident permit', kind: 'resident', inForceFrom: '2026-11-23', ...rules[seed % rules.length] },
      limits: { household: 2, zones: { 'mill-lane': residents } },
      evidence: seed % 3 === 0 ? [anyPaper] : [],
      changes: { fee: seed % 2 === 0 ? 1000 : 0 },
      refund: { rule: 'unused_months', fee: 500 },
      tariff: {
        bands: [{ when: [{ fact: 'fuel', is: ['electric'] }], band: 'electric' }, { band: 'others' }],
        prices: [
          { band: 'electric', ladder: [0, 2000] },
          { band: 'others', ladder: [5100, 6100] },
        ],
      },
    },
  });
  if (zone.status > 299 || scheme.status > 299) throw new Error(JSON.stringify([zone, scheme]));
};

interface Resident {
  readonly here: WholeCouncil;
  /** Of one of their applications: that for the permit, and those for changes of it. */
  readonly of: (id: Parameters<WholeCouncil['ask']>[0], body?: object, by?: 0 | 1) => Promise<Answer>;
  readonly ofPermit: (id: Parameters<WholeCouncil['ask']>[0], body: object) => Promise<Answer>;
  readonly pick: <T>(list: readonly T[]) => T;
  /** Where they were sent to pay, by payment. */
  readonly sentTo: Map<string, string>;
  readonly references: string[];
}

/** As often as it takes: with a new quote where others came first or the old one ran out. */
const applied = async (here: WholeCouncil, n: number): Promise<string> => {
  const insist = insisting(here);
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const body = { scheme: 'resident', uprn: uprnOf(n), vehicle: { registration: markOf(n) } };
    const { json: quote } = await insist('quotePermit', { body });
    if (!quote.eligible) continue;
    const applicant = { name: `Resident ${n}`, email: `r${n}@resident.example` };
    const { status, json } = await insist('applyForPermit', {
      body: { quote: quote.quote, applicant, declaration: true },
    });
    if (status === 201) return json.application;
    if (json.application) return json.application;
  }
  throw new Error('Nobody could apply in 30 attempts.');
};

const returnUrl = 'https://marlbeck.example/paid';
const pay = async ({ of, sentTo }: Resident): Promise<void> => {
  const { status, json } = await of('payForPermit', { returnUrl });
  if (status < 300) sentTo.set(json.payment, json.nextUrl);
};
type Ending = 'success' | 'declined' | 'cancelled';
/** On the payer’s page. It shows nothing to do where the payment has ended, or the address was used. */
const payAt = (nextUrl: string, outcome: Ending) =>
  fetch(nextUrl, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' });
const finish = async ({ sentTo, pick }: Resident, outcome: Ending): Promise<void> => {
  const nextUrl = pick([undefined, ...sentTo.values()]);
  if (nextUrl) await payAt(nextUrl, outcome);
};
const reasons = [{ code: 'not_resident', says: 'You do not live there.' }];

/** What can happen next, the likely more often. */
const happenings: readonly ((one: Resident) => unknown)[] = [
  ...Array(8).fill(pay),
  ...Array(8).fill((one: Resident) => finish(one, 'success')),
  (one) => finish(one, 'declined'),
  (one) => finish(one, 'cancelled'),
  ...Array(3).fill(({ here }: Resident) => here.deliver()),
  ...Array(2).fill(({ of }: Resident) => of('getPermitApplication')),
  ...Array(6).fill(({ of, pick }: Resident) => of('approvePermit', {}, pick([0, 1]))),
  ...Array(2).fill(({ of }: Resident) => of('giveEvidence', { of: 'residence', proof: 'tenancy', post: true })),
  ...Array(2).fill(({ here }: Resident) => here.sweep()),
  ({ here, pick }) => {
    here.time.at += pick([0.05, 0.1, 0.5, 0.5, 2, 10]) * anHour;
  },
  ({ of }) => of('refusePermit', { reasons }),
  ({ of }) => of('withdrawPermitApplication', {}),
  async ({ ofPermit, pick, references }) => {
    const { json } = await ofPermit('changePermitVehicle', { registration: pick(['ZZ77AAA', 'ZZ78AAA', 'ZZ79AAA']) });
    if (json?.application?.application) references.push(json.application.application);
  },
  ({ ofPermit }) => ofPermit('surrenderPermit', { reason: 'moved_away' }),
  ({ of, pick }) => of('recordPermitPayment', { amount: pick([5100, 6100]), method: 'cash', receipt: 'R-1' }),
];

const live = async (
  here: WholeCouncil,
  n: number,
  { seed, steps }: Wanted,
  sentTo: Map<string, string>,
): Promise<void> => {
  const next = random(seed * 1000 + n);
  const references = [await applied(here, n)];
  const pick: Resident['pick'] = (list) => list[Math.floor(next() * list.length)] as (typeof list)[number];
  const one: Resident = {
    ...{ here, sentTo, references, pick },
    of: (id, body, by) =>
      here.ask(id, { params: { application: pick(references) }, ...(body && { body }), ...(by && { by }) }),
    ofPermit: async (id, body) => {
      const { json } = await here.ask('getPermitApplication', { params: { application: references[0] ?? '' } });
      return here.ask(id, { params: { permit: json?.permit ?? 'PM-00000000' }, body });
    },
  };
  for (let step = 0; step < steps; step += 1) await one.pick(happenings)(one);
};

/** Nothing breaks any more; late payers pay, and nobody says so; then what is due is swept for days. */
const settled = async (here: WholeCouncil, sentTo: ReadonlyMap<string, string>): Promise<void> => {
  here.calm();
  for (const nextUrl of sentTo.values()) await payAt(nextUrl, here.next() < 0.6 ? 'success' : 'declined');
  for (let round = 0; round < 14; round += 1) {
    here.time.at += 8 * anHour;
    here.pay.advance(0);
    await here.sweep();
    await here.deliver(true);
  }
};

const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);

interface AtPay {
  readonly taken: number;
  readonly kept: number;
  readonly times: number;
}

/** What GOV.UK Pay took of somebody for an application, and what it has of it still. */
const atPay = async ({ pay, tables }: WholeCouncil): Promise<(application: string) => AtPay> => {
  const rows = (await itemsIn(tables.payments)).filter(({ type }) => type === 'payment');
  return (application) => {
    const ids = new Set(
      rows.filter(({ subject }) => subject === `permits:${application}`).map(({ payment }) => payment),
    );
    const made = pay.payments.filter(({ reference, state }) => ids.has(reference) && state.status === 'success');
    const back = sum(made.flatMap(({ refunds }) => refunds.map(({ amount }) => amount)));
    const taken = sum(made.map(({ amount }) => amount));
    return { taken, kept: taken - back, times: made.length };
  };
};

/** What the council has of it, by Pay and by hand, is what the ledger says; and that is what is due of what came to something. */
const wrongWithMoney = ({ application, ledger, status, money, rules }: KeptApplication, has: number): string[] => {
  const waitsPaid =
    ['submitted', 'second_check', 'evidence_needed'].includes(status) && rules.payment === 'on_application';
  const isPaid = status === 'approved' || waitsPaid;
  const told = money.paid - money.refunded;
  return [
    ...(has === told ? [] : [`${application} ${status}: the council has ${has}, the ledger says ${told}`]),
    ...(ledger.refunds.some((one) => one.status === 'due') ? [`${application}: a refund is still due`] : []),
    ...(isPaid && money.paid < money.due ? [`${application} ${status}: ${money.paid} of ${money.due} is paid`] : []),
    ...(!isPaid && has !== 0 ? [`${application} ${status}: the council keeps ${has}`] : []),
    ...(has > money.due ? [`${application} ${status}: ${has} for what costs ${money.due}`] : []),
  ];
};

const wrongWith = (one: KeptApplication, permit: KeptPermit | undefined, { kept }: AtPay): string[] => {
  const { ledger, status, changes } = one;
  const byHand = sum(ledger.refunds.filter((each) => each.status === 'by_hand').map(({ amount }) => amount));
  const offline = sum(ledger.payments.filter(({ how }) => how === 'offline').map(({ amount }) => amount));
  const isInForce = permit?.status === 'active';
  const isFirst = changes === undefined;
  const isRight = status === 'approved' ? isInForce || permit?.status === 'surrendered' : !isInForce;
  return [
    ...wrongWithMoney(one, kept + offline - byHand),
    ...(isFirst && !isRight ? [`${one.application} ${status}: its permit is ${permit?.status}`] : []),
    ...(permit && holdsPlaces(permit) !== permit.holds.length > 0 ? [`${permit.permit}: places`] : []),
  ];
};

export interface Outcome {
  readonly statuses: readonly string[];
  readonly wrong: readonly string[];
  readonly injected: number;
  readonly payments: number;
  readonly refunds: number;
}

const judged = async (here: WholeCouncil): Promise<Outcome> => {
  const items = await itemsIn(here.tables.permits);
  const ofType = (type: string) => items.filter((item) => item.type === type);
  const permitsThere = ofType('permit').map(permitIn);
  const applications = ofType('permit-application').map(applicationIn);
  const moneyOf = await atPay(here);
  const used = sum(ofType('permit-count').map((count) => Number(count.used)));
  const holding = permitsThere.filter(holdsPlaces).length;
  const paid = here.pay.payments.filter(({ state }) => state.status === 'success');
  return {
    statuses: applications.map(({ status }) => status),
    injected: here.injected(),
    payments: paid.length,
    refunds: sum(paid.map(({ refunds }) => refunds.length)),
    wrong: [
      ...applications.flatMap((one) =>
        wrongWith(
          one,
          permitsThere.find(({ permit }) => permit === one.permit),
          moneyOf(one.application),
        ),
      ),
      ...(used === holding ? [] : [`the zone counts ${used}, not ${holding}`]),
    ],
  };
};

/** Runs them and says what came of it. */
export const wholeJourneys = async (wanted: Wanted): Promise<Outcome> => {
  const here = await wholeCouncil(wanted);
  try {
    const sentTo = new Map<string, string>();
    await setUp(here, wanted);
    here.storm();
    await Promise.all(Array.from({ length: wanted.residents }, (_, n) => live(here, n, wanted, sentTo)));
    await settled(here, sentTo);
    return await judged(here);
  } finally {
    await here.stop();
  }
};
