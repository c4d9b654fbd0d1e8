/** Which places have a word: arrays of numbers, because a county's would not fit in memory as objects. */

/** Lists one after the other: list `i` is `of.subarray(starts[i], starts[i + 1])`. */
export interface Lists {
  readonly starts: Uint32Array;
  readonly of: Uint32Array;
}

export const listAt = ({ starts, of }: Lists, i: number): Uint32Array => of.subarray(starts[i], starts[i + 1]);
export const lengthAt = ({ starts }: Lists, i: number): number => (starts[i + 1] ?? 0) - (starts[i] ?? 0);

/** From the words of each document to the documents of each word, of some of the documents, in their order. */
export const inverted = (words: Lists, size: number, documents: Uint32Array): Lists => {
  const starts = new Uint32Array(size + 1);
  for (const document of documents)
    for (const word of listAt(words, document)) starts[word + 1] = (starts[word + 1] ?? 0) + 1;
  for (let i = 0; i < size; i += 1) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const of = new Uint32Array(starts[size] ?? 0);
  for (const document of documents) {
    for (const word of listAt(words, document)) {
      const at = next[word] ?? 0;
      of[at] = document;
      next[word] = at + 1;
    }
  }
  return { starts, of };
};

/** Those that are in both; each in order. */
export const common = (a: Uint32Array, b: Uint32Array): Uint32Array => {
  const both: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x = 0, y = 0] = [a[i], b[j]];
    if (x === y) both.push(x);
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return Uint32Array.from(both);
};

/** The first few of several lists together, in order, each once. */
export const firstOf = (lists: readonly Uint32Array[], most: number): number[] => {
  const all = lists.flatMap((list) => [...list.subarray(0, most)]).sort((a, b) => a - b);
  return [...new Set(all)].slice(0, most);
};

/** Grows as it is filled. */
export class Numbers {
  #of = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(number: number): void {
    if (this.#length === this.#of.length) {
      const larger = new Uint32Array(2 * this.#length);
      larger.set(this.#of);
      this.#of = larger;
    }
    this.#of[this.#length] = number;
    this.#length += 1;
  }

  taken(): Uint32Array {
    return this.#of.slice(0, this.#length);
  }
}
