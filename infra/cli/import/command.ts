/** `commons import`: reads a file, shows how far it is, loads it, says what came of it. */
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Remark } from '#shared/datasets/collection.ts';
import type { Importer, ImportOption, Staged, TableImporter } from '#shared/datasets/importer.ts';
import { londonDay } from '#shared/london.ts';
import { functionsFolder } from '../../capabilities.ts';
import { CannotDo } from '../../problem.ts';
import { Api, readKey } from '../api.ts';
import { progress } from '../progress.ts';
import { Datasets, type Loaded } from './load.ts';
import { outcome, summary, writeRejects } from './report.ts';
import { bytesOf, scanned } from './source.ts';
import { importTable } from './table.ts';

export interface ImportOptions {
  readonly council: string;
  readonly endpoint: string;
  readonly keyFile: string;
  readonly format?: string;
  readonly rejects?: string;
  readonly maxFewer?: number;
  readonly maxRejected?: number;
  readonly publish: boolean;
  /** Options of the importer's own, by name. */
  readonly own?: Readonly<Record<string, string | true>>;
}

/** What the capabilities' `importer.ts` files export: an importer or several, and those of small tables. */
const imported = async (folder: string): Promise<(Importer | TableImporter)[]> => {
  const files = readdirSync(folder)
    .map((name) => join(folder, name, 'importer.ts'))
    .filter((file) => existsSync(file));
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(file).href)));
  return modules.flatMap(({ importer, importers = [importer], tables = [] }) => [...importers, ...tables]);
};

/** Of datasets. */
export const findImporters = async (folder: string = functionsFolder): Promise<Importer[]> =>
  (await imported(folder)).filter((one) => 'stage' in one);

const named = <T extends { readonly name: string }>(all: readonly T[], name: string): T => {
  const found = all.find((one) => one.name === name);
  if (found) return found;
  throw new CannotDo(`There is nothing to load called “${name}”. There is ${all.map((one) => one.name).join(', ')}.`);
};

/** Every importer's own, each with what it is an option of. */
export const ownOptions = async (): Promise<(ImportOption & { readonly of: string })[]> =>
  (await findImporters()).flatMap(({ name, options = [] }) => options.map((option) => ({ ...option, of: name })));

/** Throws `CannotDo`. */
export const importerNamed = async (name: string): Promise<Importer> => named(await findImporters(), name);

const readFiles = async (
  importer: Importer,
  files: readonly string[],
  options: ImportOptions,
  { api, datasets }: { readonly api: Api; readonly datasets: Datasets },
): Promise<Staged> => {
  const bytes = (await Promise.all(files.map(bytesOf))).flat();
  const sources = await Promise.all(bytes.map(scanned));
  const shown = progress(
    'Reading',
    'rows',
    sources.reduce((sum, { lines }) => sum + lines, 0),
  );
  let rows = 0;
  const onRow = () => {
    rows += 1;
    if (rows % 500 === 0) shown.update(rows);
  };
  const asked = options.format === 'auto' ? undefined : options.format;
  try {
    const staged = await importer.stage(sources, asked, {
      workFolder: tmpdir(),
      today: londonDay(Date.now()),
      live: () => datasets.live(),
      onRow,
      options: options.own ?? {},
      ask: (path) => api.call('GET', `/${options.council}/${path}`),
    });
    shown.update(rows);
    return staged;
  } finally {
    shown.stop();
  }
};

function* both(staged: Staged, loaded: Loaded): Generator<Remark> {
  yield* staged.remarks;
  yield* loaded.rejected;
}

/** Share given in per cent. */
const tolerance = ({ maxFewer, maxRejected }: ImportOptions) => ({
  ...(maxFewer !== undefined && { fewer: maxFewer / 100 }),
  ...(maxRejected !== undefined && { rejected: maxRejected / 100 }),
});

const send = async (
  datasets: Datasets,
  staged: Staged,
  options: ImportOptions,
  onNote: (note: (text: string) => void) => void,
): Promise<Loaded> => {
  const shown = progress('Loading', 'batches', staged.batches);
  onNote(shown.note);
  try {
    return await datasets.load(
      staged,
      { tolerance: tolerance(options), publish: options.publish },
      {
        onSent: (batches) => shown.update(batches),
        onRemaining: (steps) => shown.note(`All batches are there. The server has ${steps} steps left to do.`),
        onResume: (version, batches) => {
          shown.note(`Going on with version ${version}: ${batches} of ${staged.batches} batches are there already.`);
          shown.update(batches);
        },
      },
    );
  } finally {
    shown.stop();
  }
};

/** Options of another importer would be overlooked. */
const checkOptions = (importer: Importer | TableImporter, files: readonly string[], given: object): void => {
  const options = ('options' in importer && importer.options) || [];
  const other = Object.keys(given).find((name) => !options.some((option) => option.name === name));
  if (other) throw new CannotDo(`--${other} is not an option of ${importer.name}.`);
  if (files.length === 0 && !options.some(({ name, instead }) => instead && name in given))
    throw new CannotDo('There is no file to load: name one, or several that belong together.');
};

/** Loads the files; resolves to whether the load went live, or was ready to. */
export const importFiles = async (name: string, files: readonly string[], options: ImportOptions): Promise<boolean> => {
  const importer = named(await imported(functionsFolder), name);
  checkOptions(importer, files, options.own ?? {});
  return 'stage' in importer ? loadFiles(importer, files, options) : importTable(importer, files, options);
};

const loadFiles = async (importer: Importer, files: readonly string[], options: ImportOptions): Promise<boolean> => {
  const { name } = importer;
  let note: (text: string) => void = console.log;
  const onRetry = (reason: string, seconds: number) => note(`${reason}. Trying again in ${seconds} s.`);
  const api = new Api({ endpoint: options.endpoint, key: readKey(options.keyFile), onRetry });
  const datasets = new Datasets(api, `/${options.council}/${importer.path}/datasets`);
  await datasets.list();
  const staged = await readFiles(importer, files, options, { api, datasets });
  try {
    console.log([files.map((file) => basename(file)).join(', '), staged.format].filter(Boolean).join(': '));
    const loaded = await send(datasets, staged, options, (noted) => {
      note = noted;
    });
    note = console.log;
    const { counts = {} } = loaded.dataset;
    for (const line of summary(counts, importer)) console.log(line);
    const file = options.rejects ?? `${basename(files[0] ?? name)}.rejects.csv`;
    if ((await writeRejects(file, both(staged, loaded))) > 0)
      console.log(`  Rejected rows and warnings, with line numbers: ${file}`);
    for (const line of outcome(loaded.dataset, options, name)) console.log(line);
    if (loaded.dataset.state === 'live')
      await datasets.tidy((version) => console.log(`Removing version ${version}, which is no longer kept.`));
    return loaded.dataset.state === 'live' || loaded.dataset.state === 'ready';
  } finally {
    staged.close();
  }
};
