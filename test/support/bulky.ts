/** A council's bulky collections on the test engine, with a clock to turn and settings to change. */
import type { BulkyCase } from '#functions/waste/contract/bulkyCase.ts';
import type { BulkySettings } from '#functions/waste/contract/bulkySettings.ts';
import type { BulkyQuote } from '#functions/waste/contract/bulkyShapes.ts';
import { londonInstant } from '#shared/london.ts';
import { council, wasteCouncil } from './wasteCouncil.ts';

const order = { items: [{ item: 'sofa', quantity: 1 }] };
const homes = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    uprn: String(i + 1),
    services: [{ service: 'refuse', round: 'R1', schedule: 'weekly on Thursday', containers: [] }],
  }));

type Ask = Awaited<ReturnType<typeof wasteCouncil>>['ask'];
type Booking = Promise<BulkyCase>;

/** As the operations are asked. */
const askingOf = (ask: Ask) => ({
  book: (uprn: string, body: object): Booking => ask('bookBulky', { body: { uprn, price: 4000, ...order, ...body } }),
  reserve: (uprn: string, date: string) => ask('reserveBulkyDay', { body: { uprn, date } }),
  release: (reservation: string) => ask('releaseBulkyDay', { reservation }),
  quote: (uprn: string, body: object = {}): Promise<BulkyQuote> =>
    ask('quoteBulky', { body: { uprn, ...order, ...body } }),
  quoteChange: (reference: string, body: object) => ask('quoteBulkyChange', { reference, body }),
  amend: (reference: string, body: object): Booking => ask('amendBulky', { reference, body }),
  cancel: (reference: string, scopes: readonly string[] = ['waste:report']): Booking =>
    ask('cancelBulky', { reference, scopes }),
  pay: (reference: string, amount: number, paymentReference: string = crypto.randomUUID()): Booking =>
    ask('payCase', { reference, body: { amount, paymentReference } }),
  close: (reference: string, outcome: string): Booking => ask('closeCase', { reference, body: { outcome } }),
  read: (reference: string): Booking => ask('getCase', { reference }),
  missed: (reference: string) => ask('reportBulkyMissed', { reference, body: {} }),
});

/** At nine in the morning of Tuesday 3 March 2026. */
export const startBulky = async (given: Partial<BulkySettings> = {}, count = 120) => {
  const { ask, at, bulky, sweep } = await wasteCouncil(homes(count));
  let [now, settings, version] = [londonInstant('2026-03-03', '09:00'), given, 0];
  const turnTo = (moment: number) => {
    now = moment;
    at(new Date(moment).toISOString());
  };
  const decide = async (changed: Partial<BulkySettings>): Promise<void> => {
    settings = { ...settings, ...changed };
    ({ version } = await ask('putBulkySettings', { body: { ...settings, version } }));
  };
  turnTo(now);
  await decide(given);
  return {
    ...askingOf(ask),
    ...{ sweep, decide },
    turn: (day: string, time: string) => turnTo(londonInstant(day, time)),
    wait: (minutes: number) => turnTo(now + minutes * 60_000),
    /** How many have a place on a day now. */
    taken: async (date: string): Promise<number> =>
      (await bulky.day(council, date)).filter(({ until }) => until === undefined || until > now).length,
  };
};
