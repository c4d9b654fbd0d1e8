import { fromBartec } from './bartec.ts';
import { wordsOf } from './words.ts';

const uprn = '990100000018';
const now = '2026-11-23T12:00:00.000Z';
const words = wordsOf({ services: { 'Empty Bin 240L Black': 'refuse', 'Waste-F1': 'food' } });
const jobs = (answer: unknown) => fromBartec([{ operation: 'Jobs_Get', uprn, askedAt: now, answer }], words, now);

const job = (Status: string, more: object = {}) => ({
  ID: 7,
  Name: 'Empty Bin 240L Black',
  WorkPack: { Name: 'Waste-R2-231126' },
  ScheduledStart: '2026-11-23T07:00:00',
  Status: { Status },
  ...more,
});

it('tells how far a job is, as of when it was asked', () => {
  expect(jobs({ Jobs: [{ Job: job('COMPLETED') }] })).toEqual({
    events: [
      {
        uprn,
        round: 'Waste-R2',
        date: '2026-11-23',
        at: now,
        status: 'Closed / Complete',
        service: 'refuse',
        reference: '7',
      },
    ],
    left: [],
  });
});

it('knows the service of a job by its work pack where its name says nothing, and its day by when it is planned', () => {
  const named = { Name: 'Caddies', WorkPack: { Name: 'Waste-F1' }, ScheduledStart: '2026-06-30T23:30:00Z' };
  expect(jobs({ Jobs: { Job: job('Outstanding', named) } }).events).toMatchObject([
    { service: 'food', round: 'Waste-F1', date: '2026-07-01', status: 'Not started' },
  ]);
});

it.each([
  ['a state that nobody knows', job('FAILED'), 'no_status'],
  ['a job of a service that nobody named', job('COMPLETED', { Name: 'Caddies' }), 'no_service'],
  ['a bulky collection', job('COMPLETED', { WorkPack: { Name: 'Waste-BULKY WASTE-231126' } }), 'not_a_round'],
  ['a job without a day', job('COMPLETED', { WorkPack: {}, ScheduledStart: null }), 'no_date'],
])('leaves %s', (_, row, reason) => {
  expect(jobs({ Jobs: { Job: row } })).toMatchObject({
    events: [],
    left: [{ at: '#/answers/0/answer/Jobs/Job', reason }],
  });
});
