/** Texts of addresses that there are. */
import { but, only, type Part, typed } from '../suggest/parts.ts';
import type { Chance } from '../suggest/random.ts';
import type { Core } from '../suggest/real.ts';
import { abbreviated, withTypo } from '../suggest/typing.ts';
import type { Draft, Make } from './making.ts';

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

export const known: Readonly<Record<string, Make>> = {
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
