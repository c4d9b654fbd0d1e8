/** Areas of a version: by code, name, kind and parent, their boundaries, and those around a point. */
import type { GeoPoint } from '#shared/geography/grid.ts';
import type { Areas, Within } from '../areas.ts';
import { type Cover, cellsAt, locate, nameOf } from '../cells.ts';
import { type Kind, kinds } from '../contract/kinds.ts';
import type { Area } from '../contract/records.ts';
import {
  areaPartition,
  cellPartition,
  childrenPartition,
  editionOf,
  folded,
  initialPartition,
  initials,
  kindPartition,
  namesPartition,
  shapePartition,
} from '../keys.ts';
import { areaPack, type CellRow, cellPack, type NameRow, namePack, shapePack } from '../packs.ts';
import { decodeLine, decodeRing } from '../shapes.ts';
import type { Reader } from './reader.ts';

type Edition = Pick<Area, 'code' | 'set' | 'from'>;
interface Covering extends Omit<CellRow, 'lines' | 'inside'> {
  readonly cover: Cover;
}

const unpackAreas = ({ data }: { readonly data?: unknown }) => areaPack.unpack(data);
const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
const newestFirst = (a: Edition, b: Edition): number => compare(b.from ?? '', a.from ?? '') || compare(b.set, a.set);
const byCode = (a: Edition, b: Edition): number => compare(a.code, b.code) || newestFirst(a, b);

/** Not everywhere is in one: a point outside them is most likely outside them. */
const withGaps: ReadonlySet<Kind> = new Set(['county', 'division', 'parish', 'nationalPark', 'builtUpArea']);

const cover = async ({ prefix, read }: Reader, point: GeoPoint): Promise<Covering[]> => {
  const cells = await Promise.all(
    cellsAt(point).map((cell) =>
      read(
        { pk: cellPartition(prefix, nameOf(cell)) },
        ({ data }) =>
          cellPack.unpack(data).map(({ lines, inside, ...rest }): Covering => {
            return { ...rest, cover: { cell, inside, lines: lines.map(decodeLine) } };
          }),
        (row) => 0.2 + row.cover.lines.reduce((sum, { length }) => sum + length, 0) / 100,
      ),
    ),
  );
  return cells.flat();
};

const order = (a: Within, b: Within): number =>
  compare(kinds.indexOf(a.kind), kinds.indexOf(b.kind)) ||
  compare(a.set ?? '', b.set ?? '') ||
  compare(a.outsideBy ?? 0, b.outsideBy ?? 0) ||
  compare(a.code, b.code);

/** What a point just outside stands in for: the nearest of a kind and set that has nothing there. */
const fallback = (all: readonly Within[], inside: readonly Within[]): Within[] => {
  const nearest = all
    .filter(({ outsideBy }) => outsideBy !== undefined)
    .filter(({ kind }) => inside.length === 0 || !withGaps.has(kind))
    .filter((one) => !inside.some(({ kind, set }) => kind === one.kind && set === one.set))
    .sort(order);
  return nearest.filter((one, i) => one.kind !== nearest[i - 1]?.kind || one.set !== nearest[i - 1]?.set);
};

const at = async (reader: Reader, point: GeoPoint): Promise<readonly Within[]> => {
  const all = (await cover(reader, point)).flatMap(({ cover: known, ...area }): Within[] => {
    const place = locate(known, point);
    return place ? [{ ...area, ...place }] : [];
  });
  const inside = all.filter(({ outsideBy }) => outsideBy === undefined);
  return [...inside, ...fallback(all, inside)].sort(order);
};

const names = async ({ prefix, read }: Reader, codes: readonly string[]) => {
  const wanted = new Set(codes);
  const partitions = new Set(codes.map((code) => namesPartition(prefix, code)));
  const rows = await Promise.all(
    [...partitions].map((pk) =>
      read(
        { pk },
        ({ data }) => namePack.unpack(data),
        () => 0.3,
      ),
    ),
  );
  const newest = new Map<string, NameRow>();
  for (const row of rows.flat()) {
    const [code, , , , from, set] = row;
    const known = newest.get(code);
    if (!wanted.has(code)) continue;
    if (!known || (compare(from, known[4]) || compare(set, known[5])) > 0) newest.set(code, row);
  }
  return new Map(
    [...newest].map(([code, [, kind, name, nameWelsh]]) => [
      code,
      { code, kind, name, ...(nameWelsh !== null && { nameWelsh }) },
    ]),
  );
};

const named = async ({ prefix, read }: Reader, start: string, limit: number): Promise<readonly Area[]> => {
  const wanted = folded(start);
  if (!wanted) return [];
  const found = await read({ pk: initialPartition(prefix, start), prefix: initials(start) }, unpackAreas);
  return found
    .filter(({ name }) => folded(name).startsWith(wanted))
    .sort((a, b) => compare(folded(a.name), folded(b.name)) || byCode(a, b))
    .slice(0, limit);
};

const boundary = async ({ prefix, read }: Reader, code: string, set?: string) => {
  const shapes = await read(
    { pk: shapePartition(prefix, code) },
    ({ sk, data }) => [{ ...editionOf(String(sk)), code, shape: shapePack.unpack(data) }],
    ({ shape }) => JSON.stringify(shape).length / 1000,
  );
  const [newest] = shapes.filter((one) => set === undefined || one.set === set).sort(newestFirst);
  return newest?.shape.map((polygon) => polygon.map(decodeRing));
};

type AreaReads = Pick<Areas, 'at' | 'area' | 'names' | 'children' | 'ofKind' | 'named' | 'boundary'>;

export const areaReads = (reader: Reader): AreaReads => {
  const { prefix, read } = reader;
  const list = async (pk: string) => (await read({ pk }, unpackAreas)).toSorted(byCode);
  return {
    at: (point) => at(reader, point),
    area: (code) => list(areaPartition(prefix, code)),
    names: (codes) => names(reader, codes),
    children: (code) => list(childrenPartition(prefix, code)),
    ofKind: (kind) => list(kindPartition(prefix, kind)),
    named: (...wanted) => named(reader, ...wanted),
    boundary: (...wanted) => boundary(reader, ...wanted),
  };
};
