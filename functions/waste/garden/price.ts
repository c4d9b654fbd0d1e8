/**
 * What garden waste costs, in pence: the rules of WasteWorks (perllib/WasteWorks/Costs.pm of mysociety/fixmystreet), as settings.
 * Pure; days are London's.
 */

import { daysBetween } from '#shared/dates/days.ts';
import type { Prices } from '../contract/gardenPrices.ts';
import type { GardenSettings } from '../contract/gardenSettings.ts';
import type { Line } from '../contract/gardenShapes.ts';
import { addMonths, shareOf } from './year.ts';

export interface Order {
  readonly action: 'new' | 'renewal' | 'addition';
  /** Of an addition: how many more. */
  readonly bins: number;
  /** Of these, how many the council has to bring. */
  readonly toDeliver: number;
  readonly product?: string | undefined;
  readonly discount?: string | undefined;
  readonly startsOn: string;
  readonly endsOn: string;
  /** Last day of the running subscription, of a renewal or an addition. */
  readonly runsTo?: string | undefined;
}

export interface Price {
  readonly total: number;
  readonly lines: readonly Line[];
}

/** The latest entry that has begun. */
export const costOn = (prices: Prices | undefined, day: string): number | undefined =>
  prices?.toSorted((a, b) => (a.startDate < b.startDate ? -1 : 1)).findLast(({ startDate }) => startDate <= day)?.cost;

const sumOf = (lines: readonly Line[]): number => lines.reduce((sum, { amount }) => sum + amount, 0);

/** Of bins: a price for the first and one for each further one; renewals have their own where they are set. */
const binLines = ({ action, bins }: Order, prices: GardenSettings['prices'], day: string): Line[] | undefined => {
  const own = action === 'renewal' ? prices : {};
  const further = costOn(own.renewalBin, day) ?? costOn(prices.bin, day);
  const first =
    costOn(own.renewalFirstBin, day) ?? costOn(own.renewalBin, day) ?? costOn(prices.firstBin, day) ?? further;
  if (first === undefined || further === undefined) return undefined;
  const off = Math.min(first, costOn(prices.firstBinDiscount, day) ?? 0);
  return [
    { code: 'first_bin', quantity: 1, amount: first },
    ...(bins > 1 ? [{ code: 'further_bins' as const, quantity: bins - 1, amount: (bins - 1) * further }] : []),
    ...(off > 0 ? [{ code: 'first_bin_discount' as const, amount: -off }] : []),
  ];
};

const productLines = (order: Order, { products, prices }: GardenSettings, day: string): Line[] | undefined => {
  const each = costOn(products[order.product ?? '']?.price, day) ?? costOn(prices.bin, day);
  return each === undefined ? undefined : [{ code: 'product', quantity: order.bins, amount: order.bins * each }];
};

/** Bins during the year: no price of a first bin, and no discount on one. */
const addedLines = (order: Order, { addition, prices }: GardenSettings, today: string, day: string) => {
  const wholeWeeks = Math.max(0, Math.floor(daysBetween(today, order.endsOn) / 7));
  const each =
    addition.by === 'full'
      ? costOn(prices.bin, day)
      : Math.round(addition.base + Math.max(0, wholeWeeks - 1) * addition.weekly);
  if (each === undefined) return undefined;
  return [{ code: 'added_bins' as const, quantity: order.bins, amount: order.bins * each }];
};

const chargeLines = (order: Order, settings: GardenSettings, today: string, day: string): Line[] | undefined => {
  if (order.product !== undefined) return productLines(order, settings, day);
  if (order.action === 'addition') return addedLines(order, settings, today, day);
  return binLines(order, settings.prices, day);
};

const proRata = (order: Order, { year }: GardenSettings, charge: number): Line[] => {
  if (order.action === 'addition') return [];
  const { parts, of } = shareOf(order.startsOn, order.endsOn, year);
  const off = charge - Math.round((charge * parts) / of);
  return off > 0 ? [{ code: 'pro_rata', amount: -off }] : [];
};

const adminFee = ({ toDeliver, product }: Order, { prices }: GardenSettings, day: string): Line[] => {
  if (toDeliver === 0 || product !== undefined) return [];
  const first = costOn(prices.adminFeeFirst, day) ?? 0;
  const amount = first + (toDeliver - 1) * (costOn(prices.adminFeeFurther, day) ?? 0);
  return amount > 0 ? [{ code: 'admin_fee', quantity: toDeliver, amount }] : [];
};

/** What an order costs by the prices of a day. Nothing where no price has begun by then. */
const priceBy = (order: Order, settings: GardenSettings, today: string, day: string): Price | undefined => {
  const charge = chargeLines(order, settings, today, day);
  if (!charge) return undefined;
  const whole = [...charge, ...proRata(order, settings, sumOf(charge)), ...adminFee(order, settings, day)];
  const percent = settings.discounts[order.discount ?? '']?.percent ?? 0;
  const off = sumOf(whole) - Math.round((sumOf(whole) * (100 - percent)) / 100);
  const lines: Line[] = off > 0 ? [...whole, { code: 'discount', amount: -off }] : whole;
  return { total: sumOf(lines), lines };
};

/** Whose prices count: of a renewal, where the council says so, those of the day on which the running year ends. */
const pricedOn = ({ action, runsTo }: Order, settings: GardenSettings, today: string): string =>
  action === 'renewal' && settings.renewalPricedBy === 'endDate' && runsTo && runsTo > today ? runsTo : today;

/** Every day on which a price of the council begins. */
const startDates = ({ prices, products }: GardenSettings): string[] =>
  [...Object.values(prices), ...Object.values(products).map(({ price }) => price)]
    .flatMap((list) => list ?? [])
    .map(({ startDate }) => startDate)
    .sort();

export interface Quoted extends Price {
  /** Within a month the same will cost something else. */
  readonly change?: { readonly from: string; readonly price: number };
}

export const quoted = (order: Order, settings: GardenSettings, today: string): Quoted | undefined => {
  const now = priceBy(order, settings, today, pricedOn(order, settings, today));
  if (!now) return undefined;
  const within = startDates(settings).filter((day) => day > today && day <= addMonths(today, 1));
  for (const from of within) {
    const then = priceBy(order, settings, today, pricedOn(order, settings, from));
    if (then && then.total !== now.total) return { ...now, change: { from, price: then.total } };
  }
  return now;
};
