/** What a fuel is in our words, and which CO2 figure can be relied on. DVLA publishes no list of its fuels. */
import type { Caution, Fuel } from './contract/facts.ts';

/** The first that fits. Gas with diesel is a diesel engine, and a hybrid is one with either. */
const words: readonly (readonly [RegExp, Fuel])[] = [
  [/HYBRID|ELECTRIC.*(PETROL|DIESEL)|(PETROL|DIESEL).*ELECTRIC/, 'hybrid'],
  [/HYDROGEN|FUEL CELL/, 'hydrogen'],
  [/ELECTRIC/, 'electric'],
  [/DIESEL|HEAVY OIL/, 'diesel'],
  [/\b(GAS|LPG|CNG|LNG)\b/, 'gas'],
  [/PETROL|GASOLINE/, 'petrol'],
  [/STEAM/, 'steam'],
];

export const fuelOf = (raw: string): Fuel => words.find(([word]) => word.test(raw.toUpperCase()))?.[1] ?? 'other';

const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'];

/** `EURO6`, `Euro 5`, `EURO 6 AD`; heavy vehicles have Roman numerals. */
export const euroOf = (raw: string): number | undefined => {
  const [, found = ''] = /euro[\s-]*(\d+|[IV]+)/i.exec(raw) ?? [];
  const euro = /^\d/.test(found) ? Number(found) : roman.indexOf(found.toUpperCase()) + 1;
  return euro >= 1 && euro <= 7 ? euro : undefined;
};

interface Emissions {
  readonly co2?: number;
  readonly caution?: Caution;
}

/**
 * Records of electric vehicles can hold a CO2 figure, which is wrong; those of vehicles that burn something can hold 0, which means that
 * nobody measured it, and must not lead to the band of vehicles without emissions.
 */
export const co2Of = (fuel: Fuel | undefined, co2: number | undefined): Emissions => {
  if (fuel === 'electric') return co2 ? { co2: 0, caution: 'electric_with_co2' } : { co2: 0 };
  if (co2 === undefined) return { caution: 'no_co2' };
  if (co2 > 0 || fuel === 'hydrogen') return { co2 };
  return { caution: 'zero_co2_on_combustion' };
};
