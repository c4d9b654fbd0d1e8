/** `commons import waste-rounds`: the rounds table of the Local Waste Service Standards, one CSV that a small council can make. */
import { createHash } from 'node:crypto';
import type { Remark } from '#shared/datasets/collection.ts';
import {
  type Importer,
  type Source,
  type Staged,
  type StagingTools,
  type TableImporter,
  Unreadable,
} from '#shared/datasets/importer.ts';
import { tableRows } from '#shared/datasets/tableFile.ts';
import type { PropertyService, WasteProperty } from './contract/rounds.ts';
import { movedDates } from './movedDatesFile.ts';
import { type Cells, columns, type Place, readRow } from './roundsRow.ts';

const perBatch = 500;
/** That a batch takes. */
const mostRemarks = 5000;

interface Gathered {
  readonly line: number;
  /** What any of its rows says of it; the first that does. */
  place: Place;
  readonly services: PropertyService[];
}

type Row = WasteProperty & { readonly line: number };

/** Neighbours beside each other, so that a batch has few streets and postcodes to note; else by UPRN. */
const orderOf = ({ postcode = '', usrn = '', uprn }: Row): string => [postcode, usrn, uprn].join(' ');

/** Rows by property, with the line that each was first on; and what was not taken. */
class Reading {
  readonly properties = new Map<string, Gathered>();
  readonly remarks: Remark[] = [];
  rows = 0;

  add(line: number, cells: Cells): void {
    this.rows += 1;
    const found = readRow(cells);
    if ('reason' in found) {
      const reference = cells.uprn.slice(0, 40);
      this.remarks.push({ line, outcome: 'rejected', ...found, ...(reference && { reference }) });
      return;
    }
    const { uprn, place, service } = found;
    const property = this.properties.get(uprn) ?? { line, place, services: [] };
    property.place = { ...place, ...property.place };
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

  #buildingOf(uprn: string, { place: { parentUprn } }: Gathered): Gathered | undefined {
    return parentUprn === undefined || parentUprn === uprn ? undefined : this.properties.get(parentUprn);
  }

  /** With what the building's shared containers bring, and where the building is. */
  #record(uprn: string, gathered: Gathered): Omit<Row, 'shared'> {
    const { line, place, services } = gathered;
    const building = this.#buildingOf(uprn, gathered);
    const { parentUprn: _, ...where } = building?.place ?? {};
    const communal = (building?.services ?? []).map((service) => ({ ...service, communal: true as const }));
    return { uprn, ...where, ...place, services: [...services, ...communal], line };
  }

  /** In an order of their own, so that the same file makes the same batches. */
  records(): Row[] {
    const buildings = new Set([...this.properties].map(([uprn, gathered]) => this.#buildingOf(uprn, gathered)));
    const records = [...this.properties].flatMap(([uprn, gathered]): Row[] => {
      const record = this.#record(uprn, gathered);
      if (record.services.length > 0) return [{ ...record, ...(buildings.has(gathered) && { shared: true as const }) }];
      const detail = `nothing comes to the property, nor to its parent ${record.parentUprn}`;
      this.remarks.push({ line: record.line, outcome: 'rejected', reason: 'nothing-comes', detail, reference: uprn });
      return [];
    });
    return records
      .map((one) => [orderOf(one), one] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, one]) => one);
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
