import { eventCodes, siteEvents, streetEvents } from '../contract/eventCodes.ts';
import { eventTerms } from '../standard/taxonomies.ts';
import { type Noted, toldOfCollection } from './events.ts';
import { shownEvent, wordsOf } from './wording.ts';

const day = '2026-03-01';
const noSettings = {};

const headings = ['excess_waste', 'contaminated'];

it('has a code for each term of the standard, at the place of which the standard has it, and for two that head others', () => {
  const at = (place: string) => eventTerms.filter((term) => term.at === place).map(({ id }) => id);
  expect(siteEvents.filter((code) => !headings.includes(code))).toEqual(at('site'));
  expect(headings.filter((code) => at('undefined').includes(code))).toEqual([]);
  expect(eventTerms.filter((term) => !term.at).map(({ id }) => id)).toEqual(expect.arrayContaining(headings));
  expect([...streetEvents]).toEqual(at('street'));
});

describe.each(['en', 'cy'] as const)('the wording in %s', (language) => {
  it.each(eventCodes)('of %s is a sentence for residents, with the day', (code) => {
    const { name, message } = wordsOf(code, day, language, noSettings);
    expect(message).toMatch(language === 'cy' ? /^\p{Lu}[^:]*: 1 Mawrth\. .*\.$/u : /^\p{Lu}[^:]*: 1 March\. .*\.$/u);
    expect(`${name} ${message}`).not.toMatch(/\?\?\?|\[|INFO|\{|23 |November|Tachwedd|'|undefined| {2}/);
    expect(name).not.toBe('');
  });

  it('is another for each term', () => {
    const all = eventCodes.map((code) => wordsOf(code, day, language, noSettings));
    expect(new Set(all.map(({ name }) => name)).size).toBe(eventCodes.length);
    expect(new Set(all.map(({ message }) => message)).size).toBe(eventCodes.length);
  });
});

it('is Welsh where Welsh is asked for', () => {
  for (const code of eventCodes) {
    const [english, welsh] = [wordsOf(code, day, 'en', noSettings), wordsOf(code, day, 'cy', noSettings)];
    expect([welsh.name === english.name, welsh.message === english.message]).toEqual([false, false]);
  }
});

it('is the standard’s own', () => {
  expect(wordsOf('excess_waste.side_waste_present', '2026-11-23', 'en', noSettings)).toEqual({
    name: 'Excess waste: Side waste present',
    message:
      'Not emptied: 23 November. Sorry we didn’t empty your bins – there was extra rubbish left by the side of your bins.',
  });
});

describe('the council’s own words', () => {
  const settings = {
    events: {
      roadworks: { message: 'No way through on {date}, sorry. {date}!', messageWelsh: 'Dim ffordd drwodd ar {date}.' },
      breakdown: { message: 'Our lorry is ill.' },
    },
  };

  it.each([
    ['roadworks', 'en', 'No way through on 1 March, sorry. 1 March!'],
    ['roadworks', 'cy', 'Dim ffordd drwodd ar 1 Mawrth.'],
    ['breakdown', 'en', 'Our lorry is ill.'],
    ['breakdown', 'cy', 'Our lorry is ill.'],
  ] as const)('of %s come first, in %s', (code, language, message) => {
    expect(wordsOf(code, day, language, settings).message).toBe(message);
  });
});

describe('the event that is shown', () => {
  const date = '2026-11-23';
  const property = { uprn: '1', usrn: '2' };
  const service = { service: 'refuse', round: 'R', containers: [] };
  const at = (hour: number) => `${date}T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const one = (event: Noted['event'], place: object, hour = 9): Noted => ({ event, date, at: at(hour), ...place });
  const [home, street, round] = [{ uprn: '1' }, { usrn: '2' }, { round: 'R' }];
  const done = { ...home, date, at: at(15), status: 'Closed / Complete' as const };

  it.each<[string, Parameters<typeof toldOfCollection>[1]['events'], string | undefined, string?]>([
    ['is none where none was noted', [], undefined],
    ['is the property’s first', [one('not_presented', home), one('roadworks', street)], 'not_presented', 'property'],
    [
      'is the street’s before the round’s',
      [one('breakdown', round, 10), one('roadworks', street)],
      'roadworks',
      'street',
    ],
    ['is the round’s else', [one('breakdown', round)], 'breakdown', 'round'],
    ['is good news, too', [one('street_completed', street)], 'street_completed', 'street'],
    ['is the last of several', [one('too_heavy', home, 10), one('not_presented', home)], 'too_heavy', 'property'],
    [
      'is why it was not emptied rather than a question',
      [one('querying_assisted', home, 10), one('not_presented', home)],
      'not_presented',
      'property',
    ],
    [
      'is not that it was emptied where it was not',
      [one('street_completed', street), one('not_presented', home)],
      'not_presented',
      'property',
    ],
    ['is not that it was not emptied where it was', [one('not_presented', home), done], undefined],
    [
      'is what agrees, though it is less particular',
      [one('not_presented', home), done, one('street_completed', street)],
      'street_completed',
      'street',
    ],
  ])('%s', (_, events = [], code, where) => {
    const told = toldOfCollection({ property, service, date }, { progress: {}, events }, date);
    const shown = shownEvent(told, date, 'en', noSettings);
    expect([shown?.code, shown?.where]).toEqual([code, where]);
  });
});

it.each(['querying_assisted', 'safety_concern.customer'] as const)(
  'shows nobody %s, which tells of who lives there',
  (event) => {
    const property = { uprn: '1', services: [] };
    const service = { service: 'refuse', round: 'R1', schedule: 'weekly on Monday', containers: [] };
    const noted = { uprn: '1', date: day, at: `${day}T09:00:00.000Z`, event };
    const told = toldOfCollection({ property, service, date: day }, { progress: {}, events: [noted] }, day);
    expect(told.siteEvents).toEqual([noted]);
    expect(shownEvent(told, day, 'en', noSettings)).toBeUndefined();
  },
);
