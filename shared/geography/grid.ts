/** British National Grid and WGS84, by the Helmert transform of `geodesy` (about 2 m; OS gives 3.5 m as its worst case). */
import OsGridRef, { LatLon } from 'geodesy/osgridref.js';

export interface GridPoint {
  readonly easting: number;
  readonly northing: number;
}

export interface GeoPoint {
  readonly latitude: number;
  readonly longitude: number;
}

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** Degrees to seven decimals, a centimetre. */
export const toDegrees = ({ easting, northing }: GridPoint): GeoPoint => {
  const { latitude, longitude } = new OsGridRef(easting, northing).toLatLon();
  return { latitude: rounded(latitude, 7), longitude: rounded(longitude, 7) };
};

/** Metres to two decimals; `undefined` off the grid. */
export const toGrid = ({ latitude, longitude }: GeoPoint): GridPoint | undefined => {
  try {
    const { easting, northing } = new LatLon(latitude, longitude).toOsGrid();
    return { easting: rounded(easting, 2), northing: rounded(northing, 2) };
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('invalid ')) return undefined;
    throw error;
  }
};

/** Spherical Mercator, EPSG:3857. */
const earth = 6_378_137;

export const toMercator = ({ latitude, longitude }: GeoPoint): { x: number; y: number } => ({
  x: rounded((longitude * Math.PI * earth) / 180, 2),
  y: rounded(earth * Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)), 2),
});

export const fromMercator = ({ x, y }: { readonly x: number; readonly y: number }): GeoPoint => ({
  latitude: rounded((360 / Math.PI) * Math.atan(Math.exp(y / earth)) - 90, 7),
  longitude: rounded((x * 180) / (Math.PI * earth), 7),
});
