/**
 * Who waits for a place in a zone that is full, in the order in which they applied; of one moment by reference.
 *
 *   <council>#WAIT#<scheme>#<zone>   <createdAt>#<application>   {application}
 *   <council>#CAP#<scheme>#<zone>    COUNT   {used, waiting, line}   `line`: how often the list changed
 *
 * Nobody takes a place past those who wait: taking one asks that nobody does (`places/places.ts`). An offer asks that the list still is
 * as it was read, so that it goes to the first, and that there is a place; it takes the place in the same transaction.
 */
import { type Item, ifAbsent, type Key, type Write } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { dueKey } from '../applications/due.ts';
import type { KeptApplication } from '../applications/journey.ts';
import { capKey } from '../places/places.ts';

type Waiting = Pick<KeptApplication, 'application' | 'status' | 'quote' | 'createdAt' | 'permit'>;

export interface LineState {
  readonly used: number;
  readonly waiting: number;
  readonly line: number;
}

export interface Line {
  state(council: string, scheme: string, zone: string): Promise<LineState>;
  /** The application that is the first. */
  head(council: string, scheme: string, zone: string): Promise<string | undefined>;
  /** From 1; `undefined` beyond the first thousand, and for one that does not wait. */
  place(council: string, application: Waiting): Promise<number | undefined>;
  /** That it is looked at whether there is a place for those who wait. */
  lookAgain(council: string, scheme: string, zone: string, at: number): Promise<void>;
}

const most = 1000;
const every = 5 * 60_000;

const linePk = (council: string, scheme: string, zone: string): string => `${council}#WAIT#${scheme}#${zone}`;
const lineOf = ({ quote: { scheme, zone = '' } }: Waiting) => [scheme, zone] as const;
const keyOf = (council: string, waiting: Waiting): Key => ({
  pk: linePk(council, ...lineOf(waiting)),
  sk: `${waiting.createdAt}#${waiting.application}`,
});

/** At the next full five minutes, once for each list. */
const lookWrite = (council: string, scheme: string, zone: string, at: number): Item => {
  const due = {
    at: new Date(Math.ceil((at + 1) / every) * every).toISOString(),
    ...{ council, what: 'line', id: `${scheme}/${zone}` },
  };
  return { ...dueKey(due), type: 'permit-due', ...due };
};

const names = { '#used': 'used', '#waiting': 'waiting', '#line': 'line', '#type': 'type' };
const changed = (council: string, waiting: Waiting, by: { readonly used?: 1 | -1; readonly waiting?: 1 | -1 }) => ({
  update: capKey(council, ...lineOf(waiting)),
  set: {
    text: 'SET #used = if_not_exists(#used, :none) + :used, #waiting = if_not_exists(#waiting, :none) + :waiting, #line = if_not_exists(#line, :none) + :one, #type = :type',
    names,
    values: { ':none': 0, ':one': 1, ':used': by.used ?? 0, ':waiting': by.waiting ?? 0, ':type': 'permit-count' },
  },
});

const joining = (council: string, waiting: Waiting, at: number): Write[] => [
  {
    put: { ...keyOf(council, waiting), type: 'permit-waiting', application: waiting.application },
    condition: ifAbsent,
  },
  changed(council, waiting, { waiting: 1 }),
  { put: lookWrite(council, ...lineOf(waiting), at) },
];

/** What follows for the list from what becomes of an application; an offer is written by whoever makes it (`offerWrites`). */
export const lineWrites = (council: string, before: Waiting | undefined, after: Waiting, at: number): Write[] => {
  const [was, is] = [before?.status, after.status];
  if (was === is) return [];
  if (is === 'waiting') return joining(council, after, at);
  if (was === 'waiting' && is !== 'offered')
    return [
      { remove: keyOf(council, after), condition: { text: 'attribute_exists(pk)' } },
      changed(council, after, { waiting: -1 }),
    ];
  return was === 'offered' && !after.permit ? [changed(council, after, { used: -1 })] : [];
};

export const offerWrites = (
  council: string,
  waiting: Waiting,
  { line }: LineState,
  limit: number | undefined,
): Write[] => [
  { remove: keyOf(council, waiting), condition: { text: 'attribute_exists(pk)' } },
  {
    ...changed(council, waiting, { used: 1, waiting: -1 }),
    condition: {
      text: `#line = :line${limit === undefined ? '' : ' AND (attribute_not_exists(#used) OR #used < :limit)'}`,
      values: { ':line': line, ...(limit !== undefined && { ':limit': limit }) },
    },
  },
];

export const lineIn = (table: Table): Line => ({
  state: async (council, scheme, zone) => {
    const {
      used = 0,
      waiting = 0,
      line = 0,
    } = (await table.get(capKey(council, scheme, zone), { consistent: true })) ?? {};
    return { used: Number(used), waiting: Number(waiting), line: Number(line) };
  },
  head: async (council, scheme, zone) => {
    const { items } = await table.query({ pk: linePk(council, scheme, zone), limit: 1, consistent: true });
    return items[0] && String(items[0].application);
  },
  place: async (council, application) => {
    if (application.status !== 'waiting') return undefined;
    const { pk, sk } = keyOf(council, application);
    const { items, next } = await table.query({ pk, between: ['0', sk], limit: most, project: ['sk'] });
    return next ? undefined : items.length;
  },
  lookAgain: (council, scheme, zone, at) => table.put(lookWrite(council, scheme, zone, at)),
});
