/** Words and problems of passes for concessionary travel: the English scheme (Transport Act 2000 ss145–150). */
import * as z from 'zod/mini';
import { described, problem } from '#shared/contract/index.ts';

export const passKinds = ['older', 'disabled'] as const;
export type PassKind = (typeof passKinds)[number];
export const PassKind = described(z.enum(passKinds), 'For an older person or a disabled person.', 'older');

/** Transport Act 2000 s146. */
export const passCategories = {
  a: 'blind or partially sighted',
  b: 'profoundly or severely deaf',
  c: 'without speech',
  d: 'a disability or injury with a substantial and long-term adverse effect on the ability to walk',
  e: 'without arms, or with long-term loss of the use of both arms',
  f: 'a learning disability',
  g: 'would be refused a driving licence on grounds of physical fitness',
} as const;
export type PassCategory = keyof typeof passCategories;
export const PassCategory = described(
  z.enum(Object.keys(passCategories) as [PassCategory, ...PassCategory[]]),
  `Category of section 146 of the Transport Act 2000. ${Object.entries(passCategories)
    .map(([letter, says]) => `\`${letter}\`: ${says}`)
    .join('; ')}.`,
  'd',
);

/** Awards that councils accept without a further assessment. */
export const awards = ['dla_higher_mobility', 'pip', 'war_pension_mobility', 'armed_forces', 'blue_badge'] as const;
export type Award = (typeof awards)[number];
export const Award = described(
  z.enum(awards),
  'Higher rate mobility component of DLA; PIP; War Pensioners’ Mobility Supplement; Armed Forces Compensation Scheme; Blue Badge.',
  'pip',
);
export const pipActivities = ['moving_around', 'communicating', 'planning_journeys'] as const;

export const passNeeds = ['photo', 'identity', 'residence', 'disability'] as const;
export type PassNeed = (typeof passNeeds)[number];
export const PassNeed = described(z.enum(passNeeds), 'What has to be shown.', 'residence');

export const passStatuses = [
  'evidence_needed',
  'requested',
  'second_check',
  'payment_needed',
  'approved',
  'in_production',
  'not_produced',
  'live',
  'hotlisted',
  'expired',
  'surrendered',
  'cancelled',
  'refused',
  'withdrawn',
  'lapsed',
] as const;
export type PassStatus = (typeof passStatuses)[number];
/** Asked for, and not yet decided. */
export const undecided = ['evidence_needed', 'requested', 'second_check', 'payment_needed'] as const;
/** Granted: it counts within its days as soon as there is a card. */
export const granted = ['approved', 'in_production', 'not_produced', 'live'] as const;

export const lossReasons = ['lost', 'stolen'] as const;
export const replacementReasons = [...lossReasons, 'damaged', 'name_change'] as const;
export const cancelReasons = ['deceased', 'moved_away', 'fraud', 'issued_in_error'] as const;

export class PassNotFound extends problem({
  slug: 'permit-pass-not-found',
  status: 404,
  title: 'The council has no such pass',
  advice: 'Check the reference.',
}) {}

export class NotTheTravelAuthority extends problem({
  slug: 'not-the-travel-authority',
  status: 409,
  title: 'The council does not issue passes',
  advice: 'Send the resident to the authority that “authority” names. “says” has the words, in English and Welsh.',
}) {}

export class SchemeOfEngland extends problem({
  slug: 'pass-scheme-of-england',
  status: 409,
  title: 'The scheme is England’s',
  advice:
    'Scotland, Wales and Northern Ireland have schemes of their own, with another age: “says” names where to ask.',
}) {}

export class PassTooEarly extends problem({
  slug: 'pass-too-early',
  status: 409,
  title: 'It is too early to apply',
  advice: 'Apply from the day “applyFrom”. The pass counts from the day “from”.',
}) {}

export class PassAlreadyHeld extends problem({
  slug: 'pass-already-held',
  status: 409,
  title: 'The person has a pass, or has asked for one',
  advice:
    'There is one pass for a person. Ask for a replacement where it is lost, stolen or damaged; renew it where it runs out.',
}) {}

export class PassOutsideArea extends problem({
  slug: 'pass-outside-area',
  status: 409,
  title: 'The address is not in the council’s area',
  advice: 'Passes come from the authority of the area in which somebody has their sole or principal home.',
}) {}

export class PassNotReady extends problem({
  slug: 'pass-not-ready',
  status: 409,
  title: 'The pass is not that far, or further',
  advice: 'Read the pass: its “status” says what can be done.',
}) {}

export class PassSecondPerson extends problem({
  slug: 'pass-second-person',
  status: 409,
  title: 'Another of the staff has to check the pass',
  advice: 'Whoever approved it cannot be the one who checks it.',
}) {}

export class PassFull extends problem({
  slug: 'pass-full',
  status: 409,
  title: 'The pass has as many notes or pieces of evidence as it can have',
  advice: 'At most 200 notes and 20 pieces of evidence can be kept.',
}) {}

export class PassFileGone extends problem({
  slug: 'pass-file-gone',
  status: 404,
  title: 'There is no file',
  advice:
    'It came by post, or it was deleted: medical evidence when it was decided, a photo some time after the card was made.',
}) {}

export class PassSettingsChanged extends problem({
  slug: 'pass-settings-changed',
  status: 409,
  title: 'Somebody else changed the settings',
  advice: 'Read them again, make your change to what they are now, and send it with their “version”.',
}) {}

export class NothingToProduce extends problem({
  slug: 'pass-nothing-to-produce',
  status: 409,
  title: 'No pass waits for its card',
  advice: 'Try again when passes have been approved.',
}) {}

export class PassBatchNotFound extends problem({
  slug: 'pass-batch-not-found',
  status: 404,
  title: 'There is no such batch',
  advice: 'Check its number.',
}) {}

export class PassPaymentUnavailable extends problem({
  slug: 'pass-payment-unavailable',
  status: 409,
  title: 'The council takes no payment by card here',
  advice: 'Tell the resident how the council takes it. Staff record it when it is paid.',
}) {}
