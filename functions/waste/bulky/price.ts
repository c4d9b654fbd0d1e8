/** What a collection costs, by the rule of the council. Pure. Money is in pence. */
import type { Level, PriceRule, Tables } from '../contract/bulkyPrices.ts';
import type { ItemRules } from '../contract/bulkySettings.ts';
import type { Payment } from '../contract/caseFields.ts';

export interface Chosen {
  readonly item: string;
  readonly quantity: number;
  readonly rules: Pick<ItemRules, 'price' | 'tradePrice' | 'points' | 'pops'>;
}

/** What else decides. */
export interface Terms {
  readonly saturday: boolean;
  readonly concession: boolean;
  readonly trade: boolean;
}

export interface Priced {
  /** Absent: it is too much for one collection. */
  readonly price?: number;
  readonly points?: number;
}

const sum = (chosen: readonly Chosen[], of: (rules: Chosen['rules']) => number): number =>
  chosen.reduce((total, { quantity, rules }) => total + quantity * of(rules), 0);

const tableOf = ({ plain, saturday, concession, saturdayConcession }: Tables, terms: Terms): readonly Level[] => {
  if (terms.saturday && terms.concession) return saturdayConcession ?? saturday ?? concession ?? plain;
  return (terms.saturday ? saturday : terms.concession ? concession : undefined) ?? plain;
};

type Rule<S extends PriceRule['strategy']> = Extract<PriceRule, { readonly strategy: S }>;
const itemPrice =
  ({ each, tradeEach = each }: Rule<'perItem'>, { trade }: Terms) =>
  ({ price, tradePrice = price }: Chosen['rules']): number =>
    trade ? (tradePrice ?? tradeEach) : (price ?? each);
const itemPoints =
  ({ each }: Rule<'points'>) =>
  ({ points = each }: Chosen['rules']): number =>
    points;

export const priceOf = (chosen: readonly Chosen[], rule: PriceRule, terms: Terms): Priced => {
  const [count, pops] = [sum(chosen, () => 1), chosen.some(({ rules }) => rules.pops)];
  switch (rule.strategy) {
    case 'single':
      return { price: rule.price };
    case 'perItem':
      return { price: Math.max(rule.minimum, sum(chosen, itemPrice(rule, terms))) };
    case 'banded':
      return { price: count <= rule.band1Max ? rule.band1Price : rule.price };
    case 'bandedPops':
      if (count <= rule.band1Max) return { price: pops ? rule.band1PopsPrice : rule.band1Price };
      return { price: pops ? rule.popsPrice : rule.price };
    case 'popsOnly':
      return { price: pops ? rule.popsPrice : rule.price };
    case 'points': {
      const points = sum(chosen, itemPoints(rule));
      const reached = tableOf(rule.levels, terms).findLast(({ min }) => min <= points);
      return { points, ...(reached && 'price' in reached && { price: reached.price }) };
    }
  }
};

/** What each line tells beside its quantity: its price where prices are per item, its points where they are by points. */
export const lineOf = ({ quantity, rules }: Chosen, rule: PriceRule, terms: Terms): Priced => {
  if (rule.strategy === 'perItem') return { price: quantity * itemPrice(rule, terms)(rules) };
  return rule.strategy === 'points' ? { points: quantity * itemPoints(rule)(rules) } : {};
};

/** Of a booking that is changed: nothing is paid back when it is cheaper than what was paid so far. */
export const toPay = (price: number, paid: number): number => Math.max(0, price - paid);

/** What was paid and does not have to be paid back. */
export const paidFor = ({ paid, refundDue }: Pick<Payment, 'paid' | 'refundDue'>): number => paid - refundDue;
