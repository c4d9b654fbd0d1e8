import type { Request } from '#shared/contract/capability.ts';
import type { visitorOperations } from '../contract/visitorOperations.ts';
import { NothingToRefund } from '../contract/visitors.ts';
import { busy, forVisitors, type VisitorDependencies } from './facts.ts';
import type { KeptRefund } from './items.ts';
import { orderHandlers } from './orders.ts';
import { refundOf, usable } from './rules.ts';
import { sessionHandlers } from './sessions.ts';

type Operations = typeof visitorOperations;

/** What is left cannot be used any more from now on; the money goes back by itself. */
const refund = async (dependencies: VisitorDependencies, request: Request<Operations['refundVisitorUnits']>) => {
  const { visitors, clock, newReference } = dependencies;
  const { council, body, idempotency } = request;
  const at = clock();
  const { scheme } = await forVisitors(dependencies, council, body.scheme, at);
  const there = usable(await visitors.lots(council, body), at);
  const { units, backs } = refundOf(scheme.refund, there);
  const pence = backs.reduce((sum, back) => sum + back.pence, 0);
  if (pence === 0) throw new NothingToRefund('Nothing is paid back for what is left.');
  const kept: KeptRefund = { ...body, refund: newReference('VR'), units, backs, version: 1 };
  const paid = there.filter((lot) => lot.payment !== undefined);
  return idempotency.answer({ ...body, units, pence }, async (note) => {
    if (!(await visitors.openRefund(council, kept, paid, at, note))) throw busy();
  });
};

export const visitorHandlers = (dependencies: VisitorDependencies) => ({
  ...orderHandlers(dependencies),
  ...sessionHandlers(dependencies),
  refundVisitorUnits: (request: Request<Operations['refundVisitorUnits']>) => refund(dependencies, request),
});
