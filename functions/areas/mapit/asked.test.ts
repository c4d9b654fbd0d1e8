import * as fc from 'fast-check';
import { Problem } from '#shared/contract/problem.ts';
import { readArea, readFilters, readOutward, readPoint, readPostcode } from './asked.ts';
import { geometryOf } from './geometry.ts';
import { codeOfId, idOf, typeOf } from './types.ts';

const refusal = (read: () => unknown): readonly [number, string] | undefined => {
  try {
    read();
  } catch (error) {
    if (error instanceof Problem) return [error.type.status, error.message];
    throw error;
  }
  return undefined;
};

describe('what MapIt’s paths hold', () => {
  it.each([
    ['zz1 1aa', 'ZZ1 1AA'],
    ['ZZ11AA.json', 'ZZ1 1AA'],
    ['zz-1.1aa', 'ZZ1 1AA'],
  ])('reads the postcode %s', (text, postcode) => {
    expect(readPostcode(text)).toBe(postcode);
  });

  it('refuses what is no postcode in MapIt’s words', () => {
    expect(refusal(() => readPostcode('not a postcode'))).toEqual([400, "Postcode 'NOTAPOSTCODE' is not valid."]);
    expect(refusal(() => readOutward('1ZZ'))).toEqual([400, "Partial postcode '1ZZ' is not valid."]);
  });

  it.each([
    ['zz1', 'ZZ1'],
    ['ZZ1 1AA', 'ZZ1'],
    ['w1a', 'W1A'],
  ])('reads the outward code of %s', (text, outward) => {
    expect(readOutward(text)).toBe(outward);
  });

  it.each([
    ['4326', '-0.3043,51.4086', 51.4086],
    ['latlon', '51.4086,-0.3043', 51.4086],
    ['27700', '518032,169094', 51.408596],
    ['osgb', '518032,169094.json', 51.408596],
  ])('reads a point of %s', (srid, text, latitude) => {
    expect(readPoint(srid, text).latitude).toBeCloseTo(latitude, 4);
  });

  it('tells who gives latitude first that it is longitude', () => {
    expect(refusal(() => readPoint('4326', '51.4086,-0.3043'))).toEqual([
      400,
      expect.stringContaining('wrong way round'),
    ]);
  });

  it('refuses whatever else is no point, and never fails', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('4326', '27700', 'latlon', 'osgb', 'constructor', '29902'),
        fc.string(),
        (srid, text) => {
          const problem = refusal(() => readPoint(srid, text));
          expect(problem === undefined || problem[0] === 400).toBe(true);
        },
      ),
    );
  });

  it('knows areas by id and by GSS code', () => {
    expect(readArea('105007255')).toBe('E05007255');
    expect(readArea('e05007255.geojson')).toBe('E05007255');
    expect(refusal(() => readArea('Surrey'))).toEqual([400, 'Bad area ID specified']);
    expect(refusal(() => readArea('12'))).toEqual([404, 'No Area matches the given query.']);
  });

  it('gives each code an id of its own, and back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...'ENSWLMK'), fc.integer({ min: 0, max: 99_999_999 }), (letter, digits) => {
        const code = `${letter}${String(digits).padStart(8, '0')}`;
        expect(codeOfId(idOf(code) ?? 0)).toBe(code);
      }),
    );
  });

  it.each([
    [{}, true],
    [{ generation: '7' }, true],
    [{ generation: '6' }, false],
    [{ min_generation: '3' }, true],
    [{ min_generation: '8' }, false],
    [{ type: 'DIS,DIW' }, true],
    [{ type: 'LBO' }, false],
    [{ country: 'W' }, false],
  ])('asked for %p of generation 7, shows a district of England: %s', (query, shown) => {
    expect(readFilters(query, 7)({ type: 'DIS', country: 'E' })).toBe(shown);
  });

  it('refuses generations that are no numbers', () => {
    expect(refusal(() => readFilters({ min_generation: 'x' }, 7))).toEqual([
      400,
      'Bad value specified for min_generation parameter',
    ]);
  });
});

describe('types of areas', () => {
  it.each([
    ['E07000207', undefined, 'DIS'],
    ['E09000021', undefined, 'LBO'],
    ['E05007255', 'E07000207', 'DIW'],
    ['E05000411', 'E09000021', 'LBW'],
    ['E05011359', 'E08000003', 'MTW'],
    ['E05010000', 'E06000065', 'UTW'],
    ['E05008322', 'E06000053', 'COP'],
    ['E43000144', 'E07000207', 'NCP'],
    ['S14000061', undefined, 'WMC'],
    ['E23000030', undefined, undefined],
  ])('%s of %s is %s', (code, council, type) => {
    expect(typeOf(code, council)).toBe(type);
  });
});

describe('geometry of a boundary', () => {
  const square = (west: number, south: number, side: number) =>
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ] as [number, number][];

  it('takes holes out of the area, whichever way they run', () => {
    const outer = square(-0.3, 51.4, 0.02);
    const hole = square(-0.295, 51.405, 0.01);
    const whole = geometryOf([[outer]]).area ?? 0;
    const pierced = geometryOf([[outer, hole]]).area ?? 0;
    expect(pierced / whole).toBeCloseTo(0.75, 2);
    expect(geometryOf([[outer, hole.toReversed()]]).area).toBeCloseTo(pierced, 0);
    expect(geometryOf([[outer, hole]])).toMatchObject({ parts: 1, min_lon: -0.3, max_lat: 51.42 });
  });
});
