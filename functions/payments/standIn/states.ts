/** States of a payment, their codes, and what a webhook tells of each. */
export interface State {
  readonly status: string;
  readonly finished: boolean;
  readonly code?: string;
  readonly message?: string;
}

const ending = (status: string, code: string, message: string): State => ({ status, finished: true, code, message });
export const states = {
  created: { status: 'created', finished: false },
  started: { status: 'started', finished: false },
  submitted: { status: 'submitted', finished: false },
  capturable: { status: 'capturable', finished: false },
  success: { status: 'success', finished: true },
  declined: ending('failed', 'P0010', 'Payment method rejected'),
  expired: ending('failed', 'P0020', 'Payment expired'),
  cancelledByPayer: ending('failed', 'P0030', 'Payment was cancelled by the user'),
  cancelled: ending('cancelled', 'P0040', 'Payment was cancelled by the service'),
  error: ending('error', 'P0050', 'Payment provider returned an error'),
} as const satisfies Readonly<Record<string, State>>;

export type StateName = keyof typeof states;

/** What is told of a state by a webhook; nothing of the others, `capturable` among them. */
export const told: Readonly<Partial<Record<StateName, string>>> = {
  success: 'card_payment_succeeded',
  ...{ declined: 'card_payment_failed', cancelledByPayer: 'card_payment_failed', cancelled: 'card_payment_failed' },
  ...{ error: 'card_payment_failed', expired: 'card_payment_expired' },
};
