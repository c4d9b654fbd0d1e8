/** How a text is made of an address. */
import type { Fitter } from '../suggest/fitting.ts';
import type { Part } from '../suggest/parts.ts';
import type { Chance } from '../suggest/random.ts';
import type { Core } from '../suggest/real.ts';

export interface Draft {
  readonly text: string;
  /** The parts that it was made of, if not all; the postcode may be in a field of its own. */
  readonly meant?: readonly Part[];
  readonly postcode?: string | undefined;
}

export interface Tools {
  readonly random: Chance;
  readonly rows: readonly Core[];
  readonly fitting: Fitter;
}

export type Make = (parts: readonly Part[], row: Core, tools: Tools) => Draft | undefined;
