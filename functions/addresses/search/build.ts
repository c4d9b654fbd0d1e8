/** Makes the index of all places, in steps of about a second: each always makes the same items. */
import type { Item } from '#shared/dynamodb/expression.ts';
import { bestOf, type Node } from './best.ts';
import type { Corpus } from './corpus.ts';
import {
  deepest,
  type Entry,
  mostForStart,
  mostPlaces,
  nodePartition,
  pageKey,
  postingPack,
  startKey,
} from './layout.ts';
import { inPages, vocabularyItems } from './pages.ts';
import { common, inverted, lengthAt, listAt } from './postings.ts';

/** Characters of JSON in a page: packed some 8 KB. */
const pageOfPlaces = 30_000;
const largestList = 60_000;
/** Places written in a step, about: some 10 MB as JSON. */
const stepSize = 80_000;

/** Of the words of a node, `from` up to, not including, `to`. */
interface Task {
  readonly path: readonly number[];
  readonly from: number;
  readonly to: number;
  /** Places to write. */
  readonly size: number;
}

export class IndexBuild {
  readonly #prefix: string;
  readonly #corpus: Corpus;
  readonly #steps: readonly (readonly Task[])[];
  readonly #commonWith = new Map<number, readonly number[]>();
  #open: Node;

  constructor(prefix: string, corpus: Corpus) {
    this.#prefix = prefix;
    this.#corpus = corpus;
    this.#open = { path: [], lists: corpus.placesOf, words: [...corpus.words.keys()] };
    this.#steps = this.#plan();
  }

  /** The first one is the vocabulary. */
  get steps(): number {
    return this.#steps.length + 1;
  }

  items(step: number): Item[] {
    if (step === 0) {
      const entries = this.#corpus.words.map((word, number): Entry => {
        const common = this.#commonWith.get(number)?.map((other) => this.#word(other));
        const count = lengthAt(this.#corpus.placesOf, number);
        return common ? [word, count, common] : [word, count];
      });
      return vocabularyItems(this.#prefix, entries);
    }
    return (this.#steps[step - 1] ?? []).flatMap((task) => [...this.#pages(task), ...this.#starts(task)]);
  }

  #word(number: number): string {
    return this.#corpus.words[number] ?? '';
  }

  #node(path: readonly number[]): Node {
    if (path.join() === this.#open.path.join()) return this.#open;
    const { wordsOf, placesOf, words } = this.#corpus;
    if (path.length === 0) return { path, lists: placesOf, words: [...words.keys()] };
    const [first = 0, ...others] = path;
    const places = others.reduce((found, word) => common(found, listAt(placesOf, word)), listAt(placesOf, first));
    const lists = inverted(wordsOf, words.length, places);
    const present: number[] = [];
    for (let word = 0; word < words.length; word += 1)
      if (lengthAt(lists, word) > 0 && !path.includes(word)) present.push(word);
    this.#open = { path, lists, words: present };
    return this.#open;
  }

  /** Every node's words, in tasks of at most a step. */
  #tasks(path: readonly number[]): Task[] {
    const { lists, words } = this.#node(path);
    const frequent = words.filter((word) => lengthAt(lists, word) > mostPlaces);
    if (path.length === 1) this.#commonWith.set(path[0] ?? 0, frequent);
    const tasks: Task[] = [];
    let [from, size] = [0, 0];
    for (const [at, word] of words.entries()) {
      size += Math.min(lengthAt(lists, word), mostPlaces);
      if (size < stepSize && at < words.length - 1) continue;
      tasks.push({ path, from, to: at + 1, size });
      [from, size] = [at + 1, 0];
    }
    const deeper = path.length === deepest ? [] : frequent.filter((word) => word > (path.at(-1) ?? -1));
    return [...tasks, ...deeper.flatMap((word) => this.#tasks([...path, word]))];
  }

  #plan(): Task[][] {
    const steps: Task[][] = [];
    let room = 0;
    for (const task of this.#tasks([])) {
      if (room < task.size) {
        steps.push([]);
        room = stepSize;
      }
      steps.at(-1)?.push(task);
      room -= task.size;
    }
    return steps;
  }

  #posting(word: string, places: readonly number[], more: boolean): string {
    return `[${JSON.stringify(word)},${more ? 1 : 0},[${places.map((place) => this.#corpus.rows[place]).join()}]]`;
  }

  /** Rows of the largest streets are long: fewer of them fill a page. */
  #fitting(places: readonly number[]): number[] {
    let room = largestList;
    return places.filter((place) => {
      room -= this.#corpus.rows[place]?.length ?? 0;
      return room > 0;
    });
  }

  #pages({ path, from, to }: Task): Item[] {
    const node = this.#node(path);
    const { lists, words } = node;
    const pk = nodePartition(
      this.#prefix,
      path.map((word) => this.#word(word)),
    );
    const items: Item[] = [];
    const pages = inPages(pageOfPlaces, (texts, last) =>
      items.push({ ...pageKey(pk, last), data: postingPack.packJson(`[${texts.join()}]`) }),
    );
    for (const word of words.slice(from, to)) {
      const places = listAt(lists, word);
      const best =
        places.length > mostPlaces ? this.#fitting(bestOf(this.#corpus, node, [word], mostPlaces)) : [...places];
      pages.add(this.#word(word), this.#posting(this.#word(word), best, places.length > mostPlaces));
    }
    pages.close();
    return items;
  }

  /** For each start of words that too many places have: the best of them. Those that begin in this task are its own. */
  #starts({ path, from, to }: Task): Item[] {
    const node = this.#node(path);
    const names = path.map((word) => this.#word(word));
    const items: Item[] = [];
    let ranges: readonly (readonly [number, number])[] = [[0, node.words.length]];
    for (let length = 1; ranges.length > 0; length += 1) {
      ranges = ranges.flatMap((range) => this.#alike(node, range, length));
      for (const [first, end] of ranges) {
        if (first < from || first >= to) continue;
        const words = node.words.slice(first, end);
        const start = this.#word(words[0] ?? 0).slice(0, length);
        const best = bestOf(this.#corpus, node, words, mostForStart);
        const data = postingPack.packJson(`[${this.#posting(start, best, true)}]`);
        items.push({ ...startKey(this.#prefix, names, start), data });
      }
    }
    return items;
  }

  /** Ranges of several words that begin with the same letters and have too many places together. */
  #alike({ lists, words }: Node, [from, to]: readonly [number, number], length: number): [number, number][] {
    const startAt = (at: number) => this.#word(words[at] ?? 0).slice(0, length);
    const found: [number, number][] = [];
    for (let first = from, end = from; first < to; first = end) {
      const start = startAt(first);
      let places = 0;
      for (end = first; end < to && startAt(end) === start; end += 1) places += lengthAt(lists, words[end] ?? 0);
      if (end - first > 1 && places > mostPlaces && start.length === length) found.push([first, end]);
    }
    return found;
  }
}
