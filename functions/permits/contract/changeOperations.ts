/** What becomes of a permit: another vehicle, another address, another term, its end. */
import * as z from 'zod/mini';
import { created, described, Instant, ok, post, problem, UprnInput } from '#shared/contract/index.ts';
import { Application } from './applications.ts';
import { flag, PermitNotFound, PermitReference, RegistrationInput, text, whole, ZoneCode } from './fields.ts';
import { Permit } from './permits.ts';
import { DeclaredVehicle } from './quoteOperations.ts';
import { claims } from './tariffs.ts';

export class PermitNotChangeable extends problem({
  slug: 'permit-not-changeable',
  status: 409,
  title: 'The permit is not open for this',
  advice: 'Read the permit: only one that is active can be changed, and only one that is suspended resumed.',
}) {}

export class ChangeRefused extends problem({
  slug: 'permit-change-refused',
  status: 409,
  title: 'The permit cannot be changed like this',
  advice: '“reasons” says why, in words for its holder.',
}) {}

export class ChangeUnderWay extends problem({
  slug: 'permit-change-under-way',
  status: 409,
  title: 'Another change of the permit is under way',
  advice: 'Go on with the application that “application” names, or withdraw it.',
}) {}

export class OutsideEveryZone extends problem({
  slug: 'permit-moved-outside',
  status: 409,
  title: 'No permit of this kind can be had at the new address',
  advice: 'Give the permit up: “refund” is what would be paid back today, in pence.',
}) {}

export class NotRenewable extends problem({
  slug: 'permit-not-renewable',
  status: 409,
  title: 'The permit cannot be renewed',
  advice:
    '“reasons” says why, in words for its holder. “from” is the first day on which it can be, “renewedBy” the permit that renews it.',
}) {}

export class AnotherHasToDecide extends problem({
  slug: 'permit-another-has-to-decide',
  status: 409,
  title: 'Another of the staff has to decide it',
  advice: 'The scheme asks for two people, and for the same from both: whoever was first cannot be the second.',
}) {}

const params = z.strictObject({ permit: PermitReference });
const apply = { scope: 'permits:apply' } as const;
const staff = { scope: 'permits:decide' } as const;

const vehicle = {
  registration: RegistrationInput,
  foreign: z._default(flag('Registered abroad: DVLA is not asked.', false), false),
  declared: z.optional(DeclaredVehicle),
};

const Changed = z.object({
  permit: described(Permit, 'The permit as it is now.'),
  application: z.optional(described(Application, 'By which the change is proved and paid, where it has to be.')),
});

const ofVehicles = {
  changePermitVehicle: post('/{council}/permits/permits/{permit}/vehicle', {
    summary: 'Change the vehicle of a permit',
    description:
      'By the rules of the scheme as it is today, and at the tariff that the permit was sold at. Where the change costs nothing and needs no proof it is made at once: the vehicle before is uncovered and the new one covered from the same moment. Else the answer has an application, which is proved, paid and withdrawn like any; the new vehicle is kept for it, and is covered once it is approved.',
    access: apply,
    idempotent: true,
    params,
    body: z.strictObject(vehicle),
    returns: ok(Changed),
    problems: [PermitNotFound, PermitNotChangeable, ChangeRefused, ChangeUnderWay],
  }),
  setTemporaryVehicle: post('/{council}/permits/permits/{permit}/temporary-vehicle', {
    summary: 'Cover another vehicle for some days',
    description: 'A courtesy car, say. The vehicle of the permit is not covered meanwhile, and is again afterwards.',
    access: apply,
    idempotent: true,
    params,
    body: z.strictObject({
      ...vehicle,
      from: z.optional(described(Instant, 'From this moment. Left out: at once.')),
      days: z.optional(whole(1, 90, 'So many days. Left out: as many as the scheme allows.', 7)),
    }),
    returns: ok(Permit),
    problems: [PermitNotFound, PermitNotChangeable, ChangeRefused],
  }),
  endTemporaryVehicle: post('/{council}/permits/permits/{permit}/temporary-vehicle/end', {
    summary: 'End a temporary vehicle early',
    description: 'The vehicle of the permit is covered again at once. Doing it again changes nothing.',
    access: apply,
    idempotent: 'optional',
    params,
    returns: ok(Permit),
    problems: [PermitNotFound, PermitNotChangeable],
  }),
};

const ofTerms = {
  changePermitAddress: post('/{council}/permits/permits/{permit}/address', {
    summary: 'Move a permit to another address',
    description:
      'Makes an application with the evidence that the scheme asks for at an address. In another zone the price of that zone counts for the complete months that are left: more is to be paid, less goes back. The place at the new address and in its zone is kept from now on.',
    access: apply,
    idempotent: true,
    params,
    body: z.strictObject({
      uprn: UprnInput,
      zone: z.optional(described(ZoneCode, 'Where the address is in several: the one that they want.')),
    }),
    returns: created(Application, '/{council}/permits/applications/{application}'),
    problems: [PermitNotFound, PermitNotChangeable, ChangeRefused, ChangeUnderWay, OutsideEveryZone],
  }),
  renewPermit: post('/{council}/permits/permits/{permit}/renew', {
    summary: 'Renew a permit',
    description:
      'Makes an application for the next term, for the same property and vehicle, with the applicant of the last one. It keeps its place and its number in the household, starts the day after the old one ends, and costs what the tariff says on that day: “quote” of the application tells. What was accepted as evidence counts again while it is not too old.',
    access: apply,
    idempotent: true,
    params,
    body: z.strictObject({
      months: z.optional(whole(1, 60, 'One of the scheme’s lengths. Left out: as long as before, if that is one.', 12)),
      claims: z.optional(
        described(z.array(z.enum(claims)).check(z.maxLength(6)), 'What they claim. Left out: as before.', []),
      ),
      declaration: described(z.literal(true), 'That what they said still is true.', true),
    }),
    returns: created(Application, '/{council}/permits/applications/{application}'),
    problems: [PermitNotFound, PermitNotChangeable, NotRenewable, ChangeUnderWay],
  }),
  surrenderPermit: post('/{council}/permits/permits/{permit}/surrender', {
    summary: 'Give a permit up',
    description:
      'It ends at once. What the scheme says goes back, and is in `money`: never more than was paid. Doing it again changes nothing.',
    access: apply,
    idempotent: 'optional',
    params,
    body: z.strictObject({
      reason: described(z.enum(['moved_away', 'sold_vehicle', 'not_needed', 'other']), 'Why.', 'moved_away'),
    }),
    returns: ok(Permit),
    problems: [PermitNotFound, PermitNotChangeable, ChangeUnderWay],
  }),
};

const why = {
  code: described(
    z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be small letters, digits and underscores')),
    'Machine name of the reason.',
    'not_resident',
  ),
  says: described(text(500), 'In words for its holder.', 'You do not live in the zone any more.'),
};
const decision = { access: staff, idempotent: 'optional', params, returns: ok(Permit) } as const;
const problems = [PermitNotFound, PermitNotChangeable, AnotherHasToDecide];

const ofStaff = {
  revokePermit: post('/{council}/permits/permits/{permit}/revoke', {
    ...decision,
    summary: 'Take a permit back',
    description:
      'For fraud, say, or because its holder moved away. Where the scheme asks for two people it ends when another decides the same; until then `second` says so.',
    body: z.strictObject({
      ...why,
      refund: described(z.boolean(), 'Whether what a permit that is given up gets goes back.', false),
    }),
    problems,
  }),
  suspendPermit: post('/{council}/permits/permits/{permit}/suspend', {
    ...decision,
    summary: 'Suspend a permit',
    description: 'It does not count until it is resumed, and keeps its place and its last day.',
    body: z.strictObject(why),
    problems,
  }),
  resumePermit: post('/{council}/permits/permits/{permit}/resume', {
    ...decision,
    summary: 'Resume a suspended permit',
    description: 'It counts again, until its last day.',
    body: z.strictObject(why),
    problems,
  }),
};

export const changeOperations = { ...ofVehicles, ...ofTerms, ...ofStaff };
