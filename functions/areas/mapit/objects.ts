/** MapIt's objects, from what is known of areas. */
import type { GeoPoint } from '#shared/geography/grid.ts';
import type { Areas, AreasStore } from '../areas.ts';
import type { MapitArea } from '../contract/mapitObjects.ts';
import type { Codes, PostcodeRecord } from '../contract/records.ts';
import { type Judgement, onDay } from '../native/onDay.ts';
import { historyOf } from '../native/places.ts';
import { nameOf, namingOf } from '../native/present.ts';
import { type Filters, readFilters } from './asked.ts';
import { countryOf, idOf, typeNames, typeOf } from './types.ts';

export type AreaMap = Record<string, MapitArea>;

export interface MapitDependencies {
  readonly areas: AreasStore;
  readonly clock: () => number;
}

/** The live version is the one generation that is answered from. */
export const generationOf = ({ editions }: Areas): number => (editions.areas ?? editions.postcodes)?.version ?? 0;

export const filtered = (map: AreaMap, query: Filters, areas: Areas): AreaMap => {
  const wanted = readFilters(query, generationOf(areas));
  return Object.fromEntries(Object.entries(map).filter(([, area]) => wanted(area)));
};

interface Placed {
  readonly code: string;
  readonly parent?: string | undefined;
  /** Of a ward: its council, which decides its type. */
  readonly council?: string | undefined;
}

/** Those that MapIt has a type for, by id. */
export const mapOf = async (areas: Areas, placed: readonly Placed[]): Promise<AreaMap> => {
  const naming = await namingOf(
    areas,
    placed.map(({ code }) => code),
  );
  const generation = generationOf(areas);
  const all = placed.flatMap(({ code, parent, council }): MapitArea[] => {
    const [id, type] = [idOf(code), typeOf(code, council)];
    if (id === undefined || type === undefined) return [];
    const { name = code, nameWelsh } = nameOf(code, naming);
    return [
      {
        id,
        name,
        parent_area: (parent ? idOf(parent) : undefined) ?? null,
        type,
        type_name: typeNames[type] ?? type,
        ...countryOf(code),
        ...{ generation_low: generation, generation_high: generation },
        codes: { gss: code },
        all_names: nameWelsh ? { cy: nameWelsh } : {},
      },
    ];
  });
  return Object.fromEntries(all.map((area) => [area.id, area]));
};

/** What each kind is part of, where the same place has that. */
const parentKind = { ward: 'district', division: 'county', parish: 'district', district: 'county' } as const;

const placedOf = (judgement: Judgement): Placed[] =>
  Object.entries(judgement).flatMap(([kind, { code }]) => {
    if (code === null) return [];
    const parent = kind in parentKind ? judgement[parentKind[kind as keyof typeof parentKind]]?.code : undefined;
    return [{ code, parent: parent ?? undefined, council: judgement.district?.code ?? undefined }];
  });

/** Areas of a place today: `codes` of the directory, where there is one, and boundaries around the point. */
export const areasAt = async (
  areas: Areas,
  day: string,
  point: GeoPoint | undefined,
  codes: Codes = {},
): Promise<AreaMap> => {
  const evidence = { codes, within: point ? await areas.at(point) : [] };
  const history = await historyOf(areas, [evidence]);
  return mapOf(areas, placedOf(onDay(evidence, day, history)));
};

/** Areas by code, each with its parent as it was loaded. Unknown codes are left out. */
export const areasByCode = async (areas: Areas, codes: readonly string[]): Promise<AreaMap> => {
  const authorities = await areas.authorities();
  const found = await Promise.all(
    codes.map(async (code) => {
      const [edition] = await areas.area(code);
      const authority = authorities.find(({ gss }) => gss === code);
      const parent = edition?.parent ?? authority?.parent;
      return edition || authority ? [{ code, parent, council: parent }] : [];
    }),
  );
  return mapOf(areas, found.flat());
};

export const pointOf = ({ latitude, longitude }: PostcodeRecord): GeoPoint | undefined =>
  latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };

/** Without `areas`. A postcode without a place has no grid keys. */
export const postcodeOf = (record: PostcodeRecord) => {
  const { postcode, latitude, longitude, easting, northing } = record;
  if (latitude === undefined || longitude === undefined) return { postcode };
  const grid = { coordsyst: postcode.startsWith('BT') ? ('I' as const) : ('G' as const) };
  return {
    ...{ postcode, wgs84_lat: latitude, wgs84_lon: longitude, ...grid },
    ...(easting !== undefined && northing !== undefined && { easting, northing }),
  };
};

const singleTier = ['COP', 'LBW', 'LGW', 'MTW', 'UTE', 'UTW'];

/** One id each with a single tier; with two, both of both. */
export const shortcutsOf = (map: AreaMap) => {
  const all = Object.values(map);
  const of = (...types: string[]) => all.find(({ type }) => types.includes(type));
  const [single, division, ward, constituency] = [of(...singleTier), of('CED'), of('DIW'), of('WMC')];
  const pair = (county: number | null | undefined, district: number | null | undefined) => ({
    ...(county && { county }),
    ...(district && { district }),
  });
  const ends = single
    ? { ...(single.parent_area !== null && { council: single.parent_area }), ward: single.id }
    : ward || division
      ? {
          council: pair(division?.parent_area ?? of('CTY')?.id, ward?.parent_area ?? of('DIS')?.id),
          ward: pair(division?.id, ward?.id),
        }
      : {};
  const shortcuts = { ...ends, ...(constituency && { WMC: constituency.id }) };
  return Object.keys(shortcuts).length > 0 ? { shortcuts } : {};
};
