/** Files as they come from a council: plain, gzip or zip, in UTF-8, UTF-16LE or Windows-1252, with commas or tabs. */
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { type BrokenRow, type Row, type Source, Unreadable } from '#shared/datasets/importer.ts';
import { isZip, openZip } from './zip.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252';

/** Bytes that can be read from the start any number of times. */
export interface Bytes {
  readonly name: string;
  open(): Promise<Readable>;
}

export interface Scanned extends Source {
  /** How many line ends there are: the rows, near enough for a progress bar. */
  readonly lines: number;
}

const gzipStart = [0x1f, 0x8b];

const startOf = async (path: string, length: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: length - 1 })) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** What is in a file: itself, what it unpacks to, or the files of an archive. */
export const bytesOf = async (path: string): Promise<Bytes[]> => {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new Unreadable(`There is no file ${path}.`);
  const start = await startOf(path, 4);
  if (isZip(start)) return openZip(path);
  const isGzip = gzipStart.every((byte, i) => start[i] === byte);
  return [
    {
      name: basename(path),
      open: async () => {
        const file = createReadStream(path);
        return isGzip ? pipeline(file, createGunzip(), () => undefined) : file;
      },
    },
  ];
};

const isUtf16 = (start: Buffer): boolean =>
  (start[0] === 0xff && start[1] === 0xfe) || (start.length > 3 && start[1] === 0 && start[3] === 0);

/** One pass over the bytes: which encoding they are in, and how many lines there are. */
const scan = async (bytes: Bytes): Promise<{ encoding: Encoding; lines: number }> => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let encoding: Encoding | undefined;
  let lines = 1;
  try {
    for await (const chunk of (await bytes.open()) as AsyncIterable<Buffer>) {
      encoding ??= isUtf16(chunk) ? 'utf-16le' : 'utf-8';
      if (encoding === 'utf-8' && !decodes(decoder, chunk, true)) encoding = 'windows-1252';
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
    }
  } catch (error) {
    throw new Unreadable(`${bytes.name} cannot be unpacked: ${(error as Error).message}.`);
  }
  if (encoding === 'utf-8' && !decodes(decoder, Buffer.alloc(0), false)) encoding = 'windows-1252';
  return { encoding: encoding ?? 'utf-8', lines };
};

const decodes = (decoder: InstanceType<typeof TextDecoder>, chunk: Buffer, stream: boolean): boolean => {
  try {
    decoder.decode(chunk, { stream });
    return true;
  } catch {
    return false;
  }
};

/** Decodes and takes off a byte order mark. */
const decoding = (encoding: Encoding): Transform => {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    readableObjectMode: false,
    transform(chunk: Buffer, _, done) {
      done(null, decoder.decode(chunk, { stream: true }));
    },
    flush(done) {
      done(null, decoder.decode());
    },
  });
};

const longestRow = 100_000;

interface Parsed {
  readonly info: { readonly lines: number };
  readonly record: string[];
}

/** Rows of a CSV file. A row that cannot be read is handed on as broken, and reading goes on after it. */
async function* rowsOf(bytes: Bytes, encoding: Encoding, delimiter: string): AsyncGenerator<Row | BrokenRow> {
  const broken: BrokenRow[] = [];
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: longestRow,
    on_skip: (error) => {
      if (error)
        broken.push({
          line: Number(error.lines ?? 0),
          broken: `the row is not CSV: ${error.code.replace('CSV_', '').toLowerCase().replaceAll('_', ' ')}`,
        });
      return undefined;
    },
  });
  // csv-parse yields objects when asked for `info`, which the types of a pipeline do not know.
  const rows = pipeline(
    await bytes.open(),
    decoding(encoding),
    parser,
    () => undefined,
  ) as unknown as AsyncIterable<Parsed>;
  for await (const { info, record } of rows) {
    while (broken.length > 0) yield broken.shift() as BrokenRow;
    yield { line: info.lines, cells: record };
  }
  yield* broken;
}

const firstLine = async (bytes: Bytes, encoding: Encoding): Promise<string> => {
  let text = '';
  for await (const chunk of textOf(bytes, encoding)) {
    text += chunk;
    if (text.includes('\n') || text.length > longestRow) break;
  }
  return text.split('\n')[0] ?? '';
};

/** Decoded, without a byte order mark. */
async function* textOf(bytes: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of (await bytes.open()) as AsyncIterable<Buffer>)
    yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Scans bytes and makes them readable as rows, or as text. */
export const scanned = async (bytes: Bytes): Promise<Scanned> => {
  const { encoding, lines } = await scan(bytes);
  const delimiter = (await firstLine(bytes, encoding)).includes('\t') ? '\t' : ',';
  const [rows, text] = [() => rowsOf(bytes, encoding, delimiter), () => textOf(bytes, encoding)];
  return { name: bytes.name, lines, rows, text };
};
