/** Quotes as they are asked for and read. */
import type { Request } from '#shared/contract/capability.ts';
import { QuoteNotFound, type quoteOperations } from '../contract/quoteOperations.ts';
import { type QuotingDependencies, quoteFor } from './quoting.ts';
import type { QuoteStore } from './store.ts';

export interface QuoteDependencies extends QuotingDependencies {
  readonly quotes: QuoteStore;
  /** A new reference, with this before it. */
  readonly newReference: (prefix: string) => string;
}

type Operations = typeof quoteOperations;

export const quoteHandlers = (dependencies: QuoteDependencies) => {
  const { quotes, newReference, clock } = dependencies;
  return {
    quotePermit: async ({ council, body, idempotency }: Request<Operations['quotePermit']>) => {
      const quote = await quoteFor(dependencies, council, newReference('PQ'), body);
      return idempotency.answer(quote, (note) => quotes.keep(council, { quote, asked: body }, clock(), note));
    },
    getPermitQuote: async ({ council, params: { quote } }: Request<Operations['getPermitQuote']>) => {
      const found = await quotes.find(council, quote);
      if (found) return found.quote;
      throw new QuoteNotFound(`The council has no quote ${quote}.`);
    },
  };
};
