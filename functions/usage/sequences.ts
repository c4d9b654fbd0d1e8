/** Which lines of one warm function were counted: ranges of their numbers, in order, apart from each other. */
export type Ranges = readonly (readonly [first: number, last: number])[];

export const holds = (ranges: Ranges, number: number): boolean =>
  ranges.some(([first, last]) => first <= number && number <= last);

/** With these numbers too. Lines without gaps stay one range, however many they are. */
export const withNumbers = (ranges: Ranges, numbers: readonly number[]): Ranges => {
  const all = [...ranges, ...numbers.map((number) => [number, number] as const)].sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [first, last] of all) {
    const before = joined.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
};
