/** Stages files as `commons import` does, without a terminal or an API. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GazetteerAddress, GazetteerStreet } from '#functions/addresses/contract/gazetteer.ts';
import { importer } from '#functions/addresses/importer.ts';
import { gazetteer } from '#functions/addresses/records.ts';
import { bytesOf, scanned } from '#infra/cli/import/source.ts';
import type { Counts, Remark } from '#shared/datasets/collection.ts';
import { sum } from '#shared/datasets/collection.ts';
import type { LiveVersion } from '#shared/datasets/importer.ts';

export const folder = mkdtempSync(join(tmpdir(), 'commons-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;

/** Writes content to a file whose name says nothing. */
export const file = (content: string | Buffer): string => {
  files += 1;
  const path = join(folder, `file${files}`);
  writeFileSync(path, content);
  return path;
};

export interface Result {
  readonly format: string;
  readonly changes: boolean;
  readonly fingerprint: string;
  readonly counts: Counts;
  readonly remarks: Remark[];
  readonly addresses: Map<string, GazetteerAddress>;
  readonly streets: Map<string, GazetteerStreet>;
  /** In the order in which they would be sent. */
  readonly order: string[];
  readonly batches: number;
}

const asLive = ({ format, addresses, streets }: Result): LiveVersion => ({
  format,
  records: (async function* () {
    yield { addresses: [...addresses.values()], streets: [...streets.values()] };
  })(),
});

/** What the server would store of some files; `live` is what they may be changes to. */
export const stage = async (paths: string | readonly string[], live?: Result, format?: string): Promise<Result> => {
  const bytes = (await Promise.all([paths].flat().map(bytesOf))).flat();
  const sources = await Promise.all(bytes.map(scanned));
  const tools = {
    workFolder: folder,
    today: '2026-11-23',
    live: async () => live && asLive(live),
    onRow: () => undefined,
  };
  const staged = await importer.stage(sources, format, tools);
  try {
    const batches = Array.from({ length: staged.batches }, (_, i) => staged.batch(i));
    const checked = batches.map(({ records }) => gazetteer.check(records, undefined));
    const addresses = checked.flatMap(({ records }) => records.addresses);
    return {
      format: staged.format,
      changes: staged.changes,
      fingerprint: staged.fingerprint,
      batches: staged.batches,
      counts: sum([
        ...batches.map(({ counts }) => counts),
        ...checked.map(({ records }) => gazetteer.measure(records)),
      ]),
      remarks: [...batches.flatMap((batch) => batch.remarks), ...checked.flatMap((one) => one.remarks)],
      addresses: new Map(addresses.map((address) => [address.uprn, address])),
      streets: new Map(checked.flatMap(({ records }) => records.streets).map((street) => [street.usrn, street])),
      order: addresses.map(({ uprn }) => uprn),
    };
  } finally {
    staged.close();
  }
};
