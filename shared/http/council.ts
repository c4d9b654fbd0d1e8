/** Finds the council in the path and checks that it offers the capability. */
import type { Capability, Council } from '#shared/contract/capability.ts';
import { CapabilityNotEnabled, ServedElsewhere, UnknownCouncil } from '#shared/contract/problems.ts';
import { header, relayedHeader, type Step } from './exchange.ts';

const hasCouncil = (path: string): boolean => path.startsWith('/{council}/');

export const resolveCouncil = (
  { name, title, core = false }: Capability,
  councils: ReadonlyMap<string, Council>,
): Step => ({
  before: ({ event: exchange }) => {
    if (!exchange.operation || !hasCouncil(exchange.operation.path)) return;
    const council = councils.get(exchange.event.pathParameters?.council ?? '');
    if (!council) throw new UnknownCouncil('The first part of the path is not the id of a council served here.');
    if (!core && !council.capabilities.includes(name)) {
      throw new CapabilityNotEnabled(`${council.name} does not offer “${title}” here.`);
    }
    if (council.bindings?.[name] && header(exchange.event, relayedHeader)) {
      throw new ServedElsewhere(`“${title}” of ${council.name} is served by a third deployment.`);
    }
    exchange.council = council;
  },
});
