/**
 * Contacts are known by a keyed hash, of a key that each council's table draws for itself: without it nobody can tell by trying whether
 * an address is among them. The same key seals unsubscribe links.
 *
 *   <council>#CONTACTS   KEY   the key
 */
import { createHmac, randomBytes } from 'node:crypto';
import { Kept } from '#shared/cache.ts';
import { ifAbsent } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Channel, Recipient } from '../contract/fields.ts';

export interface ContactKeys {
  /** Of each contact that is given, by the channel that it is for. */
  hashes(council: string, to: Recipient): Promise<Partial<Record<Channel, string>>>;
  seal(council: string, text: string): Promise<string>;
}

const hmac = (key: string, text: string): string =>
  createHmac('sha256', Buffer.from(key, 'base64url')).update(text).digest('base64url').slice(0, 22);

const asText = {
  email: ({ email }: Recipient) => email,
  sms: ({ phone }: Recipient) => phone,
  letter: ({ address }: Recipient) =>
    address?.map((line) => line.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')).join('\n'),
} as const satisfies Record<Channel, (to: Recipient) => string | undefined>;

export const contactKeys = (table: Table): ContactKeys => {
  const known = new Kept<string>(500);
  const keyOf = async (council: string): Promise<string> => {
    const kept = known.get(council);
    if (kept) return kept;
    const at = { pk: `${council}#CONTACTS`, sk: 'KEY' };
    const drawn = async () => {
      const key = randomBytes(32).toString('base64url');
      try {
        await table.put({ ...at, type: 'contact-key', key }, ifAbsent);
        return key;
      } catch (error) {
        if (error instanceof ConditionFailed && error.item) return String(error.item.key);
        throw error;
      }
    };
    const item = await table.get(at);
    const key = item ? String(item.key) : await drawn();
    known.set(council, key);
    return key;
  };
  return {
    hashes: async (council, to) => {
      const key = await keyOf(council);
      return Object.fromEntries(
        Object.entries(asText).flatMap(([channel, textOf]) => {
          const text = textOf(to);
          return text === undefined ? [] : [[channel, hmac(key, `${channel}:${text}`)]];
        }),
      );
    },
    seal: async (council, text) => hmac(await keyOf(council), `link:${text}`),
  };
};
