/** Stages files of areas as `commons import` does, without a terminal or an API. */
import { tmpdir } from 'node:os';
import { bytesOf, scanned } from '#infra/cli/import/source.ts';
import type { Counts, Remark } from '#shared/datasets/collection.ts';
import { sum } from '#shared/datasets/collection.ts';
import type { Importer, Source, StagingTools } from '#shared/datasets/importer.ts';

/** With the line that it is from. */
type Sent<T> = T & { readonly line?: number };

export interface StagedAreas<T> {
  readonly format: string;
  readonly fingerprint: string;
  readonly counts: Counts;
  readonly remarks: readonly Remark[];
  /** In the order in which they would be sent, batch by batch. */
  readonly batches: readonly (readonly Sent<T>[])[];
  readonly records: readonly Sent<T>[];
}

export const sourcesOf = async (...paths: string[]): Promise<Source[]> =>
  Promise.all((await Promise.all(paths.map(bytesOf))).flat().map(scanned));

export const stageAreas = async <T>(
  importer: Importer,
  sources: readonly Source[],
  tools: Partial<StagingTools> = {},
): Promise<StagedAreas<T>> => {
  const usual = { workFolder: tmpdir(), today: '2026-11-23', live: async () => undefined, onRow: () => undefined };
  const staged = await importer.stage(sources, undefined, { ...usual, ...tools });
  try {
    const sent = Array.from({ length: staged.batches }, (_, i) => staged.batch(i));
    const batches = sent.map(({ records }) => (records[importer.noun] ?? []) as Sent<T>[]);
    const { format, fingerprint } = staged;
    const counts = sum(sent.map((one) => one.counts));
    return {
      format,
      fingerprint,
      counts,
      remarks: sent.flatMap(({ remarks }) => remarks),
      batches,
      records: batches.flat(),
    };
  } finally {
    staged.close();
  }
};
