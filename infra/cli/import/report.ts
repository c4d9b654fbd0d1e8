/** What the command says when a load is done. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Counts, Remark } from '#shared/datasets/collection.ts';
import type { Importer } from '#shared/datasets/importer.ts';
import type { Dataset } from './load.ts';

const number = new Intl.NumberFormat('en-GB');

const under = (counts: Counts, prefix: string): [string, number][] =>
  Object.entries(counts).flatMap(([name, count]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), count]] : [],
  );

const listed = (entries: [string, number][]): string[] =>
  entries.sort(([, a], [, b]) => b - a).map(([reason, count]) => `    ${number.format(count).padStart(10)}  ${reason}`);

const total = (entries: readonly (readonly [string, number])[]): number =>
  entries.reduce((sum, [, count]) => sum + count, 0);

/** What became of the file, every row accounted for. */
export const summary = (counts: Counts, { noun, tells = {} }: Pick<Importer, 'noun' | 'tells'>): string[] => {
  const leftOut = under(counts, 'left-out.');
  const rejected = under(counts, 'rejected.');
  const warnings = under(counts, 'warning.');
  const rows = counts.rows ?? 0;
  const used = rows - total(leftOut) - (counts['rejected-rows'] ?? 0);
  return [
    `  ${number.format(rows)} rows read, ${number.format(used)} of them used`,
    `  ${number.format(counts[noun] ?? 0)} ${noun} loaded${counts.streets ? `, ${number.format(counts.streets)} streets` : ''}`,
    ...Object.entries(tells).flatMap(([name, says]) =>
      counts[name] ? [`    ${number.format(counts[name]).padStart(10)}  ${says}`] : [],
    ),
    `  ${number.format(total(leftOut))} rows left out by rule`,
    ...listed(leftOut),
    `  ${number.format(counts.rejected ?? 0)} rejected`,
    ...listed(rejected),
    ...(warnings.length > 0
      ? [`  ${number.format(total(warnings))} ${total(warnings) === 1 ? 'warning' : 'warnings'}`, ...listed(warnings)]
      : []),
  ];
};

const cell = (value: unknown): string => {
  const text = String(value ?? '');
  // A cell that starts like a formula would be run by a spreadsheet.
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const csvHeader = 'line,outcome,reason,detail,reference';
export const csvRow = ({ line, outcome, reason, detail, reference }: Remark): string =>
  [line, outcome, reason, detail, reference].map(cell).join(',');

/** Writes a CSV with a row for each remark, if there is any; the number of rows. */
export const writeRejects = async (file: string, remarks: Iterable<Remark>): Promise<number> => {
  let count = 0;
  let out: WriteStream | undefined;
  for (const remark of remarks) {
    if (!out) {
      out = createWriteStream(file);
      out.write(`${csvHeader}\r\n`);
    }
    out.write(`${csvRow(remark)}\r\n`);
    count += 1;
  }
  if (out) await finished(out.end());
  return count;
};

export const outcome = (
  { version, state, checks = [] }: Dataset,
  { council, publish }: { readonly council: string; readonly publish: boolean },
  name: string,
): string[] => {
  if (state === 'live') return [`Version ${version} is live.`];
  const again = `npx commons datasets publish ${name} ${version} --council ${council}`;
  if (state === 'ready' && !publish) return [`Version ${version} is ready and not live. To publish it: ${again}`];
  return [
    `Version ${version} waits for a person, and what was live before still is:`,
    ...checks.filter(({ passed }) => !passed).map(({ says }) => `  ${says}`),
    `If the data is right all the same: ${again} --because "…"`,
    `If it is not: npx commons datasets remove ${name} ${version} --council ${council}`,
  ];
};
