/** A file for importers, of lines whose cells have no commas in them. */
import type { Source } from '#shared/datasets/importer.ts';

export const sourceOf = (name: string, lines: readonly string[]): Source => ({
  name,
  rows: async function* () {
    for (const [i, line] of lines.entries()) yield { line: i + 1, cells: line.split(',') };
  },
  text: async function* () {
    yield lines.join('\n');
  },
});
