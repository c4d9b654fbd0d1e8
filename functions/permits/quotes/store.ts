/**
 * Quotes, with what was asked: an application is made with one, and nothing is worked out twice.
 *
 *   <council>#QUOTE#<quote>   QUOTE   the quote and what was asked
 */
import type { Note } from '#shared/contract/idempotency.ts';
import { ifAbsent } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Keeping } from '#shared/retention.ts';
import type { QuoteRequest } from '../contract/quoteOperations.ts';
import { Quote } from '../contract/quotes.ts';

export interface KeptQuote {
  readonly quote: Quote;
  readonly asked: QuoteRequest;
}

export interface QuoteStore {
  keep(council: string, kept: KeptQuote, at: number, note: Note): Promise<void>;
  find(council: string, quote: string): Promise<KeptQuote | undefined>;
}

const keyOf = (council: string, quote: string) => ({ pk: `${council}#QUOTE#${quote}`, sk: 'QUOTE' });

export const quoteStore = ({ table, quotes }: { readonly table: Table; readonly quotes: Keeping }): QuoteStore => ({
  keep: (council, { quote, asked }, at, note) => {
    const item = { ...keyOf(council, quote.quote), type: 'permit-quote', quote, asked };
    return table.transact([
      { put: { ...item, expiresAt: quotes.until(council, at) }, condition: ifAbsent },
      ...note.writes,
    ]);
  },
  find: async (council, quote) => {
    const item = await table.get(keyOf(council, quote), { consistent: true });
    if (!item || quotes.isOver(item)) return undefined;
    return { quote: Quote.parse(item.quote), asked: item.asked as QuoteRequest };
  },
});
