/** The national service that a council uses for a capability: where it is, what it is told, and the council's secrets for it. */
import type * as z from 'zod/mini';
import type { Capability, Council, ProviderSpec, Service } from '#shared/contract/capability.ts';
import { environment } from '#shared/environment.ts';
import type { Surroundings } from '#shared/retention.ts';
import { parameterStore, type Secrets } from '#shared/secrets.ts';

export interface Provider<S> {
  /** Scheme, host and the path that all its paths start with; no slash at the end. */
  readonly url: string;
  readonly settings: S;
  /** `undefined` where nobody put it there. Throws `Unavailable`. */
  secret(name: string): Promise<string | undefined>;
  /** The secret was refused: it is read anew. */
  refused(name: string): void;
}

type Settings<C> = C extends { readonly provider: { readonly settings: infer S extends z.core.$ZodType } }
  ? z.output<S>
  : never;

/** Finds a council's provider; `undefined` where its configuration names none. */
export type Providers<C extends Capability> = (council: string) => Provider<Settings<C>> | undefined;

interface Options {
  readonly councils: ReadonlyMap<string, Council>;
  readonly secrets: Secrets;
  /** Path of the deployment's secrets. */
  readonly path: string;
  /** In place of every council's `url`: of a stand-in. */
  readonly standIn?: string | undefined;
}

/** Where a council's secret for a national service is kept, below the deployment's path. */
export const secretAt = (capability: string, council: string, name: string): string =>
  `services/${capability}/${council}/${name}`;

export const providers =
  <C extends Capability & { readonly provider: ProviderSpec }>(
    { name }: C,
    { councils, secrets, path, standIn }: Options,
  ): Providers<C> =>
  (council) => {
    const service: Service | undefined = councils.get(council)?.services?.[name];
    if (!service) return undefined;
    const { url, ...settings } = service;
    const at = (secret: string) => `${path}/${secretAt(name, council, secret)}`;
    return {
      url: standIn ?? url,
      // Checked when the configuration was read, by the same schema.
      settings: settings as Settings<C>,
      secret: (secret) => secrets.read(at(secret)),
      refused: (secret) => secrets.forget(at(secret)),
    };
  };

/** As the function's environment has it. */
export const providersHere = <C extends Capability & { readonly provider: ProviderSpec }>(
  contract: C,
  { councils, clock }: Pick<Surroundings, 'councils' | 'clock'>,
): Providers<C> =>
  providers(contract, {
    councils,
    secrets: parameterStore(clock),
    path: environment('SECRETS'),
    standIn: process.env.STAND_IN_URL,
  });
