/** Schemes: what the council offers, in versions that count from a day. */
import * as z from 'zod/mini';
import { del, described, get, noContent, ok, PlainDate, put } from '#shared/contract/index.ts';
import { SchemeCode, SchemeNotFound } from './fields.ts';
import { Scheme, SchemeSettings } from './schemes.ts';
import { SchemeInForce } from './settingsProblems.ts';

const params = z.strictObject({ scheme: SchemeCode });
const manage = { scope: 'permits:manage' } as const;
const minute = { cacheControl: 'public, max-age=60', etag: true } as const;
const query = z.strictObject({
  on: z.optional(described(PlainDate, 'As it is on this day in London. Left out: today.', '2026-11-23')),
});

/** Bands by CO2, cheaper for the first permit of a household than for the second. */
const example = {
  ...{ name: 'Resident permit', kind: 'resident', inForceFrom: '2026-04-01', lengths: [6, 12] },
  ...{ limits: { household: 2 }, payment: 'on_application' },
  tariff: {
    bands: [
      {
        by: 'co2',
        bands: [
          { band: 'co2-a', from: 0, to: 120 },
          { band: 'co2-b', from: 121 },
        ],
        unknown: 'co2-b',
      },
    ],
    prices: [
      { band: 'co2-a', ladder: [5100, 6100] },
      { band: 'co2-b', ladder: [9000, 13500] },
    ],
  },
};

const SchemeVersion = z.object({
  version: Scheme.shape.version,
  inForceFrom: SchemeSettings.shape.inForceFrom,
});

export const schemeOperations = {
  listPermitSchemes: get('/{council}/permits/schemes', {
    summary: 'Permit schemes',
    description: 'Those that count on a day, in the order of their codes, with their rules and tariffs.',
    access: 'public',
    query,
    returns: ok(z.object({ schemes: described(z.array(Scheme), 'All of them.') }), minute),
  }),
  getPermitScheme: get('/{council}/permits/schemes/{scheme}', {
    summary: 'One permit scheme',
    description: 'The version that counts on a day.',
    access: 'public',
    params,
    query,
    returns: ok(Scheme, minute),
    problems: [SchemeNotFound],
  }),
  listPermitSchemeVersions: get('/{council}/permits/schemes/{scheme}/versions', {
    summary: 'Versions of a permit scheme',
    description: 'Those that counted, count and will count, the first first.',
    access: 'public',
    params,
    returns: ok(z.object({ versions: described(z.array(SchemeVersion), 'All of them.') }), minute),
    problems: [SchemeNotFound],
  }),
  putPermitScheme: put('/{council}/permits/schemes/{scheme}', {
    summary: 'Add a version of a permit scheme, or replace one that is to come',
    description:
      'The version that counts from `inForceFrom`. It is checked as a whole: a tariff that leaves a vehicle without a price is not taken. Only what is yet to come can be replaced or added, but for the first version of a scheme. The same again changes nothing.',
    access: manage,
    params,
    body: described(SchemeSettings, 'All of the scheme.', example),
    returns: ok(Scheme),
    problems: [SchemeInForce],
  }),
  removePermitSchemeVersion: del('/{council}/permits/schemes/{scheme}/versions/{inForceFrom}', {
    summary: 'Withdraw a version of a permit scheme that is yet to come',
    description: 'To close a scheme, publish a version that is not `open`.',
    access: manage,
    params: z.strictObject({ scheme: SchemeCode, inForceFrom: PlainDate }),
    returns: noContent(),
    problems: [SchemeNotFound, SchemeInForce],
  }),
};
