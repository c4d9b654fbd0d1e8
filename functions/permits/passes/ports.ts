/** What passes work with: their stores, and what they need of their neighbours. */
import type { PassBatches } from './batchStore.ts';
import type { PassFiles } from './files.ts';
import type { HotlistFeed } from './hotlist.ts';
import type { PassLists } from './lists.ts';
import type { PassPeople } from './people.ts';
import type { PassSettingsStore } from './settings.ts';
import type { PassStore } from './store.ts';

export interface Addresses {
  /** `undefined` where the council has no such property. Throws `Down`. */
  find(council: string, uprn: string): Promise<object | undefined>;
}

export interface PassPayments {
  /** `before`: another payment of it is in the way. Throws `Down`. */
  begin(
    council: string,
    payment: {
      readonly amount: number;
      readonly subject: string;
      readonly description: string;
      readonly returnUrl: string;
      readonly language: 'en' | 'cy';
      readonly key: string;
    },
  ): Promise<
    { readonly payment: string; readonly nextUrl?: string | undefined } | { readonly before: string } | 'not_connected'
  >;
  /** Where the payer goes on; `undefined` where they cannot. */
  resume(council: string, payment: string): Promise<string | undefined>;
  find(council: string, payment: string): Promise<{ readonly status: string; readonly amount: number } | undefined>;
  refund(
    council: string,
    payment: string,
    refund: { readonly amount: number; readonly reason: string; readonly key: string },
  ): Promise<unknown>;
}

export interface PassMessage {
  readonly purpose: string;
  readonly about: string;
  readonly language: 'en' | 'cy';
  readonly to: { readonly email?: string; readonly phone?: string; readonly address?: string[] };
  readonly personalisation: Readonly<Record<string, string | string[]>>;
  /** Whether it is a reminder, which they can unsubscribe from. */
  readonly subscription: boolean;
  /** The same for each attempt: with it a message is sent once. */
  readonly key: string;
}
/** Throws `Down`: then it is tried again. */
export type TellHolder = (council: string, message: PassMessage) => Promise<unknown>;

export interface PassDependencies {
  readonly passes: PassStore;
  readonly passSettings: PassSettingsStore;
  readonly passPeople: PassPeople;
  readonly passFiles: PassFiles;
  readonly passLists: PassLists;
  readonly passBatches: PassBatches;
  readonly hotlist: HotlistFeed;
  readonly addresses: Addresses;
  readonly passPayments: PassPayments;
  readonly tellHolder: TellHolder;
  /** The nth working day after a day. */
  readonly workingDaysAfter: (day: string, n: number) => string;
  readonly clock: () => number;
  /** A new reference, with this before it. */
  readonly newReference: (prefix: string) => string;
  readonly newId: (at: number) => string;
}
