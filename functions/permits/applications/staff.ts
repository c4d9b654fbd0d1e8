/** What staff decide. Every decision keeps who made it, when and why. */
import type { Request } from '#shared/contract/capability.ts';
import { ApplicationClosed, NothingToPay } from '../contract/applicationOperations.ts';
import { AnotherHasToCheck, NotDecidable } from '../contract/decisionOperations.ts';
import { ApplicationFull } from '../contract/evidenceOperations.ts';
import type { Decision } from '../contract/staffOperations.ts';
import type { permits } from '../contract.ts';
import { hasPayment, kept, paying } from '../money/ledger.ts';
import { type Changing, changing, changingOnce } from './changing.ts';
import { isClosed, type Journey, type KeptApplication, shownApplication } from './journey.ts';
import { asking, booked, closing, decided } from './steps.ts';

type Operations = (typeof permits)['operations'];
type Staff = Pick<Request, 'caller'>;

const mostAsked = 20;

export const decisionOf = (
  decision: Decision['decision'],
  { caller }: Staff,
  at: number,
  reason?: string,
): Decision => ({
  ...{ decision, by: caller?.keyId ?? '', at: new Date(at).toISOString() },
  ...(reason && { reason }),
});

const mustBeOpen = ({ status }: KeptApplication): void => {
  if (isClosed(status))
    throw new ApplicationClosed('The application is decided.', { extensions: { applicationStatus: status } });
};

const mustBeDecidable = ({ application: { status, decisions } }: Journey, { caller }: Staff): void => {
  if (status !== 'submitted' && status !== 'second_check')
    throw new NotDecidable('The application does not wait for a decision.', {
      extensions: { applicationStatus: status },
    });
  if (decisions.some(({ decision, by }) => decision === 'approved' && by === (caller?.keyId ?? '')))
    throw new AnotherHasToCheck('You approved it before.');
};

const approve = (dependencies: Changing, request: Request<Operations['approvePermit']>) => {
  const { council, params, body, idempotency } = request;
  return changingOnce(dependencies, council, params.application, idempotency, (before, at) => {
    mustBeOpen(before.application);
    mustBeDecidable(before, request);
    return decided(before, at, decisionOf('approved', request, at, body.reason));
  });
};

const refuse = (dependencies: Changing, request: Request<Operations['refusePermit']>) => {
  const { council, params, body, idempotency } = request;
  return changingOnce(dependencies, council, params.application, idempotency, (before, at) => {
    if (before.application.status === 'refused') return before;
    mustBeOpen(before.application);
    const codes = body.reasons.map(({ code }) => code).join(', ');
    return closing('refused')(before, at, { ...body, decision: decisionOf('refused', request, at, codes) });
  });
};

const ask = (dependencies: Changing, request: Request<Operations['askForEvidence']>) => {
  const { council, params, body, idempotency } = request;
  const { of, says } = body;
  return changingOnce(dependencies, council, params.application, idempotency, (before, at) => {
    const { application } = before;
    mustBeOpen(application);
    if (!['submitted', 'evidence_needed', 'second_check'].includes(application.status))
      throw new ApplicationClosed('The application is past that.', {
        extensions: { applicationStatus: application.status },
      });
    if (application.decisions.length >= mostAsked)
      throw new ApplicationFull(`The applicant was asked ${mostAsked} times.`);
    const decision = decisionOf('evidence_asked', request, at, says);
    return asking(before, at, { of, decision, reason: { code: `evidence_${of}`, says } });
  });
};

const recordPayment = (dependencies: Changing, request: Request<Operations['recordPermitPayment']>) => {
  const { council, params, body, idempotency } = request;
  const { amount, method, receipt } = body;
  return changingOnce(dependencies, council, params.application, idempotency, (before, at) => {
    const { ledger, status } = before.application;
    const payment = `offline:${receipt}`;
    if (hasPayment(ledger, payment)) return before;
    const due = ledger.due - kept(ledger);
    if (status !== 'payment_needed')
      throw new NothingToPay('The application does not wait for a payment.', {
        extensions: { applicationStatus: status },
      });
    if (amount !== due) {
      const detail = `must be ${due}: all that is due`;
      throw new NothingToPay(`“amount” ${detail}.`, { errors: [{ detail, pointer: '#/amount', in: 'body' }] });
    }
    const told = { payment, how: 'offline' as const, amount, method, at: new Date(at).toISOString() };
    return booked(before, at, paying(ledger, told));
  });
};

const assign = async (dependencies: Changing, request: Request<Operations['assignPermitApplication']>) => {
  const { council, params, body } = request;
  const { application } = await changing(dependencies, council, params.application, (before) => {
    if (before.application.assignedTo === body.assignedTo) return before;
    mustBeOpen(before.application);
    return { ...before, application: { ...before.application, assignedTo: body.assignedTo } };
  });
  return shownApplication(application);
};

export const staffHandlers = (dependencies: Changing) => ({
  approvePermit: (request: Request<Operations['approvePermit']>) => approve(dependencies, request),
  refusePermit: (request: Request<Operations['refusePermit']>) => refuse(dependencies, request),
  askForEvidence: (request: Request<Operations['askForEvidence']>) => ask(dependencies, request),
  recordPermitPayment: (request: Request<Operations['recordPermitPayment']>) => recordPayment(dependencies, request),
  assignPermitApplication: (request: Request<Operations['assignPermitApplication']>) => assign(dependencies, request),
});
