import type { Handlers } from '#shared/contract/capability.ts';
import { shortest, type suggestOperations } from '../contract/suggest.ts';
import { openLive } from '../lookup/handlers.ts';
import { parseQuery } from '../search/query.ts';
import { search, searchStreet } from '../search/search.ts';
import type { GazetteerStore } from '../store.ts';
import { presentHit } from './present.ts';

type Operations = typeof suggestOperations;

interface Asked {
  readonly q: string;
  readonly street?: string | undefined;
  readonly limit: number;
}

const suggest = async (store: GazetteerStore, council: string, { q, street, limit }: Asked) => {
  const gazetteer = await openLive(store, council);
  const dataset = gazetteer.version;
  const query = parseQuery(q);
  if (street !== undefined) {
    const hits = await searchStreet(gazetteer.search, query, street);
    return { dataset, suggestions: hits.slice(0, limit).map((hit) => presentHit(hit, query)) };
  }
  const letters = q.replaceAll(/[^\p{L}\p{N}]/gu, '').length;
  const hits = letters < shortest ? [] : await search(gazetteer, query);
  return { dataset, suggestions: hits.slice(0, limit).map((hit) => presentHit(hit, query)) };
};

export const suggestHandlers = (store: GazetteerStore): Handlers<{ operations: Operations }> => ({
  suggestAddresses: ({ council, query }) => suggest(store, council, query),
  suggestAddressesByBody: ({ council, body }) => suggest(store, council, body),
});
