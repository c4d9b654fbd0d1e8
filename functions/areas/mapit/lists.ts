/** Areas by ids, by types, by the start of a name and by code. */
import type { Handlers, Request } from '#shared/contract/capability.ts';
import type { Areas } from '../areas.ts';
import { MapitInvalid, MapitNotFound, type mapitOperations } from '../contract/mapit.ts';
import { readArea, readList } from './asked.ts';
import { type AreaMap, areasByCode, filtered, type MapitDependencies, mapOf } from './objects.ts';
import { kindsOfType, typeNames, typeOf } from './types.ts';

type Operations = Pick<typeof mapitOperations, 'mapitAreas' | 'mapitCode' | 'mapitGenerations' | 'mapitTypes'>;

const ofTypes = async (areas: Areas, types: readonly string[]): Promise<AreaMap> => {
  const kinds = [...new Set(types.flatMap((type) => kindsOfType[type] ?? []))];
  const authorities = new Map((await areas.authorities()).map(({ gss, parent }) => [gss, parent]));
  const loaded = (await Promise.all(kinds.map((kind) => areas.ofKind(kind)))).flat();
  const all = loaded.map(({ code, parent }) => ({ code, parent: parent ?? authorities.get(code) }));
  const wanted = all.filter(({ code, parent }) => types.includes(typeOf(code, parent) ?? ''));
  return mapOf(
    areas,
    wanted.map(({ code, parent }) => ({ code, parent, council: parent })),
  );
};

const mostNamed = 100;
const mostIds = 100;

const getAreas = async (
  { areas: store }: MapitDependencies,
  { council, params, query }: Request<Operations['mapitAreas']>,
) => {
  const list = readList(params.list);
  if (/\.(geojson|wkt|kml)$/.test(params.list))
    throw new MapitInvalid('Boundaries are of one area at a time: /area/{id}.geojson');
  const areas = await store.open(council);
  const parts = list.split(',');
  if (parts.every((part) => /^\d+$/.test(part))) {
    if (parts.length > mostIds) throw new MapitInvalid('Bad area ID specified');
    return filtered(await areasByCode(areas, parts.map(readArea)), query, areas);
  }
  if (parts.every((part) => Object.hasOwn(typeNames, part))) return filtered(await ofTypes(areas, parts), query, areas);
  const found = await areas.named(list, mostNamed);
  return filtered(
    await areasByCode(
      areas,
      found.map(({ code }) => code),
    ),
    query,
    areas,
  );
};

const getCode = async ({ areas: store }: MapitDependencies, { council, params }: Request<Operations['mapitCode']>) => {
  const value = readList(params.value).toUpperCase();
  const areas = await store.open(council);
  const [area] = params.type === 'gss' ? Object.values(await areasByCode(areas, [value])) : [];
  if (!area) throw new MapitNotFound(`No areas were found that matched code ${params.type} = ${value}.`);
  return area;
};

const getGenerations = async (
  { areas: store }: MapitDependencies,
  { council }: Request<Operations['mapitGenerations']>,
) => {
  const { editions } = await store.open(council);
  const live = editions.areas ?? editions.postcodes;
  if (!live) return {};
  const { version: id, publishedAt: created = null, format: description } = live;
  return { [id]: { id, active: true, created, description } };
};

export const listHandlers = (dependencies: MapitDependencies): Handlers<{ operations: Operations }> => ({
  mapitAreas: (request) => getAreas(dependencies, request),
  mapitCode: (request) => getCode(dependencies, request),
  mapitGenerations: (request) => getGenerations(dependencies, request),
  mapitTypes: () => ({ area: { ...typeNames }, code: { gss: 'GSS (ONS) code' }, name: { cy: 'Welsh' } }),
});
