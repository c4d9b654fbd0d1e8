/** Steps of vehicles. A council that has no service for them is answered by what was declared, so that these need no stand-in. */
import type { Step } from './walk.ts';

export const vehicleSteps = (council: string): Step[] => [
  [
    'lookUpVehicle',
    200,
    () => ({ path: { council }, body: { registration: 'AA19 AAA', declared: { fuel: 'petrol', co2: 120 } } }),
  ],
  ['lookUpVehicle', 400, () => ({ path: { council }, body: { registration: 'A' } })],
];
