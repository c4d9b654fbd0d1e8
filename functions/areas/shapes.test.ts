import fc from 'fast-check';
import { decodeRing, encodeRing, type Point } from './shapes.ts';

const degrees = (most: number) => fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((value) => value / 1e6);
const point = fc.tuple(degrees(180), degrees(90));

it('reads back what it wrote, to a millionth of a degree, in characters that JSON leaves alone', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 50 }), (ring) => {
      const text = encodeRing(ring);
      expect(text).toMatch(/^[\w-]+$/);
      expect(decodeRing(text)).toEqual(ring.map(([x, y]) => [x + 0, y + 0]));
    }),
  );
});

it('takes five or six characters for a vertex twenty metres on', () => {
  const ring = Array.from({ length: 101 }, (_, i): Point => [-3 + (i % 7) * 2e-4, 54 + i * 2e-4]);
  expect(encodeRing(ring).length).toBeLessThan(6.5 * ring.length);
});

it.each(['A!', 'g', 'Aé', 'AAA'])('refuses %j', (text) => {
  expect(() => decodeRing(text)).toThrow(TypeError);
});
