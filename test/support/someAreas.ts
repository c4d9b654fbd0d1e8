/** A council's areas, few and whole: a district, a ward, a place, postcodes in use and not, and properties. */
import { encodeRing } from '#functions/areas/shapes.ts';

interface Wanted {
  /** Digits that all of its codes end in. */
  readonly digits: string;
  readonly name: string;
  readonly outward: string;
  readonly uprn: string;
  /** South-west corner of all of it; a tenth of a degree each way. */
  readonly west: number;
  readonly south: number;
}

/** Records of each dataset, by the last part of its path. */
export const someAreas = ({ digits, name, outward, uprn, west, south }: Wanted) => {
  const [east, north] = [west + 0.1, south + 0.1];
  const corners: [number, number][] = [[west, south], [east, south], [east, north], [west, north], [west, south]]; // biome-ignore format: a square
  const area = (kind: string, letters: string, parent?: string) => ({
    ...{ set: kind.toLowerCase(), code: `${letters}${digits}`, kind, name, shape: [[encodeRing(corners)]] },
    ...(parent && { parent: `${parent}${digits}` }),
  });
  const place = { latitude: south + 0.05, longitude: west + 0.05 };
  const codes = { district: `E07${digits}`, ward: `E05${digits}`, scottishConstituency: `S16${digits}` };
  const postcode = { easting: 333_064, northing: 468_000, ...place, codes };
  return {
    boundaries: {
      areas: [
        area('district', 'E07'),
        area('ward', 'E05', 'E07'),
        area('builtUpArea', 'E63'),
        { set: 'scotland', code: `S16${digits}`, kind: 'scottishConstituency', name },
      ],
    },
    postcodes: {
      postcodes: [
        { postcode: `${outward} 1AA`, ...postcode },
        { postcode: `${outward} 9ZZ`, ...postcode, terminated: '199606' },
      ],
    },
    properties: { properties: [{ uprn, postcode: `${outward} 1AA`, ...place }] },
  };
};
