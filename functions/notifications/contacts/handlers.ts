/** Suppressions and preferences, by a contact in the body. */

import * as z from 'zod/mini';
import type { Handlers } from '#shared/contract/capability.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import { type contactOperations, PreferencesChanged } from '../contract/contacts.ts';
import type { Channel, Contact } from '../contract/fields.ts';
import type { ContactKeys } from './hash.ts';
import { type ContactStore, usualPreferences } from './store.ts';

export interface ContactDependencies {
  readonly keys: ContactKeys;
  readonly contacts: ContactStore;
  readonly clock: () => number;
}

const Position = z.string().check(z.regex(/^[\d:.TZ-]{24}#[\w-]{22}$/));

/** The contract takes exactly one. */
const only = async ({ keys }: ContactDependencies, council: string, contact: Contact): Promise<[Channel, string]> =>
  Object.entries(await keys.hashes(council, contact))[0] as [Channel, string];

export const contactHandlers = (
  dependencies: ContactDependencies,
): Handlers<{ operations: typeof contactOperations }> => {
  const { contacts, clock } = dependencies;
  return {
    listSuppressions: async ({ council, query: { limit, cursor } }) => {
      const binding = [council, 'listSuppressions'];
      const { suppressions, next } = await contacts.suppressions(council, limit, openCursor(Position, binding, cursor));
      return { suppressions, ...(next && { cursor: makeCursor(binding, next) }) };
    },
    addSuppression: async ({ council, body }) => {
      const [channel, hash] = await only(dependencies, council, body.contact);
      return contacts.suppress(council, channel, hash, 'asked', clock());
    },
    removeSuppression: async ({ council, body }) => {
      const [, hash] = await only(dependencies, council, body.contact);
      await contacts.release(council, hash);
      return undefined;
    },
    findPreferences: async ({ council, body }) => {
      const [, hash] = await only(dependencies, council, body.contact);
      return (await contacts.standing(council, hash)).preferences ?? usualPreferences;
    },
    putPreferences: async ({ council, body: { contact, version, ...choices } }) => {
      const [, hash] = await only(dependencies, council, contact);
      const wanted = { ...choices, version: version + 1 };
      const there = await contacts.prefer(council, hash, wanted);
      if (!there) return wanted;
      throw new PreferencesChanged(`They are at version ${there.version} by now.`);
    },
  };
};
