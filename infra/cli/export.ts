/** `commons datasets export`: what is live, as a file of a record a line, so that a council can take its data elsewhere. */
import { createWriteStream, existsSync, renameSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { CannotDo } from '../problem.ts';
import type { Datasets } from './import/load.ts';
import { progress } from './progress.ts';

/** Writes `{"kind":"addresses", …}` lines, packed with gzip. The file appears when it is complete. Throws `CannotDo`. */
export const exportDataset = async (datasets: Datasets, name: string, file: string): Promise<void> => {
  if (existsSync(file)) throw new CannotDo(`${file} is there already: name another file.`);
  const live = await datasets.live();
  if (!live) throw new CannotDo(`There are no live ${name} to write.`);
  const shown = progress('Writing', 'records', (live.counts[name] ?? 0) + (live.counts.streets ?? 0));
  let written = 0;
  const lines = async function* () {
    for await (const records of live.records) {
      for (const [kind, list] of Object.entries(records)) {
        for (const record of list as object[]) {
          written += 1;
          yield `${JSON.stringify({ kind, ...record })}\n`;
        }
      }
      shown.update(written);
    }
  };
  const unfinished = `${file}.part`;
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(unfinished));
  renameSync(unfinished, file);
  shown.stop();
  console.log(`${file} has ${written.toLocaleString('en-GB')} records of ${live.format}.`);
};
