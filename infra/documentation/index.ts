/** The files that the `catalogue` capability serves, made from the contracts. */
import type { Capability } from '#shared/contract/capability.ts';
import type { ProblemClass } from '#shared/contract/problem.ts';
import type { DeploymentConfig } from '../config.ts';
import type { Assets } from '../constructs/bundle.ts';
import { allProblems, hasSignIn, operationsOf, problemsOf } from './answers.ts';
import { keptSection } from './kept.ts';
import { openApi } from './openapi.ts';
import { documentationPage, problemPage } from './pages.ts';

/** Every path with its methods, in the shape of an OpenAPI document's. */
const routes = (contracts: readonly Capability[]) => {
  const paths: Record<string, Record<string, true>> = {};
  for (const { method, path } of contracts.flatMap(({ operations }) => Object.values(operations))) {
    if (path !== '$default') paths[path] = { ...paths[path], [method.toLowerCase()]: true };
  }
  return paths;
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
    'routes.json': JSON.stringify({ paths: routes(contracts) }),
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
