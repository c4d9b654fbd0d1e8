/** Sets of batch numbers, written short: 0-57,60. */

/** `numbers` in rising order. */
export const ranges = (numbers: readonly number[]): string => {
  const parts: [number, number][] = [];
  for (const number of numbers) {
    const last = parts.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
};

export const readRanges = (text: string): Set<number> =>
  new Set(
    text
      .split(',')
      .filter(Boolean)
      .flatMap((part) => {
        const [from = 0, to = from] = part.split('-').map(Number);
        return Array.from({ length: to - from + 1 }, (_, i) => from + i);
      }),
  );

/** Which of 0 … `count` - 1 are not among `numbers`. */
export const missingFrom = (numbers: ReadonlySet<number>, count: number): number[] =>
  Array.from({ length: count }, (_, i) => i).filter((number) => !numbers.has(number));
