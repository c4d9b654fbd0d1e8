/** What in a council's settings cannot be together. Pure. */
import { InvalidRequest } from '#shared/contract/problems.ts';
import type { Level, PriceRule } from '../contract/bulkyPrices.ts';
import { type BulkySettings, type Cutoff, weekdays } from '../contract/bulkySettings.ts';
import { itemsOf, standardItems } from './catalogue.ts';

/** Where, as a JSON Pointer, and what. */
type Wrong = readonly [pointer: string, detail: string];

/** The most that a collection can cost: £10,000. */
const mostPence = 1_000_000;

const itemsWrong = ({ items, extraItems }: BulkySettings): Wrong[] => {
  const extra = extraItems.map(({ item }) => item);
  const known = new Set([...standardItems.keys(), ...extra]);
  return [
    ...extra.flatMap((item, i): Wrong[] =>
      standardItems.has(item) || extra.indexOf(item) < i
        ? [[`#/extraItems/${i}/item`, 'is an item already: give it another name, or change that one in “items”']]
        : [],
    ),
    ...Object.keys(items).flatMap((item): Wrong[] =>
      known.has(item) ? [] : [[`#/items/${item}`, 'is not an item of the standard, nor one of “extraItems”']],
    ),
  ];
};

const levelsWrong = (table: string, levels: readonly Level[]): Wrong[] =>
  levels.flatMap((level, i): Wrong[] => {
    const at = `#/price/levels/${table}/${i}`;
    const before = levels[i - 1];
    if (!before && 'refuse' in level) return [[at, 'refuses everything: the first level must have a price']];
    if (!before) return level.min > 1 ? [[`${at}/min`, 'must be 1: the first level is for the fewest points']] : [];
    if (level.min <= before.min) return [[`${at}/min`, `must be more than ${before.min}, of the level before it`]];
    if ('refuse' in before) return [[at, 'cannot be reached: the level before it refuses']];
    if ('price' in level && level.price < before.price)
      return [[`${at}/price`, `must be at least ${before.price}: more items may not be cheaper`]];
    return [];
  });

/** Higher price, lower price, and the field that has the higher. */
const dearer = (high: number, low: number, field: string, than: string): Wrong[] =>
  high < low ? [[`#/price/${field}`, `must be at least “${than}”, ${low}`]] : [];

const bandsWrong = (
  { band1Max, band1Price, price }: { band1Max: number; band1Price: number; price: number },
  itemsMax: number,
): Wrong[] => [
  ...(band1Max >= itemsMax
    ? [['#/price/band1Max', `must be less than “itemsMax”, ${itemsMax}: else nobody pays “price”`] as const]
    : []),
  ...dearer(price, band1Price, 'price', 'band1Price'),
];

/** An item in the list, priced as at a home or at a business. */
const dearestItem = (settings: BulkySettings, { each, tradeEach = each }: { each: number; tradeEach?: number }) =>
  Math.max(
    each,
    tradeEach,
    ...[...itemsOf(settings).values()].flatMap(({ price = 0, tradePrice = 0 }) => [price, tradePrice]),
  );

const priceWrong = (settings: BulkySettings, rule: PriceRule): Wrong[] => {
  switch (rule.strategy) {
    case 'single':
      return [];
    case 'perItem':
      return dearestItem(settings, { each: rule.each, ...(rule.tradeEach && { tradeEach: rule.tradeEach }) }) *
        settings.itemsMax >
        mostPence
        ? [['#/itemsMax', 'is too high: at these prices a collection could cost more than £10,000']]
        : [];
    case 'banded':
      return bandsWrong(rule, settings.itemsMax);
    case 'bandedPops':
      return [
        ...bandsWrong(rule, settings.itemsMax),
        ...dearer(rule.band1PopsPrice, rule.band1Price, 'band1PopsPrice', 'band1Price'),
        ...dearer(rule.popsPrice, rule.price, 'popsPrice', 'price'),
        ...dearer(rule.popsPrice, rule.band1PopsPrice, 'popsPrice', 'band1PopsPrice'),
      ];
    case 'popsOnly':
      return dearer(rule.popsPrice, rule.price, 'popsPrice', 'price');
    case 'points':
      return Object.entries(rule.levels).flatMap(([table, levels]) => levelsWrong(table, levels ?? []));
  }
};

const popsWrong = (settings: BulkySettings): Wrong[] => {
  const { strategy } = settings.price;
  const isPops = strategy === 'bandedPops' || strategy === 'popsOnly';
  if (!isPops || [...itemsOf(settings).values()].some(({ pops }) => pops)) return [];
  return [['#/items', 'must mark at least one item as “pops”: else nobody pays the price for it']];
};

/** The fewest calendar days that a cutoff can take; weekends lengthen working days. */
const fewestDays = ({ daysBefore, workingDays }: Cutoff): number =>
  daysBefore + (workingDays ? 2 * Math.floor(daysBefore / 5) : 0);

const datesWrong = ({ days, capacity, window, amend, cancel }: BulkySettings): Wrong[] => {
  const last = window.days + 1;
  const offered = days.by === 'weekdays' ? days.weekdays : weekdays;
  return [
    ...(
      [
        ['window/start', window.start, 'no day could be booked'],
        ['amend', amend, 'no booking could be changed'],
        ['cancel/cutoff', cancel.cutoff, 'no booking could be cancelled'],
      ] as const
    ).flatMap(([field, cutoff, so]): Wrong[] =>
      fewestDays(cutoff) > last
        ? [[`#/${field}/daysBefore`, `is beyond the ${last} days that can be booked: ${so}`]]
        : [],
    ),
    ...(offered.every((name) => (capacity.weekdays[name] ?? capacity.daily) === 0)
      ? [['#/capacity', 'is 0 on every day: set “open” to false to close instead'] as const]
      : []),
  ];
};

export const contradictions = (settings: BulkySettings): Wrong[] => [
  ...itemsWrong(settings),
  ...priceWrong(settings, settings.price),
  ...popsWrong(settings),
  ...datesWrong(settings),
];

/** Throws `InvalidRequest`, which names each field. */
export const mustAgree = (settings: BulkySettings): BulkySettings => {
  const errors = contradictions(settings).map(([pointer, detail]) => ({ detail, pointer, in: 'body' as const }));
  if (errors.length === 0) return settings;
  const [first] = errors;
  throw new InvalidRequest(`“${first?.pointer.slice(2)}” ${first?.detail}.`, { errors });
};
