/** What a deployment's things are called, for whoever has to find them without a reference. */
import type { Found } from './capabilities.ts';
import type { DeploymentConfig } from './config.ts';

/** Known by name, so that a log subscription or a call can lead from any capability's stack to another's without tying them together. */
export const functionName = (deployment: string, capability: string): string => `${deployment}-${capability}`;
export const logGroupName = (deployment: string, capability: string): string =>
  `/council-commons/${deployment}/${capability}`;

/** Where its secrets are in Parameter Store. */
export const secretsPath = (deployment: string): string => `/council-commons/${deployment}`;

/** Paths of those that a capability reads: for deployments that it is bound to, for the national service that it stands on. */
export const secretsOf = (
  { contract: { name, provider } }: Pick<Found, 'contract'>,
  { name: deployment, councils }: DeploymentConfig,
): string[] => [
  ...(councils.some(({ bindings }) => bindings?.[name]) ? [`${secretsPath(deployment)}/bindings/${name}`] : []),
  ...(provider ? [`${secretsPath(deployment)}/services/${name}`] : []),
];
