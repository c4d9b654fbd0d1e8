/** Answers as CSV (RFC 4180), for spreadsheets. */
import { stringify } from 'csv-stringify/sync';
import * as z from 'zod/mini';
import type { Form } from './capability.ts';
import { described } from './fields.ts';

/** Columns by the word in the first line. */
type Columns<Row> = Readonly<Record<string, (row: Row) => string | number | undefined>>;

/**
 * What `rowsOf` finds in an answer, a line each. A text that a spreadsheet would take for a formula is written with an apostrophe
 * before it; a number is none, and stays one that can be added up.
 */
export const csv = <Answer, Row>(rowsOf: (answer: Answer) => readonly Row[], columns: Columns<Row>): Form => ({
  mediaType: 'text/csv',
  write: (answer: Answer) =>
    stringify(
      rowsOf(answer).map((row) => Object.values(columns).map((column) => column(row))),
      {
        ...{ header: true, columns: Object.keys(columns), record_delimiter: 'windows', escape_formulas: true },
        cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
      },
    ),
});

/** `?format=` of an operation that answers CSV too. */
export const csvFormat = z.optional(
  described(z.enum(['json', 'csv']), 'The form of the answer; what the `Accept` header asks for unless told.', 'csv'),
);
