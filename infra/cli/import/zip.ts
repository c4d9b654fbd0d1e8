/** The files of a zip archive, as OS supplies them. */
import type { Readable } from 'node:stream';
import { type Entry, open, type ZipFile } from 'yauzl';
import { Unreadable } from '#shared/datasets/importer.ts';
import type { Bytes } from './source.ts';

export const isZip = (start: Buffer): boolean => start.toString('latin1').startsWith('PK\x03\x04');

const openArchive = (path: string): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    open(path, { lazyEntries: true, autoClose: false }, (error, archive) =>
      error ? reject(new Unreadable(`${path} cannot be unpacked: ${error.message}.`)) : resolve(archive),
    ),
  );

const entriesOf = (archive: ZipFile): Promise<Entry[]> =>
  new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    archive.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) entries.push(entry);
      archive.readEntry();
    });
    archive.on('end', () => resolve(entries));
    archive.on('error', (error: Error) => reject(new Unreadable(`The archive cannot be read: ${error.message}.`)));
    archive.readEntry();
  });

const openEntry = (archive: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) =>
    archive.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))),
  );

/** Every file of data in the archive, in order of name, so that volumes come in theirs. */
export const openZip = async (path: string): Promise<Bytes[]> => {
  const archive = await openArchive(path);
  const entries = (await entriesOf(archive)).filter(
    ({ fileName }) => /\.(csv|txt|tsv|json|geojson)$/i.test(fileName) && !fileName.startsWith('__MACOSX/'),
  );
  if (entries.length === 0) throw new Unreadable(`There is no .csv, .json or .geojson file in ${path}.`);
  return entries
    .sort((a, b) => a.fileName.localeCompare(b.fileName))
    .map((entry) => ({ name: entry.fileName, open: () => openEntry(archive, entry) }));
};
