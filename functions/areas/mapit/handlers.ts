import type { Handlers, Request } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import type { Areas } from '../areas.ts';
import { MapitNotFound, type mapitOperations } from '../contract/mapit.ts';
import type { MapitArea } from '../contract/mapitObjects.ts';
import type { PostcodeRecord } from '../contract/records.ts';
import { readArea, readList, readOutward, readPoint, readPostcode } from './asked.ts';
import { geometryOf } from './geometry.ts';
import { listHandlers } from './lists.ts';
import {
  areasAt,
  areasByCode,
  filtered,
  type MapitDependencies,
  mapOf,
  pointOf,
  postcodeOf,
  shortcutsOf,
} from './objects.ts';

type Operations = typeof mapitOperations;

const getPostcode = async (
  { areas: store, clock }: MapitDependencies,
  { council, params, query }: Request<Operations['mapitPostcode']>,
) => {
  const postcode = readPostcode(params.postcode);
  const areas = await store.open(council);
  const record = await areas.postcode(postcode);
  if (!record || record.terminated) throw new MapitNotFound('No Postcode matches the given query.');
  const map = await areasAt(areas, londonDay(clock()), pointOf(record), record.codes);
  const found = filtered(map, query, areas);
  return { ...postcodeOf(record), areas: found, ...shortcutsOf(found) };
};

const getPartial = async (
  { areas: store }: MapitDependencies,
  { council, params }: Request<Operations['mapitPartialPostcode']>,
) => {
  const code = readOutward(params.postcode);
  const areas = await store.open(council);
  const outward = await areas.outward(code);
  if (!outward?.postcodes) throw new MapitNotFound('Postcode not found');
  return postcodeOf({ ...outward, postcode: code, codes: {} } as PostcodeRecord);
};

const getPoint = async (
  { areas: store, clock }: MapitDependencies,
  { council, params, query }: Request<Operations['mapitPoint']>,
) => {
  const point = readPoint(params.srid, params.point);
  const areas = await store.open(council);
  return filtered(await areasAt(areas, londonDay(clock()), point), query, areas);
};

/** Wider and wider, so that towns are answered from little. */
const circles = [200, 2000, 20_000];

const getNearest = async (
  { areas: store }: MapitDependencies,
  { council, params: { srid, point } }: Request<Operations['mapitNearest']>,
) => {
  const place = readPoint(srid, point);
  const areas = await store.open(council);
  for (const circle of circles) {
    const [nearest] = await areas.near(place, circle);
    if (nearest) return { postcode: { ...postcodeOf(nearest.record), distance: Math.round(nearest.distance) } };
  }
  throw new MapitNotFound(`No postcode found near ${readList(point)} (${srid})`);
};

const findArea = async (areas: Areas, code: string): Promise<MapitArea> => {
  const [area] = Object.values(await areasByCode(areas, [code]));
  if (!area) throw new MapitNotFound('No Area matches the given query.');
  return area;
};

const boundaryOf = async (areas: Areas, code: string) => {
  const shape = await areas.boundary(code);
  if (!shape) throw new MapitNotFound('No polygons found');
  return shape;
};

/** With its boundary, where the path asks for a form of that. */
const getArea = async (
  { areas: store }: MapitDependencies,
  { council, params: { id } }: Request<Operations['mapitArea']>,
) => {
  const code = readArea(id);
  const areas = await store.open(council);
  const area = await findArea(areas, code);
  return /\.(geojson|wkt|kml)$/.test(id) ? { ...area, shape: await boundaryOf(areas, code) } : area;
};

const getChildren = async (
  { areas: store }: MapitDependencies,
  { council, params, query }: Request<Operations['mapitAreaChildren']>,
) => {
  const code = readArea(params.id);
  const areas = await store.open(council);
  await findArea(areas, code);
  const children = await areas.children(code);
  const map = await mapOf(
    areas,
    children.map((child) => ({ code: child.code, parent: code, council: code })),
  );
  return filtered(map, query, areas);
};

const getGeometry = async (
  { areas: store }: MapitDependencies,
  { council, params }: Request<Operations['mapitAreaGeometry']>,
) => {
  const code = readArea(params.id);
  const areas = await store.open(council);
  await findArea(areas, code);
  return geometryOf(await boundaryOf(areas, code));
};

/** Near the middle of the area, and in it by the directory or by the boundary. */
const getExample = async (
  { areas: store }: MapitDependencies,
  { council, params }: Request<Operations['mapitExamplePostcode']>,
) => {
  const code = readArea(params.id);
  const areas = await store.open(council);
  await findArea(areas, code);
  const shape = await areas.boundary(code);
  if (!shape) return null;
  const { centre_lat: latitude = 0, centre_lon: longitude = 0 } = geometryOf(shape);
  for (const circle of circles) {
    const near = await areas.near({ latitude, longitude }, circle);
    const found = near.find(({ record }) => Object.values(record.codes).includes(code));
    if (found) return found.record.postcode;
  }
  return null;
};

export const mapitHandlers = (dependencies: MapitDependencies): Handlers<{ operations: Operations }> => ({
  mapitPostcode: (request) => getPostcode(dependencies, request),
  mapitPartialPostcode: (request) => getPartial(dependencies, request),
  mapitPoint: (request) => getPoint(dependencies, request),
  mapitNearest: (request) => getNearest(dependencies, request),
  mapitArea: (request) => getArea(dependencies, request),
  mapitAreaChildren: (request) => getChildren(dependencies, request),
  mapitAreaGeometry: (request) => getGeometry(dependencies, request),
  mapitExamplePostcode: (request) => getExample(dependencies, request),
  ...listHandlers(dependencies),
});
