/** Areas of a file one by one, from GeoJSON, from a JSON object of names by code, or from a table. */
import { type BrokenRow, type Source, Unreadable } from '#shared/datasets/importer.ts';
import { type Asked, type Fields, fieldsIn, type Properties } from './areaFields.ts';
import { jsonPieces, type Piece } from './jsonPieces.ts';
import type { Geometry } from './polygons.ts';

export interface AreaRow {
  readonly line: number;
  readonly properties: Properties;
  readonly fields: Fields;
  /** `null`: there should be one. */
  readonly geometry?: Geometry | null;
}
/** A member of the file that is no area. */
interface Stray {
  readonly line: number;
  readonly stray: string;
}
type Rows = AsyncGenerator<AreaRow | BrokenRow | Stray>;

interface Feature {
  readonly properties?: Properties | null;
  readonly geometry?: Geometry | null;
}

/** Coordinate systems that a file may name: WGS84, what is the same to a metre, and the British grid. */
const knownSystem = /CRS:*84|EPSG:{1,2}(4326|4258|27700)\b/i;

const parsed = (file: string, { text, isFeature, line }: Piece): object => {
  try {
    const value = JSON.parse(isFeature ? text : `{${text}}`);
    if (value && typeof value === 'object') return value;
  } catch {
    // Told below.
  }
  throw new Unreadable(`${file} is not JSON, on line ${line} or soon after it.`);
};

const namesByCode: Fields = { code: 'code', name: 'name' };

/** A member of the object beside its features: a name by its code, or what says what the file is. */
const member = (file: string, value: object, line: number): AreaRow | Stray | undefined => {
  const [[key, name] = ['', '']] = Object.entries(value);
  const text = JSON.stringify(name);
  if (key === 'crs' && !knownSystem.test(text))
    throw new Unreadable(`${file} is in a coordinate system that is neither WGS84 nor the British grid: ${text}.`);
  if (key === 'type' || key === 'name' || typeof name !== 'string') return undefined;
  // Some published files have the header of a table among the codes.
  if (!/^[A-Z]\d{8}$/.test(key)) return { line, stray: key };
  return { line, fields: namesByCode, properties: { code: key, name } };
};

async function* jsonRows({ name: file, text }: Source, asked: Asked): Rows {
  let fields: Fields | undefined;
  for await (const piece of jsonPieces(file, text())) {
    const { line } = piece;
    const value = parsed(file, piece);
    if (!piece.isFeature) {
      const row = member(file, value, line);
      if (row) yield row;
      continue;
    }
    const { properties, geometry = null }: Feature = value;
    fields ??= fieldsIn(file, Object.keys(properties ?? {}), asked);
    yield { line, fields, properties: properties ?? {}, geometry };
  }
}

async function* tableRows({ name: file, rows }: Source, asked: Asked): Rows {
  let [names, fields]: [readonly string[], Fields | undefined] = [[], undefined];
  for await (const row of rows()) {
    if ('broken' in row) yield row;
    else if (!fields) [names, fields] = [row.cells, fieldsIn(file, row.cells, asked)];
    else yield { line: row.line, fields, properties: Object.fromEntries(names.map((name, i) => [name, row.cells[i]])) };
  }
}

const isJson = async ({ text }: Source): Promise<boolean> => {
  for await (const chunk of text()) if (chunk.trim()) return /^\s*[{[]/.test(chunk);
  return false;
};

/** Throws `Unreadable`. */
export async function* areaRows(source: Source, asked: Asked): Rows {
  yield* (await isJson(source)) ? jsonRows(source, asked) : tableRows(source, asked);
}
