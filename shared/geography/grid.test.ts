import fc from 'fast-check';
import { fromMercator, toDegrees, toGrid, toMercator } from './grid.ts';

it.each([
  [518_032, 169_094, 51.408596, -0.3043392],
  [292_921, 92_124, 50.7188465, -3.5182091],
])('%d, %d is %d, %d, as proj4 has it', (easting, northing, latitude, longitude) => {
  const degrees = toDegrees({ easting, northing });
  expect(degrees.latitude).toBeCloseTo(latitude, 6);
  expect(degrees.longitude).toBeCloseTo(longitude, 6);
});

it('goes there and back within a decimetre, anywhere in Great Britain', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 80_000, max: 656_100, noNaN: true }),
      fc.double({ min: 5000, max: 1_200_000, noNaN: true }),
      (easting, northing) => {
        const back = toGrid(toDegrees({ easting, northing })) ?? { easting: 0, northing: 0 };
        expect(Math.hypot(back.easting - easting, back.northing - northing)).toBeLessThan(0.1);
      },
    ),
  );
});

it('knows Mercator both ways', () => {
  const point = { latitude: 51.5, longitude: -0.1 };
  expect(toMercator(point)).toEqual({ x: -11_131.95, y: 6_710_219.08 });
  const back = fromMercator(toMercator(point));
  expect(back.latitude).toBeCloseTo(51.5, 6);
  expect(back.longitude).toBeCloseTo(-0.1, 6);
});

it('knows what is off the grid', () => {
  expect(toGrid({ latitude: 49, longitude: -9 })).toBeUndefined();
});
