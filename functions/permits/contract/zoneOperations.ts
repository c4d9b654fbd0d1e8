/** Zones: what the council sets, and how residents find theirs. */
import * as z from 'zod/mini';
import {
  del,
  described,
  get,
  named,
  noContent,
  ok,
  PostcodeInput,
  put,
  UprnInput,
  UsrnInput,
} from '#shared/contract/index.ts';
import { line, ZoneCode, ZoneNotFound } from './fields.ts';
import { ZoneInUse } from './settingsProblems.ts';
import { Zone, ZoneSettings } from './zones.ts';

const { name, nameWelsh, hours, hoursWelsh, note, area, streets } = ZoneSettings.shape;

const ZoneSummary = z.object({
  ...{ zone: ZoneCode, name, nameWelsh, hours, hoursWelsh },
  streets: described(z.int(), 'How many streets it names.', 12),
  properties: described(z.int(), 'How many properties it names.', 0),
  hasArea: described(z.boolean(), 'Whether it has an area.'),
});

const FoundZone = z.object({
  ...{ zone: ZoneCode, name, nameWelsh, hours, hoursWelsh, note, streets, area },
  addresses: z.optional(described(z.int(), 'How many addresses of the postcode are in it.', 14)),
});

export const ZoneFinding = named(
  z.object({
    ours: described(z.boolean(), 'Whether the council has the address. True where no address was asked for.', true),
    zones: described(
      z.array(FoundZone),
      'The zones that it is in, the surest first. None: no permit is needed, or can be had.',
    ),
    addresses: z.optional(described(z.int(), 'How many addresses the postcode has.', 17)),
    excluded: z.optional(
      described(
        z.object({
          reason: described(line(200), 'Why, in the council’s words.', 'Car-free development'),
          reasonWelsh: z.optional(described(line(200), 'The same in Welsh.')),
        }),
        'No permit can be had for the property, or for none of the postcode.',
      ),
    ),
    advice: z.optional(described(z.string(), 'What to do next, where there is no zone.')),
    adviceWelsh: z.optional(described(z.string(), 'The same in Welsh.')),
  }),
  { id: 'PermitZoneFinding', description: 'Which permit zones a place is in.' },
);

const degrees = (least: number, most: number, says: string, example: number) =>
  z.optional(described(z.number().check(z.minimum(least), z.maximum(most)), says, example));

const ways = ['uprn', 'postcode', 'usrn', 'longitude'] as const;

const oneWay = z.superRefine((value: Readonly<Record<string, unknown>>, context) => {
  const tell = (path: string, message: string) =>
    context.issues.push({ code: 'custom', path: [path], message, input: value });
  const [first, second] = ways.filter((name) => value[name] !== undefined);
  if (value.latitude !== undefined && value.longitude === undefined) tell('longitude', 'is required with latitude');
  else if (first === undefined) tell('uprn', 'is required, or postcode, usrn, or longitude and latitude instead');
  else if (second !== undefined) tell(second, `cannot be given together with ${first}`);
  else if (first === 'longitude' && value.latitude === undefined) tell('latitude', 'is required with longitude');
});

const params = z.strictObject({ zone: ZoneCode });
const manage = { scope: 'permits:manage' } as const;
const minute = { cacheControl: 'public, max-age=60', etag: true } as const;

export const zoneOperations = {
  listPermitZones: get('/{council}/permits/zones', {
    summary: 'Permit zones',
    description: 'In the order of their codes.',
    access: 'public',
    returns: ok(z.object({ zones: described(z.array(ZoneSummary), 'All of them.') }), minute),
  }),
  getPermitZone: get('/{council}/permits/zones/{zone}', {
    summary: 'One permit zone',
    description: 'With its streets, properties and area.',
    access: 'public',
    params,
    returns: ok(Zone, minute),
    problems: [ZoneNotFound],
  }),
  putPermitZone: put('/{council}/permits/zones/{zone}', {
    summary: 'Add or replace a permit zone',
    description: 'Counts at once, for quotes and applications to come. The same again changes nothing.',
    access: manage,
    params,
    body: ZoneSettings,
    returns: ok(Zone),
  }),
  removePermitZone: del('/{council}/permits/zones/{zone}', {
    summary: 'Remove a permit zone',
    description: 'Not while a scheme names it. Permits that were issued for it count on.',
    access: manage,
    params,
    returns: noContent(),
    problems: [ZoneNotFound, ZoneInUse],
  }),
  findPermitZone: get('/{council}/permits/zone-look-up', {
    summary: 'Which permit zone a place is in',
    description:
      'Give one of `uprn`, `postcode`, `usrn`, or `longitude` and `latitude`. What the council excludes is told before any zone. An address that the council does not have is told as such, with whom to ask.',
    access: 'public',
    query: z
      .strictObject({
        uprn: z.optional(UprnInput),
        postcode: z.optional(PostcodeInput),
        usrn: z.optional(UsrnInput),
        longitude: degrees(-9, 2.5, 'WGS84 degrees; goes with `latitude`.', -3.0252),
        latitude: degrees(49, 61.5, 'WGS84 degrees; goes with `longitude`.', 54.1035),
      })
      .check(oneWay),
    returns: ok(ZoneFinding),
  }),
};
