/** What was paid to them and given back. */
import { londonDay } from '#shared/london.ts';
import { paidAt, payMessage } from '../paymentSteps.ts';
import { type Belongings, secret, theirs } from './belongings.ts';

export const theirPayments = async (): Promise<Belongings> => {
  const { createPayment: payment = '', refundPayment: refund = '', token } = await paidAt(theirs, secret.thing);
  const day = londonDay(Date.now());
  return {
    ids: { payment, refund },
    state: [`payments/${payment}`, `payments/${payment}/refunds/${refund}`],
    questions: {
      listPayments: [{}],
      getLedger: [{ query: { day } }],
      returnedFromPayment: [{ body: { token }, status: 404 }],
    },
    paged: { getLedger: `limit=1&day=${day}` },
    told: { receivePayMessage: payMessage(theirs) },
  };
};
