/**
 * Makes marlbeck-rounds.csv, the rounds of the sample gazetteer in the standard's table: refuse and recycling in turn, food every
 * week, garden waste in season for some, shared bins for flats. The same every time.
 *
 *   node test/sample-data/makeRounds.ts > test/sample-data/marlbeck-rounds.csv
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
/** First days of the two fortnights, by weekday. */
const firstDays = weekdays.map((_, i) => [`2026-01-0${5 + i}`, `2026-01-${12 + i}`] as const);

const gazetteer = readFileSync(join(import.meta.dirname, 'marlbeck.csv'), 'utf8').split('\n');
const cellsOf = (type: string): string[][] =>
  gazetteer.filter((line) => line.startsWith(`${type},`)).map((line) => line.split(','));
const homes = new Set(cellsOf('32').flatMap(([, , , uprn = '', , code = '']) => (/^RD/.test(code) ? [uprn] : [])));
const streets = new Map(cellsOf('24').map((cells) => [cells[3], cells[21]]));
const properties = cellsOf('21').filter(([, , , , status]) => status === '1');

console.log('uprn,service,schedule,round,round_sequence,container,parent_uprn,first_date,usrn,postcode');
for (const [i, cells] of properties.entries()) {
  const [, , , uprn = '', , , , parent = ''] = cells;
  const place = [streets.get(uprn), cells[20]];
  const day = Math.floor(i / 60) % 5;
  const [first = '', second = ''] = firstDays[day] ?? [];
  const row = (service: string, schedule: string, container: string, firstDate = '') => {
    const round = `${service.slice(0, 3).toUpperCase()} ${day + 1}`;
    console.log([uprn, service, schedule, round, i, container, '', firstDate, ...place].join(','));
  };
  const isBlock = properties.some((one) => one[7] === uprn);
  if (homes.has(uprn) && parent) console.log([uprn, '', '', '', '', '', parent, '', ...place].join(','));
  if (isBlock) {
    row('refuse', `weekly on ${weekdays[day]}`, 'communal_bin_1100');
    row('recycling', `every 2 weeks from ${first}`, 'communal_bin_1100_green');
  }
  if (!homes.has(uprn) || parent || isBlock) continue;
  row('refuse', `every 2 weeks from ${first}`, 'wheelie_bin_240_black');
  row('recycling', `every 2 weeks from ${second}`, 'wheelie_bin_240_green');
  row('food', `weekly on ${weekdays[day]}`, 'caddy_23');
  if (i % 3 === 0) row('garden_waste', 'every 2 weeks from 1 March to 30 November', 'wheelie_bin_240_brown', first);
}
