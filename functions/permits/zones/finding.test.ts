import fc from 'fast-check';
import * as z from 'zod/mini';
import { itWithData, sharedJson } from '#test/support/sharedData.ts';
import { Area, Zone, ZoneSettings } from '../contract/zones.ts';
import { zoneWrong } from './check.ts';
import { zoneIndex } from './finding.ts';
import { areaTest } from './geometry.ts';
import { isAmong } from './houseNumbers.ts';

const square = (west: number, south: number, size: number): [number, number][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const holed = { type: 'Polygon' as const, coordinates: [square(0, 50, 10), square(4, 54, 2)] };
const several = {
  type: 'MultiPolygon' as const,
  coordinates: [[square(0, 50, 1)], [square(5, 50, 1), square(5.25, 50.25, 0.5)]],
};

describe('a point is in an area', () => {
  it.each([
    ['inside', holed, [1, 51], true],
    ['outside', holed, [11, 51], false],
    ['in a hole', holed, [5, 55], false],
    ['on the boundary', holed, [0, 53.3], true],
    ['on a corner', holed, [10, 60], true],
    ['on the boundary of a hole', holed, [4, 55], true],
    ['on a corner of a hole', holed, [4, 54], true],
    ['level with a corner of a hole', holed, [2, 54], true],
    ['level with the lower side, outside', holed, [11, 50], false],
    ['in the first of several', several, [0.5, 50.5], true],
    ['in the second', several, [5.1, 50.1], true],
    ['in its hole', several, [5.5, 50.5], false],
    ['between them', several, [3, 50.5], false],
  ] as const)('%s: %#', (_, area, point, is) => {
    expect(areaTest(area)(point)).toBe(is);
  });

  it('whichever way its rings go, and wherever they begin', () => {
    const spin = (ring: [number, number][], by: number) => {
      const open = ring.slice(1);
      const turned = [...open.slice(by), ...open.slice(0, by)];
      return [...turned, turned[0] ?? [0, 0]] as [number, number][];
    };
    const part = fc.integer({ min: 0, max: 20 }).map((one) => one / 2);
    fc.assert(
      fc.property(part, part, fc.nat(3), fc.boolean(), (x, y, by, back) => {
        const ring = spin(square(0, 0, 10), by);
        const hole = spin(square(4, 4, 2), by);
        const area = { type: 'Polygon' as const, coordinates: [back ? ring.reverse() : ring, hole] };
        const isInHole = x > 4 && x < 6 && y > 4 && y < 6;
        expect(areaTest(area)([x, y])).toBe(!isInHole);
      }),
    );
  });

  itWithData('in the zones of Sunderland', () => {
    const { features } = sharedJson<{ features: { geometry: unknown }[] }>(
      'national',
      'verify-local-patterns',
      'sunderland-permit-zone.geojson',
    );
    const zones = features.map(({ geometry }, i) =>
      z.parse(Zone, { zone: `part-${i + 1}`, name: `Part ${i + 1}`, area: z.parse(Area, geometry) }),
    );
    expect(zones.map(zoneWrong)).toEqual([[], [], [], []]);
    const index = zoneIndex(zones);
    const at = (...point: [number, number]) => index.at({ point }, '2026-11-23').zones;
    expect(at(-1.3865, 54.8975)).toEqual(['part-1']);
    expect(at(-1.388499, 54.898119)).toEqual(['part-1']);
    expect(at(-1.38, 54.95)).toEqual([]);
  });
});

describe('house numbers', () => {
  it.each([
    [{ parity: 'odd' }, '7', true],
    [{ parity: 'odd' }, '8', false],
    [{ parity: 'even', from: 2, to: 30 }, '30A', true],
    [{ parity: 'even', from: 2, to: 30 }, '32', false],
    [{ from: 13 }, '12A-14B', true],
    [{ from: 15 }, '12A-14B', false],
    [{}, undefined, false],
    [{ to: 5 }, 'Mill House', false],
  ] as const)('%j has %s: %s', (only, number, is) => {
    expect(isAmong(only, number)).toBe(is);
  });
});

describe('zones', () => {
  const zone = (code: string, given: object) => z.parse(Zone, { zone: code, name: code, ...given });
  const index = zoneIndex([
    zone('by-area', {
      area: holed,
      excluded: [{ uprns: ['9'], reason: 'Car-free', reasonWelsh: 'Di-gar', from: '2026-12-01' }],
    }),
    zone('by-street', {
      streets: [
        { usrn: '1', name: 'Mill Lane', only: { parity: 'odd' } },
        { usrn: '2', name: 'High Street' },
      ],
    }),
    zone('by-property', { uprns: ['8', '9'] }),
  ]);
  const point = [1, 51] as const;
  it.each([
    [
      'by all that is known, the surest first',
      { uprn: '8', usrn: '1', number: '3', point },
      ['by-property', 'by-street', 'by-area'],
    ],
    ['not by the other side of the street', { uprn: '7', usrn: '1', number: '4', point }, ['by-area']],
    ['by a whole street, without a number', { uprn: '7', usrn: '2' }, ['by-street']],
    ['in none', { uprn: '7' }, []],
  ])('%s', (_, place, zones) => {
    expect(index.at(place, '2026-11-23')).toEqual({ zones });
  });

  it('exclude a property from its day on, whatever zone it is in', () => {
    expect(index.at({ uprn: '9' }, '2026-11-30')).toEqual({ zones: ['by-property'] });
    expect(index.at({ uprn: '9' }, '2026-12-01')).toMatchObject({
      excluded: { reason: 'Car-free', reasonWelsh: 'Di-gar' },
    });
  });

  it.each([
    [
      'a ring that is not closed',
      { area: { type: 'Polygon', coordinates: [[...square(0, 50, 1).slice(0, 4), [0.1, 50]]] } },
      { '#/area/coordinates/0/4': expect.stringContaining('not closed') },
    ],
    [
      'a ring of one point',
      { area: { type: 'MultiPolygon', coordinates: [[square(0, 50, 1)], [square(0, 50, 0)]] } },
      { '#/area/coordinates/1/0': 'encloses nothing' },
    ],
    [
      'the latitude first',
      { area: { type: 'Polygon', coordinates: [square(54.9, -1.4, 0.01)] } },
      { '#/area/coordinates/0': expect.stringContaining('longitude first') },
    ],
    [
      'a street twice',
      {
        streets: [
          { usrn: '1', name: 'a' },
          { usrn: '1', name: 'b' },
        ],
      },
      { '#/streets/1': 'is there already' },
    ],
    [
      'two sides of a street',
      {
        streets: [
          { usrn: '1', name: 'a', only: { parity: 'odd' } },
          { usrn: '1', name: 'a', only: { parity: 'even' } },
        ],
      },
      {},
    ],
    [
      'numbers back to front',
      { streets: [{ usrn: '1', name: 'a', only: { from: 9, to: 3 } }] },
      { '#/streets/0/only/to': expect.any(String) },
    ],
    ['a property twice', { uprns: ['5', '5'] }, { '#/uprns/1': 'is there already' }],
  ])('are refused with %s, or not', (_, given, expected) => {
    expect(Object.fromEntries(zoneWrong(z.parse(ZoneSettings, { name: 'x', ...given })))).toEqual(expected);
  });
});
