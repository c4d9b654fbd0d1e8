/** Sites and features: where services come to, and the containers that stand there. */
import type { Handlers, Request } from '#shared/contract/capability.ts';
import { RoundsNotLoaded } from '../contract/collections.ts';
import type { WasteProperty } from '../contract/rounds.ts';
import { NothingOfThatId } from '../contract/standardForm.ts';
import type { placeOperations } from '../contract/standardPlaces.ts';
import { featuresOf, ownerOf } from './features.ts';
import { byId, type Dependencies, linkOf } from './handlers.ts';
import { siteOf } from './shapes.ts';
import type { Place } from './store.ts';

type Operations = typeof placeOperations;

const propertiesAt = async ({ sites }: Dependencies, council: string, place: Place, page: number) => {
  const found = await sites.properties(council, place, page);
  if (!found) throw new RoundsNotLoaded('No version of its rounds is live.');
  return found;
};

/** The property of a UPRN, which has to be on the street where one is named, too; or a page of that street's. */
const askedFor = async (
  dependencies: Dependencies,
  { council, query: { uprn, usrn, page } }: Request<Operations['standardFeatures']>,
): Promise<readonly WasteProperty[]> => {
  if (uprn === undefined) return propertiesAt(dependencies, council, { usrn }, page);
  const { property } = await dependencies.find(council, uprn);
  return page === 1 && (usrn === undefined || usrn === property.usrn) ? [property] : [];
};

const features = async (dependencies: Dependencies, request: Request<Operations['standardFeatures']>) => {
  const [properties, { words }] = await Promise.all([
    askedFor(dependencies, request),
    dependencies.tables(request.council),
  ]);
  const all = properties.flatMap((property) => featuresOf(property, words, linkOf(request)));
  // Flats of one building have the same shared containers.
  return [...new Map(all.map((one) => [one.id, one])).values()];
};

const feature = async (
  { find }: Dependencies,
  { params: { featureId }, ...asking }: Request<Operations['standardFeature']>,
) => {
  const uprn = ownerOf(featureId);
  if (!uprn)
    throw new NothingOfThatId('The id of a feature is a UPRN, a container and a number, with hyphens between.');
  const { property, known } = await find(asking.council, uprn);
  return byId(featuresOf(property, known.settings, linkOf(asking)), featureId, 'features');
};

export const placeHandlers = (dependencies: Dependencies): Handlers<{ operations: Operations }> => ({
  standardSites: async ({ query: { page, usrn, postcode }, ...asking }) =>
    (await propertiesAt(dependencies, asking.council, { usrn, postcode }, page)).map((one) =>
      siteOf(one, linkOf(asking)),
    ),
  standardSite: async ({ params: { uprn }, ...asking }) =>
    siteOf((await dependencies.find(asking.council, uprn)).property, linkOf(asking)),
  standardFeatures: (request) => features(dependencies, request),
  standardFeature: (request) => feature(dependencies, request),
});
