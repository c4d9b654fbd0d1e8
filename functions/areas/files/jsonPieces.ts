/** Cuts a JSON object into its members, and a list of features into features, so that a file of any size is read piece by piece. */
import { Unreadable } from '#shared/datasets/importer.ts';

export interface Piece {
  /** JSON of a feature; or a member of the object, such as `"type": "FeatureCollection"`. */
  readonly text: string;
  readonly isFeature: boolean;
  /** Line that it starts on. */
  readonly line: number;
}

const features = /^\s*"features"\s*:\s*$/;
const marks = '{[]},';

type State = 'out' | 'in' | 'escaped';
/** Of a string or out of one, by the character that comes. */
const next: Readonly<Record<State, Readonly<Record<string, State>>>> = {
  out: { '"': 'in' },
  in: { '"': 'out', '\\': 'escaped' },
  escaped: {},
};
const otherwise: Readonly<Record<State, State>> = { out: 'out', in: 'in', escaped: 'in' };

/** Where brackets and commas are in chunk after chunk, but for those in strings. */
const outsideStrings = () => {
  let state: State = 'out';
  return function* (chunk: string): Generator<number> {
    for (let i = 0; i < chunk.length; i += 1) {
      const mark = chunk[i] ?? '';
      if (state === 'out' && marks.includes(mark)) yield i;
      state = next[state][mark] ?? otherwise[state];
    }
  };
};

const newlinesIn = (text: string): number => text.split('\n').length - 1;

const splitter = (name: string) => {
  const structure = outsideStrings();
  let [held, depth, line] = ['', 0, 1];
  /** How deep commas are that end a piece. */
  let cut = 1;
  return (chunk: string): Piece[] => {
    const pieces: Piece[] = [];
    let start = 0;
    const end = (i: number) => {
      const text = held + chunk.slice(start, i);
      const own = text.trimStart();
      line += newlinesIn(text.slice(0, text.length - own.length));
      if (own) pieces.push({ text, isFeature: cut === 2, line });
      line += newlinesIn(own);
      [held, start] = ['', i + 1];
    };
    const open = (i: number, isList: boolean) => {
      if (depth === 0 && isList) throw new Unreadable(`${name} is a list, and should be an object.`);
      const listed = depth === 1 && isList && features.test(held + chunk.slice(start, i));
      if (depth === 0 || listed) [held, start] = ['', i + 1];
      if (listed) cut = 2;
      depth += 1;
    };
    const close = (i: number) => {
      if (depth === cut) end(i);
      if (depth === cut) cut = 1;
      depth -= 1;
    };
    for (const i of structure(chunk)) {
      if ('{['.includes(chunk[i] ?? '')) open(i, chunk[i] === '[');
      else if (chunk[i] !== ',') close(i);
      else if (depth === cut) end(i);
    }
    held += chunk.slice(start);
    return pieces;
  };
};

/** Throws `Unreadable` for what is no JSON object, or ends before its end. */
export async function* jsonPieces(name: string, text: AsyncIterable<string>): AsyncGenerator<Piece> {
  const feed = splitter(name);
  let last = '';
  for await (const chunk of text) {
    yield* feed(chunk);
    last = chunk.trim() || last;
  }
  if (!last.endsWith('}')) throw new Unreadable(`${name} breaks off before its end.`);
}
