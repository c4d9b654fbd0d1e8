/**
 * A gazetteer of any size made of the real one. Its first rows are the real ones. Then come copies of the country: towns and
 * localities have other names, postcodes lie in other areas, one street in eight has a new name of the words of two others, and
 * streets are as dense as those of a district (some 14 addresses; the real file knows two), with gaps, suffixes, named houses and
 * flats. The same every time.
 */
import { type Chance, chance } from './random.ts';
import type { Core } from './real.ts';

const endings = 'FORD TON HAM BURY LEY WICK WORTH STEAD DEN MOUTH FIELD BRIDGE COMBE THORPE BY'.split(' ');
/** Letters that the inward half of a postcode may have. */
const inward = 'ABDEFGHJLNPQRSTUWXYZ';
const lettersOfAreas = 'ABCDEFGHIJKLMNOPRSTUWXYZ';
const addressesAPostcode = 16;
const shiftMetres = 14_000;

const sumOf = (text: string): number => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);

/** BOLTON is BOLFORD in one copy and BOLWICK in the next. */
const renamed = (place: string, copy: number): string => {
  const [first = '', ...rest] = place.split(' ');
  const head = first.replace(/[^A-Z]/g, '').match(/^[^AEIOUY]*[AEIOUY]+[^AEIOUY]{1,2}/)?.[0] ?? first;
  const name = `${head}${endings[(sumOf(place) + copy) % endings.length]}`;
  return place && [name === first ? `${name}HOLME` : name, ...rest].join(' ');
};

const postcodeOf = (given: string, copy: number, block: number): string => {
  const [, area = '', district, sector] = /^([A-Z]+)(\S+) (\d)/.exec(given) ?? [];
  const place = (sumOf(area) + copy * 97) % lettersOfAreas.length ** 2;
  const side = lettersOfAreas.length;
  const letters = `${lettersOfAreas[Math.floor(place / side)]}${lettersOfAreas[place % side]}`;
  const unit = `${inward[Math.floor(block / inward.length) % inward.length]}${inward[block % inward.length]}`;
  return `${letters}${district} ${sector}${unit}`;
};

const streetName = (own: string, other: string, { happens }: Chance): string => {
  if (!own || !other || !happens(1 / 8)) return own;
  return [...other.split(' ').slice(0, -1), own.split(' ').at(-1)].join(' ');
};

type Premise = Readonly<Record<'SUB_BUILDING' | 'BUILDING_NAME' | 'BUILDING_NUMBER', string>>;
const flatsOf = (name: string, number: string, flats: number): Premise[] =>
  Array.from({ length: flats }, (_, i) => ({
    SUB_BUILDING: `FLAT ${i + 1}`,
    BUILDING_NAME: name,
    BUILDING_NUMBER: number,
  }));

/** Who lives on a street: its named houses, and numbers from 1 with gaps, suffixes and houses that became flats. */
const premisesOf = (street: readonly Core[], random: Chance): Premise[] => {
  const named = new Map(street.flatMap((row) => (row.BUILDING_NAME ? [[row.BUILDING_NAME, row] as const] : [])));
  const names = [...named.values()].flatMap(({ SUB_BUILDING, BUILDING_NAME = '', BUILDING_NUMBER = '' }) =>
    SUB_BUILDING
      ? flatsOf(BUILDING_NAME, BUILDING_NUMBER, 4 + random.below(20))
      : [{ SUB_BUILDING: '', BUILDING_NAME, BUILDING_NUMBER }],
  );
  const houses = random.happens(0.01) ? 80 + random.below(240) : Math.floor(3 + 26 * random.next() ** 2);
  const step = random.happens(0.3) ? 2 : 1;
  const numbers = Array.from({ length: houses }, (_, i) => 1 + i * step).filter((number) => number !== 13);
  return [
    ...names,
    ...numbers.flatMap((number): Premise[] => {
      if (random.happens(0.03)) return flatsOf('', String(number), 2 + random.below(6));
      const BUILDING_NUMBER = `${number}${random.happens(0.02) ? 'A' : ''}`;
      return [{ SUB_BUILDING: '', BUILDING_NAME: '', BUILDING_NUMBER }];
    }),
  ];
};

const lineOf = (row: Core): string =>
  [
    row.SUB_BUILDING,
    row.BUILDING_NAME,
    [row.BUILDING_NUMBER, row.STREET_NAME].filter(Boolean).join(' '),
    row.LOCALITY,
    row.TOWN_NAME,
    row.POSTCODE,
  ]
    .filter(Boolean)
    .join(', ');

/** Spreads numbers over all of `size` without meeting twice: they share no factor. */
const spread = (number: number, factor: number, size: number): number => (number * factor) % size;

function* copiesOf(streets: readonly (readonly Core[])[], random: Chance): Generator<Core> {
  let [addresses, made] = [0, 0];
  for (let copy = 1; ; copy += 1)
    for (const street of streets) {
      const first = street[0];
      if (!first || random.happens(0.4)) continue;
      made += 1;
      const town = renamed(first.TOWN_NAME ?? '', copy);
      const shared = {
        ...first,
        PARENT_UPRN: '',
        USRN: String(10_000_000 + spread(made, 48_271, 80_000_000)),
        STREET_NAME: streetName(first.STREET_NAME ?? '', random.pick(streets)?.[0]?.STREET_NAME ?? '', random),
        LOCALITY: renamed(first.LOCALITY ?? '', copy),
        TOWN_NAME: town,
        POST_TOWN: town,
        LATITUDE: '',
        LONGITUDE: '',
        GSS_CODE: '',
      };
      const blocks = random.below(400);
      for (const [i, premise] of premisesOf(street, random).entries()) {
        addresses += 1;
        const row = {
          ...shared,
          ...premise,
          UPRN: String(80_000_000_000 + spread(addresses, 3_819_660_113, 10_000_000_000)),
          EASTING: String(Number(first.EASTING) + (copy % 4) * shiftMetres - (i % 30) * 6),
          NORTHING: String(Number(first.NORTHING) + Math.floor(copy / 4) * shiftMetres + (i % 7)),
          POSTCODE: postcodeOf(first.POSTCODE ?? '', copy, blocks + Math.floor(i / addressesAPostcode)),
        };
        yield { ...row, SINGLE_LINE_ADDRESS: lineOf(row) };
      }
    }
}

/** So many rows: the real ones first. Each UPRN once. */
export function* larger(real: readonly Core[], count: number, seed = 1): Generator<Core> {
  yield* real.slice(0, count);
  const streets = Map.groupBy(real, ({ USRN, STREET_NAME }) => `${USRN} ${STREET_NAME}`);
  let left = count - real.length;
  if (left <= 0) return;
  for (const row of copiesOf([...streets.values()], chance(seed))) {
    yield row;
    left -= 1;
    if (left === 0) return;
  }
}
