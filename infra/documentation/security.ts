/** How to be let in: security schemes of the OpenAPI document, made from the contracts' dialects and the councils' sign-in. */
import type { Capability, Council, Operation } from '#shared/contract/capability.ts';
import { type CredentialSource, problemDetails } from '#shared/contract/dialect.ts';
import { takesPeople } from './answers.ts';

const schemeName = (source: CredentialSource): string =>
  source.in === 'bearer' ? 'bearerKey' : `${source.name.replaceAll('-', '_')}_${source.in}`;

const schemeOf = (source: CredentialSource) =>
  source.in === 'bearer'
    ? { type: 'http' as const, scheme: 'bearer', description: 'A key of this deployment: cc_…' }
    : { type: 'apiKey' as const, in: source.in, name: source.name, description: 'A key of this deployment: cc_…' };

/** What an operation takes; `signIn`: whether people sign in at any council of the deployment. */
export const security = (operation: Operation, signIn: boolean) =>
  operation.access === 'public'
    ? []
    : [
        ...(operation.dialect ?? problemDetails).credentials.map((source) => ({ [schemeName(source)]: [] })),
        ...(signIn && takesPeople(operation) ? [{ signIn: [] }] : []),
      ];

const credentialsOf = (contracts: readonly Capability[]): CredentialSource[] =>
  contracts.flatMap(({ operations }) =>
    Object.values(operations).flatMap(({ dialect = problemDetails }) => dialect.credentials),
  );

/** By council, where its staff can sign in, the identity provider that they do it with. */
const issuersOf = (councils: readonly Council[]): string[] =>
  councils.flatMap(({ name, signIn }) => (signIn ? [`${name}: ${signIn.issuer}`] : []));

export const securitySchemes = (contracts: readonly Capability[], councils: readonly Council[]) => {
  const issuers = issuersOf(councils);
  return {
    ...Object.fromEntries(credentialsOf(contracts).map((source) => [schemeName(source), schemeOf(source)])),
    ...(issuers.length > 0 && {
      signIn: {
        type: 'http' as const,
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: `An access token that the council’s identity provider issued for this API. ${issuers.join('; ')}`,
      },
    }),
  };
};
