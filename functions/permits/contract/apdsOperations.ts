/**
 * Permits in the terms of the Alliance for Parking Data Standards (APDS 4.1, ISO/TS 5206-1): what a scheme allows in a zone is a
 * RightSpecification, a permit an AssignedRight, its registration a credential of type `vehicleplate`.
 */
import * as z from 'zod/mini';
import { described, get, Instant, page } from '#shared/contract/index.ts';
import { ZoneCode, ZoneNotFound } from './fields.ts';

const enforce = { scope: 'permits:enforce' } as const;
const Version = described(z.int().check(z.minimum(1)), 'Version of the object.', 1);
const Id = described(z.string(), 'Unique identifier.', 'resident.mill-lane');
const VersionedReference = z.object({
  id: Id,
  version: Version,
  className: described(z.string(), 'Class of what is referred to.', 'RightSpecification'),
});
const Words = described(
  z.array(
    z.object({
      language: described(z.enum(['en', 'cy']), 'English or Welsh.', 'en'),
      string: described(z.string(), 'The words.', 'Resident permit'),
    }),
  ),
  'In one or more languages.',
  [{ language: 'en', string: 'Resident permit' }],
);
const Credential = z.object({ type: described(z.literal('vehicleplate'), 'A registration mark.') });

const HeldCredential = z.extend(Credential, {
  identifier: described(
    z.object({
      className: described(z.literal('UKNumberPlate'), 'A registration mark.'),
      id: described(z.string(), 'The registration mark.', 'ZZ26ABC'),
    }),
    'What identifies it.',
  ),
  issuer: Words,
});

const Meta = z.object({
  referenceInstant: described(
    z.int(),
    'The moment of the first page, in seconds since 1970; the same on all pages.',
    1,
  ),
  offset: described(z.int(), 'Index of the first item of the page.', 0),
  pageSize: described(z.int(), 'Most items of a page.', 500),
  total: described(z.int(), 'Items of all pages; while there is more, as many as are known so far.', 2),
});
const cursor = z.optional(described(z.string(), 'For the next page. Absent on the last.'));

const RightSpecification = z.object({
  id: Id,
  version: Version,
  description: Words,
  issuer: described(VersionedReference, 'The council.'),
  transferable: described(z.literal(false), 'A permit is for its holder alone.'),
  type: described(z.literal('permitParking'), 'Parking by permit.'),
  hierarchyElements: described(z.array(VersionedReference), 'Zones.'),
  credentials: described(z.array(Credential), 'What is looked at: the registration mark.'),
});
export type RightSpecification = z.infer<typeof RightSpecification>;

const AssignedRight = z.object({
  id: described(z.string(), 'Reference of the permit, or of the visit.', 'PM-7K2M9QXA'),
  version: Version,
  rightHolder: described(
    z.object({
      credentials: described(z.array(HeldCredential), 'Registration marks that it covers, now or later.'),
    }),
    'The holder, of whom nothing else is told.',
  ),
  rightSpecification: VersionedReference,
  issuanceTime: z.optional(described(Instant, 'When it was issued.')),
  expiry: described(Instant, 'When it ends.'),
  assignedRightIssuer: described(
    z.object({
      className: described(z.literal('Organisation'), 'Class of what is referred to.'),
      id: described(z.string(), 'Id of the council.', 'marlbeck'),
    }),
    'The council.',
  ),
  issueMethod: described(z.literal('electronic'), 'There is no paper.'),
  plannedUses: described(
    z.array(
      z.object({
        startTime: described(Instant, 'From this moment.'),
        endTime: described(Instant, 'Until just before this moment.'),
        credentialsAssigned: described(z.array(HeldCredential), 'Which registration marks.'),
      }),
    ),
    'Which vehicle it covers from when to when.',
  ),
});
export type AssignedRight = z.infer<typeof AssignedRight>;

const paging = {
  pageSize: z._default(described(z.int().check(z.minimum(1), z.maximum(1000)), 'Most items of a page.', 500), 500),
  cursor: z.optional(
    described(z.string().check(z.maxLength(1000)), 'From the page before; left out for the first page.'),
  ),
};

export const apdsOperations = {
  listRightSpecifications: get('/{council}/permits/apds/right-specifications', {
    summary: 'Schemes and zones as APDS right specifications',
    description: 'One for each scheme and zone, as they are today.',
    access: enforce,
    query: z.strictObject(paging),
    returns: page(
      z.object({
        meta: described(Meta, 'Where the page is in the list.'),
        rightSpecifications: described(z.array(RightSpecification), 'At most `pageSize` of them.'),
        cursor,
      }),
    ),
  }),
  listAssignedRights: get('/{council}/permits/apds/assigned-rights', {
    summary: 'Permits of a zone as APDS assigned rights',
    description:
      'Those that count; with `modified_since` those that changed, and the references of those that count no more. Holders are embedded: all that is told of one is the registration mark.',
    access: enforce,
    query: z.strictObject({
      zone: ZoneCode,
      modified_since: z.optional(
        described(
          Instant,
          'Changed at this moment or later: ten seconds before the `referenceInstant` of the last list.',
        ),
      ),
      ...paging,
    }),
    returns: page(
      z.object({
        meta: described(Meta, 'Where the page is in the list.'),
        assignedRights: described(z.array(AssignedRight), 'At most `pageSize` of them.'),
        deletedReferences: described(
          z.array(
            z.object({
              id: described(z.string(), 'Reference of the permit, or of the visit.', 'PM-7K2M9QXA'),
              className: described(z.literal('AssignedRight'), 'Class of what is referred to.'),
              deleteTimestamp: described(Instant, 'When it changed so that it does not count.'),
            }),
          ),
          'Permits that count no more in the zone.',
        ),
        cursor,
      }),
    ),
    problems: [ZoneNotFound],
  }),
};
