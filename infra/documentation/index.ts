/** The files that the `catalogue` capability serves, made from the contracts. */
import type { Capability } from '#shared/contract/capability.ts';
import type { ProblemClass } from '#shared/contract/problem.ts';
import { type Taken, takenBy } from '#shared/http/cors.ts';
import type { DeploymentConfig } from '../config.ts';
import type { Assets } from '../constructs/bundle.ts';
import { allProblems, hasSignIn, operationsOf, problemsOf } from './answers.ts';
import { keptSection } from './kept.ts';
import { openApi } from './openapi.ts';
import { documentationPage, problemPage } from './pages.ts';

/** What every path takes, for preflights and for wrong methods, and what a preflight of any other path is told. */
const routes = (contracts: readonly Capability[]) => {
  const operations = contracts.flatMap((contract) => Object.values(contract.operations));
  const byPath = Map.groupBy(operations, ({ path }) => path);
  byPath.delete('$default');
  // “{” sorts after letters and digits: in this order a path comes before those that are special cases of it.
  const paths = [...byPath].sort(([a], [b]) => (a < b ? 1 : -1));
  const anything: Taken = {
    access: 'public',
    headers: [...new Set(operations.flatMap((one) => takenBy(one).headers))],
  };
  return {
    ...Object.fromEntries(
      paths.map(([path, taking]) => [path, Object.fromEntries(taking.map((one) => [one.method, takenBy(one)]))]),
    ),
    $default: Object.fromEntries(operations.map(({ method }) => [method, anything])),
  };
};

/** Which operations can answer a problem; none are named when all can. */
const answeredBy = (contracts: readonly Capability[], signIn: boolean, problem: ProblemClass) => {
  const all = operationsOf(contracts);
  const found = all.filter(({ operation, contract }) => problemsOf(operation, contract, signIn).includes(problem));
  return found.length === all.length ? [] : found.map(({ id, operation }) => ({ id, summary: operation.summary }));
};

export const documentation = (contracts: readonly Capability[], config: DeploymentConfig): Assets => {
  const signIn = hasSignIn(config);
  const document = openApi(contracts, config);
  const problems = allProblems(contracts);
  return {
    'openapi.json': JSON.stringify(document),
    'routes.json': JSON.stringify(routes(contracts)),
    'docs.html': documentationPage(
      document,
      problems.map(({ type }) => type),
      keptSection(contracts, config.retention),
    ),
    'problems.json': JSON.stringify(
      Object.fromEntries(
        problems.map((problem) => [
          problem.type.slug,
          problemPage(problem.type, answeredBy(contracts, signIn, problem)),
        ]),
      ),
    ),
  };
};
