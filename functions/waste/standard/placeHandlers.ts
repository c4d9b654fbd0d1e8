/** Sites and features: where services come to, and the containers that stand there. */
import type { Handlers, Request } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import { RoundsNotLoaded } from '../contract/collections.ts';
import type { WasteProperty } from '../contract/rounds.ts';
import { NothingOfThatId } from '../contract/standardForm.ts';
import type { placeOperations } from '../contract/standardPlaces.ts';
import { isShown } from '../garden/year.ts';
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

interface Seen {
  readonly property: WasteProperty;
  readonly isShown: (service: string) => boolean;
}

const seenAt = async ({ find }: Dependencies, council: string, uprn: string) => {
  const { property, whole, known } = await find(council, uprn);
  const shown = new Set(property.services.map(({ service }) => service));
  return { property: whole, isShown: (service: string) => shown.has(service), known };
};

/** A street without what comes only to who subscribed: a list is not to tell who did. */
const seenOn = async (dependencies: Dependencies, council: string, usrn: string | undefined, page: number) => {
  const [properties, settings] = await Promise.all([
    propertiesAt(dependencies, council, { usrn }, page),
    dependencies.garden(council),
  ]);
  const today = londonDay(dependencies.clock());
  return properties.map((property) => ({
    property,
    isShown: (service: string) => isShown(service, undefined, settings, today),
  }));
};

/** The property of a UPRN, which has to be on the street where one is named, too; or a page of that street's. */
const askedFor = async (
  dependencies: Dependencies,
  { council, query: { uprn, usrn, page } }: Request<Operations['standardFeatures']>,
): Promise<readonly Seen[]> => {
  if (uprn === undefined) return seenOn(dependencies, council, usrn, page);
  const seen = await seenAt(dependencies, council, uprn);
  return page === 1 && (usrn === undefined || usrn === seen.property.usrn) ? [seen] : [];
};

const features = async (dependencies: Dependencies, request: Request<Operations['standardFeatures']>) => {
  const [seen, { words }] = await Promise.all([askedFor(dependencies, request), dependencies.tables(request.council)]);
  const all = seen.flatMap((one) => featuresOf(one.property, one.isShown, words, linkOf(request)));
  // Flats of one building have the same shared containers.
  return [...new Map(all.map((one) => [one.id, one])).values()];
};

const feature = async (
  dependencies: Dependencies,
  { params: { featureId }, ...asking }: Request<Operations['standardFeature']>,
) => {
  const uprn = ownerOf(featureId);
  if (!uprn)
    throw new NothingOfThatId('The id of a feature is a UPRN, a container and a number, with hyphens between.');
  const { property, isShown, known } = await seenAt(dependencies, asking.council, uprn);
  return byId(featuresOf(property, isShown, known.settings, linkOf(asking)), featureId, 'features');
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
