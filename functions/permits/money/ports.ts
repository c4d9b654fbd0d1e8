/** What a journey needs of the `payments` capability. */

export interface CardPayment {
  readonly payment: string;
  readonly status: 'under_way' | 'success' | 'failed';
  readonly amount: number;
}

/** What came of beginning a payment. */
export type Begun =
  | { readonly payment: string; readonly nextUrl?: string | undefined }
  | { readonly before: string }
  | 'not_connected';

/** Each throws `Down` where it may or may not have been done. */
export interface Payments {
  /** `key`: the same for each attempt at the same payment. `before`: the payment that is in the way, under way or made. */
  begin(
    council: string,
    payment: {
      readonly subject: string;
      readonly amount: number;
      readonly description: string;
      readonly returnUrl: string;
      readonly language: 'en' | 'cy';
      readonly email?: string | undefined;
      readonly key: string;
    },
  ): Promise<Begun>;
  /** Where the payer goes on; `undefined` where they cannot. */
  resume(council: string, payment: string): Promise<string | undefined>;
  find(council: string, payment: string): Promise<CardPayment | undefined>;
  /** Its id; `undefined` where it cannot be refunded this way. */
  refund(
    council: string,
    payment: string,
    refund: { readonly amount: number; readonly reason: string; readonly key: string },
  ): Promise<string | undefined>;
}
