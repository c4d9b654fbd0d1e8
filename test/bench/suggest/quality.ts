/**
 * `node test/bench/suggest/quality.ts`: how often the right answer is first and among the first five, for queries made by rule
 * (`queries.ts`) from the real gazetteer beside the project, on the embedded engine. Right is the address itself, or its street,
 * or the building that it is in. `--each 500` asks so many of every kind, `--seed 2` others, `--kind typo` only those, and
 * `--show 10` prints so many failures of each kind with what came instead. `--size 450000` asks a larger one (`copies.ts`).
 */
import { parseArgs } from 'node:util';
import type { Suggestion } from '#functions/addresses/contract/suggest.ts';
import { progress } from '../../../infra/cli/progress.ts';
import { markdown, share } from '../markdown.ts';
import { larger } from './copies.ts';
import { mostStreets, wordsOf } from './fitting.ts';
import { inOrder, load, suggesting } from './gazetteer.ts';
import { type Query, queries } from './queries.ts';
import { addressOf, type Core, realRows } from './real.ts';

const { values } = parseArgs({
  options: {
    each: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string', default: '' },
    show: { type: 'string', default: '0' },
    size: { type: 'string', default: '0' },
  },
});

interface Asked extends Query {
  readonly answers: readonly Suggestion[];
  /** Of the right answer, from 0; -1 where there is none. */
  readonly place: number;
}

const isRight = (row: Core, { uprn, street, text }: Suggestion): boolean => {
  if (uprn !== undefined) return uprn === row.UPRN;
  if (street !== row.USRN) return false;
  // Those without a street have the USRN of their town.
  const [first = ''] = text.toUpperCase().split(',');
  return Boolean(row.STREET_NAME) || wordsOf(first).some((word) => wordsOf(row.BUILDING_NAME ?? '').includes(word));
};

const asked = async (rows: readonly Core[]): Promise<Asked[]> => {
  const loaded = await load(inOrder(rows.map(addressOf)), rows.length, { searchOnly: true });
  const all = [...queries(rows, Number(values.each), Number(values.seed))].filter(({ kind }) =>
    kind.includes(values.kind),
  );
  const shown = progress('Asking', 'queries', all.length);
  const ask = suggesting(loaded.fresh());
  const done: Asked[] = [];
  for (const query of all) {
    const answers = await ask(query.text);
    done.push({ ...query, answers, place: answers.findIndex((answer) => isRight(query.row, answer)) });
    shown.update(done.length);
  }
  shown.stop();
  await loaded.stop();
  return done;
};

const figures = (name: string, all: readonly Asked[]) => {
  const clear = all.filter(({ streets }) => streets <= mostStreets);
  const within = (most: number) => clear.filter(({ place }) => place >= 0 && place < most).length;
  const itself = clear.filter(({ row, answers }) => answers.slice(0, 5).some(({ uprn }) => uprn === row.UPRN)).length;
  return {
    kind: name,
    asked: clear.length,
    first: share(within(1), clear.length),
    'first five': share(within(5), clear.length),
    'the address itself': share(itself, clear.length),
    ambiguous: all.length - clear.length,
  };
};

const show = (all: readonly Asked[], most: number): void => {
  for (const [kind, some] of Map.groupBy(all, ({ kind }) => kind)) {
    const failed = some.filter(({ streets, place }) => streets <= mostStreets && (place < 0 || place > 4));
    const late = some.filter(({ streets, place, noisy }) => !noisy && streets <= mostStreets && place > 0 && place < 5);
    for (const [what, list] of [
      ['NOT FOUND', failed],
      ['NOT FIRST', late],
    ] as const)
      for (const { text, row, answers } of list.slice(0, most)) {
        console.log(`${what} (${kind}): ${text}\n  wanted: ${row.SINGLE_LINE_ADDRESS}`);
        for (const answer of answers.slice(0, 4))
          console.log(`     got: ${answer.text}${answer.street ? `  [street of ${answer.addresses}]` : ''}`);
      }
  }
};

const withinRange = (number: string, [from = '', to = '']: readonly string[]): boolean =>
  Number.parseInt(number, 10) >= Number.parseInt(from, 10) && Number.parseInt(number, 10) <= Number.parseInt(to, 10);

/** Whether the first answer is an address that has not every number of the text: never right. */
const hasOtherNumber = ({ text, row, answers: [first] }: Asked): boolean => {
  if (first?.uprn === undefined) return false;
  const bare = text
    .toUpperCase()
    .replace(row.POSTCODE ?? '', '')
    .replace(/\b[A-Z]{1,2}\d[A-Z\d]?( ?\d[A-Z]{0,2})?\b/g, '');
  const numbers = wordsOf(bare).filter((word) => /^\d+[A-Z]?$/.test(word));
  const words = wordsOf(first.text);
  const ranges = [...first.text.matchAll(/(\d+)[A-Z]?-(\d+)/g)];
  return !numbers.every(
    (number) =>
      words.some((word) => word === number || (/^[A-Z]$/.test(word.slice(number.length)) && word.startsWith(number))) ||
      ranges.some(([, from = '', to = '']) => withinRange(number, [from, to])),
  );
};

const real = await realRows();
const all = await asked(Number(values.size) > 0 ? [...larger(real, Number(values.size))] : real);
show(all, Number(values.show));
for (const noisy of [false, true]) {
  const some = all.filter((one) => one.noisy === noisy);
  if (some.length === 0) continue;
  const kinds = Map.groupBy(some, ({ kind }) => kind);
  const rows = [...kinds].map(([kind, list]) => figures(kind, list));
  console.log(`\n${markdown([...rows, figures(noisy ? '**all noisy**' : '**all clean**', some)])}`);
}

const others = all.filter(hasOtherNumber);
console.log(`\n${others.length} of ${all.length} first answers have another number than the text.`);
for (const { text, answers } of others.slice(0, Number(values.show))) console.log(`  ${text}: ${answers[0]?.text}`);
