/** What can go wrong on the way to GOV.UK Pay and back. */
import type { Kind } from './api.ts';

export const faults = {
  /** Not done. */
  'rate-limit': { isDone: false, status: 429 },
  down: { isDone: false, status: 500 },
  reset: { isDone: false, status: 0 },
  /** Done, and the answer is lost. */
  lost: { isDone: true, status: 502 },
  'reset-after': { isDone: true, status: 0 },
  hang: { isDone: true, status: -1 },
} as const;
export type FaultName = keyof typeof faults;
export type Fault = (typeof faults)[FaultName];

export interface Failing {
  readonly fault: FaultName;
  /** How many calls fail; one unless told. */
  readonly times?: number;
  /** Which; any unless told. */
  readonly on?: Kind;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
const randomOf = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const names = Object.keys(faults) as FaultName[];

export const faultPlan = () => {
  let planned: { readonly fault: FaultName; readonly on?: Kind | undefined; left: number }[] = [];
  let share = 0;
  let next = randomOf(0);
  return {
    injected: 0,
    fail: ({ fault, times = 1, on }: Failing): void => void planned.push({ fault, on, left: times }),
    random: (wanted: number, seed: number): void => {
      share = wanted;
      next = randomOf(seed);
    },
    take(kind: Kind): Fault | undefined {
      const due = planned.find(({ on }) => on === undefined || on === kind);
      if (due) due.left -= 1;
      planned = planned.filter(({ left }) => left > 0);
      const drawn = !due && next() < share ? names[Math.floor(next() * names.length)] : due?.fault;
      if (drawn) this.injected += 1;
      return drawn && faults[drawn];
    },
  };
};
