/** Where a deployment's secrets are in Parameter Store, and which of them a capability may read. */
import type { Found } from './capabilities.ts';
import type { DeploymentConfig } from './config.ts';

export const secretsPath = (deployment: string): string => `/council-commons/${deployment}`;

/** Paths of those of a capability: for deployments that it is bound to, for the national service that it stands on. */
export const secretsOf = (
  { contract: { name, provider } }: Pick<Found, 'contract'>,
  { name: deployment, councils }: DeploymentConfig,
): string[] => [
  ...(councils.some(({ bindings }) => bindings?.[name]) ? [`${secretsPath(deployment)}/bindings/${name}`] : []),
  ...(provider ? [`${secretsPath(deployment)}/services/${name}`] : []),
];
