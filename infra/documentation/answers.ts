/** Which problems an operation can answer: those of its contract, and those that follow from how it is called. */
import type { Capability, Operation } from '#shared/contract/capability.ts';
import { problemDetails } from '#shared/contract/dialect.ts';
import type { ProblemClass } from '#shared/contract/problem.ts';
import * as problems from '#shared/contract/problems.ts';
import type { DeploymentConfig } from '../config.ts';

const hasCouncil = ({ path }: Operation): boolean => path.startsWith('/{council}/');

const ofTokens = [problems.ExpiredToken, problems.TokenForAnother, problems.InvalidToken];

/** A page for people, not an operation for integrators. */
export const isPage = ({ returns }: Operation): boolean => returns.mediaType === 'text/html';

/** Whether a person may call it who signed in, where a council has that. */
export const takesPeople = ({ access, dialect = problemDetails }: Operation): boolean =>
  access !== 'public' && dialect.credentials.some((source) => source.in === 'bearer');

/** Whether people sign in at any council of the deployment. */
export const hasSignIn = ({ councils }: Pick<DeploymentConfig, 'councils'>): boolean =>
  councils.some(({ signIn }) => signIn);

/** `signIn` as `hasSignIn` has it. */
export const problemsOf = (operation: Operation, { core = false }: Capability, signIn = false): ProblemClass[] => [
  ...new Set<ProblemClass>([
    problems.InvalidRequest,
    ...(operation.returns.paged ? [problems.InvalidCursor] : []),
    ...(operation.body ? [problems.MalformedJson, problems.BodyTooLarge, problems.UnsupportedMediaType] : []),
    ...(operation.idempotent === true ? [problems.IdempotencyKeyMissing] : []),
    ...(operation.idempotent ? [problems.IdempotencyInProgress, problems.IdempotencyKeyReused] : []),
    ...(operation.access === 'public'
      ? []
      : [
          problems.MissingKey,
          problems.UnknownKey,
          problems.ExpiredKey,
          problems.RevokedKey,
          ...(signIn && takesPeople(operation) ? ofTokens : []),
          problems.KeyOfAnotherCouncil,
          problems.MissingScope,
          problems.QuotaExceeded,
        ]),
    ...(hasCouncil(operation) ? [problems.UnknownCouncil] : []),
    ...(hasCouncil(operation) && !core
      ? [problems.CapabilityNotEnabled, problems.BoundServiceDown, problems.BoundServiceRefused]
      : []),
    ...(operation.problems ?? []),
    problems.InternalError,
    problems.Unavailable,
  ]),
];

/** What integrators call: not the pages for people, nor `$default`, which is what is left of the API. */
export const operationsOf = (contracts: readonly Capability[]) =>
  contracts.flatMap((contract) =>
    Object.entries(contract.operations)
      .filter(([, operation]) => operation.path !== '$default' && !isPage(operation))
      .map(([id, operation]) => ({ id, operation, contract })),
  );

/** Every problem of the pipeline and of the contracts, once, by slug. */
export const allProblems = (contracts: readonly Capability[]): ProblemClass[] => {
  const found = contracts.flatMap((contract) =>
    Object.values(contract.operations).flatMap((operation) => problemsOf(operation, contract)),
  );
  return [...new Set([...Object.values(problems), ...found])].sort((a, b) => a.type.slug.localeCompare(b.type.slug));
};
