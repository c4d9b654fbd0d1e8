/** Passes that follow another: replacements keep its last day, renewals begin after it. */
import type { Request } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import { lossReasons, PassTooEarly } from '../contract/passFields.ts';
import type { passOperations } from '../contract/passOperations.ts';
import type { PassSettings } from '../contract/passSettings.ts';
import type { PassApplicant, PassEvidence } from '../contract/passShapes.ts';
import { awaiting, isChecked, renewFromOf } from './applying.ts';
import { changed, changingOnce, found, notReady, type Step } from './changing.ts';
import { holderHash, isLatest, type KeptPass, shown } from './items.ts';
import type { PassDependencies } from './ports.ts';
import { mustIssuePasses } from './settings.ts';
import { addDays, monthsBefore, validityOf } from './validity.ts';

type Operations = typeof passOperations;

/** What of a pass another begins with. The photo is the one that the bureau has. */
const successor = (before: KeptPass, pass: string, evidence: string, at: number): KeptPass => {
  const { kind, category, companion, uprn, chain, holder } = before;
  const now = new Date(at).toISOString();
  const photo: PassEvidence = { evidence, of: 'photo', how: 'previous', status: 'accepted', at: now };
  return {
    ...{ pass, kind, status: 'approved', uprn, chain, holder, evidence: [photo], missing: [], reasons: [] },
    ...(category && { category }),
    ...(companion !== undefined && { companion }),
    ...{ createdAt: now, changedAt: now, version: 1 },
  };
};

const feeOf = ({ because, crimeReference }: Replacing, { replacementFee }: PassSettings): number =>
  because === 'lost' || (because === 'stolen' && !crimeReference) ? replacementFee : 0;

type Replacing = Request<Operations['replacePass']>['body'];

const mustBeReplaceable = (before: KeptPass, at: number): void => {
  const { status } = shown(before, londonDay(at));
  const isLost = status === 'hotlisted' && (lossReasons as readonly string[]).includes(before.because ?? '');
  const isOver = (before.ends ?? '') < londonDay(at);
  if (isOver || !isLatest(before) || !(status === 'live' || status === 'in_production' || isLost))
    throw notReady(before, isLatest(before) ? 'replaced' : 'replaced: another follows it already');
};

const contactOf = async (
  { passPeople }: PassDependencies,
  council: string,
  before: KeptPass,
): Promise<PassApplicant> => {
  const contact = await passPeople.contact(council, before.pass);
  if (contact) return contact;
  throw notReady(before, 'replaced or renewed: whose it is was erased');
};

/** A new name has to be shown; all else is known. */
const replaced = (
  dependencies: PassDependencies,
  council: string,
  [before, body, contact, settings, at]: readonly [KeptPass, Replacing, PassApplicant, PassSettings, number],
): Step => {
  const { because, name = contact.name, crimeReference } = body;
  const { clock: _, newReference, newId } = dependencies;
  const pass = newReference('PB');
  const fee = feeOf(body, settings);
  const { ends, endsBecause, renewFrom } = before;
  const isRenamed = because === 'name_change';
  const after: KeptPass = {
    ...successor(before, pass, newReference('E'), at),
    ...{ starts: londonDay(at), ends, endsBecause, renewFrom, replaces: before.pass, because },
    ...(isRenamed && { ...awaiting(dependencies, settings, at, ['identity']) }),
    ...(isRenamed && { holder: holderHash(council, { ...contact, name }) }),
    ...(fee > 0 && { status: 'payment_needed', fee: { due: fee, paid: 0 } }),
  };
  const old = isRenamed ? { replacedBy: pass } : { replacedBy: pass, status: 'hotlisted' as const, because };
  const text = `Crime reference ${crimeReference}`;
  const note = { id: newId(at), at: after.createdAt, by: '', text };
  return [
    { before, after: changed(before, old, at) },
    {
      after,
      contact: { ...contact, name },
      ...(crimeReference && { writes: dependencies.passPeople.firstNote(council, pass, note) }),
    },
  ];
};

export const replacePass = async (
  dependencies: PassDependencies,
  { council, councilDetails, params: { pass }, body, idempotency }: Request<Operations['replacePass']>,
) => {
  const settings = await dependencies.passSettings.get(council);
  mustIssuePasses(councilDetails, settings);
  return changingOnce(dependencies, { council, pass, idempotency }, async (before, at) => {
    mustBeReplaceable(before, at);
    const contact = await contactOf(dependencies, council, before);
    return replaced(dependencies, council, [before, body, contact, settings, at]);
  });
};

interface Renewing {
  readonly contact: PassApplicant;
  readonly address?: PassApplicant['address'] | undefined;
  readonly settings: PassSettings;
  readonly at: number;
}

/** Used in the last 12 months at an address that is still the same; or by law, at pension age. */
export const isAutomatic = (before: KeptPass, { contact, address, settings, at }: Renewing): boolean => {
  if (address && address.uprn !== contact.address.uprn) return false;
  if (before.endsBecause === 'pension_age') return true;
  const isUsed = (before.lastUsedOn ?? '') >= monthsBefore(londonDay(at), 12);
  return settings.renewal.automatic && before.kind === 'older' && isUsed;
};

export const renewed = (dependencies: PassDependencies, before: KeptPass, renewing: Renewing): Step => {
  const { contact, settings, at } = renewing;
  const address = renewing.address ?? contact.address;
  const pass = dependencies.newReference('PB');
  const kind = before.endsBecause === 'pension_age' ? 'older' : before.kind;
  const starts = addDays(before.ends ?? londonDay(at), 1);
  const asked = { kind, starts, dateOfBirth: contact.dateOfBirth, validityYears: settings.validityYears };
  const days = validityOf(asked);
  const { category, companion, ...common } = successor(before, pass, dependencies.newReference('E'), at);
  const needs = kind === 'older' ? (['residence'] as const) : (['residence', 'disability'] as const);
  const after: KeptPass = {
    ...{ ...common, kind, starts, uprn: address.uprn, renews: before.pass },
    ...(kind === 'disabled' && { category, companion }),
    ...(isAutomatic(before, renewing)
      ? { ...days, renewFrom: renewFromOf(days.ends, settings) }
      : awaiting(dependencies, settings, at, [...needs])),
  };
  return [
    { before, after: changed(before, { renewedBy: pass }, at) },
    { after, contact: { ...contact, address } },
  ];
};

/** Throws what rules a renewal out. */
export const mustBeRenewable = (before: KeptPass, at: number): void => {
  if (shown(before, londonDay(at)).status !== 'live' || !isLatest(before)) throw notReady(before, 'renewed');
  const { renewFrom = '' } = before;
  if (renewFrom <= londonDay(at)) return;
  const extensions = { from: addDays(before.ends ?? renewFrom, 1), applyFrom: renewFrom };
  throw new PassTooEarly(`It can be renewed from ${renewFrom}.`, { extensions });
};

export const renewPass = async (
  dependencies: PassDependencies,
  { council, councilDetails, params: { pass }, body: { address }, idempotency }: Request<Operations['renewPass']>,
) => {
  const settings = await dependencies.passSettings.get(council);
  mustIssuePasses(councilDetails, settings);
  mustBeRenewable(await found(dependencies, council, pass), dependencies.clock());
  if (address) await isChecked(dependencies, council, address.uprn);
  return changingOnce(dependencies, { council, pass, idempotency }, async (before, at) => {
    mustBeRenewable(before, at);
    const contact = await contactOf(dependencies, council, before);
    return renewed(dependencies, before, { contact, address, settings, at });
  });
};
