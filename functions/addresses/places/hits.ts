/** Which results an address gives: its Royal Mail form, and each of its LPIs, as far as the request wants them. */
import { PlacesInvalid } from '../contract/places.ts';
import type { Reference } from '../reference.ts';
import type { Common } from './parameters.ts';

export interface Hit {
  readonly reference: Reference;
  /** The delivery point, or the number of an LPI. */
  readonly form: 'DPA' | number;
  /** How well it fits a free text, from 0 to 1. Absent where it was found by what it is. */
  readonly match?: number;
}

type Judge = (hit: Hit) => boolean;

const matches = (pattern: string, value: string): boolean =>
  pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : value === pattern;

const lpiStatus = ({ reference, form }: Hit): string =>
  String(form === 'DPA' ? 1 : (reference.lpis[form]?.status ?? ''));

const fields: Readonly<Record<string, (hit: Hit, pattern: string) => boolean>> = {
  CLASSIFICATION_CODE: ({ reference }, pattern) => matches(pattern, reference.classification),
  LOGICAL_STATUS_CODE: ({ reference }, pattern) => matches(pattern, String(reference.status)),
  LPI_LOGICAL_STATUS_CODE: (hit, pattern) => matches(pattern, lpiStatus(hit)),
  // OS's documentation writes EN where its data has E.
  COUNTRY_CODE: ({ reference }, pattern) => reference.country === pattern.charAt(0),
};

const judgeOf = (filter: string): { judge: Judge; names: string[] } => {
  let name = '';
  const terms = filter
    .trim()
    .split(/\s+/)
    .map((term) => {
      const [first = '', ...rest] = term.split(':');
      if (rest.length > 0) name = first.toUpperCase();
      const field = fields[name];
      if (!field)
        throw new PlacesInvalid(
          `Filter ${filter} is not one of ${Object.keys(fields).join(', ')}, followed by a colon and a code.`,
        );
      return { field, pattern: (rest.length > 0 ? rest.join(':') : first).toUpperCase(), name };
    });
  return {
    judge: (hit) => terms.some(({ field, pattern }) => field(hit, pattern)),
    names: terms.map((term) => term.name),
  };
};

/** Historical addresses and street records come only when a filter asks for a status or a class. */
const usual: readonly { readonly unless: string; readonly judge: Judge }[] = [
  { unless: 'LOGICAL_STATUS_CODE', judge: ({ reference }) => reference.status !== 8 },
  { unless: 'CLASSIFICATION_CODE', judge: ({ reference }) => reference.classification !== 'PS' },
];

export const readFilters = (filters: readonly string[] = []): Judge => {
  const read = filters.filter(Boolean).map(judgeOf);
  const named = new Set(read.flatMap(({ names }) => names));
  const judges = [
    ...read.map(({ judge }) => judge),
    ...usual.filter(({ unless }) => !named.has(unless)).map(({ judge }) => judge),
  ];
  return (hit) => judges.every((judge) => judge(hit));
};

export const hitsOf = (reference: Reference, { forms, languages }: Common): Hit[] => {
  const points: Hit[] =
    forms.includes('DPA') && reference.deliveryPoint && languages.includes('EN') ? [{ reference, form: 'DPA' }] : [];
  const lpis = reference.lpis.flatMap((lpi, i): Hit[] => {
    const language = lpi.language === 'cym' ? 'CY' : 'EN';
    return languages.includes(language) ? [{ reference, form: i }] : [];
  });
  return [...points, ...(forms.includes('LPI') ? lpis : [])];
};
