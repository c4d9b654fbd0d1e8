import { londonInstant } from '#shared/london.ts';
import type { BulkyCase } from '../contract/bulkyCase.ts';
import { usualBulky } from '../contract/bulkySettings.ts';
import { missedDecision } from './missed.ts';

const at = (moment: string): number => {
  const [day = '', time = ''] = moment.split(' ');
  return londonInstant(day, time);
};
/** Of Thursday 2 April 2026, before Good Friday. */
const booking = (given: Partial<BulkyCase> = {}): BulkyCase => ({
  ...{ reference: 'BU-00000001', kind: 'bulky_collection', uprn: '1', status: 'open', stage: 'booked' },
  ...{ createdAt: '2026-03-20T09:00:00.000Z', updatedAt: '2026-03-20T09:00:00.000Z' },
  details: { date: '2026-04-02', items: [], price: 4000, free: false, concession: false, trade: false },
  ...given,
});
const closed = (outcome: BulkyCase['outcome'], moment = '2026-04-02 11:00') =>
  booking({ status: 'closed', outcome, closedAt: new Date(at(moment)).toISOString() });
const decided = (one: BulkyCase, moment: string, openReport?: string, settings = usualBulky) =>
  missedDecision(one, { now: at(moment), openReport }, settings, 'en');

it.each([
  ['Merton, Kingston and Sutton, open, before six on the day', booking(), '2026-04-02 17:59', 'too_soon'],
  ['Merton, Kingston and Sutton, open, at six on the day', booking(), '2026-04-02 18:00', undefined],
  ['open still, a month later', booking(), '2026-05-02 18:00', undefined],
  ['done, in the minute after', closed('done'), '2026-04-02 11:00', undefined],
  ['done, to the end of the second working day', closed('done'), '2026-04-08 23:59', undefined],
  ['done, after that', closed('done'), '2026-04-09 00:00', 'too_late'],
  ['done on the next day, so later', closed('done', '2026-04-07 09:00'), '2026-04-09 23:59', undefined],
  ['not done', closed('not_done'), '2026-04-02 18:00', 'not_done'],
  ['cancelled', closed('withdrawn'), '2026-04-02 18:00', 'not_booked'],
  ['refused', closed('refused'), '2026-04-02 18:00', 'not_booked'],
  ['lapsed', closed('unpaid'), '2026-04-02 18:00', 'not_booked'],
  ['not paid', booking({ stage: 'unpaid' }), '2026-04-02 18:00', 'not_booked'],
])('%s', (_, one, moment, reasonCode) => {
  const { allowed, reasonCode: reason } = decided(one, moment);
  expect([allowed, reason]).toEqual([reasonCode === undefined, reasonCode]);
});

it('is not reported twice', () => {
  expect(decided(booking(), '2026-04-02 18:00', 'BM-00000001')).toMatchObject({
    ...{ allowed: false, reasonCode: 'already_reported', openReport: 'BM-00000001' },
  });
});

it('follows the council’s own rule', () => {
  const settings = { ...usualBulky, missed: { opens: '16:00', workingDays: 1 }, closures: ['2026-04-07'] };
  expect(decided(booking(), '2026-04-02 16:00', undefined, settings)).toMatchObject({
    ...{ allowed: true, windowOpensAt: '2026-04-02T15:00:00.000Z' },
  });
  expect(decided(closed('done'), '2026-04-09 00:00', undefined, settings)).toMatchObject({
    ...{ reasonCode: 'too_late', windowClosesAt: '2026-04-08T23:00:00.000Z' },
    message: 'You could report this until the end of Wednesday 8 April.',
  });
});

it('says it in Welsh', () => {
  const { message } = missedDecision(
    booking(),
    { now: at('2026-04-02 09:00'), openReport: undefined },
    usualBulky,
    'cy',
  );
  expect(message).toBe('Gallwch adrodd hyn o 6yp ddydd Iau 2 Ebrill.');
});
