/** What a batch of areas becomes in the table. */
import { type Collection, type Counts, sum } from '#shared/datasets/collection.ts';
import { sortedRecords } from '#shared/datasets/sorted.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import { coversOf, nameOf } from './cells.ts';
import { type Area, AreaRecord } from './contract/records.ts';
import {
  cellPartition,
  childrenPartition,
  editionKey,
  initialPartition,
  initials,
  kindPartition,
  namesPartition,
  part,
  shapeKey,
} from './keys.ts';
import { areaPack, type CellRow, cellPack, type NameRow, namePack, shapePack } from './packs.ts';
import { decodeLine, encodeLine, ringFault } from './shapes.ts';

export interface AreaRecords {
  readonly areas: readonly AreaRecord[];
}

const measureOne = ({ kind, shape, generalised }: AreaRecord): Counts => ({
  areas: 1,
  [`areas.${kind}`]: 1,
  ...(shape && { 'areas.with-boundary': 1 }),
  ...(generalised && { 'areas.generalised': 1 }),
});

const fault = ({ shape, from, to }: AreaRecord) => {
  if (from && to && to <= from) return { reason: 'no-day', detail: '“to” must be after “from”' };
  const wrong = shape?.flat().map(ringFault).find(Boolean);
  return wrong ? { reason: 'not-a-ring', detail: `a ring of the boundary ${wrong}` } : undefined;
};

/** Generalised boundaries decide nothing: with those of councils 1.6 % of postcodes were in the wrong one. */
const cellRows = ({ shape, generalised, code, kind, set, from, to }: AreaRecord): [cell: string, row: CellRow][] =>
  generalised || !shape
    ? []
    : coversOf(shape.flat().map(decodeLine)).map(({ cell, inside, lines }) => [
        nameOf(cell),
        { code, kind, set, ...(from && { from }), ...(to && { to }), inside, lines: lines.map(encodeLine) },
      ]);

const nameRow = ({ code, kind, name, nameWelsh, from, set }: Area): NameRow => [
  ...([code, kind, name] as const),
  ...([nameWelsh ?? null, from ?? '', set] as const),
];

const withoutShape = ({ shape, ...rest }: AreaRecord): Area => ({ ...rest, hasShape: shape !== undefined });

/** One item for each key that areas have, with the areas that have it. */
const listed = (
  areas: readonly Area[],
  keyOf: (area: Area) => string | undefined,
  sk: (area: Area) => string,
): Item[] =>
  [...Map.groupBy(areas, (area) => `${keyOf(area) ?? ''}\n${sk(area)}`).values()].flatMap((members) => {
    const [first] = members;
    const pk = first && keyOf(first);
    return pk ? [{ pk, sk: sk(first), data: areaPack.pack(members) }] : [];
  });

const index = (prefix: string, batch: number, { areas: records }: AreaRecords): Item[] => {
  const sk = part(batch);
  const areas = records.map(withoutShape);
  const cells = Map.groupBy(records.flatMap(cellRows), ([cell]) => cell);
  return [
    ...areas.map((area) => ({
      ...editionKey(prefix, area.code, area.set, area.from),
      data: areaPack.pack([area]),
    })),
    ...records.flatMap(({ code, set, from, shape }) =>
      shape ? [{ ...shapeKey(prefix, code, set, from), data: shapePack.pack(shape) }] : [],
    ),
    ...[...Map.groupBy(areas, ({ code }) => namesPartition(prefix, code))].map(([pk, members]) => ({
      ...{ pk, sk },
      data: namePack.pack(members.map(nameRow)),
    })),
    ...listed(
      areas,
      ({ parent }) => parent && childrenPartition(prefix, parent),
      () => sk,
    ),
    ...listed(
      areas,
      ({ kind }) => kindPartition(prefix, kind),
      () => sk,
    ),
    ...listed(
      areas,
      ({ name }) => initialPartition(prefix, name),
      ({ name }) => `${initials(name)}#${sk}`,
    ),
    ...[...cells].map(([cell, rows]) => ({
      ...{ pk: cellPartition(prefix, cell), sk },
      data: cellPack.pack(rows.map(([, row]) => row)),
    })),
  ];
};

export const areas: Collection<AreaRecords> = {
  name: 'areas',
  counted: 'areas',
  check: ({ areas: given }) => {
    const referenceOf = ({ code, set, from }: AreaRecord) => [code, set, from].filter(Boolean).join(' ');
    const { fit, remarks } = sortedRecords(AreaRecord, given, { referenceOf, fault });
    return { records: { areas: fit }, remarks };
  },
  measure: ({ areas: all }) => sum(all.map(measureOne)),
  index,
};
