/** Real postcodes and real wards, of the same year but from different publishers: an independent check of points in polygons. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type GeoPoint, toDegrees } from '#shared/geography/grid.ts';
import { describeWithData, sharedPath } from '#test/support/sharedData.ts';
import { type Cover, cellsAt, coversOf, locate, nameOf } from './cells.ts';
import type { Line } from './shapes.ts';

interface Ward {
  readonly properties: { readonly WD13CD: string; readonly LAD13CD: string };
  readonly geometry: { readonly type: string; readonly coordinates: readonly unknown[] };
}

const unzipped = (...path: string[]): string => gunzipSync(readFileSync(sharedPath('areas', ...path))).toString('utf8');

const linesOf = ({ geometry: { type, coordinates } }: Ward): Line[] => {
  const rings = (type === 'Polygon' ? coordinates : coordinates.flat()) as readonly (readonly [number, number])[][];
  return rings.map((ring) => ring.flatMap(([x, y]) => [Math.round(x * 1e6), Math.round(y * 1e6)]));
};

type Covers = ReadonlyMap<string, readonly (readonly [Ward, Cover])[]>;

const coversOfWards = (wards: readonly Ward[]): Covers =>
  Map.groupBy(
    wards.flatMap((ward) => coversOf(linesOf(ward)).map((cover) => [ward, cover] as const)),
    ([, { cell }]) => nameOf(cell),
  );

const wardsAt = (covers: Covers, point: GeoPoint): Ward['properties'][] =>
  cellsAt(point)
    .flatMap((cell) => covers.get(nameOf(cell)) ?? [])
    .flatMap(([{ properties }, cover]) => {
      const place = locate(cover, point);
      return place && place.outsideBy === undefined ? properties : [];
    });

describeWithData('the 14,359 postcodes of KT', () => {
  it('are in the ward of their polygon for 99.9 %, in the council but for two, and none is in no ward', () => {
    const { features } = JSON.parse(unzipped('boundaries', 'wards_wd13_surrey_exeter_kt.geojson.gz'));
    const covers = coversOfWards(features);
    const rows = unzipped('onspd', 'codepoint_kt_14359.csv.gz').trim().split('\n');
    const told = rows.map((row) => {
      const [, , easting, northing, , , , , district, ward] = row.replaceAll('"', '').trim().split(',');
      const found = wardsAt(covers, toDegrees({ easting: Number(easting), northing: Number(northing) }));
      const [first] = found;
      return { found: found.length, ward: first?.WD13CD === ward, council: first?.LAD13CD === district };
    });
    expect(told).toHaveLength(14_359);
    expect(told.filter(({ ward }) => ward)).toHaveLength(14_351);
    expect(told.filter(({ council }) => council)).toHaveLength(14_357);
    expect(new Set(told.map(({ found }) => found))).toEqual(new Set([1]));
  });
});
