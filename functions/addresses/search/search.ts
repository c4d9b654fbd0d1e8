/** From a text to streets, buildings and addresses: at most three round trips, of bounded size. */
import type { GazetteerAddress } from '../contract/gazetteer.ts';
import { type Place, type Premise, type PremisesPack, placesOf, premisesOf } from './places.ts';
import { readPlaces } from './plan.ts';
import { byFit, type Fitting, fitting, fittingIn } from './premises.ts';
import type { Query } from './query.ts';
import type { SearchIndex } from './reader.ts';
import { ranked, type Scored, scored } from './score.ts';
import { type Known, lookUpAll, meant, unitsOfLookUp, unitsOfMeaning } from './vocabulary.ts';

/** A street or building, or one address there. */
export interface Hit {
  readonly place: Place;
  /** The address. */
  readonly premise?: Premise;
  /** A building on the street that is known by its number alone: its number, and its addresses. */
  readonly building?: string;
  readonly within?: readonly Premise[];
}

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
const [mostUnits, unitsForAddresses] = [12, 2];
const mostMended = 2;

/** Where nothing fits: what else the words may mean, or what fits without the word that was looked for. */
const secondTry = async (
  index: SearchIndex,
  known: readonly Known[],
  tried: Known | undefined,
  corrected: readonly Known[],
  units: number,
) => {
  const meaning = new Map(corrected.map((one) => [one.term.typed, one]));
  const others = known.flatMap((one) =>
    one === tried && corrected.length === 0 ? [] : [meaning.get(one.term.typed) ?? one],
  );
  return (await readPlaces(index, others, units))?.places ?? [];
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
  const more = await secondTry(index, known, reading?.of, likely, unitsLeft);
  return { ranked: ranked(query, [...places, ...more], most), tripLeft: false, unitsLeft: unitsForAddresses };
};

/** Some 280 addresses are packed in a read unit. */
const unitsOf = ([, , , , , , , count]: Place): number => 0.5 + count / 560;
const mostStreets = 5;
const mostLookedAt = 10;
/** More words than this tell nothing more. All of them have to fit. */
const mostLookedUp = 6;
const mostAnswered = 30;
/** Parts of a building that are shown one by one. */
const fewParts = 3;

const collapsed = (place: Place, fittings: readonly Fitting[]): Hit[] => {
  const buildings = new Map<string, Fitting[]>();
  for (const one of fittings) {
    const key = one.part ? `${one.premise[5]}|${one.premise[4]}` : one.premise[0];
    buildings.set(key, [...(buildings.get(key) ?? []), one]);
  }
  return [...buildings.values()].flatMap((group): Hit[] => {
    const premises = group.map(({ premise }) => premise);
    const [first] = premises;
    if (group.length <= fewParts || !first) return premises.map((premise) => ({ place, premise }));
    return [{ place, building: first[5] || first[4], within: premises }];
  });
};

/** Of an address that has a number of the text in its name. */
const worst = 6;

export interface Options {
  /** How the addresses of a street are read. */
  readonly read?: (street: string) => Promise<PremisesPack>;
  /** Every street becomes its addresses, if it takes a fourth round trip. */
  readonly addresses?: (places: readonly Scored[]) => Promise<unknown>;
  /** For the addresses of streets. */
  readonly units?: number;
}

const worthReading = (places: readonly Scored[], most: number): Set<Place> => {
  const chosen = new Set<Place>();
  let units = 0;
  for (const { place } of places) {
    if (place[9] || chosen.size === mostStreets || (chosen.size > 0 && units + unitsOf(place) > most)) continue;
    units += unitsOf(place);
    chosen.add(place);
  }
  return chosen;
};

const wrong = ({ score: [unmatched = 0, typos = 0] }: Pick<Scored, 'score'>): number => unmatched * 10 + typos;

/** Streets become their addresses where the text has a number. */
const resolved = async (query: Query, places: readonly Scored[], options: Options): Promise<Hit[]> => {
  const { read, addresses, units = unitsForAddresses } = options;
  const wanted = read && (addresses || query.numbers.length > 0);
  const chosen = wanted ? worthReading(places.slice(0, mostLookedAt), units) : new Set<Place>();
  const asHits = async ({ place, score }: Scored) => {
    const [, , , , , , , , , sole] = place;
    if (sole) return { score, misfit: fitting(sole, query)?.misfit ?? worst, hits: [{ place, premise: sole }] };
    if (!read || !chosen.has(place)) return { score, misfit: 0, hits: [{ place }] };
    const fittings = fittingIn(place, await read(place[0]), query);
    const each = addresses ? fittings.map(({ premise }) => ({ place, premise })) : collapsed(place, fittings);
    return { score, misfit: fittings[0]?.misfit ?? 0, hits: each };
  };
  const [hits] = await Promise.all([Promise.all(places.map(asHits)), addresses?.(places.slice(0, mostLookedAt))]);
  return hits.sort((a, b) => wrong(a) - wrong(b) || a.misfit - b.misfit).flatMap((one) => one.hits);
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
      return fits && scored({ ...query, numbers: [] }, place, 0) ? [{ place, ...fits }] : [];
    }),
  );
  return hits.sort(byFit);
};

const each = (hits: readonly Hit[]): Hit[] => {
  const known = new Set<string>();
  return hits.filter(({ place, premise, building }) => {
    const id = premise?.[0] ?? [...place.slice(0, 5), building].join('|');
    return !known.has(id) && known.add(id);
  });
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
  const rest = { ...options, ...(read && { read }), units: Math.max(unitsLeft, unitsForAddresses) };
  return each(await resolved(query, places.slice(0, mostAnswered), rest));
};
