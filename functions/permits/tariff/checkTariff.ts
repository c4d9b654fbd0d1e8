/** What is wrong with a tariff: what could leave a vehicle without a price, or with two. Pure. */
import type { SchemeSettings } from '../contract/schemes.ts';
import type { BandTable, Step, Tariff } from '../contract/tariffs.ts';
import { bandsIn } from './bands.ts';
import { shareOf } from './steps.ts';
import { doubled, type Wrong, wrongIf } from './wrong.ts';

/** £100,000: the most that a permit can cost. */
const mostPence = 10_000_000;

type Ranges = Extract<BandTable, { by: unknown }>['bands'];

const rangesWrong = (ranges: Ranges, at: string): Wrong[] =>
  ranges.flatMap(({ from, to }, i) => {
    const before = ranges[i - 1];
    const next = before?.to === undefined ? undefined : before.to + 1;
    const isLast = i === ranges.length - 1;
    return [
      ...wrongIf(i === 0 && from !== 0, `${at}/0/from`, 'must be 0: the first band is for the lowest numbers'),
      ...wrongIf(
        next !== undefined && from > next,
        `${at}/${i}/from`,
        `must be ${next}: there is a gap to the band before it`,
      ),
      ...wrongIf(
        next !== undefined && from < next,
        `${at}/${i}/from`,
        `must be ${next}: it overlaps the band before it`,
      ),
      ...wrongIf(to !== undefined && to < from, `${at}/${i}/to`, 'must not be less than “from”'),
      ...wrongIf(
        isLast && to !== undefined,
        `${at}/${i}/to`,
        'must be left out: the last band is for any higher number',
      ),
      ...wrongIf(!isLast && to === undefined, `${at}/${i}/to`, 'is required: only the last band has no end'),
    ];
  });

const isUnconditional = ({ when = [] }: BandTable): boolean => when.length === 0;
const decidesAll = (table: BandTable): boolean =>
  isUnconditional(table) && ('band' in table || table.unknown !== undefined);

const bandsWrong = (tables: readonly BandTable[]): Wrong[] =>
  tables.flatMap((table, i) => {
    const at = `#/tariff/bands/${i}`;
    const isLast = i === tables.length - 1;
    const isOpen = 'bands' in table && table.unknown === undefined;
    return [
      ...('bands' in table ? rangesWrong(table.bands, `${at}/bands`) : []),
      ...wrongIf(
        isLast && !isUnconditional(table),
        `${at}/when`,
        'must be left out: the last table decides for whatever is left',
      ),
      ...wrongIf(
        isLast && isOpen,
        `${at}/unknown`,
        'is required: the last table decides where the number is not known, too',
      ),
      ...wrongIf(!isLast && decidesAll(table), at, 'decides everything: the tables after it are never asked'),
    ];
  });

/** In every zone of the scheme; where that is all, in those too that are yet to come. */
const missingOf = (prices: Tariff['prices'], band: string | undefined, zones: SchemeSettings['zones']): Wrong[] => {
  const ofBand = prices.filter((one) => one.band === band);
  if (ofBand.some(({ zone }) => zone === undefined)) return [];
  const named = band === undefined ? 'a price' : `a price of band ${band}`;
  if (zones === 'all') return [['#/tariff/prices', `must have ${named} without “zone”, for every zone`]];
  return zones
    .filter((zone) => !ofBand.some((one) => one.zone === zone))
    .map((zone) => ['#/tariff/prices', `must have ${named} in zone ${zone}`]);
};

const pricesWrong = ({ bands, prices }: Tariff, of: SchemeSettings['zones'], zones: ReadonlySet<string>): Wrong[] => {
  const known = new Set<string | undefined>(bands.length === 0 ? [undefined] : bands.flatMap(bandsIn));
  return [
    ...prices.flatMap(({ band, zone }, i) => [
      ...wrongIf(
        band === undefined && !known.has(band),
        `#/tariff/prices/${i}/band`,
        'is required: the tariff has bands',
      ),
      ...wrongIf(band !== undefined && !known.has(band), `#/tariff/prices/${i}/band`, 'is not a band of the tariff'),
      ...wrongIf(zone !== undefined && !zones.has(zone), `#/tariff/prices/${i}/zone`, 'is not a zone of the scheme'),
    ]),
    ...doubled(
      prices,
      (i) => `#/tariff/prices/${i}`,
      ({ band = '', zone = '' }) => `${band}#${zone}`,
    ),
    ...[...known].flatMap((band) => missingOf(prices, band, of)),
  ];
};

const own = new Set(['base', 'length']);

const stepsWrong = ({ steps }: Tariff): Wrong[] => [
  ...wrongIf(
    steps.filter(({ step }) => step === 'length').length !== 1,
    '#/tariff/steps',
    'must have exactly one step “length”',
  ),
  ...steps.flatMap((step, i) =>
    wrongIf(
      'code' in step && own.has(step.code),
      `#/tariff/steps/${i}/code`,
      'is a code of the lines for the base and the length',
    ),
  ),
];

/** Amounts that are given are not rounded, so that they are what the council published. */
const amountsWrong = ({ prices, steps, rounding: { to } }: Tariff): Wrong[] => {
  const detail = `must be a multiple of ${to} pence, to which the tariff rounds`;
  return [
    ...prices.flatMap(({ ladder }, i) =>
      ladder.flatMap((pence, j) => wrongIf(pence % to !== 0, `#/tariff/prices/${i}/ladder/${j}`, detail)),
    ),
    ...steps.flatMap((step, i) =>
      wrongIf('pence' in step && step.pence % to !== 0, `#/tariff/steps/${i}/pence`, detail),
    ),
  ];
};

const mostAfter = (step: Step, price: number, share: number): number => {
  if (step.step === 'add') return price + Math.max(0, step.pence);
  if (step.step === 'percent') return price * (1 + Math.max(0, step.percent) / 100);
  return step.step === 'length' ? price * share : Math.max(price, step.pence);
};

/** Beyond what a price can be, even at the worst: no sum may be wrong for being too large. */
const sizeWrong = ({ prices, steps, shares }: Tariff): Wrong[] => {
  const months = [...Object.keys(shares).map(Number), 60];
  const share = Math.max(...months.map((n) => shareOf(n, shares)).map(([parts, of]) => parts / of));
  const dearest = Math.max(...prices.flatMap(({ ladder }) => ladder));
  const most = steps.reduce((price, step) => mostAfter(step, price, share), dearest);
  return wrongIf(most > mostPence, '#/tariff', 'could make a permit cost more than £100,000');
};

const sharesWrong = ({ shares }: Tariff): Wrong[] =>
  Object.keys(shares).flatMap((months) =>
    wrongIf(!/^[1-9]/.test(months), `#/tariff/shares/${months}`, 'must be a number of months without a zero before it'),
  );

/** `zones`: those that the scheme is for. */
export const tariffWrong = (tariff: Tariff, of: SchemeSettings['zones'], zones: ReadonlySet<string>): Wrong[] => [
  ...bandsWrong(tariff.bands),
  ...pricesWrong(tariff, of, zones),
  ...stepsWrong(tariff),
  ...amountsWrong(tariff),
  ...sharesWrong(tariff),
  ...sizeWrong(tariff),
];
