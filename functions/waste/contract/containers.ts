/** Bins, boxes and caddies that households ask for: what may be asked for, and asking. */
import * as z from 'zod/mini';
import {
  created,
  described,
  get,
  Instant,
  named,
  ok,
  post,
  problem,
  put,
  Uprn,
  UprnInput,
} from '#shared/contract/index.ts';
import { CaseNotFound, caseOf, Pence, Reference, Sum, withContact } from './caseFields.ts';
import { NoCollectionsHere, RoundsNotLoaded } from './collections.ts';
import { Action, ContainerSettings, ContainerSettingsInput, Reason } from './containerSettings.ts';
import { ContainerCode } from './rounds.ts';
import { TableChanged } from './tables.ts';

export class NoSuchContainer extends problem({
  slug: 'no-such-container',
  status: 404,
  title: 'The council has no such container to ask for',
  advice: '“errors” names the field. Ask for the property’s containers to see which there are.',
}) {}

export class ContainerNotAvailable extends problem({
  slug: 'container-not-available',
  status: 409,
  title: 'The container cannot be asked for now',
  advice: '“reasonCode” says why. Ask for the property’s containers to see what can be asked for.',
}) {}

export class ContainerPriceChanged extends problem({
  slug: 'container-price-changed',
  status: 409,
  title: 'The container costs something else by now',
  advice: 'Show the resident the “price”, and send the request again with it.',
}) {}

export class ContainerNotEscalatable extends problem({
  slug: 'container-request-not-escalatable',
  status: 409,
  title: 'The request cannot be escalated now',
  advice: '“reasonCode” says why; “windowOpensAt” and “windowClosesAt” say from when to when it could be.',
}) {}

const refusals = [
  'not_offered',
  'shared',
  'already_requested',
  'larger_requested',
  'year_limit',
  'household_limit',
] as const;
export type Refusal = (typeof refusals)[number];
const RefusalCode = described(z.enum(refusals), 'Why not, in a word.', 'already_requested');

const OfferedAction = z.object({
  action: Action,
  allowed: described(z.boolean(), 'Whether it can be asked for now.', true),
  max: z.optional(described(z.int(), 'Most at once. Where it is 1, there is no need to ask how many.', 1)),
  price: Pence('Of each, in pence, where its reason has no price of its own.', 0),
  reasons: described(
    z.array(z.object({ reason: Reason, price: Pence('Of each for this reason, in pence.', 0) })),
    'One of these has to be given. None: none is asked for.',
    [{ reason: 'damaged', price: 0 }],
  ),
  reasonCode: z.optional(RefusalCode),
  message: z.optional(described(z.string(), 'Why not, for residents.', 'You have asked for this already.')),
});
export type OfferedAction = z.infer<typeof OfferedAction>;

const Containers = named(
  z.object({
    uprn: Uprn,
    containers: described(
      z.array(
        z.object({
          container: ContainerCode,
          label: described(z.string(), 'What residents call it.', 'Food caddy'),
          togetherWith: described(z.array(ContainerCode), 'What may be asked for in the same request.', []),
          actions: described(z.array(OfferedAction), 'What can be asked of it.'),
        }),
      ),
      'Each that the council has.',
    ),
  }),
  { id: 'HouseholdContainers', description: 'Which containers a household may ask for. It tells of no request.' },
);

const units = z.array(ContainerCode);
export const ContainerCase = caseOf({
  kind: 'container',
  id: 'ContainerRequest',
  says: 'A container that a household asked for, or asked to be taken away.',
  stages: ['unpaid', 'requested'],
  details: z.object({
    container: ContainerCode,
    together: z.optional(described(units, 'What else was asked for with it.', ['kerbside_caddy'])),
    action: Action,
    reason: z.optional(Reason),
    quantity: described(z.int(), 'How many of each.', 1),
    units: described(units, 'All that is to be brought or taken away: these, and what they stand for.', ['caddy']),
    escalatedAt: z.optional(described(Instant, 'When it was told again, because it did not come.')),
  }),
});
export type ContainerCase = z.infer<typeof ContainerCase>;

const language = z._default(described(z.enum(['en', 'cy']), 'English or Welsh.', 'cy'), 'en');
const problems = [NoCollectionsHere, RoundsNotLoaded];

export const containerOperations = {
  getContainerSettings: get('/{council}/waste/containers/settings', {
    summary: 'Which containers may be asked for, how many, at what price',
    description: 'The council’s rules.',
    access: { scope: 'waste:read' },
    returns: ok(ContainerSettings, { etag: true }),
  }),
  putContainerSettings: put('/{council}/waste/containers/settings', {
    summary: 'Write which containers may be asked for, how many, at what price',
    description:
      'All of it at once, over the `version` that was read. What `containers` say of each other must be among them, and no limit below another. Sending the same again changes nothing.',
    access: { scope: 'waste:manage' },
    body: ContainerSettingsInput,
    returns: ok(ContainerSettings),
    problems: [TableChanged],
  }),
  getContainers: get('/{council}/waste/containers', {
    summary: 'Which containers a household may ask for',
    description:
      'With the most at once and the price; where one cannot be asked for, with the reason. It is decided again when it is asked for.',
    access: 'public',
    query: z.strictObject({ uprn: UprnInput, language }),
    returns: ok(Containers),
    problems,
  }),
  requestContainer: post('/{council}/waste/container-requests', {
    summary: 'Ask for a container',
    description:
      'One request of a household for each kind at a time. Where it costs, it waits for its payment, and lapses without.',
    access: { scope: 'waste:report' },
    idempotent: true,
    body: z.strictObject({
      uprn: UprnInput,
      container: described(ContainerCode, 'Which.', 'caddy'),
      together: z._default(
        described(units.check(z.maxLength(3)), 'What else, of what may be asked for with it.', []),
        [],
      ),
      action: Action,
      reason: z.optional(Reason),
      quantity: z._default(described(z.int().check(z.minimum(1), z.maximum(100)), 'How many of each.', 1), 1),
      price: z._default(Sum('The price that the resident was shown, in pence.', 0), 0),
      ...withContact,
    }),
    returns: created(ContainerCase, '/{council}/waste/cases/{reference}'),
    problems: [...problems, NoSuchContainer, ContainerNotAvailable, ContainerPriceChanged],
  }),
  escalateContainerRequest: post('/{council}/waste/container-requests/{reference}/escalate', {
    summary: 'Tell again of a container that did not come',
    description: 'Once a request, in the council’s window for it: usually from the 21st working day for ten of them.',
    access: { scope: 'waste:report' },
    idempotent: true,
    params: z.strictObject({ reference: Reference }),
    returns: ok(ContainerCase),
    problems: [CaseNotFound, ContainerNotEscalatable],
  }),
};
