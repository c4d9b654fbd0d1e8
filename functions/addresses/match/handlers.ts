import type { Handlers } from '#shared/contract/capability.ts';
import type { AliasStore } from '../aliases/store.ts';
import type { matchOperations } from '../contract/match.ts';
import { openLive } from '../lookup/handlers.ts';
import { findAddresses } from '../search/find.ts';
import type { GazetteerStore } from '../store.ts';
import { matchTexts } from './match.ts';

export const matchHandlers = (
  store: GazetteerStore,
  aliases: AliasStore,
): Handlers<{ operations: typeof matchOperations }> => ({
  matchAddresses: async ({ council, body: { texts } }) => {
    const gazetteer = await openLive(store, council);
    return {
      dataset: gazetteer.version,
      matches: await matchTexts({ gazetteer, aliases, find: findAddresses }, council, texts),
    };
  },
});
