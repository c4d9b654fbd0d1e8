/** Makes areas of the rows of a file, and keeps them. */
import { deflateRawSync } from 'node:zlib';
import type { Remark } from '#shared/datasets/collection.ts';
import { Unreadable } from '#shared/datasets/importer.ts';
import type { AreaRecord } from '../contract/records.ts';
import { textOf } from './areaFields.ts';
import type { AreaRow } from './areaRows.ts';
import { type Boundary, boundaryIn, encoded, extentOf, Refused } from './polygons.ts';
import type { Staging } from './staging.ts';

export type OfSet = Pick<AreaRecord, 'set' | 'kind' | 'from' | 'to' | 'generalised'>;

/** DynamoDB takes 400 KB an item, and the boundary of an area is one. */
const mostBytes = 380_000;
const fits = (area: AreaRecord): boolean => {
  const text = JSON.stringify([area]);
  return text.length <= mostBytes || deflateRawSync(text).length <= mostBytes;
};
/** Metres; the first that makes it fit. */
const tolerances = [0, 1, 5] as const;

/**
 * Full-resolution boundaries have a point every 10 to 200 m; those generalised to 200 m, every 700 m and more. With councils of
 * every 2,100 m, 1.6 % of the postcodes of KT were in the wrong one.
 */
const mostSpacing = 600;
/** Products of ONS that are generalised, to 20, 200 or 500 m: BGC, BSC, BUC, and BGE, BSE to the extent of the realm. */
const generalisedName = /(^|[^a-z])b[gsu][ce]([^a-z]|$)|generali[sz]ed/i;
const advice =
  'Full-resolution boundaries decide (BFC of ONS, Boundary-Line); with --generalised these are for drawing.';

/** In the order of sets and codes. */
export const keyOf = ({ set, code, from = '' }: AreaRecord): string => `${set} ${code} ${from}`;

const isCode = (code: string): boolean => /^[A-Z0-9][A-Z0-9-]{0,19}$/.test(code);

type Warn = (reason: string, detail: string) => void;

/** Throws `Refused`. */
const areaIn = ({ properties, fields, geometry }: AreaRow, code: string, own: OfSet, warn: Warn): AreaRecord => {
  const [name, nameWelsh] = [textOf(properties, fields.name), textOf(properties, fields.welshName)];
  const parent = textOf(properties, fields.parent).toUpperCase();
  if (!isCode(code)) throw new Refused('code-not-valid', `“${fields.code}” is no code of an area`);
  if (!name) throw new Refused('name-missing', `“${fields.name}” is empty`);
  if (geometry === null) warn('no-boundary', 'it has no boundary');
  const { set, kind, ...rest } = own;
  return { set, code, kind, name, ...(nameWelsh && { nameWelsh }), ...(isCode(parent) && { parent }), ...rest };
};

/** Throws `Refused` for what does not fit into an item however it is thinned. */
const withShape = (area: AreaRecord, { polygons, dropped }: Boundary, points: number, warn: Warn): AreaRecord => {
  if (dropped > 0) warn('rings-left-out', `${dropped} of its rings enclose nothing`);
  for (const tolerance of tolerances) {
    const whole = { ...area, shape: encoded(polygons, tolerance) };
    if (!fits(whole)) continue;
    if (tolerance > 0) warn('boundary-thinned', `its boundary of ${points} points was thinned by up to ${tolerance} m`);
    return whole;
  }
  throw new Refused('boundary-too-long', `its boundary has ${points} points, too many even thinned by 5 m`);
};

/** A second feature of the same area is one more part of it. `false` for such a part; throws `Refused` for anything else. */
const keep = (staging: Staging, area: AreaRecord, line: number): boolean => {
  const key = keyOf(area);
  const before = staging.add({ key, line, value: area })?.value as AreaRecord | undefined;
  if (!before) return true;
  if (before.name !== area.name || !area.shape || !before.shape)
    throw new Refused('repeated', `its code came before, of ${before.name}`);
  const joined = { ...before, shape: [...before.shape, ...area.shape] };
  if (!fits(joined)) throw new Refused('boundary-too-long', 'its parts together have too many points');
  staging.replace(key, joined);
  staging.count('left-out.parts-joined');
  return false;
};

/** Reads into `staging`, telling `onArea` of each area once. */
export const areaReader = (staging: Staging, own: OfSet, onArea: (area: AreaRecord) => void) => {
  const all = { metres: 0, points: 0 };
  const read = (row: AreaRow, code: string, warn: Warn): void => {
    let area = areaIn(row, code, own, warn);
    if (row.geometry) {
      const boundary = boundaryIn(row.geometry);
      const { metres, points } = extentOf(boundary.polygons);
      [all.metres, all.points] = [all.metres + metres, all.points + points];
      area = withShape(area, boundary, points, warn);
    }
    if (keep(staging, area, row.line)) onArea(area);
  };
  return {
    /** Throws `Unreadable` for a file that is generalised by its name. */
    begin: (file: string): void => {
      if (!own.generalised && generalisedName.test(file))
        throw new Unreadable(`${file} has generalised boundaries, by its name. ${advice}`);
    },
    take: (row: AreaRow): void => {
      const code = textOf(row.properties, row.fields.code).toUpperCase();
      const remark = (outcome: Remark['outcome'], reason: string, detail: string) =>
        staging.remark({ line: row.line, outcome, reason, detail, ...(code && { reference: code.slice(0, 40) }) });
      try {
        read(row, code, (reason, detail) => remark('warning', reason, detail));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        remark('rejected', error.reason, error.message);
      }
    },
    /** Throws `Unreadable` for boundaries that look generalised. */
    end: (): void => {
      const spacing = all.metres / all.points;
      if (own.generalised || !(spacing > mostSpacing)) return;
      throw new Unreadable(
        `The boundaries are generalised: a point every ${Math.round(spacing)} m, on average, where at most ${mostSpacing} m can decide. ${advice}`,
      );
    },
  };
};
