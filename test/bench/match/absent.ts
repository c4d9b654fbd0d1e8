/** Texts of addresses that there are not, or of no single one. Nothing of these may be accepted. */
import { type Fitter, wordsOf } from '../suggest/fitting.ts';
import { but, only, type Part, typed } from '../suggest/parts.ts';
import type { Core } from '../suggest/real.ts';
import type { Draft, Make, Tools } from './making.ts';

const isNew = (parts: readonly Part[], fitting: Fitter): boolean =>
  fitting({ words: wordsOf(typed(but(parts, 'postcode'))), begun: false }).length === 0;

/** The address with another number, if there is none with that. */
const renumbered = (parts: readonly Part[], role: Part['role'], { random, fitting }: Tools): Part[] | undefined => {
  const changed = parts.map((part) => {
    if (part.role !== role || !/\d/.test(part.text)) return part;
    return { ...part, text: part.text.replace(/\d+/, (number) => String(Number(number) + 1 + random.below(30))) };
  });
  const isOther = typed(changed) !== typed(parts) && isNew(but(changed, 'town', 'locality'), fitting);
  return isOther ? changed : undefined;
};

const withField = (parts: readonly Part[] | undefined, row: Core): Draft | undefined =>
  parts && { text: typed(but(parts, 'postcode')), postcode: row.POSTCODE };

/** 12A of 12, or 12 of 12A, if there is no such house. */
const otherLetter = (parts: readonly Part[], fitting: Fitter): Part[] | undefined => {
  const changed = parts.map((part) => {
    if (part.role !== 'house') return part;
    return {
      ...part,
      text: part.text.replace(/^(\d+)([A-Z]?) /, (_, number, letter) => `${number}${letter ? '' : 'B'} `),
    };
  });
  const isOther = typed(changed) !== typed(parts) && isNew(but(changed, 'town', 'locality'), fitting);
  return isOther ? changed : undefined;
};

/** The street of a house in a town where there is no house of that number on such a street. */
const elsewhere = (parts: readonly Part[], { random, rows, fitting }: Tools): Draft | undefined => {
  const town = random.pick(rows)?.TOWN_NAME ?? '';
  const changed: Part[] = [...only(parts, 'flat', 'name', 'house'), { role: 'town', text: town }];
  return isNew(changed, fitting) ? { text: typed(changed) } : undefined;
};

export const absent: Readonly<Record<string, Make>> = {
  'no such house': (parts, row, tools) => withField(renumbered(parts, 'house', tools), row),
  'no such flat': (parts, row, tools) => withField(renumbered(parts, 'flat', tools), row),
  'no such letter': (parts, row, { fitting }) => withField(otherLetter(parts, fitting), row),
  'flat of a whole house': (parts, row, { fitting, random }) => {
    const changed: Part[] = [{ role: 'flat', text: `FLAT ${1 + random.below(9)}` }, ...parts];
    return !row.SUB_BUILDING && isNew(changed, fitting) ? withField(changed, row) : undefined;
  },
  'building without its flat': (parts, row, { rows }) => {
    const { USRN, BUILDING_NAME, BUILDING_NUMBER, SUB_BUILDING } = row;
    const isWhole = (other: Core) =>
      other.USRN === USRN &&
      other.BUILDING_NAME === BUILDING_NAME &&
      other.BUILDING_NUMBER === BUILDING_NUMBER &&
      !other.SUB_BUILDING;
    return SUB_BUILDING && !rows.some(isWhole) ? withField(but(parts, 'flat'), row) : undefined;
  },
  'same street in another town': (parts, _, tools) => elsewhere(parts, tools),
  'no such house, no postcode': (parts, _, tools) => {
    const changed = renumbered(but(parts, 'postcode'), 'house', tools);
    return changed && { text: typed(changed) };
  },
  'no such street': (parts, row, { random }) => {
    const number = /^\d\S* /.exec(only(parts, 'house')[0]?.text ?? '')?.[0];
    const street = random.pick(['Quillfeather Rise', 'Ombersgate Walk', 'Tarnbeck Fold', 'Yellowhythe Row'] as const);
    return number
      ? { text: `${number}${street}, ${typed(only(parts, 'locality', 'town'))}`, postcode: row.POSTCODE }
      : undefined;
  },
};
