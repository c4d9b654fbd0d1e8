/** What crews told that is read with every question about a property, packed into one item of the council’s tables each. */
import type { Item, Key } from '#shared/dynamodb/expression.ts';
import { packer } from '#shared/dynamodb/pack.ts';
import { type Progress, type Telling, withTold } from '../progress.ts';
import type { Logged } from './events.ts';
import { type CrewLog, withLogged } from './log.ts';

/** A list of `One`, kept as `All`. */
export interface Packed<All, One> {
  readonly name: string;
  readonly type: string;
  readonly empty: All;
  readonly pack: ReturnType<typeof packer<All>>;
  /** With what is told, and how much of it is new. */
  readonly merge: (before: All, told: readonly One[], today: string) => { readonly after: All; readonly taken: number };
  readonly withoutOldest: (all: All) => All;
}

/** Of half a hundred rounds and 40 days some 25 KB without packing, and 3 with. */
export const progressItem: Packed<Progress, Telling> = {
  name: 'PROGRESS',
  type: 'waste-progress',
  empty: {},
  pack: packer(
    '{"2026-11-23":{"REC 1":{"status":"In progress","at":"2026-11-23T0","loggedAt":"2026-11-23T0"},"REF 2":{"status":"Closed / Complete","at":"2026-11-23T1',
  ),
  merge: (before, told, today) => {
    const { progress: after, taken } = withTold(before, told, today);
    return { after, taken };
  },
  withoutOldest: (all) => {
    const [oldest] = Object.keys(all).sort();
    return Object.fromEntries(Object.entries(all).filter(([day]) => day !== oldest));
  },
};

export const logItem: Packed<CrewLog, Logged> = {
  name: 'CREWLOG',
  type: 'waste-crew-log',
  empty: [],
  pack: packer(
    '"service":"recycling","container":"wheelie_bin_240"partly_completed_street"blocked_by_vehicles"contaminated."uprn":"1000","status":"Closed / Not done"{"round":"REC 1","date":"2026-11-23","at":"2026-11-23T1","event":"breakdown"},{"usrn":"","date":"2026-11-23","at":"2026-11-23T1","event":"street_completed"},',
  ),
  merge: (before, told, today) => {
    const { log: after, taken } = withLogged(before, told, today);
    return { after, taken };
  },
  withoutOldest: (all) => all.filter(({ date }) => date !== all[0]?.date),
};

export const packedKey = (council: string, { name }: { readonly name: string }): Key => ({
  pk: `${council}#TABLES`,
  sk: name,
});

export const packedIn = <All, One>({ name, empty, pack }: Packed<All, One>, items: readonly Item[]): All => {
  const item = items.find(({ sk }) => sk === name);
  return item ? pack.unpack(item.data) : empty;
};

/** Half of what an item may have, because it is read with every question; without the oldest days where all would be more. */
const mostBytes = 200_000;

export const fitting = <All, One>(what: Packed<All, One>, all: All): Uint8Array => {
  const data = what.pack.pack(all);
  return data.length <= mostBytes ? data : fitting(what, what.withoutOldest(all));
};
