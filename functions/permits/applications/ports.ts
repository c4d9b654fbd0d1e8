/** What a journey needs of its neighbours. */
import type { Quote } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { KeptApplication, Purpose } from './journey.ts';

export interface Quotes {
  /** A quote and what it was asked with; `undefined` where there is none. */
  find(council: string, quote: string): Promise<{ readonly quote: Quote; readonly asked: Asked } | undefined>;
}
export interface Asked {
  /** The permit that it renews. */
  readonly renews?: string | undefined;
}

export interface Schemes {
  /** The version that a price names. */
  version(council: string, scheme: string, version: string): Promise<Scheme | undefined>;
}

/** Where messages go: `false` where the council sends none, or has no words for it. Throws `Down`. */
export type Tell = (
  council: string,
  application: KeptApplication,
  message: { readonly purpose: Purpose; readonly key: string },
) => Promise<boolean>;
