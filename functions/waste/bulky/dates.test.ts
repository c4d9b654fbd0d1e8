/** The windows and cutoffs of councils (`BulkyWaste.pm` and `Bulky.pm` of mysociety/fixmystreet). Moments are London's. */
import { londonInstant } from '#shared/london.ts';
import { type BulkySettings, type Cutoff, usualBulky } from '../contract/bulkySettings.ts';
import { cutoffOf, offeredDays, windowAt } from './dates.ts';

const at = (moment: string): number => {
  const [day = '', time = ''] = moment.split(' ');
  return londonInstant(day, time);
};
const rules = (start: Partial<Cutoff>, days: number, more: Partial<BulkySettings> = {}): BulkySettings => ({
  ...usualBulky,
  ...more,
  window: { days, start: { time: '14:00', daysBefore: 1, workingDays: false, ...start } },
});

const worked = rules({}, 28);
const peterborough = rules({ workingDays: true }, 56);
const merton = rules({}, 56);
const brent = rules({ time: '23:59' }, 28);
const bexley = rules({ time: '16:00' }, 42);
const bromley = rules({ time: '07:00', daysBefore: 0 }, 28);
const kingstonAndSutton = rules({ time: '23:00' }, 28);

it.each([
  ['the worked example, before its cutoff', worked, '2026-03-03 13:59', '2026-03-04', '2026-04-01'],
  ['the worked example, at its cutoff', worked, '2026-03-03 14:00', '2026-03-05', '2026-04-01'],
  ['Merton', merton, '2026-03-03 13:59', '2026-03-04', '2026-04-29'],
  ['Brent, one minute before the end of the day', brent, '2026-03-03 23:58', '2026-03-04', '2026-04-01'],
  ['Brent, at the last minute', brent, '2026-03-03 23:59', '2026-03-05', '2026-04-01'],
  ['Bexley, before four', bexley, '2026-03-03 15:59', '2026-03-04', '2026-04-15'],
  ['Bexley, from four', bexley, '2026-03-03 16:00', '2026-03-05', '2026-04-15'],
  ['Bromley, before seven: today', bromley, '2026-03-03 06:59', '2026-03-03', '2026-04-01'],
  ['Bromley, from seven', bromley, '2026-03-03 07:00', '2026-03-04', '2026-04-01'],
  ['Kingston and Sutton, before eleven', kingstonAndSutton, '2026-03-03 22:59', '2026-03-04', '2026-04-01'],
  ['Kingston and Sutton, from eleven', kingstonAndSutton, '2026-03-03 23:00', '2026-03-05', '2026-04-01'],
  ['Peterborough, before two on a Tuesday', peterborough, '2026-03-03 13:59', '2026-03-04', '2026-04-29'],
  ['Peterborough, from two on a Tuesday', peterborough, '2026-03-03 14:00', '2026-03-05', '2026-04-29'],
  ['Peterborough, before two on a Friday', peterborough, '2026-03-06 13:59', '2026-03-09', '2026-05-02'],
  ['Peterborough, from two on a Friday', peterborough, '2026-03-06 14:00', '2026-03-10', '2026-05-02'],
  ['Peterborough, on a Saturday morning', peterborough, '2026-03-07 09:00', '2026-03-10', '2026-05-03'],
  ['Peterborough, before Good Friday', peterborough, '2026-04-02 14:00', '2026-04-08', '2026-05-29'],
  ['Peterborough, before two on Christmas Eve', peterborough, '2025-12-24 13:59', '2025-12-29', '2026-02-19'],
  ['Peterborough, from two on Christmas Eve', peterborough, '2025-12-24 14:00', '2025-12-30', '2026-02-19'],
  ['Peterborough, on Boxing Day', peterborough, '2025-12-26 09:00', '2025-12-30', '2026-02-21'],
  ['Peterborough, from two on New Year’s Eve', peterborough, '2025-12-31 14:00', '2026-01-05', '2026-02-26'],
  // London's days and times, not UTC's: it is 1 July there already.
  ['in summer, just after midnight', worked, '2026-07-01 00:30', '2026-07-02', '2026-07-30'],
])('%s', (_, settings, moment, from, to) => {
  expect(windowAt(at(moment), settings)).toEqual({ from, to });
});

it.each([
  // Clocks go forward at one on Sunday 29 March, and back at two on Sunday 25 October.
  ['2026-03-29', '2026-03-29T12:59:59.999Z', '2026-03-30'],
  ['2026-03-29', '2026-03-29T13:00:00.000Z', '2026-03-31'],
  ['2026-03-28', '2026-03-28T13:59:59.999Z', '2026-03-29'],
  ['2026-03-28', '2026-03-28T14:00:00.000Z', '2026-03-30'],
  ['2026-10-25', '2026-10-25T13:59:59.999Z', '2026-10-26'],
  ['2026-10-25', '2026-10-25T14:00:00.000Z', '2026-10-27'],
  ['2026-10-24', '2026-10-24T12:59:59.999Z', '2026-10-25'],
  ['2026-10-24', '2026-10-24T13:00:00.000Z', '2026-10-26'],
])('two in the afternoon of %s is London’s: at %s the first day is %s', (_, moment, from) => {
  expect(windowAt(Date.parse(moment), worked).from).toBe(from);
});

it.each<[string, Cutoff, string, string]>([
  ['Peterborough', { time: '14:00', daysBefore: 1, workingDays: true }, '2026-03-05', '2026-03-04T14:00:00.000Z'],
  [
    'Peterborough, of a Monday',
    { time: '14:00', daysBefore: 1, workingDays: true },
    '2026-03-09',
    '2026-03-06T14:00:00.000Z',
  ],
  [
    'Peterborough, after Easter',
    { time: '14:00', daysBefore: 1, workingDays: true },
    '2026-04-07',
    '2026-04-02T13:00:00.000Z',
  ],
  [
    'Merton, of a Monday',
    { time: '14:00', daysBefore: 1, workingDays: false },
    '2026-03-09',
    '2026-03-08T14:00:00.000Z',
  ],
  ...['2025-12-29', '2025-12-30', '2026-01-02', '2026-01-05'].map((day, i): [string, Cutoff, string, string] => [
    'Bexley, around Christmas',
    { time: '23:59', daysBefore: 2, workingDays: true },
    day,
    `2025-12-${[23, 24, 30, 31][i]}T23:59:00.000Z`,
  ]),
  ['Brent', { time: '23:59', daysBefore: 1, workingDays: false }, '2026-03-05', '2026-03-04T23:59:00.000Z'],
  [
    'Bexley, of a Wednesday after Easter',
    { time: '23:59', daysBefore: 2, workingDays: true },
    '2026-04-08',
    '2026-04-02T22:59:00.000Z',
  ],
  ['Bromley', { time: '07:00', daysBefore: 0, workingDays: false }, '2026-03-05', '2026-03-05T07:00:00.000Z'],
  ['Kingston', { time: '06:30', daysBefore: 0, workingDays: false }, '2026-07-02', '2026-07-02T05:30:00.000Z'],
  ['Sutton', { time: '06:00', daysBefore: 0, workingDays: false }, '2026-10-26', '2026-10-26T06:00:00.000Z'],
  [
    'the day before the clocks go forward',
    { time: '14:00', daysBefore: 1, workingDays: false },
    '2026-03-29',
    '2026-03-28T14:00:00.000Z',
  ],
  [
    'the day on which they do',
    { time: '14:00', daysBefore: 1, workingDays: false },
    '2026-03-30',
    '2026-03-29T13:00:00.000Z',
  ],
  [
    'the day before they go back',
    { time: '14:00', daysBefore: 1, workingDays: false },
    '2026-10-25',
    '2026-10-24T13:00:00.000Z',
  ],
  [
    'the day on which they do that',
    { time: '14:00', daysBefore: 1, workingDays: false },
    '2026-10-26',
    '2026-10-25T14:00:00.000Z',
  ],
])('%s: a collection can be changed until then', (_, cutoff, day, moment) => {
  expect(new Date(cutoffOf(day, cutoff, usualBulky)).toISOString()).toBe(moment);
});

describe('the days offered', () => {
  const none = () => [];
  const offered = (moment: string, settings: BulkySettings, ofService: Parameters<typeof offeredDays>[2] = none) =>
    offeredDays(at(moment), settings, ofService);

  it('are those of the week, without closures and bank holidays', () => {
    const settings = rules({}, 7, { closures: ['2026-04-08'] });
    expect(offered('2026-04-01 09:00', settings)).toEqual(['2026-04-02', '2026-04-07', '2026-04-09']);
    expect(offered('2026-04-01 09:00', { ...settings, onHolidays: true })).toEqual([
      '2026-04-02',
      '2026-04-03',
      '2026-04-06',
      '2026-04-07',
      '2026-04-09',
    ]);
    expect(offered('2026-04-01 09:00', { ...settings, division: 'scotland' })).toContain('2026-04-06');
  });

  it('are only the days of the week that the council named', () => {
    const settings = rules({}, 14, { days: { by: 'weekdays', weekdays: ['saturday', 'sunday'] } });
    expect(offered('2026-03-03 09:00', settings)).toEqual(['2026-03-07', '2026-03-08', '2026-03-14', '2026-03-15']);
  });

  it('coincide with the black bin in Peterborough', () => {
    const settings: BulkySettings = { ...peterborough, days: { by: 'service', service: 'refuse' } };
    const asked: string[][] = [];
    const days = ['2026-03-12', '2026-03-26', '2026-04-03', '2026-03-26'];
    const ofService = (...given: string[]) => {
      asked.push(given);
      return days;
    };
    expect(offered('2026-03-03 13:59', settings, ofService)).toEqual(['2026-03-12', '2026-03-26']);
    expect(asked).toEqual([['refuse', '2026-03-04', '2026-04-29']]);
  });

  it('are none where the window begins after its end', () => {
    expect(offered('2026-03-07 09:00', rules({ workingDays: true }, 0))).toEqual([]);
  });
});
