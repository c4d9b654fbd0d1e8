/** What one step makes of the price so far. Pure; whole pence. */
import type { Step, Tariff } from '../contract/tariffs.ts';

type Rounding = Tariff['rounding'];

/** Finer than any share of a penny that counts, coarser than what fractions in binary are out by. */
const exact = (pence: number): number => Math.round(pence * 1e6) / 1e6;

const modes = {
  // Half a unit goes up.
  nearest: (units: number) => Math.floor(units + 0.5),
  up: Math.ceil,
  down: Math.floor,
} as const;

export const rounded = (pence: number, { to, mode }: Rounding): number => modes[mode](exact(pence) / to) * to;

/** A share of a year as two whole numbers: what the tariff says of so many months, or else months of twelve. */
export const shareOf = (months: number, shares: Tariff['shares']): readonly [number, number] =>
  shares[months] ?? [months, 12];

const unrounded = (step: Step, price: number, months: number, shares: Tariff['shares']): number => {
  switch (step.step) {
    case 'add':
      return price + step.pence;
    case 'percent':
      return price + (price * step.percent) / 100;
    case 'set':
      return step.pence;
    case 'floor':
      return Math.max(price, step.pence);
    default: {
      const [parts, of] = shareOf(months, shares);
      return (price * parts) / of;
    }
  }
};

/** The price after the step. What takes off more than there is leaves nothing. */
export const afterStep = (step: Step, price: number, months: number, { shares, rounding }: Tariff): number =>
  rounded(Math.max(0, unrounded(step, price, months, shares)), rounding);
