/** Chance that comes out the same for the same seed (mulberry32), so that what is measured can be measured again. */
export interface Chance {
  /** From 0 to, not including, 1. */
  next(): number;
  /** A whole number under `limit`. */
  below(limit: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  pick<T>(from: readonly T[]): T | undefined;
  /** True in this share of all cases. */
  happens(share: number): boolean;
  shuffled<T>(from: readonly T[]): T[];
}

export const chance = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(from: readonly T[]) => from[below(from.length)] as T;
  const shuffled = <T>(from: readonly T[]): T[] => {
    const all = [...from];
    for (let i = all.length - 1; i > 0; i -= 1) {
      const j = below(i + 1);
      [all[i], all[j]] = [all[j] as T, all[i] as T];
    }
    return all;
  };
  return { next, below, pick, happens: (share) => next() < share, shuffled };
};
