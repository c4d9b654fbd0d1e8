/** Settings of containers and of garden waste that contradict themselves name the field. */
import * as z from 'zod/mini';
import { ContainerSettingsInput, usualContainers } from './containerSettings.ts';
import { GardenSettingsInput, usualGarden } from './gardenSettings.ts';

const pathsOf = (schema: z.core.$ZodType, value: object): string[] =>
  (z.safeParse(schema, value).error?.issues ?? []).map(({ path }) => path.join('/'));
const caddy = { service: 'food', actions: { request: {} } };

it('take the usual ones as they are', () => {
  expect(pathsOf(ContainerSettingsInput, usualContainers)).toEqual([]);
  expect(pathsOf(GardenSettingsInput, usualGarden)).toEqual([]);
});

it.each<[string, object, string]>([
  ['no action', { ...caddy, actions: {} }, 'caddy/actions'],
  ['an action that there is not', { ...caddy, actions: { paint: {} } }, 'caddy/actions'],
  [
    'a reason that there is not',
    { ...caddy, actions: { request: { reasons: { bored: 0 } } } },
    'caddy/actions/request/reasons',
  ],
  ['a price below nothing', { ...caddy, actions: { request: { price: -1 } } }, 'caddy/actions/request/price'],
  ['more at once than a household can have', { ...caddy, maxPerRequest: 2, maxPerHousehold: 1 }, 'caddy/maxPerRequest'],
  ['more at once than in a year', { ...caddy, maxPerRequest: 2, maxPerYear: 1 }, 'caddy/maxPerRequest'],
  ['itself in what it stands for', { ...caddy, includes: ['caddy'] }, 'caddy/includes/0'],
  ['an unknown one in what it blocks', { ...caddy, blocks: ['tub'] }, 'caddy/blocks/0'],
  ['an unknown one to go with it', { ...caddy, togetherWith: ['constructor'] }, 'caddy/togetherWith/0'],
  ['a limit of none', { ...caddy, maxPerYear: 0 }, 'caddy/maxPerYear'],
])('refuse a container with %s', (_, given, path) => {
  expect(pathsOf(ContainerSettingsInput, { containers: { caddy: given } })[0]).toBe(`containers/${path}`);
});

const sold = { services: ['garden_waste'] };
const bin = [{ startDate: '2026-04-01', cost: 6000 }];
it.each<[string, object, string[]]>([
  ['services and nothing for sale', sold, ['prices/bin']],
  ['services and a product without a price', { ...sold, products: { sacks: { label: 'Sacks' } } }, ['prices/bin']],
  ['services and a product with one', { ...sold, products: { sacks: { label: 'Sacks', price: bin } } }, []],
  ['services and a price', { ...sold, prices: { bin } }, []],
  ['two prices from one day', { prices: { bin: [...bin, ...bin] } }, ['prices/bin']],
  ['a list without a price', { prices: { bin: [] } }, ['prices/bin']],
  ['half a penny', { prices: { bin: [{ startDate: '2026-04-01', cost: 0.5 }] } }, ['prices/bin/0/cost']],
  [
    'a price from a day that there is not',
    { prices: { bin: [{ startDate: '2026-02-30', cost: 1 }] } },
    ['prices/bin/0/startDate'],
  ],
  ['a year that begins on 29 February', { year: { from: 'fixedDate', begins: '02-29' } }, ['year/begins']],
  ['a year that begins on 31 April', { year: { from: 'fixedDate', begins: '04-31' } }, ['year/begins']],
  ['a sale that closes after it opens', { closed: [{ from: '2026-12-02', to: '2026-12-01' }] }, ['closed/0/to']],
  [
    'renewals from a day when nobody’s is left to renew',
    { year: { from: 'fixedDate', begins: '04-01' }, renewal: { from: 'date', date: '04-29' } },
    ['renewal/date'],
  ],
  [
    'renewals from the last day of those who are late',
    { year: { from: 'fixedDate', begins: '04-01' }, renewal: { from: 'date', date: '04-28' } },
    [],
  ],
  ['renewals that those of January miss', { renewal: { from: 'date', date: '06-01' } }, ['renewal/date']],
  ['renewals from New Year (Brent)', { renewal: { from: 'date', date: '01-01' } }, []],
  ['no bins at all', { maxBins: 0 }, ['maxBins']],
  ['more off than there is', { discounts: { all: { label: 'All', percent: 101 } } }, ['discounts/all/percent']],
  ['weeks without a price', { addition: { by: 'weekly', base: 1 } }, ['addition/weekly']],
])('refuse of garden waste %s', (_, given, paths) => {
  expect(pathsOf(GardenSettingsInput, given)).toEqual(paths);
});
