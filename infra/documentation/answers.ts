/** Which problems an operation can answer: those of its contract, and those that follow from how it is called. */
import type { Capability, Operation } from '#shared/contract/capability.ts';
import type { ProblemClass } from '#shared/contract/problem.ts';
import * as problems from '#shared/contract/problems.ts';

const hasCouncil = ({ path }: Operation): boolean => path.startsWith('/{council}/');

export const problemsOf = (operation: Operation, { core = false }: Capability): ProblemClass[] => [
  ...new Set<ProblemClass>([
    problems.InvalidRequest,
    ...(operation.returns.paged ? [problems.InvalidCursor] : []),
    ...(operation.body ? [problems.MalformedJson, problems.BodyTooLarge, problems.UnsupportedMediaType] : []),
    ...(operation.access === 'public'
      ? []
      : [
          problems.MissingKey,
          problems.UnknownKey,
          problems.ExpiredKey,
          problems.RevokedKey,
          problems.KeyOfAnotherCouncil,
          problems.MissingScope,
          problems.QuotaExceeded,
        ]),
    ...(hasCouncil(operation) ? [problems.UnknownCouncil, ...(core ? [] : [problems.CapabilityNotEnabled])] : []),
    ...(operation.problems ?? []),
    problems.InternalError,
    problems.Unavailable,
  ]),
];

/** Every problem that this deployment can answer, once, by slug. */
export const allProblems = (contracts: readonly Capability[]): ProblemClass[] => {
  const found = new Set<ProblemClass>([problems.UnknownOperation, problems.MethodNotAllowed]);
  for (const contract of contracts) {
    for (const operation of Object.values(contract.operations)) {
      for (const problem of problemsOf(operation, contract)) found.add(problem);
    }
  }
  return [...found].sort((a, b) => a.type.slug.localeCompare(b.type.slug));
};
