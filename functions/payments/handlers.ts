import type { Handlers } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import { RefundNotFound } from './contract/problems.ts';
import type { payments } from './contract.ts';
import { create } from './create.ts';
import type { Dependencies } from './look.ts';
import { receive } from './messages.ts';
import { explained } from './pay/refusals.ts';
import { cancel, capture, read, resume, returned } from './payer.ts';
import { shown, shownRefund } from './record.ts';
import { refund } from './refund.ts';

/** Says in our words what GOV.UK Pay's failures mean. */
const plainly = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw explained(error);
  }
};

const getRefund = async (dependencies: Dependencies, council: string, payment: string, refund: string) => {
  const row = await read(dependencies, council, payment);
  const there = row.refunds.find((one) => one.refund === refund);
  if (there) return shownRefund(row, there);
  throw new RefundNotFound(`${payment} has no refund ${refund}.`);
};

export const handlers = (dependencies: Dependencies): Handlers<typeof payments> => ({
  createPayment: (request) => plainly(create(dependencies, request)),
  getPayment: async ({ council, params: { payment }, query: { fresh } }) =>
    shown(await plainly(read(dependencies, council, payment, fresh))),
  returnedFromPayment: ({ council, body: { token } }) => plainly(returned(dependencies, council, token)),
  resumePayment: ({ council, params: { payment } }) => plainly(resume(dependencies, council, payment)),
  cancelPayment: ({ council, params: { payment } }) => plainly(cancel(dependencies, council, payment)),
  capturePayment: ({ council, params: { payment } }) => plainly(capture(dependencies, council, payment)),
  refundPayment: (request) => plainly(refund(dependencies, request)),
  getRefund: ({ council, params: { payment, refund } }) => plainly(getRefund(dependencies, council, payment, refund)),
  listPayments: ({ council, query: { day = londonDay(dependencies.clock()), ...query } }) =>
    dependencies.lists.ofDay(council, { day, ...query }),
  getLedger: ({ council, query: { format: _, ...query } }) => dependencies.lists.ledger(council, query),
  receivePayMessage: (request) => receive(dependencies, request),
});
