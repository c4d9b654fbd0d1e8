/** What is wrong with conditions, wherever they stand in a scheme. Pure. */
import type { SchemeSettings } from '../contract/schemes.ts';
import type { Condition } from '../contract/tariffs.ts';
import { type Wrong, wrongIf } from './wrong.ts';

interface Placed {
  readonly at: string;
  readonly conditions: readonly Condition[];
}

/** What holds of the scheme that the conditions are of. */
interface About {
  readonly zones: ReadonlySet<string>;
  readonly claims: readonly string[];
  readonly vehicleNeeded: boolean;
}

const ofVehicles = new Set([
  'co2',
  'engineCc',
  'euro',
  'weightKg',
  'lengthMm',
  'widthMm',
  'seats',
  'fuel',
  'typeApproval',
  'firstRegistered',
  'motorcycle',
]);

const boundsWrong = (
  at: string,
  { from, upTo, unknown }: { from: unknown; upTo: unknown; unknown: unknown },
  is: { readonly empty: boolean; readonly last: string },
): Wrong[] => [
  ...wrongIf(
    [from, upTo, unknown].every((one) => one === undefined),
    at,
    `must have “from” or “${is.last}”`,
  ),
  ...wrongIf(
    unknown === true && (from !== undefined || upTo !== undefined),
    `${at}/unknown`,
    'cannot be with “from” or “to”: what is not known is in no range',
  ),
  ...wrongIf(is.empty, `${at}/${is.last}`, 'must not be before “from”: nothing could meet this'),
];

const oneWrong = (condition: Condition, at: string, { zones, claims, vehicleNeeded }: About): Wrong[] => {
  const noVehicle = wrongIf(
    !vehicleNeeded && ofVehicles.has(condition.fact),
    `${at}/fact`,
    'is of a vehicle, and the permit is for none',
  );
  switch (condition.fact) {
    case 'zone':
      return condition.is.flatMap((zone, i) =>
        wrongIf(!zones.has(zone), `${at}/is/${i}`, 'is not a zone of the scheme'),
      );
    case 'claim':
      return condition.is.flatMap((claim, i) =>
        wrongIf(!claims.includes(claim), `${at}/is/${i}`, 'cannot be claimed: add it to “claims”'),
      );
    case 'fuel':
    case 'typeApproval':
    case 'motorcycle':
      return noVehicle;
    case 'firstRegistered':
    case 'applied':
    case 'starts': {
      const { from, before } = condition;
      const empty = from !== undefined && before !== undefined && before <= from;
      return [...noVehicle, ...boundsWrong(at, { from, upTo: before, unknown: undefined }, { empty, last: 'before' })];
    }
    default: {
      const { from, to, unknown } = condition;
      const empty = from !== undefined && to !== undefined && to < from;
      return [...noVehicle, ...boundsWrong(at, { from, upTo: to, unknown }, { empty, last: 'to' })];
    }
  }
};

const placedIn = ({ tariff, vehicle }: SchemeSettings): Placed[] => [
  ...vehicle.refused.map(({ when }, i) => ({ at: `#/vehicle/refused/${i}/when`, conditions: when })),
  ...(tariff?.bands ?? []).map(({ when = [] }, i) => ({ at: `#/tariff/bands/${i}/when`, conditions: when })),
  ...(tariff?.steps ?? []).map((step, i) => ({
    at: `#/tariff/steps/${i}/when`,
    conditions: step.step === 'length' ? [] : (step.when ?? []),
  })),
];

/** `zones`: those that the scheme is for. */
export const conditionsWrong = (settings: SchemeSettings, zones: ReadonlySet<string>): Wrong[] => {
  const about = { zones, claims: settings.claims, vehicleNeeded: settings.vehicle.needed };
  return placedIn(settings).flatMap(({ at, conditions }) =>
    conditions.flatMap((condition, i) => oneWrong(condition, `${at}/${i}`, about)),
  );
};
