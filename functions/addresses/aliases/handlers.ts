import * as z from 'zod/mini';
import type { Caller, Handlers } from '#shared/contract/capability.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import { AliasNotFound, type aliasOperations } from '../contract/aliases.ts';
import { type AliasStore, aliasId } from './store.ts';

const Position = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const deedOf = (caller: Caller | undefined, operation: string, clock: () => number) => ({
  at: new Date(clock()).toISOString(),
  by: caller?.keyId ?? '',
  operation,
});

export const aliasHandlers = (
  store: AliasStore,
  clock: () => number,
): Handlers<{ operations: typeof aliasOperations }> => ({
  recordAliases: async ({ council, caller, body: { aliases } }) => {
    const decisions = aliases.map(({ uprn, ...given }) => ({ id: aliasId(given), uprn }));
    const recorded = await store.record(council, decisions, deedOf(caller, 'recordAliases', clock));
    return { recorded, unchanged: aliases.length - recorded };
  },

  listAliases: async ({ council, query: { limit, cursor } }) => {
    const binding = [council, 'aliases'];
    const { aliases, more } = await store.list(council, limit, openCursor(Position, binding, cursor));
    const last = aliases.at(-1);
    return { aliases, ...(more && last && { cursor: makeCursor(binding, last.id) }) };
  },

  removeAlias: async ({ council, caller, params: { alias } }) => {
    if (!(await store.remove(council, alias, deedOf(caller, 'removeAlias', clock))))
      throw new AliasNotFound('No text of this council has this alias.');
    return undefined;
  },
});
