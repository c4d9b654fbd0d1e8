/** Which zones a place is in. Pure. A zone's list of properties says more than its streets, and they more than its area. */
import type { Zone } from '../contract/zones.ts';
import { areaTest, type Point } from './geometry.ts';
import { isAmong } from './houseNumbers.ts';

export interface Place {
  readonly uprn?: string | undefined;
  readonly usrn?: string | undefined;
  /** House number, as addresses have it. */
  readonly number?: string | undefined;
  readonly point?: Point | undefined;
}

export interface Exclusion {
  readonly reason: string;
  readonly reasonWelsh?: string | undefined;
}

export interface Finding {
  /** Codes of zones: those that name the property, then those that name its street, then those whose area it is in. */
  readonly zones: readonly string[];
  /** Why the property gets no permit, whatever zone it is in. */
  readonly excluded?: Exclusion;
}

export interface ZoneIndex {
  readonly zones: ReadonlyMap<string, Zone>;
  at(place: Place, day: string): Finding;
  /** Zones that any part of a street is in. */
  onStreet(usrn: string): string[];
}

const grouped = <K, V>(entries: Iterable<readonly [K, V]>): ReadonlyMap<K, readonly V[]> => {
  const groups = new Map<K, V[]>();
  for (const [key, value] of entries) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
};

const indexed = (zones: readonly Zone[]) => ({
  byUprn: grouped(zones.flatMap(({ zone, uprns }) => uprns.map((uprn) => [uprn, zone] as const))),
  byUsrn: grouped(
    zones.flatMap(({ zone, streets }) => streets.map(({ usrn, only }) => [usrn, { zone, only }] as const)),
  ),
  areas: zones.flatMap(({ zone, area }) => (area ? [{ zone, has: areaTest(area) }] : [])),
  excluded: grouped(
    zones.flatMap(({ excluded }) => excluded.flatMap(({ uprns, ...why }) => uprns.map((uprn) => [uprn, why] as const))),
  ),
});

export const zoneIndex = (list: readonly Zone[]): ZoneIndex => {
  const zones = [...list].sort((a, b) => (a.zone < b.zone ? -1 : 1));
  const { byUprn, byUsrn, areas, excluded } = indexed(zones);
  return {
    zones: new Map(zones.map((zone) => [zone.zone, zone])),
    onStreet: (usrn) => [...new Set(byUsrn.get(usrn)?.map(({ zone }) => zone))],
    at: ({ uprn = '', usrn = '', number, point }, day) => {
      const streets = (byUsrn.get(usrn) ?? []).filter(({ only }) => only === undefined || isAmong(only, number));
      const why = excluded.get(uprn)?.find(({ from = '' }) => from <= day);
      return {
        zones: [
          ...new Set([
            ...(byUprn.get(uprn) ?? []),
            ...streets.map(({ zone }) => zone),
            ...(point ? areas.filter(({ has }) => has(point)).map(({ zone }) => zone) : []),
          ]),
        ],
        ...(why && { excluded: why }),
      };
    },
  };
};
