/** `commons import areas-authorities`: GOV.UK's table of local authorities (alphagov/local-links-manager, data/local-authorities.csv). */
import type { Remark } from '#shared/datasets/collection.ts';
import type { Source, TableImporter } from '#shared/datasets/importer.ts';
import { tableRows } from '#shared/datasets/tableFile.ts';
import type { Authority } from '../contract/tables.ts';

const columns = {
  required: ['id', 'gss', 'local_custodian_code', 'tier_id', 'parent_local_authority_id', 'name'],
  optional: ['snac', 'slug', 'country_name', 'homepage_url'],
} as const;
type Cells = Readonly<Record<(typeof columns)['required' | 'optional'][number], string>>;

const tiers: Readonly<Record<string, Authority['tier']>> = { 1: 'county', 2: 'district', 3: 'unitary' };

/** North Yorkshire and Somerset have the codes of the counties that they were; directories have those of today. */
const aliases: Readonly<Record<string, string>> = { E10000023: 'E06000065', E10000027: 'E06000066' };
const gssOf = (code: string): string => aliases[code] ?? code;

const fault = ({ gss, tier_id, parent_local_authority_id: parent, name }: Cells, ids: ReadonlyMap<string, string>) => {
  if (!/^[A-Z]\d{8}$/.test(gss)) return '“gss” must be a GSS code';
  if (!tiers[tier_id]) return '“tier_id” must be 1 for a county, 2 for a district or 3 for a unitary authority';
  if (parent && !ids.has(parent)) return '“parent_local_authority_id” must be the “id” of another row';
  return name ? undefined : '“name” must be there';
};

const authorityIn = (cells: Cells, ids: ReadonlyMap<string, string>): Authority => {
  const { gss, name, snac, slug, country_name: country, homepage_url: homepage } = cells;
  const parent = ids.get(cells.parent_local_authority_id);
  const custodianCode = Number(cells.local_custodian_code);
  return {
    ...{ gss: gssOf(gss), name, tier: tiers[cells.tier_id] ?? 'unitary' },
    ...(parent && { parent }),
    ...(snac && { snac }),
    ...(custodianCode > 0 && { custodianCode }),
    ...(slug && { slug }),
    ...(country && { country }),
    ...(homepage && { homepage }),
  };
};

const read: TableImporter['read'] = async (sources: readonly Source[]) => {
  const [rows, remarks]: [{ line: number; cells: Cells }[], Remark[]] = [[], []];
  const reject = (line: number, reason: string, detail: string) =>
    remarks.push({ line, outcome: 'rejected', reason, detail });
  for (const source of sources) {
    for await (const row of tableRows(source, columns)) {
      if ('broken' in row) reject(row.line, 'not-csv', row.broken);
      else rows.push(row);
    }
  }
  const ids = new Map(rows.map(({ cells }) => [cells.id, gssOf(cells.gss)]));
  for (const { line, cells } of rows) {
    const wrong = fault(cells, ids);
    if (wrong) reject(line, 'not-valid', wrong);
  }
  return { body: { authorities: rows.map(({ cells }) => authorityIn(cells, ids)) }, rows: rows.length, remarks };
};

export const authorities: TableImporter = {
  name: 'areas-authorities',
  path: 'areas/authorities',
  noun: 'authorities',
  read,
};
