/**
 * `node test/bench/match/accuracy.ts`: precision and recall of what matching accepts, for texts made by rule (`texts.ts`) from the
 * real gazetteer beside the project, on the embedded engine. Precision: of all that is accepted, how much is right. Recall: of the
 * texts of one address, how many are accepted as that. `--each 500` asks so many of every kind, `--seed 2` others, `--kind typo`
 * only those, and `--show 10` prints so many failures of each kind.
 */
import { parseArgs } from 'node:util';
import { progress } from '../../../infra/cli/progress.ts';
import { markdown, share } from '../markdown.ts';
import { inOrder, load } from '../suggest/gazetteer.ts';
import { addressOf, type Core, realRows } from '../suggest/real.ts';
import { type Match, matching } from './matching.ts';
import { type Text, texts } from './texts.ts';

const { values } = parseArgs({
  options: {
    each: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string', default: '' },
    show: { type: 'string', default: '0' },
  },
});
const textsAtOnce = 100;

interface Asked extends Text {
  readonly match: Match;
}

const asked = async (rows: readonly Core[]): Promise<Asked[]> => {
  const loaded = await load(inOrder(rows.map(addressOf)), rows.length);
  const all = [...texts(rows, Number(values.each), Number(values.seed))].filter(({ kind }) =>
    kind.includes(values.kind),
  );
  const shown = progress('Matching', 'texts', all.length);
  const done: Asked[] = [];
  for (let from = 0; from < all.length; from += textsAtOnce) {
    const some = all.slice(from, from + textsAtOnce);
    const matches = await matching(loaded, some);
    for (const [i, text] of some.entries()) done.push({ ...text, match: matches[i] as Match });
    shown.update(done.length);
  }
  shown.stop();
  await loaded.stop();
  return done;
};

const isAccepted = ({ match }: Asked): boolean => match.decision === 'accept';
const isRight = ({ match, uprn }: Asked): boolean => match.uprn === uprn;
const isWrong = (one: Asked): boolean => isAccepted(one) && !isRight(one);
/** One address is meant, and it is there. */
const isClear = ({ uprn, ambiguous }: Asked): boolean => uprn !== undefined && !ambiguous;
const isMissed = (one: Asked): boolean => isClear(one) && !(isAccepted(one) && isRight(one));

const figures = (kind: string, all: readonly Asked[]) => {
  const accepted = all.filter(isAccepted);
  const clear = all.filter(isClear);
  const decided = (decision: Match['decision']) => all.filter(({ match }) => match.decision === decision).length;
  return {
    kind,
    asked: all.length,
    accept: accepted.length,
    review: decided('review'),
    none: decided('none'),
    wrong: all.filter(isWrong).length,
    precision: share(accepted.filter(isRight).length, accepted.length),
    recall: share(clear.filter((one) => !isMissed(one)).length, clear.length),
    ambiguous: all.filter(({ ambiguous }) => ambiguous).length,
  };
};

const print = (what: string, { kind, text, postcode, match }: Asked, wanted: string | undefined): void => {
  console.log(`${what} (${kind}): ${text}${postcode ? ` | ${postcode}` : ''}`);
  console.log(`  wanted: ${wanted ?? 'none'}`);
  const { decision, confidence = '', how = '', reason = '', text: line = '' } = match;
  console.log(`     got: ${[decision, confidence, how, reason].join(' ')}: ${line}`);
  for (const { confidence: less, text: other } of match.candidates.slice(0, 3))
    console.log(`          ${less} ${other}`);
};

const faults: readonly (readonly [string, (one: Asked) => boolean])[] = [
  ['WRONG', isWrong],
  ['MISSED', (one) => isMissed(one) && !isWrong(one)],
];

const show = (
  all: readonly Asked[],
  most: number,
  lineOf: ReadonlyMap<string | undefined, string | undefined>,
): void => {
  for (const some of Map.groupBy(all, ({ kind }) => kind).values())
    for (const [what, is] of faults)
      for (const one of some.filter(is).slice(0, most)) print(what, one, lineOf.get(one.uprn));
};

const rows = await realRows();
const all = await asked(rows);
show(all, Number(values.show), new Map(rows.map((row) => [row.UPRN, row.SINGLE_LINE_ADDRESS])));
const kinds = [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, some]) => figures(kind, some));
console.log(`\n${markdown([...kinds, figures('**all**', all)])}`);
