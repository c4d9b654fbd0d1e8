/** From places to answers: which streets become their addresses, and which addresses are told as one building. */
import type { Place, Premise, PremisesPack } from './places.ts';
import { type Fitting, fitting, fittingIn } from './premises.ts';
import type { Query } from './query.ts';
import type { Scored } from './score.ts';

/** A street or building, or one address there. */
export interface Hit {
  readonly place: Place;
  /** The address. */
  readonly premise?: Premise;
  /** A building on the street that is known by its number alone: its number, and its addresses. */
  readonly building?: string;
  readonly within?: readonly Premise[];
}

/** Some 280 addresses are packed in a read unit. */
const unitsOf = ([, , , , , , , count]: Place): number => 0.5 + count / 560;
const mostStreets = 5;
const mostLookedAt = 10;
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
export const resolved = async (query: Query, places: readonly Scored[], options: Options): Promise<Hit[]> => {
  const { read, addresses, units = 0 } = options;
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

/** Each once. */
export const each = (hits: readonly Hit[]): Hit[] => {
  const known = new Set<string>();
  return hits.filter(({ place, premise, building }) => {
    const id = premise?.[0] ?? [...place.slice(0, 5), building].join('|');
    return !known.has(id) && known.add(id);
  });
};
