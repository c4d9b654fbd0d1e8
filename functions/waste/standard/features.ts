/** Features of the standard: the containers that stand at a property. Pure: links and words are given. */
import { containerWords, type Known } from '../collections.ts';
import type { PropertyService, WasteProperty } from '../contract/rounds.ts';
import type { Feature } from '../contract/standardModels.ts';
import { aContainer, inPath, type Link } from './tasks.ts';

const idPattern = /^(\d{1,12})-.+-\d{1,4}$/;

/** The property that a container belongs to. */
export const ownerOf = (featureId: string): string | undefined => idPattern.exec(featureId)?.[1];

interface Standing {
  readonly service: string;
  readonly container: string;
}

/** Rows of one service, such as those of two seasons, tell of the same containers; another service has its own. */
const standing = (services: readonly PropertyService[]): Standing[] =>
  [...Map.groupBy(services, ({ service }) => service)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([service, rows]) =>
      [...new Set(rows.flatMap(({ containers }) => containers))].flatMap((container) => {
        const most = Math.max(...rows.map(({ containers }) => containers.filter((one) => one === container).length));
        return Array.from({ length: most }, () => ({ service, container }));
      }),
    );

/**
 * Those of the services that are shown. Shared containers are the building's, under the same ids at each of its flats; what is not
 * shown counts, so that no id tells whether it is.
 */
export const featuresOf = (
  property: WasteProperty,
  isShown: (service: string) => boolean,
  settings: Known['settings'],
  link: Link,
): Feature[] => {
  const { uprn: own, parentUprn = own, services } = property;
  const owners = Map.groupBy(services, ({ communal }) => (communal ? parentUprn : own));
  return [...owners].flatMap(([uprn, theirs]) =>
    [...Map.groupBy(standing(theirs), ({ container }) => container)].flatMap(([container, alike]) =>
      alike.flatMap(({ service }, i): Feature[] => {
        if (!isShown(service)) return [];
        const id = `${uprn}-${inPath(container)}-${i + 1}`;
        const feature = {
          '@id': link('features', id),
          ...aContainer(containerWords(container, settings, 'en'), link),
          ...{ id, status: 'in use' as const, uprn, service: link('services', service) },
        };
        return [feature];
      }),
    ),
  );
};
