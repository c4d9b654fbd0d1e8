/** From a text to streets, buildings and addresses: at most three round trips, of bounded size. */
import type { GazetteerAddress } from '../contract/gazetteer.ts';
import { each, type Hit, type Options, resolved } from './answers.ts';
import { type Place, placesOf, premisesOf } from './places.ts';
import { readPlaces } from './plan.ts';
import { byFit, type Fitting, fitting } from './premises.ts';
import type { Query } from './query.ts';
import type { SearchIndex } from './reader.ts';
import { ranked, type Scored, scored } from './score.ts';
import { type Known, lookUpAll, meant, unitsOfLookUp, unitsOfMeaning } from './vocabulary.ts';

/** How many words may be wrong, if others are right: those that no place has, else one in three. */
const relaxed = ({ terms }: Query, unknown: number): number =>
  Math.min(terms.length - 1, Math.max(unknown, Math.floor(terms.length / 3)));

interface Found {
  readonly ranked: readonly Scored[];
  /** Whether a round trip is left to read addresses in. */
  readonly tripLeft: boolean;
  /** Read units, about. */
  readonly unitsLeft: number;
}

/** Of a keystroke; what is kept for addresses. */
const [mostUnits, unitsForAddresses, mostForAddresses] = [11, 2, 6];
const mostMended = 2;

/** Where nothing fits: what else the words may mean, or what fits without the word that was looked for. */
const secondTry = async (
  index: SearchIndex,
  known: readonly Known[],
  small: readonly Known[],
  tried: Known | undefined,
  corrected: readonly Known[],
  units: number,
) => {
  const meaning = new Map(corrected.map((one) => [one.term.typed, one]));
  const others = known.flatMap((one) =>
    one === tried && corrected.length === 0 ? [] : [meaning.get(one.term.typed) ?? one],
  );
  return (await readPlaces(index, others, units, small))?.places ?? [];
};

const findPlaces = async (index: SearchIndex, query: Query, all: readonly Known[], units: number): Promise<Found> => {
  const known = all.filter(({ term }) => query.terms.includes(term));
  const small = all.filter(({ term }) => query.small.includes(term));
  const missing = known.filter(({ count, term }) => count === 0 && term.lenient).slice(0, mostMended);
  const forMeaning = missing.length * unitsOfMeaning;
  const [reading, corrected] = await Promise.all([
    readPlaces(index, known, units - forMeaning - unitsForAddresses, small),
    Promise.all(missing.map((one) => meant(index, one))),
  ]);
  const places = reading?.places ?? [];
  const unitsLeft = units - forMeaning - (reading?.units ?? 0);
  const likely = corrected.filter(({ count }) => count > 0);
  const first = ranked(query, places, 0);
  if (first.length > 0 && (reading?.whole || likely.length === 0)) return { ranked: first, tripLeft: true, unitsLeft };
  const most = relaxed(query, known.filter(({ count }) => count === 0).length - likely.length);
  const loose = ranked(query, places, most);
  const mayBeOther = likely.length > 0 || (missing.length === 0 && known.some(({ term }) => term.lenient));
  if (!mayBeOther) return { ranked: loose, tripLeft: true, unitsLeft };
  const more = await secondTry(index, known, small, reading?.of, likely, unitsLeft);
  return { ranked: ranked(query, [...places, ...more], most), tripLeft: false, unitsLeft: unitsForAddresses };
};

/** On one street, whatever else the text says that the street's own names do not. One round trip. */
export const searchStreet = async (index: SearchIndex, query: Query, street: string): Promise<Hit[]> => {
  const packs = await index.premises(street);
  const hits = packs.flatMap(([[streetName, locality, town], premises]) =>
    premises.flatMap((premise): (Hit & Fitting)[] => {
      const place: Place = [
        street,
        premise.slice(1, 6).join(', '),
        streetName,
        locality,
        town,
        '',
        premise[6].replace(' ', ''),
        1,
        '',
      ];
      const fits = fitting(premise, query);
      if (query.postcode !== undefined && query.postcode !== premise[6]) return [];
      return fits && scored({ ...query, numbers: [] }, place, 0) ? [{ place, ...fits }] : [];
    }),
  );
  return hits.sort(byFit);
};

/** What is in the text's postcode, if anything there fits. */
const inPostcode = async (there: readonly GazetteerAddress[], query: Query, options: Options): Promise<Hit[]> => {
  const premises = premisesOf(there);
  const read = async (street: string) => premises.get(street) ?? [];
  const most = Math.floor(query.terms.length / 2);
  return resolved(query, ranked(query, placesOf(there), most), { ...options, read });
};

interface Sources {
  readonly search: SearchIndex;
  readonly inPostcode: (postcode: string) => Promise<readonly GazetteerAddress[]>;
}

const mostAnswered = 30;
/** More words than this tell nothing more. All of them have to fit. */
const mostLookedUp = 6;

/** The best first. */
export const search = async (gazetteer: Sources, query: Query, options: Options = {}): Promise<Hit[]> => {
  const terms = [...query.terms, ...query.small].slice(0, mostLookedUp);
  const [there, known] = await Promise.all([
    query.postcode === undefined ? [] : gazetteer.inPostcode(query.postcode),
    lookUpAll(gazetteer.search, terms),
  ]);
  const near = await inPostcode(there, query, options);
  if (near.length > 0) return each(near);
  const left = mostUnits - unitsOfLookUp(terms) - (query.postcode ? 1 : 0);
  const { ranked: places, tripLeft, unitsLeft } = await findPlaces(gazetteer.search, query, known, left);
  const { read = tripLeft ? gazetteer.search.premises : undefined } = options;
  const rest = {
    ...options,
    ...(read && { read }),
    units: Math.min(Math.max(unitsLeft, unitsForAddresses), mostForAddresses),
  };
  return each(await resolved(query, places.slice(0, mostAnswered), rest));
};
