/** Our own look-up operations. */
import * as z from 'zod/mini';
import {
  described,
  get,
  listOf,
  ok,
  PostcodeInput,
  page,
  post,
  problem,
  Uprn,
  UprnInput,
  UsrnInput,
} from '#shared/contract/index.ts';
import { AddressDetail, AddressPage, Dataset, NearbyAddress, Street } from './address.ts';
import { extras, kinds } from './choices.ts';

export class AddressNotFound extends problem({
  slug: 'address-not-found',
  status: 404,
  title: 'The gazetteer has no such address',
  advice: 'Check the UPRN. A new address can take until the council’s next load to appear.',
}) {}

export class StreetNotFound extends problem({
  slug: 'street-not-found',
  status: 404,
  title: 'The gazetteer has no such street',
  advice: 'Check the USRN. Some file formats hold addresses but no streets.',
}) {}

export class NothingLoaded extends problem({
  slug: 'nothing-loaded',
  status: 404,
  title: 'The council has not loaded its addresses yet',
  advice: 'Somebody at the council loads the gazetteer with “npx commons import addresses FILE”.',
}) {}

export const read = { scope: 'addresses:read' } as const;

const Classification = z.optional(
  listOf(
    kinds,
    'Kinds of address, by GDS Locate’s rules; several are added together. Left out: every kind that gets post. `all`: land and the like too.',
  ),
);
const Include = z.optional(
  listOf(
    extras,
    'What is otherwise left out: `historic` and `provisional` addresses, `shells` of buildings, `street-records`.',
  ),
);
const Cursor = z.optional(
  described(z.string().check(z.maxLength(1000)), 'From the page before; left out for the first page.'),
);
const Limit = (most: number, usual: number) =>
  z._default(described(z.int().check(z.minimum(1), z.maximum(most)), 'Most addresses in one answer.'), usual);

const selection = { classification: Classification, include: Include };
const minute = 'private, max-age=60';

const exactlyOne = (names: readonly [string, string, ...string[]]) =>
  z.superRefine((value: Readonly<Record<string, unknown>>, context) => {
    const given = names.filter((name) => value[name] !== undefined);
    if (given.length === 1) return;
    const message =
      given.length === 0
        ? `is required, or ${names.slice(1).join(' or ')} instead`
        : `cannot be given together with ${given[0]}`;
    context.issues.push({ code: 'custom', path: [given[1] ?? names[0]], message, input: value });
  });

const latitude = described(
  z.number().check(z.minimum(49), z.maximum(61.5)),
  'WGS84 degrees; goes with `lon`.',
  54.1035,
);
const longitude = described(
  z.number().check(z.minimum(-9), z.maximum(2.5)),
  'WGS84 degrees; goes with `lat`.',
  -3.0252,
);
const easting = described(
  z.number().check(z.minimum(0), z.maximum(700_000)),
  'British National Grid metres; goes with `northing`.',
  333_064,
);
const northing = described(
  z.number().check(z.minimum(0), z.maximum(1_300_000)),
  'British National Grid metres; goes with `easting`.',
  468_000,
);

const aPoint = z.superRefine((value: Readonly<Record<string, unknown>>, context) => {
  const has = (name: string) => value[name] !== undefined;
  const wanted = has('easting') || has('northing') ? ['easting', 'northing'] : ['lat', 'lon'];
  for (const name of wanted) {
    if (!has(name))
      context.issues.push({
        code: 'custom',
        path: [name],
        message: 'is required: give lat and lon, or easting and northing',
        input: value,
      });
  }
  const spare = wanted[0] === 'easting' ? ['lat', 'lon'].filter(has) : [];
  for (const name of spare)
    context.issues.push({
      code: 'custom',
      path: [name],
      message: 'cannot be given together with easting',
      input: value,
    });
});

export const lookupOperations = {
  listAddresses: get('/{council}/addresses', {
    summary: 'Addresses in a postcode or on a street',
    description:
      'Give exactly one of `postcode` and `usrn`. The answer is in the order of houses. To keep postcodes out of URLs and of logs on the way, use the look-up by POST.',
    access: read,
    query: z
      .strictObject({
        postcode: z.optional(PostcodeInput),
        usrn: z.optional(UsrnInput),
        ...selection,
        limit: Limit(100, 100),
        cursor: Cursor,
      })
      .check(exactlyOne(['postcode', 'usrn'])),
    returns: page(AddressPage, { cacheControl: minute }),
    problems: [NothingLoaded],
  }),
  getAddress: get('/{council}/addresses/{uprn}', {
    summary: 'One address, with its parent and children',
    description: 'Whatever its status: historical, provisional, shells and street records too.',
    access: read,
    params: z.strictObject({ uprn: UprnInput }),
    returns: ok(AddressDetail, { etag: true, cacheControl: minute }),
    problems: [AddressNotFound, NothingLoaded],
  }),
  lookUpAddresses: post('/{council}/addresses/lookup', {
    summary: 'Addresses by UPRN or postcode, without either in the URL',
    description:
      'Give exactly one of `uprns` and `postcode`. UPRNs are answered whatever their status, all at once; those that are not in the gazetteer are listed in `notFound`. A postcode is answered as by GET, in pages of `limit`.',
    access: read,
    body: z
      .strictObject({
        uprns: z.optional(described(z.array(UprnInput).check(z.minLength(1), z.maxLength(100)), 'Up to 100 UPRNs.')),
        postcode: z.optional(PostcodeInput),
        ...selection,
        limit: Limit(100, 100),
        cursor: Cursor,
      })
      .check(exactlyOne(['uprns', 'postcode'])),
    returns: page(
      z.extend(AddressPage, {
        notFound: z.optional(described(z.array(Uprn), 'UPRNs that were asked for and are not in the gazetteer.')),
      }),
    ),
    problems: [NothingLoaded],
  }),
  findNearest: get('/{council}/addresses/nearest', {
    summary: 'Addresses near a point, nearest first',
    description:
      'Give the point as `lat` and `lon`, or as `easting` and `northing`: both of a pair, and only one pair.',
    access: read,
    query: z
      .strictObject({
        lat: z.optional(latitude),
        lon: z.optional(longitude),
        easting: z.optional(easting),
        northing: z.optional(northing),
        radius: z._default(
          described(z.number().check(z.positive(), z.maximum(1000)), 'How far to look, in metres.'),
          100,
        ),
        ...selection,
        limit: Limit(100, 10),
      })
      .check(aPoint),
    returns: ok(
      z.object({ dataset: Dataset, addresses: described(z.array(NearbyAddress), 'The addresses, nearest first.') }),
      { cacheControl: minute },
    ),
    problems: [NothingLoaded],
  }),
  getStreet: get('/{council}/addresses/streets/{usrn}', {
    summary: 'One street',
    description: 'Its names, and where it starts and ends. Some file formats hold addresses but no streets.',
    access: read,
    params: z.strictObject({ usrn: UsrnInput }),
    returns: ok(Street, { etag: true, cacheControl: minute }),
    problems: [StreetNotFound, NothingLoaded],
  }),
};
