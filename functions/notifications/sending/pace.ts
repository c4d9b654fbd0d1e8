/**
 * How fast a council sends: pauses that GOV.UK Notify asked for, and budgets of its own.
 *
 *   <council>#PACE   PAUSE#<channel>, PAUSE#all    nothing is sent until then
 *   <council>#PACE   MINUTE#…, DAY#<day>#<channel>   how many were sent
 */
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Channel } from '../contract/fields.ts';

export const aMinute = 60_000;
export const aDay = 86_400_000;

export interface Budget {
  readonly perMinute: number;
  readonly dailyBudget?: Readonly<Partial<Record<Channel, number | undefined>>> | undefined;
}

export interface Pace {
  isPaused(council: string, channel: Channel, at: number): Promise<boolean>;
  /** Never shortens a pause. */
  pause(council: string, what: Channel | 'all', until: number, at: number): Promise<void>;
  /** Counts one more; `false` where the budget of the minute or the day is used up. */
  take(council: string, channel: Channel, budget: Budget, at: number): Promise<boolean>;
}

/** GOV.UK Notify counts days in UTC. */
export const nextMidnight = (at: number): number => (Math.floor(at / aDay) + 1) * aDay;

const lost = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return false;
  } catch (error) {
    if (error instanceof ConditionFailed) return true;
    throw error;
  }
};

const pkOf = (council: string): string => `${council}#PACE`;
const seconds = (at: number): number => Math.ceil(at / 1000);

const isPaused = async (table: Table, council: string, channel: Channel, at: number): Promise<boolean> => {
  const { items } = await table.query({ pk: pkOf(council), prefix: 'PAUSE#', consistent: true });
  return items.some(({ sk, until }) => [`PAUSE#${channel}`, 'PAUSE#all'].includes(String(sk)) && Number(until) > at);
};

const pause = async (table: Table, ...[council, what, until, at]: Parameters<Pace['pause']>): Promise<void> => {
  const item = { pk: pkOf(council), sk: `PAUSE#${what}`, type: 'notification-pause', until, since: at };
  await lost(
    table.put(
      { ...item, expiresAt: seconds(until + aDay) },
      {
        text: 'attribute_not_exists(pk) OR #until < :until',
        names: { '#until': 'until' },
        values: { ':until': until },
      },
    ),
  );
};

const take = async (table: Table, ...[council, channel, budget, at]: Parameters<Pace['take']>): Promise<boolean> => {
  const counted = async (sk: string, most: number) => {
    const set = {
      text: 'SET #type = :type, expiresAt = :until ADD #count :one',
      names: { '#type': 'type', '#count': 'count' },
      values: { ':type': 'notification-count', ':until': seconds(at + 2 * aDay), ':one': 1, ':most': most },
    };
    return !(await lost(
      table.update({ pk: pkOf(council), sk }, set, { text: 'attribute_not_exists(#count) OR #count < :most' }),
    ));
  };
  const daily = budget.dailyBudget?.[channel];
  if (!(await counted(`MINUTE#${Math.floor(at / aMinute)}`, budget.perMinute))) return false;
  if (daily === undefined) return true;
  if (await counted(`DAY#${new Date(at).toISOString().slice(0, 10)}#${channel}`, daily)) return true;
  await pause(table, council, channel, nextMidnight(at), at);
  return false;
};

export const pace = (table: Table): Pace => ({
  isPaused: (...given) => isPaused(table, ...given),
  pause: (...given) => pause(table, ...given),
  take: (...given) => take(table, ...given),
});
