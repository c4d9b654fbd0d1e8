/**
 * The kinds of queries, each a rule. Half of the texts are in small letters, a third in title case. A typo is one letter wrong,
 * gone, too many or swapped with its neighbour in a word of five letters or more.
 */
import { but, only, type Part, typed } from './parts.ts';
import type { Chance } from './random.ts';
import type { Core } from './real.ts';
import { abbreviated, withTypo } from './typing.ts';

/** What is typed, and what was meant by it. */
export interface Draft {
  readonly text: string;
  readonly meant: readonly Part[];
  readonly begun?: boolean;
}

interface Kind {
  readonly name: string;
  readonly noisy: boolean;
  readonly make: (parts: readonly Part[], random: Chance, row: Core) => Draft | undefined;
}

const drafted = (parts: readonly Part[], between?: string): Draft => ({ text: typed(parts, between), meant: parts });
const somehow = ({ pick }: Chance): string => pick([', ', ' ']);

/** The last word down to three letters at least. */
const begun = (parts: readonly Part[], random: Chance): Draft | undefined => {
  const last = parts.at(-1);
  const word = last?.text.match(/[A-Z]{4,}$/)?.[0];
  if (!last || !word) return undefined;
  const text = last.text.slice(0, 3 - word.length + random.below(word.length - 3) || undefined);
  return { ...drafted([...parts.slice(0, -1), { ...last, text }], somehow(random)), begun: true };
};

/** A flat as people say it: `flat 3, 12 high st`, `3/12 high st`, `apt 3 …`. */
const flat = (parts: readonly Part[], random: Chance, row: Core): Draft | undefined => {
  const meant = but(parts, 'postcode', ...(random.happens(0.5) ? (['town', 'locality'] as const) : []));
  if (!row.SUB_BUILDING) return undefined;
  const number = /^(?:(?:FLAT|APARTMENT) )?(\d+[A-Z]?)$/.exec(row.SUB_BUILDING)?.[1];
  const rest = but(meant, 'flat');
  if (!number || random.happens(0.5)) return drafted(meant, somehow(random));
  if (/^\d/.test(rest[0]?.text ?? ''))
    return { text: `${number}/${typed(rest, ' ')}`, meant: [{ role: 'flat', text: number }, ...rest] };
  const text = `${random.pick(['apt', 'flt', 'Flat', ''])} ${number} ${typed(rest, somehow(random))}`.trim();
  return { text, meant: [{ role: 'flat', text: number }, ...rest] };
};

const outwardOrSector = (parts: readonly Part[], random: Chance): Draft | undefined => {
  const own = only(parts, 'postcode')[0];
  if (!own) return undefined;
  const [outward = '', inward = ''] = own.text.split(' ');
  const text = random.happens(0.5) ? outward : `${outward} ${inward.charAt(0)}`;
  return drafted([...only(parts, 'flat', 'name', 'house'), { role: 'postcode', text }], ' ');
};

const withMistake = (parts: readonly Part[], random: Chance, between?: string): Draft | undefined => {
  const text = withTypo(typed(but(parts, 'postcode'), between), random);
  return text === undefined
    ? undefined
    : { text: [text, ...only(parts, 'postcode').map((one) => one.text)].join(between ?? ', '), meant: parts };
};

/** One or two parts fewer, never the one with the street. */
const fewer = (parts: readonly Part[], random: Chance): Part[] => {
  const kept = parts.some(({ role }) => role === 'house') ? 'house' : 'name';
  const gone = random.shuffled(but(parts, kept)).slice(0, 1 + random.below(2));
  return parts.filter((part) => !gone.includes(part));
};

const other = (parts: readonly Part[], random: Chance): Part[] => {
  const premise = only(parts, 'flat', 'name', 'house');
  const places = random.shuffled([premise, only(parts, 'locality', 'town'), only(parts, 'postcode')]);
  const houses = places.flat().flatMap((part): Part[] => {
    const [, number, street] = /^(\d\S*) (.+)/.exec(part.role === 'house' ? part.text : '') ?? [];
    return number && street && random.happens(0.3)
      ? [
          { role: 'house', text: street },
          { role: 'flat', text: number },
        ]
      : [part];
  });
  return houses;
};

const abbreviation = (parts: readonly Part[], random: Chance): Draft | undefined => {
  const text = abbreviated(typed(parts, somehow(random)), random);
  return text === typed(parts) || text === typed(parts, ' ') ? undefined : { text, meant: parts };
};

const shortForms = (draft: Draft | undefined, random: Chance): Draft | undefined =>
  draft && { ...draft, text: abbreviated(draft.text, random) };

/** Two words of the street as one. */
const runTogether = (parts: readonly Part[], random: Chance): Draft | undefined => {
  const street = /[A-Z]{3,} [A-Z]{3,}/.exec(only(parts, 'house')[0]?.text ?? '')?.[0];
  if (!street) return undefined;
  const meant = but(parts, 'postcode');
  return { text: typed(meant, somehow(random)).replace(street, street.replace(' ', '')), meant };
};

const postcodesOf = (parts: readonly Part[]): string[] => only(parts, 'postcode').map(({ text }) => text);

/** Without one word, of street or town, that is no number: ROAD or THE as well as a name. */
const lessAWord = (parts: readonly Part[], random: Chance): Draft | undefined => {
  const meant = but(parts, 'postcode', 'locality');
  const words = meant.flatMap(({ role, text }) => text.split(' ').map((word): Part => ({ role, text: word })));
  const gone = random.pick(words.filter(({ text }) => /^[A-Z]+$/.test(text)));
  return gone && words.length > 3
    ? drafted(
        words.filter((word) => word !== gone),
        ' ',
      )
    : undefined;
};

const clean: readonly Omit<Kind, 'noisy'>[] = [
  { name: 'whole address', make: (parts) => drafted(parts) },
  { name: 'whole, no commas', make: (parts) => drafted(parts, ' ') },
  { name: 'no town', make: (parts, random) => drafted(but(parts, 'town', 'locality'), somehow(random)) },
  { name: 'no postcode', make: (parts, random) => drafted(but(parts, 'postcode'), somehow(random)) },
  { name: 'house and street', make: (parts, random) => drafted(only(parts, 'flat', 'name', 'house'), somehow(random)) },
  {
    name: 'abbreviations',
    make: (parts, random) => abbreviation(but(parts, random.pick(['postcode', 'town'])), random),
  },
  { name: 'street being typed', make: (parts, random) => begun(only(parts, 'flat', 'name', 'house'), random) },
  { name: 'town being typed', make: (parts, random) => begun(but(parts, 'postcode', 'locality'), random) },
  { name: 'part of a postcode', make: outwardOrSector },
  {
    name: 'postcode and house',
    make: (parts, random, row) => {
      const house = row.BUILDING_NUMBER || row.BUILDING_NAME;
      if (!house || row.SUB_BUILDING) return undefined;
      return drafted(random.shuffled([...only(parts, 'postcode'), { role: 'name', text: house }]), ' ');
    },
  },
  { name: 'flat', make: flat },
  {
    name: 'no punctuation',
    make: (parts) => {
      const bare = typed(but(parts, 'postcode'), ' ')
        .replaceAll(/['.]/g, '')
        .replaceAll(/-(?=[A-Z])/g, ' ');
      return bare === typed(but(parts, 'postcode'), ' ') ? undefined : { text: bare, meant: but(parts, 'postcode') };
    },
  },
  {
    name: 'street and town',
    make: (parts, random, row) =>
      row.STREET_NAME
        ? drafted([{ role: 'house', text: row.STREET_NAME }, ...only(parts, 'town')], somehow(random))
        : undefined,
  },
];

const noisy: readonly Omit<Kind, 'noisy'>[] = [
  { name: 'parts left out', make: (parts, random) => drafted(fewer(parts, random), somehow(random)) },
  { name: 'other order', make: (parts, random) => drafted(other(parts, random), somehow(random)) },
  {
    name: 'words in any order',
    make: (parts, random) => ({
      text: random.shuffled([...typed(but(parts, 'postcode'), ' ').split(' '), ...postcodesOf(parts)]).join(' '),
      meant: parts,
    }),
  },
  { name: 'a word left out', make: lessAWord },
  { name: 'typo', make: (parts, random) => withMistake(parts, random) },
  { name: 'typo, no postcode', make: (parts, random) => withMistake(but(parts, 'postcode'), random, ' ') },
  {
    name: 'typo, house and street',
    make: (parts, random) => withMistake(only(parts, 'flat', 'name', 'house'), random, ' '),
  },
  {
    name: 'typo, being typed',
    make: (parts, random) => {
      const draft = begun(but(parts, 'postcode', 'locality'), random);
      const text = draft && withTypo(typed(draft.meant.slice(0, -1), ' '), random);
      return draft && text ? { ...draft, text: `${text} ${draft.meant.at(-1)?.text}` } : undefined;
    },
  },
  {
    name: 'spaces missing',
    make: (parts) => ({ text: typed(parts, ',').replace(/ (\d[A-Z]{2})$/, '$1'), meant: parts }),
  },
  { name: 'words run together', make: runTogether },
  {
    name: 'typo, other order, short forms',
    make: (parts, random) => shortForms(withMistake(other(but(parts, 'locality'), random), random, ' '), random),
  },
  {
    name: 'typo, left out, short forms',
    make: (parts, random) => shortForms(withMistake(fewer(parts, random), random, ' '), random),
  },
];

export const kinds: readonly Kind[] = [
  ...clean.map((kind) => ({ ...kind, noisy: false })),
  ...noisy.map((kind) => ({ ...kind, noisy: true })),
];
