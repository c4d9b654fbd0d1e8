/** `commons match decisions`: what people decided on doubtful rows, kept so that the same text is known from then on. */
import type { BrokenRow, Row } from '#shared/datasets/importer.ts';
import { CannotDo } from '../../problem.ts';
import { Api, readKey } from '../api.ts';
import type { Where } from '../keys.ts';
import { readDecision } from './review.ts';
import { sendItems } from './send.ts';
import { chunked, columnOf, openRows, type RowsFile } from './table.ts';

interface Alias {
  readonly text: string;
  readonly postcode?: string;
  readonly uprn?: string;
  readonly none?: true;
}

interface Unclear {
  readonly line: number;
  readonly unclear: string;
}

const decisionsACall = 100;
const mostTold = 50;
const number = new Intl.NumberFormat('en-GB');

/** Without the apostrophe that kept a spreadsheet from running it as a formula. */
const plain = (cell = ''): string => cell.trim().replace(/^'(?=[=+\-@])/, '');

/** What a row says is to be kept; nothing yet; or why it cannot be read. */
const readRow = (row: Row | BrokenRow, header: readonly string[]): Alias | 'undecided' | Unclear => {
  const { line } = row;
  if ('broken' in row) return { line, unclear: row.broken };
  const cellOf = (column: string): string => plain(row.cells[header.indexOf(column)]);
  const decision = readDecision(cellOf);
  if (decision === 'undecided') return decision;
  if ('unclear' in decision) return { line, ...decision };
  const [text, postcode] = [cellOf('text'), cellOf('postcode')];
  return text === '' ? { line, unclear: 'the row has no text' } : { text, ...(postcode && { postcode }), ...decision };
};

/** In the order of the file, one call after the other: of two decisions on one text the later counts. */
const sendAll = async (api: Api, path: string, file: RowsFile) => {
  for (const column of ['text', 'decision']) columnOf(file, column);
  const header = file.header.map((name) => name.toLowerCase());
  const unclear: Unclear[] = [];
  let [kept, undecided] = [0, 0];
  for await (const rows of chunked(file.rows(), decisionsACall)) {
    const lines = new Map<Alias, number>();
    for (const row of rows) {
      const read = readRow(row, header);
      if (read === 'undecided') undecided += 1;
      else if ('unclear' in read) unclear.push(read);
      else lines.set(read, row.line);
    }
    const { refused } = await sendItems(api, path, 'aliases', [...lines.keys()]);
    for (const [alias, detail] of refused) unclear.push({ line: lines.get(alias) ?? 0, unclear: detail });
    kept += lines.size - refused.size;
  }
  return { kept, undecided, unclear };
};

/** Sends what was decided; resolves to whether all of it could be read. Throws `CannotDo`. */
export const sendDecisions = async (path: string, { council, endpoint, keyFile }: Where): Promise<boolean> => {
  const file = await openRows(path);
  const api = new Api({ endpoint, key: readKey(keyFile) });
  const { kept, undecided, unclear } = await sendAll(api, `/${council}/addresses/aliases`, file);
  if (kept + undecided + unclear.length === 0) throw new CannotDo(`${file.name} has no rows.`);
  console.log(`${file.name}:`);
  for (const [what, count] of Object.entries({ kept, undecided, unclear: unclear.length }))
    console.log(`  ${number.format(count).padStart(10)}  ${what}`);
  for (const { line, unclear: says } of unclear.slice(0, mostTold)) console.log(`  Line ${line}: ${says}.`);
  if (unclear.length > mostTold) console.log(`  And ${number.format(unclear.length - mostTold)} more rows.`);
  if (unclear.length > 0)
    console.log('Correct these rows, and send the file again: what is kept already stays as it is.');
  return unclear.length === 0;
};
