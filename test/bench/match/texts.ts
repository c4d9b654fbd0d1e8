/**
 * Makes texts as back-office systems hold them, of real addresses and of addresses that there are not; by rule, and the same for a
 * seed. Each kind below is a rule. A text that another address fits as well, with as few words left over, is ambiguous: it has no
 * right answer, and accepting the other address is counted as wrong.
 */
import { type Fitter, fitter, wordsOf } from '../suggest/fitting.ts';
import { but, only, type Part, partsOf, typed } from '../suggest/parts.ts';
import { type Chance, chance } from '../suggest/random.ts';
import type { Core } from '../suggest/real.ts';
import { abbreviated, inSomeCase, withTypo } from '../suggest/typing.ts';

export interface Text {
  readonly kind: string;
  readonly text: string;
  readonly postcode?: string;
  /** The address it was made of; absent where there is no such address. */
  readonly uprn: string | undefined;
  readonly ambiguous: boolean;
}

interface Draft {
  readonly text: string;
  /** The parts that it was made of, if not all; the postcode may be in a field of its own. */
  readonly meant?: readonly Part[];
  readonly postcode?: string | undefined;
}

interface Tools {
  readonly random: Chance;
  readonly rows: readonly Core[];
  readonly fitting: Fitter;
}

type Make = (parts: readonly Part[], row: Core, tools: Tools) => Draft | undefined;

const whole = (parts: readonly Part[], random: Chance): Draft => ({
  text: typed(parts, random.pick([', ', ' ', ','])),
  meant: parts,
});
/** Half of all systems have a field for the postcode. */
const inField = (parts: readonly Part[], row: Core, random: Chance): Draft =>
  random.happens(0.5) ? whole(parts, random) : { ...whole(but(parts, 'postcode'), random), postcode: row.POSTCODE };

const counties = ['Kent', 'Lancashire', 'Greater Manchester', 'Tyne and Wear', 'Surrey', 'Greater London'] as const;
const occupants = ['The Occupier', 'The Owner', 'Landlord of', 'Tenant'] as const;
const flatWords = ['Flat', 'Apartment', 'Apt', ''] as const;

const reordered: Make = (parts, row, { random }) => {
  const place = random.shuffled([only(parts, 'town', 'locality'), only(parts, 'postcode')]).flat();
  const premise = only(parts, 'name', 'flat', 'house');
  const mixed = random.happens(0.5) ? [...place, ...premise] : [...premise, ...place];
  return inField(random.happens(0.5) ? mixed : random.shuffled([premise, place]).flat(), row, random);
};

/** `Apartment 3 12 High Street`, `12 High Street Flat 3`, `3/12 High Street`. */
const otherFlat: Make = (parts, row, { random }) => {
  const number = /^(?:(?:FLAT|APARTMENT|UNIT) )?(\d+[A-Z]?)$/.exec(row.SUB_BUILDING ?? '')?.[1];
  if (!number) return undefined;
  const rest = but(parts, 'flat');
  const flat: Part = { role: 'flat', text: `${random.pick(flatWords)} ${number}`.trim() };
  const slashed = typed(rest).replace(/^(?=\d)/, `${number}/`);
  const meant: Part[] = [...rest, { role: 'flat', text: number }];
  if (random.happens(0.2) && slashed !== typed(rest)) return { text: slashed, meant };
  const last = flat.text !== number && random.happens(0.3);
  const premise = only(rest, 'name', 'house');
  const ordered = [...(last ? [...premise, flat] : [flat, ...premise]), ...but(rest, 'name', 'house')];
  return { ...inField(ordered, row, random), meant };
};

const mistyped: Make = (parts, row, { random }) => {
  const text = withTypo(typed(but(parts, 'postcode')), random);
  return text === undefined ? undefined : { text, postcode: row.POSTCODE };
};

/** One of its letters is another one, or it is that of another street of the same outward code. */
const wrongPostcode: Make = (parts, row, { random, rows }) => {
  const own = row.POSTCODE ?? '';
  const near = random.pick(
    rows.filter(({ POSTCODE }) => POSTCODE !== own && POSTCODE?.startsWith(own.split(' ')[0] ?? '')),
  );
  const slip =
    own.slice(0, -1) + random.pick(['A', 'B', 'D', 'E', 'H', 'N', 'S', 'W'].filter((letter) => letter !== own.at(-1)));
  return { ...whole(but(parts, 'postcode'), random), postcode: random.happens(0.5) ? slip : (near?.POSTCODE ?? slip) };
};

const mixed: Make = (parts, row, { random }) => {
  const fewer = but(parts, random.pick(['town', 'locality'] as const));
  const text = abbreviated(typed(but(fewer, 'postcode'), ' '), random);
  return { text: withTypo(text, random) ?? text, postcode: row.POSTCODE, meant: fewer };
};

const known: Readonly<Record<string, Make>> = {
  'as the gazetteer writes it': (parts, row, { random }) => inField(parts, row, random),
  'short forms': (parts, row, { random }) => ({
    text: abbreviated(typed(but(parts, 'postcode'), ' '), random),
    postcode: row.POSTCODE,
  }),
  'no town': (parts, row, { random }) => inField(but(parts, 'town', 'locality'), row, random),
  'other order': reordered,
  'a county, or who lives there': (parts, row, { random }) => ({
    text: random.happens(0.5)
      ? `${typed(but(parts, 'postcode'))}, ${random.pick(counties)}`
      : `${random.pick(occupants)}, ${typed(but(parts, 'postcode'))}`,
    postcode: row.POSTCODE,
  }),
  'flat in other words': otherFlat,
  typo: mistyped,
  'short forms, typo, left out': mixed,
  'wrong postcode': wrongPostcode,
  'no postcode': (parts, _, { random }) => whole(but(parts, 'postcode'), random),
  'no postcode, short forms': (parts, _, { random }) => ({
    text: abbreviated(typed(but(parts, 'postcode'), ' '), random),
  }),
  'no postcode, typo': (parts, _, { random }) => {
    const text = withTypo(typed(but(parts, 'postcode'), ' '), random);
    return text === undefined ? undefined : { text };
  },
};

/** The address with another number, if there is none with that. */
const renumbered = (parts: readonly Part[], role: Part['role'], { random, fitting }: Tools): Part[] | undefined => {
  const changed = parts.map((part) => {
    if (part.role !== role || !/\d/.test(part.text)) return part;
    return { ...part, text: part.text.replace(/\d+/, (number) => String(Number(number) + 1 + random.below(30))) };
  });
  const isNew =
    fitting({ words: wordsOf(typed(but(changed, 'postcode', 'town', 'locality'))), begun: false }).length === 0;
  return isNew && typed(changed) !== typed(parts) ? changed : undefined;
};

const withField = (parts: readonly Part[] | undefined, row: Core): Draft | undefined =>
  parts && { text: typed(but(parts, 'postcode')), postcode: row.POSTCODE };

const unknown: Readonly<Record<string, Make>> = {
  'no such house': (parts, row, tools) => withField(renumbered(parts, 'house', tools), row),
  'no such flat': (parts, row, tools) => withField(renumbered(parts, 'flat', tools), row),
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

/** Whether some other address has all that the text means, and no more of its own beside that than the right one. */
const isAmbiguous = (row: Core, { meant = partsOf(row), postcode, text }: Draft, fitting: Fitter): boolean => {
  const words = wordsOf(typed(but(meant, 'postcode')));
  const own = row.POSTCODE ?? '';
  const hasPostcode = postcode === own || text.includes(own);
  const spare = (all: ReadonlySet<string>) => [...all].filter((word) => !words.includes(word)).length;
  const found = fitting({ words, begun: false, postcode: hasPostcode ? own.replace(' ', '') : undefined });
  const right = found.find((entry) => entry.row.UPRN === row.UPRN);
  return !right || found.some((entry) => entry !== right && spare(entry.words) <= spare(right.words));
};

/** `each` texts of every kind. */
export function* texts(rows: readonly Core[], each: number, seed = 1): Generator<Text> {
  const fitting = fitter(rows);
  const kinds = [...Object.entries(known), ...Object.entries(unknown)];
  for (const [k, [kind, make]] of kinds.entries()) {
    const random = chance(seed * 1000 + k);
    for (let made = 0, tries = 0; made < each && tries < each * 100; tries += 1) {
      const row = random.pick(rows);
      const draft = row && make(partsOf(row), row, { random, rows, fitting });
      if (!row || !draft) continue;
      made += 1;
      const exists = kind in known;
      const { postcode } = draft;
      yield {
        kind,
        text: inSomeCase(draft.text, random),
        ...(postcode !== undefined && { postcode }),
        uprn: exists ? row.UPRN : undefined,
        ambiguous: exists && isAmbiguous(row, draft, fitting),
      };
    }
  }
}
