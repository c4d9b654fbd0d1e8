/** Why a payment cannot be had, taken or given back. */
import { problem } from '#shared/contract/index.ts';

export class PaymentsNotConnected extends problem({
  slug: 'payments-not-connected',
  status: 409,
  title: 'The council takes no payments here',
  advice: 'Take the payment in another way, or ask the council to connect its GOV.UK Pay service.',
  passes: true,
}) {}

export class PaymentServiceRefused extends problem({
  slug: 'payment-service-refused',
  status: 503,
  title: 'The council’s payment service refused this deployment',
  advice:
    'Nothing was taken. Tell the council: its key for GOV.UK Pay is wrong, was revoked, or its GOV.UK Pay account is not switched on for this.',
}) {}

export class PaymentRefused extends problem({
  slug: 'payment-refused',
  status: 422,
  title: 'The payment service does not take this payment',
  advice:
    'Nothing was taken. Correct what “errors” names: an amount can be below the least that the council’s card company takes.',
}) {}

export class PaymentInProgress extends problem({
  slug: 'payment-in-progress',
  status: 409,
  title: 'A payment for this was begun before',
  advice: 'Go on with the payment that “payment” names by asking to resume it, or cancel it first.',
}) {}

export class AlreadyPaid extends problem({
  slug: 'already-paid',
  status: 409,
  title: 'This was paid before',
  advice: 'The payment is the one that “payment” names. Take no other, unless it is refunded in full.',
}) {}

export class PaymentNotFound extends problem({
  slug: 'payment-not-found',
  status: 404,
  title: 'The council has no such payment',
  advice: 'Check the id. What the payer brought back is good for eight days.',
}) {}

export class RefundNotFound extends problem({
  slug: 'refund-not-found',
  status: 404,
  title: 'The payment has no such refund',
  advice: 'Read the payment: “refunds” lists what there is.',
}) {}

export class PaymentNotResumable extends problem({
  slug: 'payment-not-resumable',
  status: 409,
  title: 'The payer can do no more on this payment',
  advice: '“paymentStatus” says how it ended. Unless it succeeded, make a new payment.',
}) {}

export class PaymentNotCancellable extends problem({
  slug: 'payment-not-cancellable',
  status: 409,
  title: 'The payment cannot be cancelled any more',
  advice: '“paymentStatus” says how it ended. What was paid can be refunded.',
}) {}

export class PaymentNotCapturable extends problem({
  slug: 'payment-not-capturable',
  status: 409,
  title: 'The payment cannot be captured',
  advice:
    'Only a payment with delayed capture that the payer has allowed can be captured, within 120 hours of its creation. “paymentStatus” says how far it is.',
}) {}

export class PaymentNotRefundable extends problem({
  slug: 'payment-not-refundable',
  status: 409,
  title: 'That much cannot be refunded',
  advice: '“refundable” says how many pence can still go back. A payment that the payer disputes cannot be refunded.',
}) {}

export class MessageNotSigned extends problem({
  slug: 'payment-message-not-signed',
  status: 401,
  title: 'The message is not signed by the council’s payment service',
  advice: 'Check that the signing secret of the webhook at GOV.UK Pay is among the council’s secrets here.',
}) {}
