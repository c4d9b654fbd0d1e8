/** What rules a vehicle out. Pure. */
import type { Reason } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import { areMet, type Inputs } from '../tariff/conditions.ts';
import { reasonIf } from './reasons.ts';

/** By the rules of the scheme; each that is broken is told. */
export const vehicleReasons = ({ vehicle: rules }: Scheme, inputs: Inputs, isForeign: boolean): Reason[] => {
  const { motorcycle = false, taxed = true, exported = false } = inputs.vehicle ?? {};
  const mustBeTaxed = rules.untaxed === 'refused';
  return [
    ...reasonIf(isForeign && !rules.foreign, 'foreign_vehicle'),
    ...reasonIf(motorcycle && rules.motorcycles === 'refused', 'motorcycle_refused'),
    ...reasonIf(motorcycle && rules.motorcycles === 'no_permit_needed', 'motorcycle_needs_none'),
    ...reasonIf(mustBeTaxed && !taxed, 'untaxed'),
    ...reasonIf(mustBeTaxed && exported, 'exported'),
    ...rules.refused.flatMap(({ when, code, says, saysWelsh }) =>
      areMet(when, inputs) ? [{ code, says, ...(saysWelsh && { saysWelsh }) }] : [],
    ),
  ];
};
