/** Asking our own operations, and answering in the standard's models. */
import type { Request } from '#shared/contract/capability.ts';
import type { Answered, Idempotency } from '#shared/contract/idempotency.ts';
import type { Case } from '../contract/cases.ts';
import type { standardCaseOperations } from '../contract/standardCases.ts';
import type { Dependencies } from '../handlers.ts';
import { caseOf } from './cases.ts';
import { linkOf } from './handlers.ts';

export type Opening = Request<(typeof standardCaseOperations)['standardOpenCase']>;

/** Answers what `inModel` made of its own answer. */
export type Open = (dependencies: Dependencies, request: Opening) => Promise<unknown>;

/** Keeps the answer in the standard's model: who sends a request again gets that. */
export const inModel = ({ idempotency, ...asking }: Opening): Idempotency => ({
  request: idempotency.request,
  answer: <R>(own: R, write: Parameters<Idempotency['answer']>[1]) =>
    idempotency.answer(caseOf(own as Case, linkOf(asking)), write) as Promise<unknown> as Promise<Answered<R>>,
});

/** The same request to an operation of our own, but for its body. */
export const asOwn = (request: Opening) => ({ ...request, query: undefined, idempotency: inModel(request) });

/** Whether a container goes by this name: the council's own, or the standard's machine name that it begins with. */
export const isCalled =
  (type: string) =>
  (container: string): boolean =>
    container === type || (type !== '' && container.startsWith(`${type}_`));
