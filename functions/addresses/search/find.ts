/** Finds addresses by a free text. */
import type { GazetteerAddress } from '../contract/gazetteer.ts';
import type { Gazetteer } from '../store.ts';
import { premisesOf } from './places.ts';
import { parseQuery } from './query.ts';
import type { Scored } from './score.ts';
import { search } from './search.ts';

/**
 * The addresses that fit a text best, the best first: any order of words, abbreviations, one typo a word; numbers exactly; with or
 * without the right postcode. Without a number, those of the best streets in the order of houses. At most four round trips.
 */
export const findAddresses = async (
  gazetteer: Gazetteer,
  text: string,
  limit: number,
): Promise<readonly GazetteerAddress[]> => {
  const known = new Map<string, GazetteerAddress>();
  const keep = (addresses: readonly GazetteerAddress[]) => {
    for (const address of addresses) known.set(address.uprn, address);
    return addresses;
  };
  // Whole addresses at once, rather than a round trip for what tells them apart and another for the rest.
  const read = async (street: string) =>
    street.startsWith('~')
      ? gazetteer.search.premises(street)
      : (premisesOf(keep(await gazetteer.onStreet(street))).get(street) ?? []);
  const addresses = async (places: readonly Scored[]) =>
    keep(await gazetteer.addresses(places.flatMap(({ place }) => place[9]?.[0] ?? [])));
  const inPostcode = async (postcode: string) => keep(await gazetteer.inPostcode(postcode));
  const hits = await search({ search: gazetteer.search, inPostcode }, parseQuery(text.trimEnd().concat(' ')), {
    read,
    addresses,
  });
  const uprns = hits.flatMap(({ premise }) => premise?.[0] ?? []).slice(0, limit);
  keep(await gazetteer.addresses(uprns.filter((uprn) => !known.has(uprn))));
  return uprns.flatMap((uprn) => known.get(uprn) ?? []);
};
