/**
 * Which streets a text could mean, judged by words alone and without any code of the search: every word of it is a word of the
 * address (the last one may be the start of one), every number too. A text that fits an address on more than five streets cannot
 * identify any of them.
 */
import type { Core } from './real.ts';

export const mostStreets = 5;

export const wordsOf = (text: string): string[] =>
  text
    .toUpperCase()
    .replace(/['’.]/g, '')
    .split(/[^A-Z\d]+/)
    .filter(Boolean);

export interface Meaning {
  readonly words: readonly string[];
  /** Whether the last word may go on. */
  readonly begun: boolean;
  /** A postcode or its start: without its space. */
  readonly postcode?: string | undefined;
}

export interface Entry {
  readonly row: Core;
  readonly words: ReadonlySet<string>;
  readonly postcode: string;
  readonly outward: string;
  /** Of the street; of the address itself where there is none. */
  readonly place: string;
}

const fields = ['SUB_BUILDING', 'BUILDING_NAME', 'BUILDING_NUMBER', 'STREET_NAME', 'LOCALITY', 'TOWN_NAME'] as const;

const entryOf = (row: Core): Entry => ({
  row,
  words: new Set(fields.flatMap((field) => wordsOf(row[field] ?? ''))),
  postcode: (row.POSTCODE ?? '').replace(' ', ''),
  outward: row.POSTCODE?.split(' ')[0] ?? '',
  place: row.STREET_NAME ? `${row.USRN} ${row.STREET_NAME}` : (row.UPRN ?? ''),
});

const fits = ({ words, begun, postcode }: Meaning, entry: Entry): boolean =>
  words.every((word, i) => {
    if (entry.words.has(word)) return true;
    return begun && i === words.length - 1 && [...entry.words].some((own) => own.startsWith(word));
  }) &&
  (postcode === undefined ||
    postcode === entry.outward ||
    (postcode.length > entry.outward.length && entry.postcode.startsWith(postcode)));

export type Fitter = (meaning: Meaning) => readonly Entry[];

/** The addresses that a text fits. */
export const fitter = (rows: readonly Core[]): Fitter => {
  const byWord = new Map<string, Entry[]>();
  const all = rows.map(entryOf);
  for (const entry of all)
    for (const name of [...entry.words, entry.outward, entry.postcode]) {
      const there = byWord.get(name);
      if (there) there.push(entry);
      else byWord.set(name, [entry]);
    }
  return (meaning) => {
    const { words, begun, postcode } = meaning;
    const known = [...(begun ? words.slice(0, -1) : words), ...(postcode && byWord.has(postcode) ? [postcode] : [])];
    const fewest = known
      .map((word) => byWord.get(word) ?? [])
      .reduce((least, some) => (some.length < least.length ? some : least), all);
    return fewest.filter((entry) => fits(meaning, entry));
  };
};

export const streetsOf = (entries: readonly Entry[]): ReadonlySet<string> => new Set(entries.map(({ place }) => place));
