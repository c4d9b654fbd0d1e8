import type { Handlers, Request } from '#shared/contract/capability.ts';
import { parseUprn } from '#shared/contract/fields.ts';
import { parsePartialPostcode, parsePostcode } from '#shared/contract/postcode.ts';
import { PlacesInvalid, type placesOperations } from '../contract/places.ts';
import { byHouse } from '../houseOrder.ts';
import { openLive } from '../lookup/handlers.ts';
import { inBox, withinRadius } from '../nearby.ts';
import { type Reference, referenceOf } from '../reference.ts';
import { findAddresses } from '../search/find.ts';
import type { Gazetteer, GazetteerStore } from '../store.ts';
import { entryOf } from './entries.ts';
import { fitting, type Hits, type Query, readWanted } from './find.ts';
import { type Hit, hitsOf, readFilters } from './hits.ts';
import { type Common, readBox, readCommon, readPoint, readRadius, required } from './parameters.ts';

type Operations = typeof placesOperations;
type PlacesRequest = Pick<Request, 'council' | 'origin' | 'url'> & { readonly query: Query };

/** What one of the operations does in its own way. */
interface Asked {
  readonly hits: Hits;
  /** Parameters that the answer echoes. */
  readonly names: readonly string[];
  readonly most?: number;
  readonly header?: Readonly<Record<string, unknown>>;
}

/** What matches, in the order to show it in, before filters and paging. */
type Find = (gazetteer: Gazetteer, query: Query, common: Common) => Promise<readonly Reference[]>;

const inPostcode: Find = async (gazetteer, query) => {
  const text = required(query, 'postcode');
  const whole = parsePostcode(text);
  if (whole) return [...(await gazetteer.inPostcode(whole.text))].sort(byHouse).map(referenceOf);
  const start = parsePartialPostcode(text);
  if (!start) {
    throw new PlacesInvalid(
      'Requested postcode must contain a minimum of the sector plus 1 digit of the district e.g. SO1. Requested postcode was invalid',
    );
  }
  const found = await gazetteer.inOutward(start.outward);
  const prefix = `${start.outward} ${start.inward}`;
  return found
    .filter(({ postcode }) => postcode.startsWith(prefix))
    .sort((a, b) => a.postcode.localeCompare(b.postcode) || Number(a.uprn) - Number(b.uprn));
};

const byUprn: Find = async (gazetteer, query) => {
  const uprn = parseUprn(required(query, 'uprn'));
  if (uprn === undefined) throw new PlacesInvalid('Requested UPRN must be a number of 1 to 12 digits.');
  return (await gazetteer.addresses([uprn])).map(referenceOf);
};

const around: Find = async (gazetteer, query, { srs }) => {
  const near = await withinRadius(gazetteer, readPoint(query, srs), readRadius(query));
  return near.map(({ reference }) => reference);
};

const inside: Find = async (gazetteer, query, { srs }) => {
  const found = await inBox(gazetteer, readBox(query, srs));
  return found.sort((a, b) => a.postcode.localeCompare(b.postcode) || Number(a.uprn) - Number(b.uprn));
};

/** The query as OS Places echoes it, without the key and what follows a page. */
const echoed = (query: Query, names: readonly string[]): string =>
  names.flatMap((name) => (query[name] === undefined ? [] : [`${name}=${query[name]}`])).join('&');

const withoutKey = (url: string): string => {
  const [path = '', query = ''] = url.split(/\?(.*)/s);
  const given = new URLSearchParams(query);
  given.delete('key');
  return given.size > 0 ? `${path}?${given}` : path;
};

const headerOf = (
  { origin, url, query }: PlacesRequest,
  common: Common,
  { names, header }: Asked,
  total: number,
  version: number,
) => ({
  uri: `${origin}${withoutKey(url)}`,
  query: echoed(query, names),
  offset: common.offset,
  totalresults: total,
  format: 'JSON',
  dataset: common.forms.join(','),
  lr: common.languages.join(','),
  maxresults: common.maxresults,
  epoch: String(version),
  output_srs: `EPSG:${common.outputSrs}`,
  ...header,
});

const entriesOf = async (gazetteer: Gazetteer, hits: readonly Hit[], { outputSrs }: Common) => {
  const found = await gazetteer.addresses([...new Set(hits.map(({ reference }) => reference.uprn))]);
  const byReference = new Map(found.map((address) => [address.uprn, address]));
  return hits.flatMap((hit) => {
    const address = byReference.get(hit.reference.uprn);
    return address ? [entryOf(address, hit, outputSrs)] : [];
  });
};

const answer = async (store: GazetteerStore, request: PlacesRequest, asked: Asked) => {
  const { query } = request;
  const common = readCommon(query);
  const judge = readFilters(query.fq);
  const gazetteer = await openLive(store, request.council);
  const found = await asked.hits(gazetteer, query, common);
  const hits = found.filter(judge).slice(0, asked.most);
  const page = hits.slice(common.offset, common.offset + common.maxresults);
  return {
    header: headerOf(request, common, asked, hits.length, gazetteer.version),
    ...(page.length > 0 && { results: await entriesOf(gazetteer, page, common) }),
  };
};

const by =
  (find: Find): Hits =>
  async (gazetteer, query, common) =>
    (await find(gazetteer, query, common)).flatMap((reference) => hitsOf(reference, common));

export const placesHandlers = (store: GazetteerStore): Handlers<{ operations: Operations }> => ({
  placesFind: (request) => {
    const wanted = readWanted(request.query);
    const header = { matchprecision: wanted.precision };
    return answer(store, request, {
      hits: fitting(wanted, findAddresses),
      names: ['query', 'minmatch', 'bbox'],
      header,
    });
  },
  placesPostcode: (request) => answer(store, request, { hits: by(inPostcode), names: ['postcode'] }),
  placesUprn: (request) => answer(store, request, { hits: by(byUprn), names: ['uprn'] }),
  placesNearest: (request) => answer(store, request, { hits: by(around), names: ['point'], most: 1 }),
  placesRadius: (request) => answer(store, request, { hits: by(around), names: ['point', 'radius'] }),
  placesBbox: (request) => answer(store, request, { hits: by(inside), names: ['bbox'] }),
});
