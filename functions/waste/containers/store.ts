/**
 * What a household asked for: which containers an open request is for, and how many of each were asked for in a year. The counts are
 * written in the transaction of each request, on the condition that there is room: a limit holds whoever asks at the same moment.
 *
 *   <council>#AT#<uprn>   HOLD#container#<container>    an open request is for it (cases/store.ts)
 *   <council>#AT#<uprn>   COUNT#<year>#<container>      asked for, and what the household has with it
 */
import type { Write } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { atProperty, holdKey } from '../cases/items.ts';
import type { Count, Household } from './offer.ts';

export const holdOf = (container: string): string => `container#${container}`;
const holds = `HOLD#${holdOf('')}`;

export type Asked = Pick<Household, 'open' | 'counts'>;

export interface ContainerStore {
  asked(council: string, uprn: string, year: string): Promise<Asked>;
}

export const containerStore = (table: Table, clock: () => number): ContainerStore => ({
  asked: async (council, uprn, year) => {
    const pk = atProperty(council, uprn);
    const [held, counted] = await Promise.all([
      table.queryAll({ pk, prefix: holds, consistent: true }),
      table.queryAll({ pk, prefix: `COUNT#${year}#`, consistent: true }),
    ]);
    const isHeld = ({ expiresAt }: { readonly expiresAt?: unknown }) => Number(expiresAt) * 1000 > clock();
    return {
      open: new Set(held.filter(isHeld).map(({ sk }) => String(sk).slice(holds.length))),
      counts: new Map(
        counted.map(({ container, asked, household }): [string, Count] => [
          String(container),
          { asked: Number(asked), household: Number(household) },
        ]),
      ),
    };
  },
});

/** That no request is open for any of these, without taking their names. */
export const freeWrites = (council: string, uprn: string, containers: readonly string[], at: number): Write[] =>
  containers.map((container) => ({
    check: holdKey(council, uprn, holdOf(container)),
    condition: {
      text: 'attribute_not_exists(pk) OR expiresAt < :now',
      values: { ':now': Math.floor(at / 1000) },
    },
  }));

export interface Counted {
  readonly container: string;
  /** What is added to each count. */
  readonly asked: number;
  readonly household: number;
  /** What the household had before it asked for any. */
  readonly present: number;
  /** The most that may be there already. */
  readonly room?: Count;
}

export const anything = 1_000_000_000;

/** Adds to the counts of a year, where there is room. They go a month after the year. */
export const countWrite = (council: string, uprn: string, year: string, counted: Counted): Write => {
  const { container, asked, household, present, room = { asked: anything, household: anything } } = counted;
  return {
    update: { pk: atProperty(council, uprn), sk: `COUNT#${year}#${container}` },
    set: {
      text: 'SET asked = if_not_exists(asked, :none) + :asked, household = if_not_exists(household, :present) + :household, #container = :container, #type = :type, expiresAt = :expiresAt',
      names: { '#container': 'container', '#type': 'type' },
      values: {
        ...{ ':none': 0, ':asked': asked, ':present': present, ':household': household, ':container': container },
        ...{ ':type': 'waste-count', ':expiresAt': Date.UTC(Number(year) + 1, 1, 1) / 1000 },
      },
    },
    condition: {
      text: 'attribute_not_exists(pk) OR (asked <= :mostAsked AND household <= :mostHousehold)',
      values: { ':mostAsked': room.asked, ':mostHousehold': room.household },
    },
  };
};
