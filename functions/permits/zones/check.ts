/** What is wrong with a zone before it is published. Pure. */
import type { ZoneSettings } from '../contract/zones.ts';
import { doubled, type Wrong, wrongIf } from '../tariff/wrong.ts';
import { doubleSize, type Point, polygonsOf } from './geometry.ts';

/** The United Kingdom with its latitude first: nobody would ever be found in it. */
const isSwapped = (ring: readonly Point[]): boolean =>
  ring.every(([first, second]) => first > 49 && first < 61 && second > -9 && second < 2);

const ringWrong = (ring: readonly Point[], at: string): Wrong[] => {
  const [first, last] = [ring[0], ring.at(-1)];
  const isClosed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
  return [
    ...wrongIf(!isClosed, `${at}/${ring.length - 1}`, 'must be the same as the first position: the ring is not closed'),
    ...wrongIf(isClosed && doubleSize(ring) === 0, at, 'encloses nothing'),
    ...wrongIf(isSwapped(ring), at, 'must have the longitude first in each position: the latitude is'),
  ];
};

const areaWrong = ({ area }: ZoneSettings): Wrong[] =>
  area
    ? polygonsOf(area).flatMap((rings, i) =>
        rings.flatMap((ring, j) => ringWrong(ring, `#/area/coordinates/${area.type === 'Polygon' ? j : `${i}/${j}`}`)),
      )
    : [];

const streetsWrong = ({ streets }: ZoneSettings): Wrong[] => [
  ...doubled(
    streets,
    (i) => `#/streets/${i}`,
    ({ usrn, only: { parity, from, to } = {} }) => [usrn, parity, from, to].join(),
  ),
  ...streets.flatMap(({ only: { from = 0, to = Number.POSITIVE_INFINITY } = {} }, i) =>
    wrongIf(to < from, `#/streets/${i}/only/to`, 'must not be less than “from”'),
  ),
];

export const zoneWrong = (settings: ZoneSettings): Wrong[] => [
  ...areaWrong(settings),
  ...streetsWrong(settings),
  ...doubled(
    settings.uprns,
    (i) => `#/uprns/${i}`,
    (uprn) => uprn,
  ),
];
