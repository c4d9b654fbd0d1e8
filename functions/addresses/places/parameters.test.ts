import { toMercator } from '#shared/geography/grid.ts';
import { PlacesInvalid } from '../contract/places.ts';
import { type Common, readBox, readCommon, readPoint, readRadius, required } from './parameters.ts';

const usual: Common = {
  maxresults: 100,
  offset: 0,
  forms: ['DPA'],
  languages: ['EN', 'CY'],
  srs: '27700',
  outputSrs: '27700',
};

describe('what every operation takes', () => {
  it.each<[Readonly<Record<string, string>>, Partial<Common>]>([
    [{}, {}],
    [{ format: '', maxresults: '', dataset: '', srs: '' }, {}],
    [{ format: 'json' }, {}],
    [
      { maxresults: '1', offset: '1000000' },
      { maxresults: 1, offset: 1_000_000 },
    ],
    [{ dataset: 'LPI' }, { forms: ['LPI'] }],
    [{ dataset: 'dpa, lpi' }, { forms: ['DPA', 'LPI'] }],
    [{ dataset: 'LPI,LPI' }, { forms: ['LPI'] }],
    [{ lr: 'CY' }, { languages: ['CY'] }],
    [
      { srs: 'epsg:4326', output_srs: 'EPSG:3857' },
      { srs: '4326', outputSrs: '3857' },
    ],
    [
      { srs: 'WGS84', output_srs: 'BNG' },
      { srs: '4326', outputSrs: '27700' },
    ],
    [{ output_srs: 'EPSG:4258', anything: 'else' }, { outputSrs: '4258' }],
  ])('%j is read', (given, expected) => {
    expect(readCommon(given)).toEqual({ ...usual, ...expected });
  });

  it.each([
    [{ format: 'XML' }, 'Parameter format must be JSON: XML is not served here.'],
    [{ maxresults: '0' }, 'Parameter maxresults must be a whole number from 1 to 100.'],
    [{ maxresults: '101' }, 'Parameter maxresults must be a whole number from 1 to 100.'],
    [{ maxresults: '1.5' }, 'Parameter maxresults must be a whole number from 1 to 100.'],
    [{ maxresults: '1e1' }, 'Parameter maxresults must be a whole number from 1 to 100.'],
    [{ offset: '-1' }, 'Parameter offset must be a whole number from 0 to 1000000.'],
    [{ dataset: 'DPA,XYZ' }, 'Parameter dataset must be one or more of DPA, LPI, separated by commas.'],
    [{ dataset: 'DPA,' }, 'Parameter dataset must be one or more of DPA, LPI, separated by commas.'],
    [{ lr: 'FR' }, 'Parameter lr must be one or more of EN, CY, separated by commas.'],
    [{ srs: 'EPSG:29902' }, 'Parameter srs must be one of BNG, EPSG:27700, WGS84, EPSG:4326, EPSG:4258, EPSG:3857.'],
    [
      { output_srs: 'constructor' },
      'Parameter output_srs must be one of BNG, EPSG:27700, WGS84, EPSG:4326, EPSG:4258, EPSG:3857.',
    ],
  ])('%j is refused', (given, message) => {
    expect(() => readCommon(given)).toThrow(new PlacesInvalid(message));
  });
});

it.each([undefined, '', ['a', 'b']])('asks for a parameter that is %j', (postcode) => {
  expect(() => required({ postcode }, 'postcode')).toThrow(new PlacesInvalid('Parameter postcode is required.'));
});

describe('a point', () => {
  const { x, y } = toMercator({ latitude: 51.408596, longitude: -0.3043392 });
  it.each([
    ['easting, northing', '518032,169094', '27700'],
    ['easting, northing with spaces', ' 518032 , 169094.00 ', '27700'],
    ['latitude, longitude', '51.408596,-0.3043392', '4326'],
    ['latitude, longitude', '51.408596,-0.3043392', '4258'],
    ['metres of Mercator', `${x},${y}`, '3857'],
  ] as const)('is %s: %s in EPSG:%s', (_, point, srs) => {
    const { easting, northing } = readPoint({ point }, srs);
    expect([easting, northing]).toEqual([expect.closeTo(518_032, 0), expect.closeTo(169_094, 0)]);
  });

  const grid = 'Parameter point is not within the British National Grid.';
  const two = 'Parameter point must be 2 numbers separated by commas.';
  it.each([
    [undefined, '27700', 'Parameter point is required.'],
    ['518032', '27700', two],
    ['518032,169094,1', '27700', two],
    ['a,b', '27700', two],
    ['NaN,Infinity', '27700', two],
    ['-1,169094', '27700', grid],
    ['518032,1300000.01', '27700', grid],
    ['-0.3043392,51.408596', '4326', grid],
    ['91,200', '4326', grid],
    ['0,0', '3857', grid],
  ] as const)('is refused as %s in EPSG:%s', (point, srs, message) => {
    expect(() => readPoint({ point }, srs)).toThrow(new PlacesInvalid(message));
  });
});

describe('a radius', () => {
  it.each([
    [undefined, 100],
    ['0.01', 0.01],
    ['1000', 1000],
  ])('of %s metres is %d', (radius, metres) => {
    expect(readRadius({ radius })).toBe(metres);
  });

  it.each(['0', '0.009', '1000.1', '-5', 'far'])('of %s metres is refused', (radius) => {
    const refused = new PlacesInvalid('Parameter radius must be a number from 0.01 to 1000.');
    expect(() => readRadius({ radius })).toThrow(refused);
  });
});

describe('a box', () => {
  it.each([
    ['520900,160700,521400,160800', { west: 520_900, south: 160_700, east: 521_400, north: 160_800 }],
    ['520000,160000,521000,161000', { west: 520_000, south: 160_000, east: 521_000, north: 161_000 }],
    ['520000,160000,525000,160200', { west: 520_000, south: 160_000, east: 525_000, north: 160_200 }],
  ])('%s is read', (bbox, box) => {
    expect(readBox({ bbox }, '27700')).toEqual(box);
  });

  it('has its latitudes first in EPSG:4326', () => {
    const { west, south, east, north } = readBox({ bbox: '51.408,-0.305,51.409,-0.304' }, '4326');
    expect([east - west, north - south]).toEqual([expect.closeTo(70, -1), expect.closeTo(111, -1)]);
  });

  it.each([
    ['520000,160000,521000', 'Parameter bbox must be 4 numbers separated by commas.'],
    ['521000,160000,520000,161000', 'Parameter bbox must give the lower left corner first, then the upper right one.'],
    ['520000,160000,520000,161000', 'Parameter bbox must give the lower left corner first, then the upper right one.'],
    ['520000,160000,521000,161000.1', 'Requested bounding box is too large: it can be at most 1 km2.'],
    ['520000,160000,525001,160001', 'Requested bounding box is too long: a side can be at most 5 km.'],
    ['700000,160000,700001,160001', 'Parameter bbox is not within the British National Grid.'],
  ])('%s is refused', (bbox, message) => {
    expect(() => readBox({ bbox }, '27700')).toThrow(new PlacesInvalid(message));
  });
});
