/**
 * What is suggested: streets, and named premises on them. A place says how many addresses it has and all their numbers, so that a
 * number picks its streets without a look at any address.
 */
import { packer } from '#shared/dynamodb/pack.ts';
import type { GazetteerAddress, Lpi } from '../contract/gazetteer.ts';
import { selects } from '../selection.ts';
import { numberPart } from '../text/lines.ts';
import { packNumbers, partsOf, unpackNumbers } from './numbers.ts';
import { canonicalWords, unitWords } from './words.ts';

/** An address without its street: what is before it, and the postcode. Empty texts for what there is not. */
export type Premise = readonly [
  uprn: string,
  organisation: string,
  saoText: string,
  saoNumber: string,
  paoText: string,
  paoNumber: string,
  postcode: string,
];

export type Place = readonly [
  /** USRN; of a street without one, its names. */
  street: string,
  /** Of premises; empty for the street itself. */
  name: string,
  streetName: string,
  locality: string,
  town: string,
  /** What else it is called: in Welsh, by its post town. */
  also: string,
  /** Without spaces, one after the other. */
  postcodes: string,
  count: number,
  numbers: string,
  /** The only address there. */
  sole?: Premise,
];

/** The addresses of a street in one batch, by the street's names in them. */
export type PremisesPack = readonly (readonly [
  name: readonly [string, string, string],
  premises: readonly Premise[],
])[];

export const placePack = packer<readonly Place[]>(
  '"LONDON","","ZZ1"," ROAD"," STREET"," LANE"," CLOSE"," AVENUE",1,"1",["',
);
export const premisesPack = packer<PremisesPack>('"","","","","1","["1000","","FLAT 1","","","2","');

const suggested = selects({});

/** Without a street, addresses of a postcode sector go together: no more than a street's. */
export const streetIdOf = ({ postcode = '' }: GazetteerAddress, { usrn, street = '', town = '' }: Lpi): string =>
  usrn ?? (street ? `~${street}~${town}` : `~~${postcode.slice(0, -2)}~${town}`);

export const premiseOf = ({ uprn, organisation = '', postcode = '' }: GazetteerAddress, { sao, pao }: Lpi): Premise => [
  uprn,
  organisation,
  sao?.text ?? '',
  numberPart(sao) ?? '',
  pao?.text ?? '',
  numberPart(pao) ?? '',
  postcode,
];

/** FLAT 3 is a number, FIRST FLOOR FLAT and THE COACH HOUSE are names. */
export const isName = (text: string): boolean =>
  text !== '' && canonicalWords(text).some((word) => !unitWords.has(word) && !/^(?:\d+[A-Z]?|[A-Z])$/.test(word));

/** What premises go by, each a place of its own. */
export const namesOf = ([, organisation, saoText, , paoText]: Premise): string[] => {
  const building = isName(paoText) ? [paoText] : [];
  const within = [organisation, saoText].filter(isName).map((name) => [name, ...building].join(', '));
  return [...new Set([...building, ...within])];
};

const otherNames = ({ lpis, deliveryPoint }: GazetteerAddress, { street, locality, town }: Lpi): string => {
  const known = new Set([street, locality, town]);
  const welsh = lpis.find(({ language }) => language === 'cym');
  const texts = [
    welsh?.street,
    welsh?.locality,
    welsh?.town,
    deliveryPoint?.dependentLocality,
    deliveryPoint?.postTown,
  ].filter((text): text is string => text !== undefined && !known.has(text));
  return [...new Set(texts)].join(', ');
};

const placesAt = (address: GazetteerAddress, lpi: Lpi): Place[] => {
  const premise = premiseOf(address, lpi);
  const { street = '', locality = '', town = '', sao, pao } = lpi;
  const numbers = packNumbers(partsOf([sao, pao]));
  const also = otherNames(address, lpi);
  return ['', ...namesOf(premise)].map(
    (name): Place => [
      streetIdOf(address, lpi),
      name,
      street,
      locality,
      town,
      also,
      premise[6].replace(' ', ''),
      1,
      numbers,
      premise,
    ],
  );
};

/** Two places are the same when these are. */
export const placeId = ([street, name, streetName, locality, town]: Place): string =>
  [street, name, streetName, locality, town].join('|');

const union = (separator: string, a: string, b: string): string =>
  a === b || b === ''
    ? a
    : [...new Set([...a.split(separator), ...b.split(separator)])].filter(Boolean).join(separator);

/** A place of which the numbers are still apart. */
export interface Growing {
  place: Place;
  readonly numbers: string[];
}

export const grow = (into: Map<string, Growing>, place: Place): void => {
  const id = placeId(place);
  const there = into.get(id);
  if (!there) {
    into.set(id, { place, numbers: [place[8]] });
    return;
  }
  const [street, name, streetName, locality, town, also, postcodes, count] = there.place;
  there.numbers.push(place[8]);
  there.place = [
    street,
    name,
    streetName,
    locality,
    town,
    union(', ', also, place[5]),
    union(' ', postcodes, place[6]),
    count + place[7],
    '',
  ];
};

export const grown = ({ place, numbers }: Growing): Place => {
  if (numbers.length === 1) return place;
  const [street, name, streetName, locality, town, also, postcodes, count] = place;
  const all = packNumbers(numbers.flatMap(unpackNumbers));
  return [street, name, streetName, locality, town, also, postcodes, count, all];
};

const suggestedForms = (addresses: readonly GazetteerAddress[]) =>
  addresses.filter(suggested).flatMap((address) => {
    const [lpi] = address.lpis;
    return lpi ? [{ address, lpi }] : [];
  });

const names = (place: Place): string[] =>
  [place[1], ...place.slice(2, 6).map(String)].flatMap((text) => text.split(', '));

/** What a place is found by: the words of its names, its outward codes and its postcode sectors. */
export const wordsOf = (place: Place): string[] => [
  ...new Set([
    ...names(place).flatMap(canonicalWords),
    ...place[6]
      .split(' ')
      .filter(Boolean)
      .flatMap((postcode) => [postcode.slice(0, -3), postcode.slice(0, -2)]),
  ]),
];

/** How many of these words come first because they are of its own name or its street's, not of where that is. */
export const ownWordsOf = ([, name, streetName]: Place): number =>
  new Set([...name.split(', '), streetName].flatMap(canonicalWords)).size;

/** All places of some addresses. */
export const placesOf = (addresses: readonly GazetteerAddress[]): Place[] => {
  const places = new Map<string, Growing>();
  for (const { address, lpi } of suggestedForms(addresses))
    for (const place of placesAt(address, lpi)) grow(places, place);
  return [...places.values()].map(grown);
};

export const premisesOf = (addresses: readonly GazetteerAddress[]): Map<string, PremisesPack> => {
  const streets = new Map<string, Map<string, [readonly [string, string, string], Premise[]]>>();
  for (const { address, lpi } of suggestedForms(addresses)) {
    const name = [lpi.street ?? '', lpi.locality ?? '', lpi.town ?? ''] as const;
    const id = streetIdOf(address, lpi);
    const names = streets.get(id) ?? new Map();
    streets.set(id, names);
    const [, premises] = names.get(name.join('|')) ?? [name, []];
    names.set(name.join('|'), [name, premises]);
    premises.push(premiseOf(address, lpi));
  }
  return new Map([...streets].map(([id, names]) => [id, [...names.values()]]));
};
