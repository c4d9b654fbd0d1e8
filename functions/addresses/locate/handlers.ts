import type { Handlers, Request } from '#shared/contract/capability.ts';
import { parseUprn, parseUsrn } from '#shared/contract/fields.ts';
import { parsePostcode } from '#shared/contract/postcode.ts';
import type { GazetteerAddress } from '../contract/gazetteer.ts';
import { LocateInvalid, type locateOperations } from '../contract/locate.ts';
import { byHouse } from '../houseOrder.ts';
import { isCommercial, isElectoral, isPostal, isResidential } from '../selection.ts';
import type { Gazetteer, GazetteerStore } from '../store.ts';
import { type Format, formats, locateAnswers } from './formats.ts';

type Operations = typeof locateOperations;
type Query = Request<Operations['locateAddresses']>['query'];

/** Each of Locate's presets but `all` asks for post as well. */
const presets: Readonly<Record<string, (address: GazetteerAddress) => boolean>> = {
  residential: (address) => isResidential(address) && isPostal(address),
  commercial: (address) => isCommercial(address) && isPostal(address),
  residentialAndCommercial: (address) => (isResidential(address) || isCommercial(address)) && isPostal(address),
  electoral: isElectoral,
  all: () => true,
};

/** In Locate's order of precedence. An empty parameter counts as absent. */
const identifiers = [
  {
    name: 'postcode',
    parse: (text: string) => parsePostcode(text)?.text,
    find: (gazetteer: Gazetteer, value: string) => gazetteer.inPostcode(value),
  },
  { name: 'uprn', parse: parseUprn, find: (gazetteer: Gazetteer, value: string) => gazetteer.addresses([value]) },
  { name: 'usrn', parse: parseUsrn, find: (gazetteer: Gazetteer, value: string) => gazetteer.onStreet(value) },
] as const;

const isFormat = (text: string): text is Format => formats.some((format) => format === text);

/** Checks in Locate's order: the first failure wins. */
const read = (query: Query) => {
  const given = identifiers.flatMap((identifier) => {
    const text = query[identifier.name];
    return text ? [{ ...identifier, text }] : [];
  });
  const [first] = given;
  if (!first) throw new LocateInvalid('a query parameter (postcode, uprn, usrn) is needed');
  const invalid = given.find(({ parse, text }) => parse(text) === undefined);
  if (invalid) throw new LocateInvalid(`${invalid.name} is invalid`);
  const format = query.format || 'presentation';
  if (!isFormat(format)) throw new LocateInvalid('format is invalid');
  const preset = query.query || 'all';
  const chosen = Object.hasOwn(presets, preset) ? presets[preset] : undefined;
  if (!chosen) throw new LocateInvalid('query is invalid');
  return { find: first.find, value: first.parse(first.text) ?? '', format, chosen };
};

/** Locate held no address that had ended. */
const isCurrent = ({ status }: GazetteerAddress): boolean => status !== 8;

const locateAddresses = async (store: GazetteerStore, { council, query }: Request<Operations['locateAddresses']>) => {
  const { find, value, format, chosen } = read(query);
  const gazetteer = await store.open(council);
  if (!gazetteer) return [];
  const found = await find(gazetteer, value);
  const kept = found.filter((address) => isCurrent(address) && address.classification !== 'PS' && chosen(address));
  return locateAnswers(kept.sort(byHouse), format) as Record<string, unknown>[];
};

export const locateHandlers = (store: GazetteerStore): Handlers<{ operations: Operations }> => ({
  locateAddresses: (request) => locateAddresses(store, request),
});
