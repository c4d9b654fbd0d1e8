/** Whether what is known of a permit and its vehicle meets a condition. Unknown facts meet none but `unknown`. Pure. */
import type { Price } from '../contract/quotes.ts';
import type { Condition, Measure } from '../contract/tariffs.ts';

/** What a price is worked out from. */
export type Inputs = Price['inputs'];

export const measured = ({ nth, months, vehicle }: Inputs, measure: Measure): number | undefined => {
  if (measure === 'nth') return nth;
  return measure === 'months' ? months : vehicle?.[measure];
};

const dayOf = ({ applied, starts, vehicle }: Inputs, fact: 'firstRegistered' | 'applied' | 'starts') => {
  if (fact !== 'firstRegistered') return { applied, starts }[fact];
  return vehicle?.firstRegistered && `${vehicle.firstRegistered}-01`;
};

const isBetween = <T extends number | string>(value: T, from: T | undefined, to: T | undefined): boolean =>
  (from === undefined || value >= from) && (to === undefined || value <= to);

export const isMet = (condition: Condition, inputs: Inputs): boolean => {
  switch (condition.fact) {
    case 'fuel':
      return condition.is.some((fuel) => fuel === inputs.vehicle?.fuel);
    case 'typeApproval':
      return condition.is.some((start) => inputs.vehicle?.typeApproval?.startsWith(start));
    case 'firstRegistered':
    case 'applied':
    case 'starts': {
      const day = dayOf(inputs, condition.fact);
      return (
        day !== undefined &&
        isBetween(day, condition.from, undefined) &&
        (condition.before === undefined || day < condition.before)
      );
    }
    case 'zone':
      return condition.is.includes(inputs.zone);
    case 'claim':
      return condition.is.some((claim) => inputs.claims.includes(claim));
    case 'motorcycle':
      return inputs.vehicle?.motorcycle === condition.is;
    default: {
      const value = measured(inputs, condition.fact);
      if (value === undefined) return condition.unknown === true;
      return !condition.unknown && isBetween(value, condition.from, condition.to);
    }
  }
};

export const areMet = (conditions: readonly Condition[] | undefined, inputs: Inputs): boolean =>
  (conditions ?? []).every((condition) => isMet(condition, inputs));
