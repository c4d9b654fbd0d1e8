/** `commons match`: a file of addresses, row by row, with the UPRN that each is likely to be. */
import { CannotDo } from '../../problem.ts';
import { Api, readKey } from '../api.ts';
import type { Where } from '../keys.ts';
import { progress } from '../progress.ts';
import { type Asking, type Match, matcher, textsACall } from './ask.ts';
import { type Wanted, writing } from './output.ts';
import { chunked, inOrder, openRows } from './table.ts';

export type MatchOptions = Where & Asking & Omit<Wanted, 'output'> & { readonly output?: string };

const callsAtOnce = 4;
const number = new Intl.NumberFormat('en-GB');

const meanings: Readonly<Record<Match['decision'], string>> = {
  accept: 'can be taken as they are',
  review: 'need a person',
  none: 'were not found',
};

/** Writes the file anew, with what was found. Throws `CannotDo`, and then writes nothing. */
export const matchFile = async (path: string, options: MatchOptions): Promise<void> => {
  const file = await openRows(path);
  const output = options.output ?? `${file.name}.matched.csv`;
  let note: (text: string) => void = console.log;
  const onRetry = (reason: string, seconds: number) => note(`${reason}. Trying again in ${seconds} s.`);
  const api = new Api({ endpoint: options.endpoint, key: readKey(options.keyFile), onRetry });
  const match = matcher(api, options.council, file, options);
  const counts = { accept: 0, review: 0, none: 0 };
  let rows = 0;
  await writing(file, { ...options, output }, async (write) => {
    const shown = progress('Matching', 'rows', file.about);
    note = shown.note;
    try {
      for await (const matched of inOrder(chunked(file.rows(), textsACall), callsAtOnce, match)) {
        await write(matched);
        for (const one of matched) counts[one.match.decision] += 1;
        rows += matched.length;
        shown.update(rows);
      }
    } finally {
      shown.stop();
    }
    if (rows === 0) throw new CannotDo(`${file.name} has column names, and no rows under them.`);
  });
  console.log(`${file.name}: ${number.format(rows)} rows`);
  for (const [decision, count] of Object.entries(counts))
    console.log(`  ${number.format(count).padStart(10)}  ${decision}: ${meanings[decision as Match['decision']]}`);
  console.log(`All rows, with UPRN, confidence and decision: ${output}`);
  if (options.review) console.log(`Rows that need a person: ${options.review}`);
};
