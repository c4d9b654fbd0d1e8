/** `commons import waste-rounds`: the rounds table of the Local Waste Service Standards, one CSV that a small council can make. */
import { createHash } from 'node:crypto';
import { parsePaddedUprn, parseUsrn } from '#shared/contract/fields.ts';
import type { Remark } from '#shared/datasets/collection.ts';
import {
  type Importer,
  type Source,
  type Staged,
  type StagingTools,
  type TableImporter,
  Unreadable,
} from '#shared/datasets/importer.ts';
import type { PropertyService, WasteProperty } from './contract/rounds.ts';
import { parseSchedule, written } from './dates/phrases.ts';
import { movedDates } from './movedDatesFile.ts';
import { code, tableRows } from './tableFile.ts';

const columns = {
  required: ['uprn', 'service', 'schedule', 'round'],
  optional: ['round_sequence', 'container', 'parent_uprn', 'usrn', 'first_date', 'last_date'],
} as const;
type Cells = Readonly<Record<(typeof columns)['required' | 'optional'][number], string>>;

const perBatch = 500;
/** That a batch takes. */
const mostRemarks = 5000;

/** What is wrong with a row, as a reason and in words; else the property and the service that it tells of. */
type Read =
  | { readonly reason: string; readonly detail: string }
  | {
      readonly uprn: string;
      readonly parent: string | undefined;
      readonly usrn: string | undefined;
      readonly service: PropertyService | undefined;
    };

const serviceIn = (cells: Cells): PropertyService | { readonly reason: string; readonly detail: string } => {
  const service = code(cells.service);
  if (!/^[a-z]/.test(service)) return { reason: 'service-missing', detail: '“service” must name a service' };
  if (!cells.round) return { reason: 'round-missing', detail: '“round” must name a round' };
  const given = {
    ...(cells.first_date && { start: cells.first_date }),
    ...(cells.last_date && { end: cells.last_date }),
  };
  const schedule = parseSchedule(cells.schedule, given);
  if ('problem' in schedule) return { reason: 'schedule-not-understood', detail: `“schedule”: ${schedule.problem}` };
  const sequence = cells.round_sequence === '' ? undefined : Number(cells.round_sequence);
  if (sequence !== undefined && !Number.isInteger(sequence))
    return { reason: 'sequence-not-valid', detail: '“round_sequence” must be a whole number' };
  const containers = cells.container.split(/[;|]/).map(code).filter(Boolean);
  return {
    service: service.slice(0, 40),
    round: cells.round.slice(0, 40),
    schedule: written(schedule),
    ...(sequence !== undefined && { sequence }),
    containers,
  };
};

const read = (cells: Cells): Read => {
  const uprn = parsePaddedUprn(cells.uprn);
  if (!uprn || uprn === '0') return { reason: 'uprn-not-valid', detail: '“uprn” must be a UPRN: 1 to 12 digits' };
  const parent = cells.parent_uprn ? parsePaddedUprn(cells.parent_uprn) : undefined;
  if (cells.parent_uprn && !parent)
    return { reason: 'parent-not-valid', detail: '“parent_uprn” must be a UPRN: 1 to 12 digits' };
  const usrn = cells.usrn ? parseUsrn(cells.usrn) : undefined;
  if (cells.usrn && !usrn) return { reason: 'usrn-not-valid', detail: '“usrn” must be a USRN: 1 to 8 digits' };
  // A flat with nothing of its own: the shared containers of its building.
  if (parent && !cells.service && !cells.schedule) return { uprn, parent, usrn, service: undefined };
  const service = serviceIn(cells);
  return 'reason' in service ? service : { uprn, parent, usrn, service };
};

interface Gathered {
  readonly line: number;
  parent: string | undefined;
  usrn: string | undefined;
  readonly services: PropertyService[];
}

/** Rows by property, with the line that each was first on; and what was not taken. */
class Reading {
  readonly properties = new Map<string, Gathered>();
  readonly remarks: Remark[] = [];
  rows = 0;

  add(line: number, cells: Cells): void {
    this.rows += 1;
    const found = read(cells);
    if ('reason' in found) {
      const reference = cells.uprn.slice(0, 40);
      this.remarks.push({ line, outcome: 'rejected', ...found, ...(reference && { reference }) });
      return;
    }
    const { uprn, parent, usrn, service } = found;
    const property = this.properties.get(uprn) ?? { line, parent, usrn, services: [] };
    property.parent ??= parent;
    property.usrn ??= usrn;
    this.properties.set(uprn, property);
    if (!service) return;
    const isThere = property.services.some((one) => JSON.stringify(one) === JSON.stringify(service));
    if (isThere) {
      this.remarks.push({
        line,
        outcome: 'warning',
        reason: 'row-repeated',
        detail: 'the row came before',
        reference: uprn,
      });
      return;
    }
    property.services.push(service);
  }

  /** With what the parent's shared containers bring. In order of UPRN, so that the same file makes the same batches. */
  records(): (WasteProperty & { line: number })[] {
    const inOrder = [...this.properties].sort(([a], [b]) => (a < b ? -1 : 1));
    const parents = new Set(inOrder.flatMap(([uprn, { parent }]) => (parent && parent !== uprn ? parent : [])));
    return inOrder.flatMap(([uprn, { line, parent, usrn, services }]) => {
      const shared = parent && parent !== uprn ? (this.properties.get(parent)?.services ?? []) : [];
      const communal = shared.map((service) => ({ ...service, communal: true as const }));
      const all = [...services, ...communal];
      const street = usrn ?? (parent && this.properties.get(parent)?.usrn);
      const place = { ...(parent && { parentUprn: parent }), ...(street && { usrn: street }) };
      const isShared = parents.has(uprn) && { shared: true as const };
      if (all.length > 0) return [{ uprn, ...place, ...isShared, services: all, line }];
      const detail = `nothing comes to the property, nor to its parent ${parent}`;
      this.remarks.push({ line, outcome: 'rejected', reason: 'nothing-comes', detail, reference: uprn });
      return [];
    });
  }
}

const readInto = async (reading: Reading, source: Source, onRow: () => void): Promise<void> => {
  for await (const row of tableRows(source, columns)) {
    if ('broken' in row) {
      const detail = row.broken.slice(0, 500);
      reading.remarks.push({ line: row.line, outcome: 'rejected', reason: 'not-csv', detail });
      continue;
    }
    onRow();
    reading.add(row.line, row.cells);
  }
};

const stage = async (
  sources: readonly Source[],
  asked: string | undefined,
  { onRow }: StagingTools,
): Promise<Staged> => {
  if (asked !== undefined && asked !== 'rounds')
    throw new Unreadable(`There is no format “${asked}”. There is rounds.`);
  const reading = new Reading();
  for (const source of sources) await readInto(reading, source, onRow);
  const records = reading.records();
  if (records.length === 0) throw new Unreadable('No row could be read.');
  const { remarks } = reading;
  const rejected = remarks.filter(({ outcome }) => outcome === 'rejected').length;
  const batches = Math.ceil(records.length / perBatch);
  const counts = { rows: reading.rows, 'rejected-rows': rejected };
  return {
    format: 'rounds',
    fingerprint: createHash('sha256')
      .update(JSON.stringify([records, remarks]))
      .digest('hex'),
    changes: false,
    batches,
    counts,
    remarks,
    batch: (number) => ({
      records: { properties: records.slice(number * perBatch, (number + 1) * perBatch) },
      remarks: remarks.slice(number * mostRemarks, (number + 1) * mostRemarks),
      counts: number === 0 ? counts : {},
    }),
    close: () => undefined,
  };
};

export const importer: Importer = {
  name: 'waste-rounds',
  path: 'waste/rounds',
  noun: 'properties',
  formats: ['rounds'],
  stage,
};

/** Small tables, written whole. */
export const tables: readonly TableImporter[] = [movedDates];
