/** `node test/bench/suggest/larger.ts 450000 FILE.csv.gz` writes a larger gazetteer (`copies.ts`) as AddressBase Core. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { stringify } from 'csv-stringify';
import { progress } from '../../../infra/cli/progress.ts';
import { larger } from './copies.ts';
import { realRows } from './real.ts';

const write = async (count: number, file: string): Promise<void> => {
  const shown = progress('Addresses made', 'rows', count);
  async function* counted() {
    let done = 0;
    for (const row of larger(await realRows(), count)) {
      yield row;
      done += 1;
      if (done % 1000 === 0) shown.update(done);
    }
  }
  const rows = stringify({ header: true, record_delimiter: 'windows' });
  const packed = file.endsWith('.gz') ? [createGzip()] : [];
  await pipeline([Readable.from(counted()), rows, ...packed, createWriteStream(file)]);
  shown.stop();
};

const [count = '', file] = process.argv.slice(2);
if (!(Number(count) > 0) || !file) throw new Error('Say how many addresses and where: larger.ts 450000 FILE.csv.gz');
await write(Number(count), file);
