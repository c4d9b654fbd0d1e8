/** Metres on the ground, good to a few centimetres in 20 km: the curvature of the WGS84 ellipsoid where the points are. */
import type { GeoPoint } from '#shared/geography/grid.ts';

const equator = 6_378_137;
const squaredEccentricity = 0.006_694_379_990_14;
const radian = Math.PI / 180;

/** Metres of a degree of latitude and of longitude, at a latitude. */
export const metresPerDegree = (latitude: number): { readonly north: number; readonly east: number } => {
  const flat = 1 - squaredEccentricity * Math.sin(latitude * radian) ** 2;
  return {
    north: (radian * equator * (1 - squaredEccentricity)) / flat ** 1.5,
    east: (radian * equator * Math.cos(latitude * radian)) / Math.sqrt(flat),
  };
};

export const metresBetween = (a: GeoPoint, b: GeoPoint): number => {
  const { north, east } = metresPerDegree((a.latitude + b.latitude) / 2);
  return Math.hypot((a.latitude - b.latitude) * north, (a.longitude - b.longitude) * east);
};
