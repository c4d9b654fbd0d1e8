import * as z from 'zod/mini';
import type { Handlers, Request } from '#shared/contract/capability.ts';
import { InvalidCursor, InvalidRequest } from '#shared/contract/problems.ts';
import { type GridPoint, toGrid } from '#shared/geography/grid.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import type { GazetteerAddress } from '../contract/gazetteer.ts';
import { AddressNotFound, type lookupOperations, NothingLoaded, StreetNotFound } from '../contract/lookup.ts';
import { byHouse } from '../houseOrder.ts';
import { nearest } from '../nearby.ts';
import { type Selection, selects } from '../selection.ts';
import type { Gazetteer, GazetteerStore } from '../store.ts';
import { present, presentAddress, presentChild, presentParent, presentStreet } from './present.ts';

type Operations = typeof lookupOperations;

export const openLive = async (store: GazetteerStore, council: string): Promise<Gazetteer> => {
  const gazetteer = await store.open(council);
  if (!gazetteer) throw new NothingLoaded('There is no live gazetteer.');
  return gazetteer;
};

interface Listing extends Selection {
  readonly postcode?: string | undefined;
  readonly usrn?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page says which version it is from and how far it went, so that the next one goes on in the same list. */
const Position = z.tuple([z.int().check(z.minimum(1)), z.int().check(z.minimum(0))]);

const openAt = async (store: GazetteerStore, council: string, version: number | undefined): Promise<Gazetteer> => {
  if (version === undefined) return openLive(store, council);
  const gazetteer = await store.open(council, version);
  if (!gazetteer) throw new InvalidCursor('The gazetteer has been replaced since the cursor was given. Start again.');
  return gazetteer;
};

const list = async (store: GazetteerStore, council: string, listing: Listing) => {
  const { postcode, usrn, classification, include, limit } = listing;
  const binding = [council, 'addresses', postcode, usrn, classification, include];
  const position = openCursor(Position, binding, listing.cursor);
  const gazetteer = await openAt(store, council, position?.[0]);
  const found = postcode === undefined ? await gazetteer.onStreet(usrn ?? '') : await gazetteer.inPostcode(postcode);
  const chosen = found.filter(selects({ classification, include })).sort(byHouse);
  const start = position?.[1] ?? 0;
  const end = start + limit;
  return {
    dataset: gazetteer.version,
    addresses: chosen.slice(start, end).map(presentAddress),
    ...(end < chosen.length && { cursor: makeCursor(binding, [gazetteer.version, end]) }),
  };
};

const getAddress = async (store: GazetteerStore, { council, params: { uprn } }: Request<Operations['getAddress']>) => {
  const gazetteer = await openLive(store, council);
  const [address, children] = await Promise.all([gazetteer.address(uprn), gazetteer.childrenOf(uprn)]);
  if (!address) throw new AddressNotFound('No address of the live gazetteer has this UPRN.');
  const parent: GazetteerAddress | undefined = address.parentUprn
    ? await gazetteer.address(address.parentUprn)
    : undefined;
  return present({
    ...presentAddress(address),
    parent: parent && presentParent(parent),
    children: children.map(presentChild).sort((a, b) => Number(a.uprn) - Number(b.uprn)),
    lpis: address.lpis,
    deliveryPoint: address.deliveryPoint,
    dataset: gazetteer.version,
  });
};

const lookUpAddresses = async (store: GazetteerStore, { council, body }: Request<Operations['lookUpAddresses']>) => {
  const { uprns } = body;
  if (uprns === undefined) return list(store, council, body);
  const gazetteer = await openLive(store, council);
  const found = await gazetteer.addresses([...new Set(uprns)]);
  const known = new Set(found.map(({ uprn }) => uprn));
  return {
    dataset: gazetteer.version,
    addresses: found.map(presentAddress),
    notFound: [...new Set(uprns)].filter((uprn) => !known.has(uprn)),
  };
};

/** The schema saw to it that one pair is there. */
const pointOf = ({ lat = 0, lon = 0, easting, northing }: Request<Operations['findNearest']>['query']): GridPoint => {
  if (easting !== undefined && northing !== undefined) return { easting, northing };
  const point = toGrid({ latitude: lat, longitude: lon });
  if (point) return point;
  const detail = 'is not on the British National Grid';
  throw new InvalidRequest(`The point ${detail}.`, { errors: [{ detail, pointer: '#/lat', in: 'query' }] });
};

const findNearest = async (store: GazetteerStore, { council, query }: Request<Operations['findNearest']>) => {
  const { radius, limit } = query;
  const point = pointOf(query);
  const gazetteer = await openLive(store, council);
  const near = await nearest(gazetteer, point, { radius, limit, wanted: selects(query) });
  const distances = new Map(near.map(({ reference, distance }) => [reference.uprn, distance]));
  const found = await gazetteer.addresses([...distances.keys()]);
  return {
    dataset: gazetteer.version,
    addresses: found.map((address) => ({ ...presentAddress(address), distance: distances.get(address.uprn) ?? 0 })),
  };
};

const getStreet = async (store: GazetteerStore, { council, params: { usrn } }: Request<Operations['getStreet']>) => {
  const gazetteer = await openLive(store, council);
  const street = await gazetteer.street(usrn);
  if (!street) throw new StreetNotFound('No street of the live gazetteer has this USRN.');
  return presentStreet(street, gazetteer.version);
};

export const lookupHandlers = (store: GazetteerStore): Handlers<{ operations: Operations }> => ({
  listAddresses: ({ council, query }) => list(store, council, query),
  getAddress: (request) => getAddress(store, request),
  lookUpAddresses: (request) => lookUpAddresses(store, request),
  findNearest: (request) => findNearest(store, request),
  getStreet: (request) => getStreet(store, request),
});
