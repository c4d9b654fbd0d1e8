/** Reads gazetteer files into staging and joins them. */
import type { Remark } from '#shared/datasets/collection.ts';
import { type Row, type Source, type Staged, type StagingTools, Unreadable } from '#shared/datasets/importer.ts';
import type { GazetteerAddress, GazetteerStreet } from '../contract/gazetteer.ts';
import { assembleAddress, assembleStreet, LeftOutRecord } from './assemble.ts';
import { type FlatFormat, type Format, titles } from './columns.ts';
import { cutIntoBatches } from './cut.ts';
import { decomposeAddress, decomposeStreet } from './decompose.ts';
import type { Detected } from './detect.ts';
import { flatReaders } from './flatRows.ts';
import { recordReader } from './recordRows.ts';
import { isStreet, type Ordered, type Part, Staging } from './staging.ts';
import { fieldsOf, Refused } from './values.ts';

/** Header, metadata and trailer, which the trailer does not count. */
const envelope = new Set(['10', '29', '99']);

/** Of the whole load, filled in as it goes. */
class Tally {
  readonly counts: Record<string, number> = {};
  hasChanges = false;
  hasAddresses = false;
  hasStreets = false;

  add(name: string, by = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + by;
  }
}

type ReadCells = (
  cells: readonly string[],
  line: number,
) => (Part & { change: string; order: number }) | { leftOut: string };

const flatReader = (format: FlatFormat, { columns }: Detected): ReadCells => {
  const { read, change } = flatReaders[format];
  return (cells, line) => {
    const fields = fieldsOf(columns, cells);
    const value = read(fields);
    const code = (change && fields(change)?.toUpperCase()) || 'I';
    return { subject: value.uprn, kind: 'whole', key: '', deleted: code === 'D', line, value, change: code, order: 0 };
  };
};

const isFlat = (format: Format): format is FlatFormat => format in flatReaders;

export class Stager {
  readonly #staging: Staging;
  readonly #tools: StagingTools;
  readonly #format: Format;
  readonly #tally = new Tally();

  constructor(format: Format, tools: StagingTools) {
    this.#format = format;
    this.#tools = tools;
    this.#staging = new Staging(tools.workFolder);
  }

  get #postalFromLpi(): boolean {
    return this.#format === 'llpg-dtf-7.3';
  }

  #remark(remark: Remark): void {
    this.#staging.remark(remark);
    if (remark.outcome === 'rejected') this.#tally.add('rejected-rows');
  }

  #refuse(error: unknown, line: number, reference?: string): void {
    if (!(error instanceof Refused)) throw error;
    this.#remark({ line, outcome: 'rejected', reason: error.reason, detail: error.message, reference });
  }

  /** Says that a whole file was not used. */
  leaveOut(why: string): void {
    this.#remark({ line: 0, outcome: 'warning', reason: 'file-left-out', detail: why });
  }

  /** Reads one file; `place` is its place among the files, which comes before the order within it. */
  async read(source: Source, detected: Detected, place: number): Promise<void> {
    const read = isFlat(this.#format) ? flatReader(this.#format, detected) : recordReader(this.#format);
    let skip = detected.hasHeader;
    let dataRows = 0;
    for await (const row of source.rows()) {
      if (skip) {
        skip = false;
        continue;
      }
      this.#tools.onRow();
      this.#tally.add('rows');
      if ('broken' in row) {
        this.#remark({ line: row.line, outcome: 'rejected', reason: 'not-csv', detail: row.broken });
        continue;
      }
      if (!envelope.has(row.cells[0] ?? '')) dataRows += 1;
      if (row.cells[0] === '99' && !isFlat(this.#format)) this.#checkTrailer(row, dataRows);
      try {
        this.#take(read(row.cells, row.line), place);
      } catch (error) {
        this.#refuse(error, row.line);
      }
    }
  }

  /** A real supply counts its records right; files that were cut by hand do not, and are loaded all the same. */
  #checkTrailer({ cells, line }: Row, dataRows: number): void {
    const promised = Number(cells[2]);
    if (promised === dataRows) return;
    const detail = `the trailer counts ${promised} records, and there are ${dataRows}`;
    this.#remark({ line, outcome: 'warning', reason: 'trailer-count', detail });
  }

  #take(found: ReturnType<ReadCells>, place: number): void {
    if ('leftOut' in found) {
      this.#tally.add(`left-out.${found.leftOut}`);
      return;
    }
    this.#tally.hasChanges ||= found.change !== 'I';
    if (isStreet(found.kind)) this.#tally.hasStreets = true;
    else this.#tally.hasAddresses = true;
    this.#staging.addPart({ ...found, order: place * 1e12 + found.order });
  }

  /** Whether the rows themselves say that they are changes: some update or delete, or there are streets and nothing else. */
  get looksLikeChanges(): boolean {
    return this.#tally.hasChanges || (this.#tally.hasStreets && !this.#tally.hasAddresses);
  }

  /** Puts what is live before the changes. Throws `Unreadable` when there is nothing they could change. */
  async addLive(): Promise<void> {
    const live = await this.#tools.live();
    if (!live) {
      throw new Unreadable(
        'The file holds changes only, and there is nothing live to change. Load a complete file first.',
      );
    }
    const title = titles[this.#format];
    if (!live.format.startsWith(title)) {
      throw new Unreadable(
        `The file holds changes to ${title}, but what is live is ${live.format}. Load a complete file instead.`,
      );
    }
    for await (const { addresses = [], streets = [] } of live.records) {
      for (const address of addresses as GazetteerAddress[])
        for (const part of this.#partsOf(address)) this.#staging.addPart(part);
      for (const street of streets as GazetteerStreet[])
        for (const part of decomposeStreet(street)) this.#staging.addPart(part);
    }
  }

  #partsOf(address: GazetteerAddress): Ordered[] {
    if (!isFlat(this.#format)) return decomposeAddress(address, this.#postalFromLpi);
    return [{ subject: address.uprn, kind: 'whole', key: '', deleted: false, line: 0, order: -1, value: address }];
  }

  /** Makes addresses and streets of the parts. */
  join(changes: boolean): void {
    for (const { subject, parts } of this.#staging.partsBySubject(true)) {
      const street = assembleStreet(subject, parts, this.#tools.today);
      if (street) this.#staging.addStreet({ line: parts[0]?.line ?? 0, value: street });
    }
    for (const { subject, parts } of this.#staging.partsBySubject(false)) {
      if (parts[0]?.kind === 'whole') this.#joinWhole(parts, changes);
      else this.#joinParts(subject, parts);
    }
    for (const { uprn, parent, line } of this.#staging.orphans()) {
      if (changes && line === 0) continue;
      const detail = `parent ${parent} is not in the gazetteer`;
      this.#remark({ line, outcome: 'warning', reason: 'parent-not-found', detail, reference: uprn });
    }
  }

  /** In a complete file a UPRN comes once; in a file of changes the last word counts. */
  #joinWhole(parts: readonly Part[], changes: boolean): void {
    const part = changes ? parts.at(-1) : parts[0];
    if (!part || part.deleted) return;
    this.#keep(part.value as GazetteerAddress, part.line);
    for (const { line, subject } of changes ? [] : parts.slice(1)) {
      const detail = `the UPRN came before, on line ${part.line}`;
      this.#remark({ line, outcome: 'rejected', reason: 'duplicate-uprn', detail, reference: subject });
    }
  }

  #joinParts(uprn: string, parts: readonly Part[]): void {
    const context = {
      today: this.#tools.today,
      street: (usrn: string) => this.#staging.street(usrn),
      postalFromLpi: this.#postalFromLpi,
    };
    const line =
      (parts.find(({ kind, line }) => kind === 'blpu' && line > 0) ?? parts.find((part) => part.line > 0))?.line ?? 0;
    const rows = parts.filter((part) => part.line > 0).length;
    try {
      const address = assembleAddress(uprn, parts, context);
      if (address) this.#keep(address, line);
    } catch (error) {
      if (error instanceof LeftOutRecord) this.#tally.add(`left-out.${error.reason}`, rows);
      else {
        this.#refuse(error, line, uprn);
        if (rows > 1) this.#tally.add('left-out.of-a-rejected-address', rows - 1);
      }
    }
  }

  #keep(address: GazetteerAddress, line: number): void {
    this.#staging.addAddress({ line, value: address });
    if (address.postcodeLocator && address.postcode && line > 0) {
      const detail = `Royal Mail’s postcode ${address.postcode} is used, the gazetteer has ${address.postcodeLocator}`;
      this.#remark({ line, outcome: 'warning', reason: 'postcode-differs', detail, reference: address.uprn });
    }
  }

  /** Throws `Unreadable` when there is nothing to load. */
  finish(changes: boolean): Staged {
    const format = `${titles[this.#format]}${changes ? ', changes' : ''}`;
    return cutIntoBatches(this.#staging, { format, changes, counts: this.#tally.counts });
  }

  close(): void {
    this.#staging.close();
  }
}
