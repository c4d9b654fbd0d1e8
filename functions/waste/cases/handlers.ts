/** What staff, crews and the payment system do with cases of any kind. */
import type { Request } from '#shared/contract/capability.ts';
import { CaseClosed, type Payment } from '../contract/caseFields.ts';
import { CaseFull, PaymentRefused } from '../contract/caseOperations.ts';
import type { Case } from '../contract/cases.ts';
import type { waste } from '../contract.ts';
import { changing, found } from './changing.ts';
import type { Change, KindRules, Rules } from './kinds.ts';
import type { CaseLists } from './lists.ts';
import type { PeopleStore } from './people.ts';
import type { CaseStore } from './store.ts';

export interface CaseDependencies {
  readonly cases: CaseStore;
  readonly lists: CaseLists;
  readonly people: PeopleStore;
  readonly rules: Rules;
  readonly clock: () => number;
  readonly newId: (at: number) => string;
}

type Operations = (typeof waste)['operations'];

/** The rules of a case's own kind. Kinds are told apart by `kind`, which the types cannot follow through a look-up. */
export const rulesOf = ({ rules }: Pick<CaseDependencies, 'rules'>, { kind }: Case): KindRules<Case['kind']> =>
  rules[kind] as KindRules<Case['kind']>;

const assign = (
  dependencies: CaseDependencies,
  { council, params: { reference }, body: { assignedTo } }: Request<Operations['assignCase']>,
) =>
  changing(dependencies, council, reference, (one) => {
    if (one.assignedTo === assignedTo) return undefined;
    if (one.status === 'closed') throw new CaseClosed(`It was closed as “${one.outcome}”.`);
    return { assignedTo };
  });

const close = (
  dependencies: CaseDependencies,
  { council, params: { reference }, body: { outcome } }: Request<Operations['closeCase']>,
) =>
  changing(dependencies, council, reference, async (one) => {
    if (one.status === 'closed') {
      if (one.outcome === outcome) return undefined;
      throw new CaseClosed(`It was closed as “${one.outcome}”.`);
    }
    const happening = { council, found: one, at: dependencies.clock(), outcome };
    return { status: 'closed', outcome, ...(await rulesOf(dependencies, one).closed?.(happening)) };
  });

/** A case with all of them can be kept and read. */
const mostPayments = 100;

const pay = (
  dependencies: CaseDependencies,
  { council, params: { reference }, body: { paymentReference, amount } }: Request<Operations['payCase']>,
) =>
  changing(dependencies, council, reference, async (one): Promise<Change | undefined> => {
    const { payment } = one;
    if (!payment) throw new PaymentRefused('The case costs nothing.');
    if (payment.payments.some((told) => told.paymentReference === paymentReference)) return undefined;
    if (payment.payments.length >= mostPayments) throw new PaymentRefused(`It has ${mostPayments} payments.`);
    const at = dependencies.clock();
    const told = { paymentReference, amount, at: new Date(at).toISOString() };
    const { payBy, ...rest } = payment;
    const paid = payment.paid + amount;
    const next: Payment = { ...rest, paid, payments: [...payment.payments, told] };
    if (one.status === 'closed') return { payment: { ...next, refundDue: next.refundDue + amount } };
    if (paid < payment.price) return { payment: { ...next, ...(payBy && { payBy }) } };
    const full = { ...next, refundDue: next.refundDue + amount - Math.max(0, payment.price - payment.paid) };
    const paidCase = { ...one, payment: full } as Case;
    return { payment: full, ...(await rulesOf(dependencies, one).paid?.({ council, found: paidCase, at })) };
  });

const addNote = async (
  { people, clock, newId, ...dependencies }: CaseDependencies,
  { council, caller, params: { reference }, body: { text }, idempotency }: Request<Operations['addCaseNote']>,
) => {
  await found(dependencies, council, reference);
  const at = clock();
  const note = { id: newId(at), at: new Date(at).toISOString(), by: caller?.keyId ?? '', text };
  return idempotency.answer(note, async (answer) => {
    if (!(await people.addNote(council, reference, note, answer))) throw new CaseFull('It has 200 notes.');
  });
};

export const caseHandlers = (dependencies: CaseDependencies) => {
  const { lists, people } = dependencies;
  return {
    listCases: ({ council, query }: Request<Operations['listCases']>) => lists.list(council, query),
    getCase: ({ council, params }: Request<Operations['getCase']>) => found(dependencies, council, params.reference),
    getCaseNotes: async ({ council, params: { reference } }: Request<Operations['getCaseNotes']>) => {
      await found(dependencies, council, reference);
      return { reference, ...(await people.contactAndNotes(council, reference)) };
    },
    addCaseNote: (request: Request<Operations['addCaseNote']>) => addNote(dependencies, request),
    assignCase: (request: Request<Operations['assignCase']>) => assign(dependencies, request),
    closeCase: (request: Request<Operations['closeCase']>) => close(dependencies, request),
    payCase: (request: Request<Operations['payCase']>) => pay(dependencies, request),
    findPersonInWaste: async ({ council, body }: Request<Operations['findPersonInWaste']>) => ({
      held: await people.findPerson(council, body.email),
    }),
    forgetPersonInWaste: async ({ council, body }: Request<Operations['forgetPersonInWaste']>) => ({
      forgotten: await people.forgetPerson(council, body.email),
      kept: [],
    }),
  };
};
