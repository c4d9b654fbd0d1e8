/** What the rounds say of the containers of a property, for deciding what can be asked for there. Pure. */
import type { ServiceCollections } from '../contract/collections.ts';
import type { Household } from './offer.ts';

export const householdOf = (
  services: readonly ServiceCollections[],
): Pick<Household, 'coming' | 'shared' | 'present'> => {
  const own = services.filter(({ communal }) => !communal);
  const coming = new Set(services.filter(({ next }) => next?.date).map(({ service }) => service));
  const ours = new Set(own.map(({ service }) => service));
  const present = new Map<string, number>();
  for (const { container } of own.flatMap(({ containers }) => containers))
    present.set(container, (present.get(container) ?? 0) + 1);
  const shared = new Set(services.map(({ service }) => service).filter((service) => !ours.has(service)));
  return { coming, shared, present };
};
