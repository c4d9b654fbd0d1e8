import { Down } from '#shared/outbound.ts';
import { zoneIndex } from '../zones/finding.ts';
import { zonesBy } from './facts.ts';

const excluded = [{ uprns: ['2'], reason: 'Car-free development' }];
const zone = { zone: 'mill-lane', name: 'Mill Lane', streets: [], uprns: ['1', '2'], excluded };
const zonesOf = zonesBy(
  {
    find: async () => {
      throw new Down('injected', 1);
    },
  },
  { index: async () => zoneIndex([zone]) },
);

it.each([
  ['the zone that names it', '1', ['mill-lane']],
  ['none of one that is excluded', '2', []],
])('while addresses cannot be asked knows of a property %s', async (_, uprn, zones) => {
  expect(await zonesOf('marlbeck', uprn, '2026-11-23')).toEqual(zones);
});

it('while addresses cannot be asked does not say that a property is in no zone', async () => {
  await expect(zonesOf('marlbeck', '3', '2026-11-23')).rejects.toThrow(Down);
});
