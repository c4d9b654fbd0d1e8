/** The files that the `catalogue` capability serves, made from the contracts. */
import type { Capability } from '#shared/contract/capability.ts';
import type { DeploymentConfig } from '../config.ts';
import type { Assets } from '../constructs/bundle.ts';
import { allProblems } from './answers.ts';
import { openApi } from './openapi.ts';
import { documentationPage, problemPage } from './pages.ts';

export const documentation = (contracts: readonly Capability[], config: DeploymentConfig): Assets => {
  const document = openApi(contracts, config);
  return {
    'openapi.json': JSON.stringify(document),
    'docs.html': documentationPage(document),
    'problems.json': JSON.stringify(
      Object.fromEntries(allProblems(contracts).map(({ type }) => [type.slug, problemPage(type)])),
    ),
  };
};
