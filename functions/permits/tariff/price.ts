/**
 * What a permit costs, by a version of its scheme. Pure: the same scheme and inputs always cost the same. The first line is the price
 * of the ladder for twelve months; then each step of the tariff in its order, and what changes nothing has no line.
 */
import type { Price } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { PriceLine, Step, Tariff } from '../contract/tariffs.ts';
import { bandOf } from './bands.ts';
import { areMet, type Inputs } from './conditions.ts';
import { afterStep } from './steps.ts';

/** The tariff does not say. No scheme is published like that (`check.ts`), but a caller is told rather than failed. */
export interface NoPrice {
  readonly noPrice: 'no_tariff' | 'no_band' | 'no_ladder';
}

/** The price of a zone comes before the price for all; the last of a ladder repeats. */
const baseOf = ({ prices }: Tariff, band: string | undefined, { zone, nth }: Inputs): number | undefined => {
  const ofBand = prices.filter((one) => one.band === band);
  const chosen = ofBand.find((one) => one.zone === zone) ?? ofBand.find((one) => one.zone === undefined);
  return chosen?.ladder[Math.min(nth, chosen.ladder.length) - 1];
};

const baseLine = (band: string | undefined, nth: number, pence: number): PriceLine => {
  const inBand = band === undefined ? '' : `, band ${band}`;
  return { code: 'base', says: `Permit ${nth}${inBand}`, saysWelsh: `Trwydded ${nth}${inBand}`, pence };
};

const stepLine = (step: Step, months: number, pence: number): PriceLine => {
  if (step.step === 'length') {
    const inEnglish = months === 1 ? 'For 1 month' : `For ${months} months`;
    return { code: 'length', says: inEnglish, saysWelsh: `Am ${months} mis`, pence };
  }
  const { code, says, saysWelsh } = step;
  return { code, says, ...(saysWelsh && { saysWelsh }), pence };
};

export const priceOf = ({ version, tariff }: Scheme, inputs: Inputs): Price | NoPrice => {
  if (!tariff) return { noPrice: 'no_tariff' };
  const band = bandOf(tariff.bands, inputs);
  if (band === undefined && tariff.bands.length > 0) return { noPrice: 'no_band' };
  const base = baseOf(tariff, band, inputs);
  if (base === undefined) return { noPrice: 'no_ladder' };
  const lines = [baseLine(band, inputs.nth, base)];
  let price = base;
  for (const step of tariff.steps) {
    if (step.step !== 'length' && !areMet(step.when, inputs)) continue;
    const next = afterStep(step, price, inputs.months, tariff);
    if (next !== price) lines.push(stepLine(step, inputs.months, next - price));
    price = next;
  }
  return { pence: price, lines, ...(band !== undefined && { band }), schemeVersion: version, inputs };
};
