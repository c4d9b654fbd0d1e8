/**
 * Makes the areas of the sample gazetteer: its postcodes as ONSPD has them, two wards that meet in the middle of the town, and the
 * council. The same every time.
 *
 *   node test/sample-data/makeAreas.ts postcodes > test/sample-data/marlbeck-postcodes.csv
 *   node test/sample-data/makeAreas.ts wards > test/sample-data/marlbeck-wards.geojson
 *   node test/sample-data/makeAreas.ts council > test/sample-data/marlbeck-council.geojson
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toDegrees } from '#shared/geography/grid.ts';

const council = 'E07999901';
const [west, middle, east, south, north] = [332_500, 334_050, 335_800, 467_500, 471_000];
const wards = [
  { code: 'E05999901', name: 'Marl Cross', from: west, to: middle },
  { code: 'E05999902', name: 'Beckside', from: middle, to: east },
] as const;
const wardAt = (easting: number): string => wards.find(({ to }) => easting < to)?.code ?? wards[1].code;

const header =
  'pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,parncp25cd,usrtypind,east1m,north1m,gridind,hlth19cd,nhser24cd,ctry25cd,rgn25cd,ssr95cd,pcon24cd,eer20cd,educ23cd,ttwa15cd,pco19cd,itl25cd,wdstl05cd,oa01cd,wdcas03cd,npark16cd,lsoa01cd,msoa01cd,ruc01ind,oac01ind,oa11cd,lsoa11cd,msoa11cd,wz11cd,sicbl24cd,bua24cd,ruc11ind,oac11ind,lat,long,lep21cd1,lep21cd2,pfa23cd,imd20ind,cal24cd,icb23cd,oa21cd,lsoa21cd,msoa21cd,ruc21ind'.split(
    ',',
  );

interface Place {
  readonly easting: number;
  readonly northing: number;
}

const row = (postcode: string, { easting, northing }: Place, ended = ''): string => {
  const { latitude, longitude } = toDegrees({ easting, northing });
  const cells: Readonly<Record<string, string | number>> = {
    ...{ pcd7: postcode.replace(' ', '').length === 7 ? postcode.replace(' ', '') : postcode, pcds: postcode },
    ...{ dointr: '200804', doterm: ended, cty25cd: 'E10999901', lad25cd: council, wd25cd: wardAt(easting) },
    ...{ parncp25cd: 'E43999901', usrtypind: 0, east1m: easting, north1m: `0${northing}`, gridind: 1 },
    ...{ ctry25cd: 'E92000001', rgn25cd: 'E12000002', pcon24cd: 'E14999901', pfa23cd: 'E23999901' },
    ...{ lat: latitude.toFixed(6), long: longitude.toFixed(6), ruc21ind: 'UN1' },
  };
  return header.map((name) => cells[name] ?? '').join(',');
};

const mean = (numbers: readonly number[]): number =>
  Math.round(numbers.reduce((sum, one) => sum + one, 0) / numbers.length);

const postcodes = (): string => {
  const gazetteer = readFileSync(join(import.meta.dirname, 'marlbeck.csv'), 'utf8').split('\n');
  const places = gazetteer.flatMap((line) => {
    const cells = line.split(',');
    return cells[0] === '21' && cells[20] ? [{ postcode: cells[20], at: [Number(cells[8]), Number(cells[9])] }] : [];
  });
  const rows = [...Map.groupBy(places, ({ postcode }) => postcode)].map(([postcode, all]) => {
    const at = (axis: 0 | 1) => mean(all.map((one) => one.at[axis] ?? 0));
    return row(postcode, { easting: at(0), northing: at(1) });
  });
  return [header.join(','), ...rows.sort(), row('ZZ1 9ZZ', { easting: 333_200, northing: 468_200 }, '201906'), ''].join('\n');
};

/** With a point every hundred metres: of fewer nobody would know how exact they are. */
const along = (from: number, to: number): number[] =>
  Array.from({ length: Math.ceil(Math.abs(to - from) / 100) }, (_, i) => from + Math.sign(to - from) * 100 * i);

const box = (left: number, right: number): number[][] => {
  const ring = [
    ...along(left, right).map((easting) => ({ easting, northing: south })),
    ...along(south, north).map((northing) => ({ easting: right, northing })),
    ...along(right, left).map((easting) => ({ easting, northing: north })),
    ...along(north, south).map((northing) => ({ easting: left, northing })),
    { easting: left, northing: south },
  ];
  return ring.map((place) => {
    const { latitude, longitude } = toDegrees(place);
    return [Number(longitude.toFixed(6)), Number(latitude.toFixed(6))];
  });
};

const collection = (features: readonly { readonly properties: object; readonly ring: number[][] }[]): string => {
  const lines = features.map(({ properties, ring }) =>
    JSON.stringify({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }),
  );
  return `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`;
};

const makers: Readonly<Record<string, () => string>> = {
  postcodes,
  wards: () =>
    collection(
      wards.map(({ code, name, from, to }) => ({
        properties: { WD26CD: code, WD26NM: name, LAD26CD: council },
        ring: box(from, to),
      })),
    ),
  council: () =>
    collection([
      { properties: { LAD26CD: council, LAD26NM: 'Marlbeck', CTY26CD: 'E10999901' }, ring: box(west, east) },
    ]),
};

process.stdout.write(makers[process.argv[2] ?? '']?.() ?? `Name one of ${Object.keys(makers).join(', ')}.\n`);
