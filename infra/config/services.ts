/** `services` of a council in commons.config.json: the national services that its capabilities stand on (docs/handbook/national-services.md). */
import * as z from 'zod/mini';
import type { Capability, ProviderSpec, Service } from '#shared/contract/capability.ts';
import { inPlainEnglish } from '#shared/http/fieldErrors.ts';
import { issueLines } from './issues.ts';

/** Of this computer only without TLS. A path may follow, as the service's documentation has it. */
const address =
  /^(https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http:\/\/(localhost|127\.0\.0\.1))(:\d+)?(\/[^\s?#]*[^\s?#/])?$/;

/** What else it says is for the contract's `provider.settings` to judge. */
export const ServiceConfig = z.looseObject({
  url: z.optional(
    z
      .string()
      .check(
        z.refine(
          (text) => address.test(text) && URL.canParse(text),
          'must be an https address without a slash at its end, like https://publicapi.payments.service.gov.uk',
        ),
      ),
  ),
});

type Known = readonly Pick<Capability, 'name' | 'provider'>[];
type Services = Readonly<Record<string, z.output<typeof ServiceConfig>>>;

export interface Configured {
  readonly services?: Services | undefined;
  /** Absent: all that there are. */
  readonly capabilities?: readonly string[] | undefined;
  readonly bindings?: Readonly<Record<string, unknown>> | undefined;
}

const providersOf = (contracts: Known): Map<string, ProviderSpec> =>
  new Map(contracts.flatMap(({ name, provider }) => (provider ? [[name, provider] as const] : [])));

/** The service as functions see it: where it is, and its settings with the usual values. Issues where it cannot be. */
const settled = ({ url, ...settings }: Services[string], provider: ProviderSpec) => {
  const result = z.safeParse(provider.settings, settings, { error: inPlainEnglish });
  return result.success
    ? { service: { url: url ?? provider.url, ...result.data } satisfies Service }
    : { issues: result.error.issues };
};

const placeFault = (name: string, { capabilities, bindings = {} }: Configured): string | undefined => {
  if (capabilities && !capabilities.includes(name))
    return `is not one of the council’s capabilities, ${capabilities.join(', ')}`;
  return name in bindings ? 'is served by another deployment, which says so itself: leave it out here' : undefined;
};

export const wrongServices = (councils: readonly Configured[], contracts: Known): string[] => {
  const providers = providersOf(contracts);
  return councils.flatMap((council, i) =>
    Object.entries(council.services ?? {}).flatMap(([name, given]) => {
      const at = ['councils', i, 'services', name];
      const provider = providers.get(name);
      const there = [...providers.keys()].join(', ');
      const fault = provider
        ? placeFault(name, council)
        : `stands on no national service; these do: ${there || 'none'}`;
      if (!provider || fault) return [`councils[${i}].services.${name}: ${fault}`];
      return issueLines(settled(given, provider).issues ?? [], at);
    }),
  );
};

/** Of services that are right. */
export const servicesOf = (services: Services, contracts: Known): Readonly<Record<string, Service>> => {
  const providers = providersOf(contracts);
  return Object.fromEntries(
    Object.entries(services).flatMap(([name, given]) => {
      const provider = providers.get(name);
      const service = provider && settled(given, provider).service;
      return service ? [[name, service] as const] : [];
    }),
  );
};
