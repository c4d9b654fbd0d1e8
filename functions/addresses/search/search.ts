/** From a text to streets, buildings and addresses: at most three round trips, of bounded size. */
import type { GazetteerAddress } from '../contract/gazetteer.ts';
import { type Place, type Premise, type PremisesPack, placesOf, premisesOf } from './places.ts';
import { type Known, lookUpAll, meant, readPlaces } from './plan.ts';
import { byFit, type Fitting, fitting, fittingIn } from './premises.ts';
import type { Query } from './query.ts';
import type { SearchIndex } from './reader.ts';
import { ranked, type Scored, scored } from './score.ts';

/** A street or building, or one address there. */
export interface Hit {
  readonly place: Place;
  /** The address. */
  readonly premise?: Premise;
  /** A building on the street that is known by its number alone: its number, and its addresses. */
  readonly building?: string;
  readonly within?: readonly Premise[];
}

/** A part of the words may be wrong, if others are right. */
const relaxed = ({ terms }: Query): number => Math.floor(terms.length / 3);

interface Found {
  readonly ranked: readonly Scored[];
  /** Whether a round trip is left to read addresses in. */
  readonly tripLeft: boolean;
}

/** Where nothing fits: what else the words may mean, or what fits without the word that was looked for. */
const secondTry = async (
  index: SearchIndex,
  known: readonly Known[],
  tried: Known | undefined,
  corrected: readonly Known[],
) => {
  const meaning = new Map(corrected.map((one) => [one.term.typed, one]));
  const others = known.flatMap((one) =>
    one === tried && corrected.length === 0 ? [] : [meaning.get(one.term.typed) ?? one],
  );
  const reading = await readPlaces(index, others);
  return reading?.places ?? [];
};

const findPlaces = async (index: SearchIndex, query: Query, known: readonly Known[]): Promise<Found> => {
  const missing = known.filter(({ count, term }) => count === 0 && term.lenient).slice(0, 2);
  const [reading, corrected] = await Promise.all([
    readPlaces(index, known),
    Promise.all(missing.map((one) => meant(index, one))),
  ]);
  const first = ranked(query, reading?.places ?? [], 0);
  if (first.length > 0) return { ranked: first, tripLeft: true };
  const likely = corrected.filter(({ count }) => count > 0);
  const lenient = known.some(({ term }) => term.lenient);
  const loose = ranked(query, reading?.places ?? [], relaxed(query));
  if (!lenient || (loose.length > 0 && likely.length === 0 && missing.length > 0))
    return { ranked: loose, tripLeft: true };
  const more = await secondTry(index, known, reading?.word, likely);
  const places = [...(reading?.places ?? []), ...more];
  return { ranked: ranked(query, places, relaxed(query)), tripLeft: false };
};

/** Read units that the addresses of streets may take; some 280 addresses are packed in one. */
const unitsForPremises = 5;
const unitsOf = ([, , , , , , , count]: Place): number => 0.5 + count / 560;
const mostStreets = 5;
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

type Read = (street: string) => Promise<PremisesPack>;

const worthReading = (places: readonly Scored[]): Set<Place> => {
  const chosen = new Set<Place>();
  let units = 0;
  for (const { place } of places) {
    if (place[9] || chosen.size === mostStreets || (chosen.size > 0 && units + unitsOf(place) > unitsForPremises))
      continue;
    units += unitsOf(place);
    chosen.add(place);
  }
  return chosen;
};

/** Streets become their addresses where the text has a number. */
const resolved = async (read: Read | undefined, query: Query, places: readonly Scored[]): Promise<Hit[]> => {
  const chosen = read && query.numbers.length > 0 ? worthReading(places.slice(0, 10)) : new Set<Place>();
  const hits = await Promise.all(
    places.map(async ({ place }) => {
      const [, , , , , , , , , sole] = place;
      if (sole) return { misfit: 0, hits: [{ place, premise: sole }] };
      if (!read || !chosen.has(place)) return { misfit: 0, hits: [{ place }] };
      const fittings = fittingIn(place, await read(place[0]), query);
      return { misfit: fittings[0]?.misfit ?? 0, hits: collapsed(place, fittings) };
    }),
  );
  return hits.sort((a, b) => a.misfit - b.misfit).flatMap((one) => one.hits);
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
      const fits = fitting(premise, query.numbers);
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
const inPostcode = async (addresses: readonly GazetteerAddress[], query: Query): Promise<Hit[]> => {
  const premises = premisesOf(addresses);
  const most = Math.floor(query.terms.length / 2);
  return resolved(async (street) => premises.get(street) ?? [], query, ranked(query, placesOf(addresses), most));
};

interface Sources {
  readonly search: SearchIndex;
  readonly inPostcode: (postcode: string) => Promise<readonly GazetteerAddress[]>;
}

/** The best first. */
export const search = async (gazetteer: Sources, query: Query): Promise<Hit[]> => {
  const [there, known] = await Promise.all([
    query.postcode === undefined ? [] : gazetteer.inPostcode(query.postcode),
    lookUpAll(gazetteer.search, query),
  ]);
  const near = await inPostcode(there, query);
  if (near.length > 0) return each(near);
  const { ranked: places, tripLeft } = await findPlaces(gazetteer.search, query, known);
  return each(await resolved(tripLeft ? gazetteer.search.premises : undefined, query, places.slice(0, 30)));
};
