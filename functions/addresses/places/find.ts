/** OS Places' `find`: a free text against each form of each address, with how well they fit. */

import type { GazetteerAddress } from '../contract/gazetteer.ts';
import { PlacesInvalid } from '../contract/places.ts';
import { intersection } from '../match/epbText.ts';
import { splitPostcode } from '../match/read.ts';
import { isNumber, wordsIn } from '../match/words.ts';
import type { Box } from '../nearby.ts';
import { referenceOf } from '../reference.ts';
import type { findAddresses } from '../search/find.ts';
import type { Gazetteer } from '../store.ts';
import { deliveryPointParts, lpiParts } from '../text/lines.ts';
import { type Hit, hitsOf } from './hits.ts';
import { type Common, numberIn, readExtent, required } from './parameters.ts';

export type Query = Readonly<Record<string, unknown>> & { readonly fq?: readonly string[] | undefined };
/** What an operation finds, in the order to show it in, before filters and paging. */
export type Hits = (gazetteer: Gazetteer, query: Query, common: Common) => Promise<readonly Hit[]>;

interface Wanted {
  readonly text: string;
  readonly least: number;
  /** Decimals. */
  readonly precision: number;
}

const longest = 500;
/** As many as one answer can have. */
const most = 100;

export const readWanted = (query: Query): Wanted => {
  const text = required(query, 'query');
  if (text.length > longest) throw new PlacesInvalid(`Parameter query must have at most ${longest} characters.`);
  const least = numberIn(query, 'minmatch', 0, 0.1, 1, false);
  return { text, least, precision: numberIn(query, 'matchprecision', 1, 1, 10) };
};

/** Twice the words that both have, of all that they have: 1 is every word. Half of that where a number is another. */
export const matchOf = (given: readonly string[], held: readonly string[]): number => {
  const shared = (2 * intersection(given, held)) / (given.length + held.length || 1);
  return given.filter(isNumber).every((number) => held.includes(number)) ? shared : shared / 2;
};

const cut = (value: number, decimals: number): number => Math.trunc(value * 10 ** decimals + 1e-9) / 10 ** decimals;

const textOf = (address: GazetteerAddress, form: Hit['form']): string => {
  if (form === 'DPA') return deliveryPointParts(address.deliveryPoint ?? {});
  const lpi = address.lpis[form];
  return lpi ? lpiParts(address, lpi) : '';
};

const isWithin = ({ easting = -1, northing = -1 }: GazetteerAddress, { west, south, east, north }: Box): boolean =>
  easting >= west && easting <= east && northing >= south && northing <= north;

/** Everyone in the postcode of the text, if it has one, and whoever fits it best anywhere. */
const nearText = async (
  gazetteer: Gazetteer,
  text: string,
  find: typeof findAddresses,
): Promise<GazetteerAddress[]> => {
  const { postcode } = splitPostcode({ text });
  const [found, neighbours] = await Promise.all([
    find(gazetteer, text, most),
    postcode === undefined ? [] : gazetteer.inPostcode(postcode),
  ]);
  return [...new Map([...found, ...neighbours].map((address) => [address.uprn, address])).values()];
};

export const fitting =
  ({ text, least, precision }: Wanted, find: typeof findAddresses): Hits =>
  async (gazetteer, query, common) => {
    const box = query.bbox === undefined ? undefined : readExtent(query, common.srs);
    const words = wordsIn(text);
    const near = (await nearText(gazetteer, text, find)).filter((address) => !box || isWithin(address, box));
    return near
      .flatMap((address) =>
        hitsOf(referenceOf(address), common).map((hit) => {
          const match = matchOf(words, wordsIn(textOf(address, hit.form)));
          return { ...hit, exact: match, match: cut(match, precision) };
        }),
      )
      .filter(({ match }) => match > 0 && match >= least)
      .sort((a, b) => b.exact - a.exact)
      .slice(0, most);
  };
