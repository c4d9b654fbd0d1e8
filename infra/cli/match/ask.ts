/** Asks the API which addresses rows of a file are. */
import type { BrokenRow, Row } from '#shared/datasets/importer.ts';
import type { Api } from '../api.ts';
import { sendItems } from './send.ts';
import { columnOf, type NamedColumns } from './table.ts';

/** What of a row is asked. */
export interface Asking {
  /** Parts of the address, in their order. */
  readonly column: readonly string[];
  readonly postcodeColumn?: string;
}

export interface Candidate {
  readonly uprn: string;
  readonly text: string;
  readonly confidence: number;
}

/** As `POST /{council}/addresses/match` answers it. */
export interface Match extends Partial<Candidate> {
  readonly decision: 'accept' | 'review' | 'none';
  readonly reason: string;
  readonly candidates?: readonly Candidate[];
}

interface Answer {
  readonly matches: readonly (Match & { readonly id: string })[];
}

export interface Matched {
  readonly row: Row | BrokenRow;
  readonly text: string;
  readonly postcode: string;
  readonly match: Match;
}

export const textsACall = 100;
const longestText = 500;
/** What is cut there is no postcode, and the row is not refused for it. */
const longestPostcode = 100;
/** On one line: cells can hold line ends. */
const clean = (cell = ''): string => cell.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
const none = (reason: string): Match => ({ decision: 'none', reason });

/** What a row asks, and why it is not asked at all. */
const questionOf = (row: Row | BrokenRow, columns: readonly number[], postcodeColumn: number | undefined) => {
  if ('broken' in row) return { text: '', postcode: '', refusal: row.broken };
  const text = columns
    .map((column) => clean(row.cells[column]))
    .filter(Boolean)
    .join(', ');
  const postcode = postcodeColumn === undefined ? '' : clean(row.cells[postcodeColumn]).slice(0, longestPostcode);
  if (text === '') return { text, postcode, refusal: 'The row has no address.' };
  if (text.length > longestText)
    return { text, postcode, refusal: `The address has more than ${longestText} characters.` };
  return { text, postcode, refusal: undefined };
};

/** Asks for a hundred rows in one call. */
export const matcher = (api: Api, council: string, file: NamedColumns, { column, postcodeColumn }: Asking) => {
  const columns = column.map((name) => columnOf(file, name));
  const postcodes = postcodeColumn === undefined ? undefined : columnOf(file, postcodeColumn);
  return async (rows: readonly (Row | BrokenRow)[]): Promise<Matched[]> => {
    const asked = rows.map((row, i) => ({ row, id: String(i), ...questionOf(row, columns, postcodes) }));
    const texts = asked
      .filter(({ refusal }) => refusal === undefined)
      .map(({ id, text, postcode }) => ({ id, text, ...(postcode && { postcode }) }));
    const { answer, refused } = await sendItems<(typeof texts)[number], Answer>(
      api,
      `/${council}/addresses/match`,
      'texts',
      texts,
    );
    const matches = new Map<string, Match>([...refused].map(([{ id }, detail]) => [id, none(detail)]));
    for (const match of answer?.matches ?? []) matches.set(match.id, match);
    return asked.map(({ id, refusal, ...rest }) => ({
      ...rest,
      match: matches.get(id) ?? none(refusal ?? 'There was no answer.'),
    }));
  };
};
