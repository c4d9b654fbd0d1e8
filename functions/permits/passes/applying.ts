/** A new application: whether it can be made, and what is missing. */

import { allows } from '#shared/access/keys.ts';
import type { Request } from '#shared/contract/capability.ts';
import { InvalidRequest, MissingScope } from '#shared/contract/problems.ts';
import { londonDay } from '#shared/london.ts';
import { Down } from '#shared/outbound.ts';
import { PassOutsideArea, PassTooEarly } from '../contract/passFields.ts';
import type { passOperations } from '../contract/passOperations.ts';
import type { PassRules } from '../contract/passSettings.ts';
import type { Disability, PassEvidence } from '../contract/passShapes.ts';
import { alreadyHeld } from './changing.ts';
import { holderHash, type KeptPass, shown } from './items.ts';
import type { PassDependencies } from './ports.ts';
import { ageVerdict, awardVerdict, missingOf, needsOf, travelOf } from './rules.ts';
import { mustIssuePasses } from './settings.ts';
import { addDays } from './validity.ts';

type Operations = typeof passOperations;

export const wrong = (pointer: string, detail: string): InvalidRequest =>
  new InvalidRequest(`“${pointer}” ${detail}.`, { errors: [{ detail, pointer: `#/${pointer}`, in: 'body' }] });

/** Whether an address is the council’s; unknown where nobody answers: then staff look. Throws `PassOutsideArea`. */
export const isChecked = async ({ addresses }: PassDependencies, council: string, uprn: string): Promise<boolean> => {
  try {
    if (await addresses.find(council, uprn)) return true;
  } catch (error) {
    if (error instanceof Down) return false;
    throw error;
  }
  throw new PassOutsideArea('The council has no property with this UPRN.');
};

export const notChecked = {
  code: 'address_not_checked',
  says: 'The address could not be checked. The council checks it.',
  saysWelsh: 'Nid oedd modd gwirio’r cyfeiriad. Bydd y cyngor yn ei wirio.',
};

/** How far an application is with what was sent: staff have a target from the moment at which nothing is missing. */
export const awaiting = (
  { workingDaysAfter }: Pick<PassDependencies, 'workingDaysAfter'>,
  settings: PassRules,
  at: number,
  missing: KeptPass['missing'],
) => {
  if (missing.length > 0) {
    const evidenceBy = new Date(at + settings.evidenceDays * 86_400_000).toISOString();
    return { status: 'evidence_needed', missing, evidenceBy, decideBy: undefined } as const;
  }
  const decideBy = `${workingDaysAfter(londonDay(at), settings.targetWorkingDays)}T17:00:00.000Z`;
  return { status: 'requested', missing, evidenceBy: undefined, decideBy } as const;
};

/** Throws `PassTooEarly`. */
const mustBeOldEnough = (dateOfBirth: string, settings: PassRules, today: string): void => {
  const verdict = ageVerdict(dateOfBirth, settings, today);
  if (!verdict || verdict.applyFrom <= today) return;
  const { from, applyFrom, rule, tableVersion } = verdict;
  throw new PassTooEarly(`The pass counts from ${from}; they may apply from ${applyFrom}.`, {
    extensions: { from, applyFrom, rule, tableVersion },
  });
};

/** Somebody with a namesake is told apart by staff. Throws `MissingScope`. */
const apartOf = (isNamesake: boolean, scopes: readonly string[], pass: string): string => {
  if (!isNamesake) return '';
  if (allows(scopes, 'permits:passes')) return pass;
  throw new MissingScope('Only staff say that somebody has a namesake.', { extensions: { scope: 'permits:passes' } });
};

/** For staff: whether the award is enough. What it was is not kept. */
const toldOf = (disability: Disability, settings: PassRules) => {
  const { automatic, ...words } = awardVerdict(disability, settings.disabled);
  return { code: automatic ? 'award_accepted' : 'assessment_needed', ...words };
};

export const applyForPass = async (
  dependencies: PassDependencies,
  { council, councilDetails, caller, body, idempotency }: Request<Operations['applyForPass']>,
) => {
  const { passSettings, passes, clock, newReference } = dependencies;
  const { kind, applicant, disability, namesake } = body;
  const settings = await passSettings.get(council);
  mustIssuePasses(councilDetails, settings);
  const at = clock();
  const today = londonDay(at);
  if (applicant.dateOfBirth > today) throw wrong('applicant/dateOfBirth', 'must not be in the future');
  if (kind === 'older') mustBeOldEnough(applicant.dateOfBirth, settings, today);
  const pass = newReference('PB');
  const apart = apartOf(namesake, caller?.scopes ?? [], pass);
  const checked = await isChecked(dependencies, council, applicant.address.uprn);
  const now = new Date(at).toISOString();
  const evidence = body.evidence.map(
    ({ of, how }): PassEvidence => ({ evidence: newReference('E'), of, how, status: 'given', at: now }),
  );
  const after: KeptPass = {
    ...{ pass, kind, uprn: applicant.address.uprn, evidence },
    ...awaiting(dependencies, settings, at, missingOf(needsOf(kind), evidence)),
    ...(disability && { category: disability.category }),
    reasons: [...(checked ? [] : [notChecked]), ...(disability ? [toldOf(disability, settings)] : [])],
    ...{ createdAt: now, changedAt: now, version: 1, chain: pass, holder: holderHash(council, applicant, apart) },
  };
  return idempotency.answer(shown(after, today), async (note) => {
    const lost = await passes.write(council, [{ after, contact: applicant }], { at, note });
    if (lost) throw alreadyHeld();
  });
};

const asDisabled = (disability: Disability, settings: PassRules) => {
  const verdict = awardVerdict(disability, settings.disabled);
  return { qualifies: verdict.automatic, needs: needsOf('disabled'), ...verdict };
};

export const checkPassEligibility = async (
  { passSettings, clock }: PassDependencies,
  { council, councilDetails, body: { dateOfBirth, disability } }: Request<Operations['checkPassEligibility']>,
) => {
  const settings = await passSettings.get(council);
  mustIssuePasses(councilDetails, settings);
  const today = londonDay(clock());
  if (dateOfBirth && dateOfBirth > today) throw wrong('dateOfBirth', 'must not be in the future');
  const older = dateOfBirth ? ageVerdict(dateOfBirth, settings, today) : undefined;
  return {
    ...(older && { older: { ...older, needs: needsOf('older') } }),
    ...(disability && { disabled: asDisabled(disability, settings) }),
    travel: travelOf(settings),
  };
};

/** The day before which a granted pass cannot be renewed. */
export const renewFromOf = (ends: string, { renewal }: PassRules): string => addDays(ends, -renewal.daysBefore);
