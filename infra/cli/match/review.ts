/** The file of doubtful rows: what a person sees of each, and what they may write under `decision`. */
import { parsePaddedUprn } from '#shared/contract/fields.ts';
import type { Candidate, Matched } from './ask.ts';
import type { Cell } from './csvFile.ts';

/** The best one, and five runners-up. */
const letters = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const candidateColumn = (letter: string): string => `candidate_${letter}`;

export const reviewHeader = (idColumn: string | undefined): string[] => [
  ...['line', ...(idColumn === undefined ? [] : [`id (${idColumn})`])],
  ...['text', 'postcode', 'reason', 'decision', ...letters.map(candidateColumn)],
];

/** In one cell with words: a UPRN alone would be a number to a spreadsheet, which keeps too few of its digits. */
const candidateCell = ({ uprn, text, confidence }: Candidate): string =>
  `${uprn}: ${text} (${Math.round(confidence * 10) / 10})`;

/** `idColumn`: where the row has what people know it by. */
export const reviewRow = ({ row, text, postcode, match }: Matched, idColumn: number | undefined): Cell[] => {
  const { uprn, text: found = '', confidence = 0, candidates = [], reason } = match;
  const best = uprn === undefined ? [] : [{ uprn, text: found, confidence }];
  const all = [...best, ...candidates.filter((candidate) => candidate.uprn !== uprn)];
  const id = idColumn === undefined ? [] : ['cells' in row ? row.cells[idColumn] : ''];
  // As many cells in each row as there are columns: strict readers refuse a file of other rows.
  const cells = letters.map((_, i) => all[i] && candidateCell(all[i]));
  return [row.line, ...id, text, postcode, reason, '', ...cells];
};

/** What a person decided; nothing yet; or why it cannot be read. */
export type Decision = { readonly uprn: string } | { readonly none: true } | 'undecided' | { readonly unclear: string };

/** `cellOf`: what the row has in a column. */
export const readDecision = (cellOf: (column: string) => string): Decision => {
  const written = cellOf('decision');
  if (written === '') return 'undecided';
  if (/^none$/i.test(written)) return { none: true };
  if (/^[a-f]$/i.test(written)) {
    const uprn = /^(\d{1,12}):/.exec(cellOf(candidateColumn(written.toLowerCase())))?.[1];
    return uprn === undefined ? { unclear: `there is no candidate ${written}` } : { uprn };
  }
  const uprn = parsePaddedUprn(written);
  if (uprn !== undefined) return { uprn };
  if (/^\d[\d.]*e\+?\d+$/i.test(written)) {
    return {
      unclear: `a spreadsheet has shortened the UPRN to ${written}: write the letter of a candidate instead, or make the column text`,
    };
  }
  return { unclear: `“${written}” is neither the letter of a candidate, nor a UPRN, nor none` };
};
