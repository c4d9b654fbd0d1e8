/**
 * Whom nothing is sent to, and what a person wants to be sent.
 *
 *   <council>#CONTACT#<hash>   SUPPRESSED    nothing is sent to it; in gsi1 by <council>#SUPPRESSED and time
 *   <council>#CONTACT#<hash>   PREFERENCES   what the person wants
 */
import { isDeepStrictEqual } from 'node:util';
import { type Item, ifAbsent, type Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Preferences, Suppression, SuppressionReason } from '../contract/contacts.ts';
import type { Channel } from '../contract/fields.ts';
import { contactPk } from '../messages/store.ts';

export interface Standing {
  readonly suppression?: Suppression;
  readonly preferences?: Preferences;
}

export interface ContactStore {
  standing(council: string, hash: string): Promise<Standing>;
  /** Leaves one that there is already. */
  suppress(
    council: string,
    channel: Channel,
    hash: string,
    reason: SuppressionReason,
    at: number,
  ): Promise<Suppression>;
  release(council: string, hash: string): Promise<void>;
  suppressions(council: string, limit: number, after?: string): Promise<{ suppressions: Suppression[]; next?: string }>;
  /** Writes over the version before; what is there instead, if that is another. */
  prefer(council: string, hash: string, preferences: Preferences): Promise<Preferences | undefined>;
  forgetPreferences(council: string, hash: string): Promise<void>;
}

export const usualPreferences: Preferences = { version: 0, purposesOff: [], reminders: true };

const listPk = (council: string): string => `${council}#SUPPRESSED`;
const suppressionIn = ({ suppression, channel, reason, since }: Item): Suppression =>
  ({ suppression, channel, reason, since }) as Suppression;
const preferencesIn = ({ version, channels, purposesOff, reminders }: Item): Preferences =>
  ({ version, purposesOff, reminders, ...(channels ? { channels } : {}) }) as Preferences;

const standing = async (table: Table, council: string, hash: string): Promise<Standing> => {
  const between = ['PREFERENCES', 'SUPPRESSED'] as const;
  const { items } = await table.query({ pk: contactPk(council, hash), between, consistent: true });
  const [preferences, suppression] = between.map((wanted) => items.find(({ sk }) => sk === wanted));
  return {
    ...(preferences && { preferences: preferencesIn(preferences) }),
    ...(suppression && { suppression: suppressionIn(suppression) }),
  };
};

const suppress = async (
  table: Table,
  ...[council, channel, hash, reason, at]: Parameters<ContactStore['suppress']>
) => {
  const since = new Date(at).toISOString();
  const suppression: Suppression = { suppression: hash, channel, reason, since };
  const index = { gsi1pk: listPk(council), gsi1sk: `${since}#${hash}` };
  const key = { pk: contactPk(council, hash), sk: 'SUPPRESSED' };
  try {
    await table.put({ ...key, ...index, type: 'suppression', ...suppression }, ifAbsent);
    return suppression;
  } catch (error) {
    if (error instanceof ConditionFailed && error.item) return suppressionIn(error.item);
    throw error;
  }
};

const suppressions = async (table: Table, ...[council, limit, after]: Parameters<ContactStore['suppressions']>) => {
  const gsi1pk = listPk(council);
  const hash = after?.split('#')[1] ?? '';
  const start = after && { gsi1pk, gsi1sk: after, pk: contactPk(council, hash), sk: 'SUPPRESSED' };
  const { items, next } = await table.query({
    index: 'gsi1',
    pk: gsi1pk,
    descending: true,
    limit,
    after: start || undefined,
  });
  const last = items.at(-1);
  return { suppressions: items.map(suppressionIn), ...(next && last && { next: String(last.gsi1sk) }) };
};

const prefer = async (table: Table, council: string, hash: string, wanted: Preferences) => {
  const item = { pk: contactPk(council, hash), sk: 'PREFERENCES', type: 'preferences', ...wanted };
  const write: Write = {
    put: item,
    condition:
      wanted.version === 1
        ? ifAbsent
        : { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': wanted.version - 1 } },
  };
  try {
    await table.transact([write]);
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    const there = error.item ? preferencesIn(error.item) : usualPreferences;
    return isDeepStrictEqual(there, wanted) ? undefined : there;
  }
};

export const contactStore = (table: Table): ContactStore => ({
  standing: (...given) => standing(table, ...given),
  suppress: (...given) => suppress(table, ...given),
  release: (council, hash) => table.remove({ pk: contactPk(council, hash), sk: 'SUPPRESSED' }),
  suppressions: (...given) => suppressions(table, ...given),
  prefer: (...given) => prefer(table, ...given),
  forgetPreferences: (council, hash) => table.remove({ pk: contactPk(council, hash), sk: 'PREFERENCES' }),
});
