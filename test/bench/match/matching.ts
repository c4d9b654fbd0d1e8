/** Matching as the API does it, without HTTP between. */
import { aliasStore } from '#functions/addresses/aliases/store.ts';
import type { Match as Matched } from '#functions/addresses/contract/match.ts';
import { matchHandlers } from '#functions/addresses/match/handlers.ts';
import { aTrail } from '#test/support/table.ts';
import { asked, type Loaded } from '../suggest/gazetteer.ts';
import type { Text } from './texts.ts';

export type Match = Matched;

export const matching = async ({ fresh, table }: Loaded, texts: readonly Text[]): Promise<readonly Match[]> => {
  const body = {
    texts: texts.map(({ text, postcode }, i) => ({ id: String(i), text, ...(postcode && { postcode }) })),
  };
  return (await matchHandlers(fresh(), aliasStore(table, aTrail(table))).matchAddresses(asked({ body }))).matches;
};
