/** A council's bulky collections on the test engine: its handlers, with a clock to turn and settings to change. */
import { eventId, outbox } from '#shared/events/outbox.ts';
import { londonInstant } from '#shared/london.ts';
import { bulkyHandlers } from '../../functions/waste/bulky/handlers.ts';
import { bulkyRules } from '../../functions/waste/bulky/rules.ts';
import { bulkyStore } from '../../functions/waste/bulky/store.ts';
import { caseHandlers } from '../../functions/waste/cases/handlers.ts';
import { caseLists } from '../../functions/waste/cases/lists.ts';
import { peopleStore } from '../../functions/waste/cases/people.ts';
import { caseStore } from '../../functions/waste/cases/store.ts';
import { sweep } from '../../functions/waste/cases/sweep.ts';
import type { BulkyCase } from '../../functions/waste/contract/bulkyCase.ts';
import { type BulkySettings, usualBulky } from '../../functions/waste/contract/bulkySettings.ts';
import { waste } from '../../functions/waste/contract.ts';
import type { Dependencies } from '../../functions/waste/handlers.ts';
import { newReference } from '../../functions/waste/references.ts';
import { freshTable, keptForGood } from './table.ts';

export const council = 'marlbeck';
const idempotency = {
  answer: async <R>(answer: R, write: (note: { writes: [] }) => Promise<unknown>) => {
    await write({ writes: [] });
    return answer;
  },
};

/** Every property has refuse each Thursday. What a handler is not asked for here is not there. */
const fakeStore = (settings: () => BulkySettings) => ({
  setting: async () => settings(),
  find: async (_: string, uprn: string) => ({
    ...{ version: 1, moved: { version: 0, movedDates: [] }, words: { version: 0, services: {}, containers: {} } },
    property: {
      uprn,
      services: [{ service: 'refuse', round: 'R1', schedule: 'weekly on Thursday', containers: [] }],
    },
    ...{ progress: {}, changedAt: '2026-01-01T00:00:00.000Z' },
  }),
});

/** What the handlers stand on; `turned` is what a test changes. */
const partsOf = async (turned: { now: number; settings: BulkySettings }) => {
  const table = await freshTable();
  const clock = () => turned.now;
  const bulky = bulkyStore({ table, places: keptForGood });
  const cases = caseStore({ table, announce: outbox(waste, keptForGood), cases: keptForGood });
  const aside = { store: fakeStore(() => turned.settings), bulky, clock, random: Math.random };
  const rules = {
    ...{ missed_collection: {}, missed_escalation: {}, missed_bulky: {} },
    bulky_collection: bulkyRules(aside as unknown as Dependencies),
  };
  return {
    ...{ ...aside, cases, rules, newReference, newId: eventId },
    lists: caseLists({ table, cases: keptForGood }),
    people: peopleStore({ table, notes: keptForGood }),
  } as unknown as Dependencies;
};

// biome-ignore lint/suspicious/noExplicitAny: what a request has is its operation's; the types of all of them are not worth it here.
const ask = (request: object): any => ({ council, idempotency, caller: undefined, ...request });
const at = (reference: string, body: object = {}) => ask({ params: { reference }, body });
const order = { items: [{ item: 'sofa', quantity: 1 }], concession: false, trade: false };

/** As the operations are asked. */
const askingOf = (dependencies: Dependencies) => {
  const handlers = bulkyHandlers(dependencies);
  const cases = caseHandlers(dependencies);
  return {
    book: (uprn: string, body: object): Promise<BulkyCase> =>
      handlers.bookBulky(ask({ body: { uprn, price: 4000, ...order, ...body } })),
    reserve: (uprn: string, date: string) => handlers.reserveBulkyDay(ask({ body: { uprn, date } })),
    release: (reservation: string) => handlers.releaseBulkyDay(ask({ params: { reservation } })),
    quote: (uprn: string, body: object = {}) => handlers.quoteBulky(ask({ body: { uprn, ...order, ...body } })),
    quoteChange: (reference: string, body: object) => handlers.quoteBulkyChange(at(reference, body)),
    amend: (reference: string, body: object): Promise<BulkyCase> => handlers.amendBulky(at(reference, body)),
    cancel: (reference: string, scopes: string[] = ['waste:report']): Promise<BulkyCase> =>
      handlers.cancelBulky({ ...at(reference), caller: { scopes } }),
    pay: async (reference: string, amount: number, paymentReference: string = crypto.randomUUID()) =>
      (await cases.payCase(at(reference, { amount, paymentReference }))) as BulkyCase,
    close: async (reference: string, outcome: string) =>
      (await cases.closeCase(at(reference, { outcome }))) as BulkyCase,
    read: async (reference: string) => (await cases.getCase(at(reference))) as BulkyCase,
    missed: (reference: string) => handlers.reportBulkyMissed(at(reference)),
    sweep: sweep(dependencies),
  };
};

/** At nine in the morning of Tuesday 3 March 2026. */
export const startBulky = async (given: Partial<BulkySettings> = {}) => {
  const turned = { now: londonInstant('2026-03-03', '09:00'), settings: { ...usualBulky, ...given } };
  const dependencies = await partsOf(turned);
  return {
    ...askingOf(dependencies),
    turn: (day: string, time: string) => {
      turned.now = londonInstant(day, time);
    },
    wait: (minutes: number) => {
      turned.now += minutes * 60_000;
    },
    decide: (changed: Partial<BulkySettings>) => {
      turned.settings = { ...turned.settings, ...changed };
    },
    /** How many have a place on a day now. */
    taken: async (date: string) =>
      (await dependencies.bulky.day(council, date)).filter(({ until }) => until === undefined || until > turned.now)
        .length,
  };
};
