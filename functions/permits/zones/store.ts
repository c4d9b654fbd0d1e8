/**
 * Zones of a council. They are few and read together; a warm function keeps them until the council's settings change.
 *
 *   <council>#ZONES   <zone>   a zone, packed
 */
import { isDeepStrictEqual } from 'node:util';
import type { AuditTrail, Deed } from '#shared/audit/trail.ts';
import { Kept } from '#shared/cache.ts';
import type { Write } from '#shared/dynamodb/expression.ts';
import { packer } from '#shared/dynamodb/pack.ts';
import { packedWithin } from '#shared/dynamodb/packedWithin.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Zone } from '../contract/zones.ts';
import type { SettingsVersion } from '../settings.ts';
import { type ZoneIndex, zoneIndex } from './finding.ts';

export interface ZoneStore {
  /** As they are now. */
  index(council: string): Promise<ZoneIndex>;
  /** In place of what there was. */
  put(council: string, zone: Zone, deed: Deed): Promise<void>;
  /** `mayGo` throws where it may not; `false` where there is none. */
  remove(council: string, zone: string, deed: Deed, mayGo: () => Promise<void>): Promise<boolean>;
}

interface Parts {
  readonly table: Table;
  readonly trail: AuditTrail;
  readonly settings: SettingsVersion;
}

const pack = packer<Zone>(
  '"reasonWelsh":"excluded":[{"uprns":["parity":"odd""even","only":{"from":,"to":"streets":[{"usrn":"9","name":"area":{"type":"Polygon","coordinates":[[[-0.',
);
const keyOf = (council: string, zone: string) => ({ pk: `${council}#ZONES`, sk: zone });
/** Of all councils that a warm function serves, in packed bytes. */
const mostKept = 8_000_000;

/** What the trail tells of a zone: lists by how long they are. */
const audited = ({ zone: _, ...settings }: Zone) =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => {
      if (value === undefined || name === 'area') return [];
      return [[name, Array.isArray(value) ? value.length : value]];
    }),
  );

const changedIn = (before: Zone | undefined, after: Zone | undefined): string[] => {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]) as Set<keyof Zone>;
  return [...names].filter((name) => !isDeepStrictEqual(before?.[name], after?.[name]));
};

export const zoneStore = ({ table, trail, settings }: Parts): ZoneStore => {
  const kept = new Kept<{ version: number; index: ZoneIndex; bytes: number }>(mostKept, ({ bytes }) => bytes);
  const read = async (council: string) => {
    const items = await table.queryAll({ pk: keyOf(council, '').pk, consistent: true });
    const bytes = items.reduce((sum, { data }) => sum + (data instanceof Uint8Array ? data.length : 0), 1);
    return { index: zoneIndex(items.map(({ data }) => pack.unpack(data))), bytes };
  };
  const one = async (council: string, zone: string) => {
    const item = await table.get(keyOf(council, zone), { consistent: true });
    return item && pack.unpack(item.data);
  };
  const told = (council: string, on: string, deed: Deed, before?: Zone, after?: Zone): Write =>
    trail.write(council, {
      ...deed,
      on,
      fields: changedIn(before, after),
      ...(before && { before: audited(before) }),
      ...(after && { after: audited(after) }),
    });
  return {
    index: async (council) => {
      const version = await settings.read(council);
      const there = kept.get(council);
      if (there?.version === version) return there.index;
      const { index, bytes } = await read(council);
      kept.set(council, { version, index, bytes });
      return index;
    },
    put: (council, zone, deed) =>
      settings.change(council, async () => {
        const before = await one(council, zone.zone);
        if (before && isDeepStrictEqual(before, zone)) return { result: undefined, writes: [] };
        const item = { ...keyOf(council, zone.zone), type: 'permit-zone', data: packedWithin(pack, zone) };
        return { result: undefined, writes: [{ put: item }, told(council, zone.zone, deed, before, zone)] };
      }),
    remove: (council, zone, deed, mayGo) =>
      settings.change(council, async () => {
        const before = await one(council, zone);
        if (!before) return { result: false, writes: [] };
        await mayGo();
        return { result: true, writes: [{ remove: keyOf(council, zone) }, told(council, zone, deed, before)] };
      }),
  };
};
