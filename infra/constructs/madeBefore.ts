/** Bundles that were made before: most syntheses on one machine, as those of tests, bundle what has not changed. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Made {
  /** Before anything was read, in milliseconds. */
  readonly startedAt: number;
  /** Every file that is in it. */
  readonly inputs: readonly string[];
  /** Texts by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Beside the packages: goes when they are installed anew. */
export const bundlesKept = join(import.meta.dirname, '../../node_modules/.cache/council-commons/bundles');

/** How it is bundled, and with what. */
const always = [join(import.meta.dirname, 'bundle.ts'), join(import.meta.dirname, '../../package-lock.json')];

const fileOf = (cache: string, entry: string): string =>
  join(cache, createHash('sha256').update(realpathSync(entry)).digest('hex'));

/** Nothing sets the time of a file's last change but a change: not even what sets the time of its last writing. */
const isUnchanged = ({ startedAt, inputs }: Made): boolean =>
  [...always, ...inputs].every((file) => (statSync(file, { throwIfNoEntry: false })?.ctimeMs ?? startedAt) < startedAt);

export const kept = (cache: string, entry: string): Made | undefined => {
  try {
    const made: Made = JSON.parse(readFileSync(fileOf(cache, entry), 'utf8'));
    return isUnchanged(made) ? made : undefined;
  } catch {
    // Never made.
    return undefined;
  }
};

/** In one step, because others may be reading it. */
export const keep = (cache: string, entry: string, made: Made): void => {
  mkdirSync(cache, { recursive: true });
  const file = fileOf(cache, entry);
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(made));
  renameSync(`${file}.${process.pid}`, file);
};
