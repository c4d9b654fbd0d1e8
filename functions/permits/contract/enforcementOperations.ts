/** Checks of registrations, feeds of what is valid, and what a council decides about them. */
import * as z from 'zod/mini';
import { csv, csvFormat } from '#shared/contract/csv.ts';
import { described, get, Instant, ok, page, post, put } from '#shared/contract/index.ts';
import { CheckAnswer, Day, EnforcementSettings, LoggedCheck, ValidPermit } from './enforcementFields.ts';
import { normalRegistration, RegistrationInput, ZoneCode, ZoneNotFound } from './fields.ts';

const enforce = { scope: 'permits:enforce' } as const;
const manage = { scope: 'permits:manage' } as const;

const Point = z.strictObject({
  latitude: described(z.number().check(z.minimum(-90), z.maximum(90)), 'WGS84 latitude.', 54.9),
  longitude: described(z.number().check(z.minimum(-180), z.maximum(180)), 'WGS84 longitude.', -1.38),
});

const paging = (most: number, usual: number) => ({
  limit: z._default(described(z.int().check(z.minimum(1), z.maximum(most)), 'Most in one answer.'), usual),
  cursor: z.optional(
    described(z.string().check(z.maxLength(1000)), 'From the page before; left out for the first page.'),
  ),
});
const cursor = z.optional(described(z.string(), 'For the next page. Absent on the last.'));

const ValidPermits = z.object({
  zone: ZoneCode,
  permits: described(z.array(ValidPermit), 'In the order in which they changed, at most `limit` of them.'),
  asOf: described(
    Instant,
    'On the last page: ask with this as `since` the next time. A little behind the present, so that nothing is missed.',
  ),
  cursor,
});

const validCsv = csv(
  ({ zone, permits }: z.infer<typeof ValidPermits>) =>
    permits.flatMap(({ covers, ...permit }) =>
      (covers.length > 0 ? covers : [undefined]).map((cover) => ({ zone, ...permit, ...cover })),
    ),
  {
    permit: (one) => one.permit,
    version: (one) => one.version,
    changed_at: (one) => one.changedAt,
    counts: (one) => String(one.counts),
    zone: (one) => one.zone,
    scheme: (one) => one.scheme,
    kind: (one) => one.kind,
    registration: (one) => one.registration,
    from: (one) => one.from,
    until: (one) => one.until,
  },
);

const time = Instant;

export const enforcementOperations = {
  getEnforcementSettings: get('/{council}/permits/enforcement/settings', {
    summary: 'Settings of checks',
    description: 'Those that count where the council has set none, too.',
    access: { scope: 'permits:read' },
    returns: ok(EnforcementSettings),
  }),
  putEnforcementSettings: put('/{council}/permits/enforcement/settings', {
    summary: 'Replace the settings of checks',
    description: 'What is left out is as usual again.',
    access: manage,
    body: EnforcementSettings,
    returns: ok(EnforcementSettings),
  }),
  checkPermit: post('/{council}/permits/checks', {
    summary: 'Whether a vehicle may park somewhere',
    description:
      'By its registration, in a `zone` or at a `location`, not both; with neither, in any zone. Every check is logged. About a time that is over it answers, for 90 days, from what is known now.',
    access: enforce,
    body: z
      .strictObject({
        registration: RegistrationInput,
        zone: z.optional(ZoneCode),
        location: z.optional(described(Point, 'Where the vehicle is; in place of the zone.')),
        time: z.optional(described(time, 'The moment; now unless told.')),
      })
      .check(
        z.refine(({ zone, location }) => zone === undefined || location === undefined, {
          error: 'must be left out where there is a “zone”',
          path: ['location'],
        }),
      ),
    returns: ok(CheckAnswer),
    problems: [ZoneNotFound],
  }),
  listPermitChecks: get('/{council}/permits/checks', {
    summary: 'Checks that were made on a day',
    description: 'The newest first. For those who answer challenges, and who see to it that checks have a reason.',
    access: { scope: 'permits:decide' },
    query: z.strictObject({ day: Day, ...paging(1000, 100) }),
    returns: page(z.object({ checks: described(z.array(LoggedCheck), 'At most `limit` of them.'), cursor })),
  }),
  listValidPermits: get('/{council}/permits/valid', {
    summary: 'Valid permits of a zone, or what changed since',
    description:
      'For systems that keep a list of their own. Without `since` everything that counts; with it what changed, permits that count no more among it (`counts` is false). The same permit can come twice, so go by permit and version. A permit that simply runs out is not told again: its times say so.',
    access: enforce,
    query: z.strictObject({
      zone: ZoneCode,
      since: z.optional(
        described(Instant, 'Changed at this moment or later: `asOf` of the last answer, or the last `changed_at`.'),
      ),
      format: csvFormat,
      ...paging(1000, 1000),
    }),
    returns: page(ValidPermits, { forms: { csv: validCsv } }),
    problems: [ZoneNotFound],
  }),
  checkParking: post('/{council}/permits/enforcement/check_parking', {
    summary: 'Check a vehicle at a location, as Parkkihubi does',
    description:
      'The check in the form of City of Helsinki’s Parkkihubi Enforcement API 1.2.0, for handhelds that speak it. Keys and errors are ours.',
    access: enforce,
    body: z.strictObject({
      registration_number: described(
        z.string().check(
          z.maxLength(20),
          z.refine((given) => normalRegistration(given) !== undefined, {
            error: 'must be a registration mark: 2 to 15 letters and digits',
          }),
        ),
        'Registration number to check.',
        'ZZ26-ABC',
      ),
      location: described(Point, 'Where the vehicle is.'),
      time: z.optional(
        described(
          z.iso.datetime({ offset: true, error: 'must be a time, like 2026-11-23T09:30:00Z' }),
          'The moment; now unless told.',
          '2026-11-23T09:30:00Z',
        ),
      ),
    }),
    returns: ok(
      z.object({
        allowed: described(z.boolean(), 'Whether it may park there.'),
        end_time: described(
          z.nullable(Instant),
          'When what allows it ends; in the past where it ended within the grace; null where there is nothing recent.',
          '2027-03-31T22:59:59.999Z',
        ),
        location: described(
          z.object({
            payment_zone: described(z.null(), 'There are no payment zones here.'),
            permit_area: described(z.nullable(z.string()), 'Code of the permit zone there.', 'mill-lane'),
          }),
          'What there is at the location.',
        ),
        time: described(Instant, 'The moment that the answer is about.'),
      }),
    ),
  }),
};
