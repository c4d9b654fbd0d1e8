/** Steps for bulky waste. */
import { randomUUID } from 'node:crypto';
import { londonDay } from '#shared/london.ts';
import { council, made, type Step, sameRequest } from './walk.ts';

/** Every day can be booked and changed to its last minute; only armchairs cost something. */
const bulkySettings = (() => {
  const cutoff = { time: '23:59', daysBefore: 0 };
  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  return {
    ...{
      price: { strategy: 'perItem', each: 0 },
      items: { armchair: { price: 1500 } },
      days: { by: 'weekdays', weekdays },
      onHolidays: true,
    },
    ...{ window: { start: cutoff }, amend: cutoff, cancel: { cutoff }, missed: { opens: '00:00' } },
  };
})();
const sofa = [{ item: 'sofa', quantity: 1 }];
const elephant = [{ item: 'elephant', quantity: 1 }];
const inDays = (n: number) => londonDay(Date.now() + n * 86_400_000);
const booking = (uprn: string, body: object = {}) => ({
  path: { council },
  body: { uprn, date: inDays(0), items: sofa, price: 0, ...body },
  headers: { 'idempotency-key': randomUUID() },
});
const booked = (body?: object, reference?: string) => () => ({
  path: { council, reference: reference ?? made.references.bookBulky ?? '' },
  headers: { 'idempotency-key': randomUUID() },
  ...(body && { body }),
});
const kept = (uprn: string, date: string) => ({ path: { council }, body: { uprn, date } });

export const bulkySteps: readonly Step[] = [
  ['putBulkySettings', 200, () => ({ path: { council }, body: bulkySettings })],
  ['putBulkySettings', 409, () => ({ path: { council }, body: {} })],
  ['getBulkySettings', 200, () => ({ path: { council } })],
  ['getBulkyItems', 200, () => ({ query: 'search=settee&language=cy' })],
  ['getBulkyDates', 200, () => ({ query: 'uprn=990100000018&limit=2&language=cy' })],
  ['getBulkyDates', 404, () => ({ query: 'uprn=1' })],
  ['quoteBulky', 200, () => ({ body: { uprn: '990100000018', items: sofa } })],
  ['quoteBulky', 404, () => ({ body: { uprn: '1', items: sofa } })],
  ['reserveBulkyDay', 201, () => ({ ...kept('1', inDays(1)), ...sameRequest })],
  ['reserveBulkyDay', 422, () => ({ ...kept('1', inDays(2)), ...sameRequest })],
  ['reserveBulkyDay', 409, () => ({ ...booking('1'), ...kept('1', '2000-01-01') })],
  ['reserveBulkyDay', 404, () => ({ ...booking('5'), ...kept('5', inDays(1)) })],
  ['releaseBulkyDay', 204, () => ({ path: { council, reservation: made.references.reserveBulkyDay ?? '' } })],
  ['releaseBulkyDay', 404, () => ({ path: { council, reservation: 'BR-00000000' } })],
  ['bookBulky', 201, () => booking('2', { items: [{ item: 'armchair', quantity: 1 }], price: 1500 })],
  ['payCase', 200, booked({ paymentReference: 'pay-2', amount: 1500 })],
  ['bookBulky', 201, () => booking('1')],
  ['bookBulky', 409, () => booking('1')],
  ['bookBulky', 422, () => booking('2', { items: elephant })],
  ['bookBulky', 404, () => booking('5')],
  ['quoteBulkyChange', 200, booked({ date: inDays(1) })],
  ['quoteBulkyChange', 404, booked({ date: inDays(1) }, 'BU-00000000')],
  ['amendBulky', 200, booked({ location: 'By the gate', price: 0 })],
  ['amendBulky', 409, booked({ location: 'By the gate', price: 1 })],
  ['amendBulky', 422, booked({ items: elephant, price: 0 })],
  ['amendBulky', 404, booked({ date: inDays(1), price: 0 }, 'BU-00000000')],
  ['getBulkyMissed', 200, booked()],
  ['getBulkyMissed', 404, booked(undefined, 'BU-00000000')],
  ['reportBulkyMissed', 201, () => ({ ...booked({})(), ...sameRequest })],
  ['reportBulkyMissed', 422, () => ({ ...booked({ contact: { name: 'Jo' } })(), ...sameRequest })],
  ['reportBulkyMissed', 409, booked({})],
  ['reportBulkyMissed', 404, booked({}, 'BU-00000000')],
  ['cancelBulky', 200, () => ({ ...booked()(), ...sameRequest })],
  ['cancelBulky', 409, booked()],
  ['cancelBulky', 422, () => ({ ...booked(undefined, made.references.reportBulkyMissed)(), ...sameRequest })],
  ['cancelBulky', 404, booked(undefined, 'BU-00000000')],
  ['quoteBulkyChange', 409, booked({ date: inDays(1) })],
];
