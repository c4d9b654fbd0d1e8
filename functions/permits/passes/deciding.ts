/** What staff decide. Medical papers go with the decision; the category and the last day stay. */
import type { Request } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import { PassSecondPerson } from '../contract/passFields.ts';
import type { passOperations } from '../contract/passOperations.ts';
import type { PassSettings } from '../contract/passSettings.ts';
import type { PassApplicant, PassEvidence } from '../contract/passShapes.ts';
import type { Decision } from '../contract/passStaffOperations.ts';
import { busPassFrom } from './age.ts';
import { awaiting, renewFromOf, wrong } from './applying.ts';
import { changed, changingOnce, notReady, type Step, withoutFiles } from './changing.ts';
import { eraseFiles } from './evidence.ts';
import type { Approval, KeptPass } from './items.ts';
import type { PassDependencies } from './ports.ts';
import { validityOf } from './validity.ts';

type Operations = typeof passOperations;

const settled = { decideBy: undefined, evidenceBy: undefined, pending: undefined } as const;

const accepted = (evidence: readonly PassEvidence[], at: number): PassEvidence[] =>
  withoutFiles(evidence, at, ({ of }) => of !== 'photo').map((one) =>
    one.status === 'given' ? { ...one, status: 'accepted' } : one,
  );

/** What a pass that follows another keeps of it, and what is worked out for a first one. */
const daysOf = (
  before: KeptPass,
  approval: Approval,
  contact: PassApplicant,
  settings: PassSettings,
  today: string,
) => {
  const { replaces, kind, ends, endsBecause } = before;
  if (replaces && ends) return { starts: today, ends, endsBecause };
  const from = kind === 'older' ? busPassFrom(contact.dateOfBirth)?.from : undefined;
  const starts = [today, from ?? '', before.starts ?? ''].sort().at(-1) ?? today;
  const { validityYears } = settings;
  const { awardEnds, blueBadgeEnds } = approval;
  const days = validityOf({ kind, starts, dateOfBirth: contact.dateOfBirth, validityYears, awardEnds, blueBadgeEnds });
  if (days.ends >= starts) return { starts, ...days };
  throw wrong(days.endsBecause === 'award' ? 'awardEnds' : 'blueBadgeEnds', `must not be before ${starts}`);
};

/** The pass as it is granted. */
export const approved = (
  before: KeptPass,
  approval: Approval,
  { contact, settings, at }: { readonly contact: PassApplicant; readonly settings: PassSettings; readonly at: number },
): KeptPass => {
  const days = daysOf(before, approval, contact, settings, londonDay(at));
  const category = approval.category ?? before.category;
  return changed(
    before,
    {
      ...{ ...settled, status: 'approved', missing: [], reasons: [], note: undefined, ...days },
      ...(before.kind === 'disabled' && { category, companion: approval.companion || before.companion || false }),
      ...{ evidence: accepted(before.evidence, at), renewFrom: renewFromOf(days.ends, settings) },
    },
    at,
  );
};

/** The card with the old name counts until the one with the new name is approved. */
export const withOld = async (
  { passes }: PassDependencies,
  council: string,
  before: KeptPass,
  after: KeptPass,
  at: number,
): Promise<Step> => {
  const old = before.replaces ? await passes.find(council, before.replaces) : undefined;
  if (old?.status !== 'live') return [{ before, after }];
  const because = before.because ?? 'name_change';
  return [
    { before: old, after: changed(old, { status: 'hotlisted', because }, at) },
    { before, after },
  ];
};

const approve = async (
  dependencies: PassDependencies,
  { council, caller }: Pick<Request<Operations['decidePass']>, 'council' | 'caller'>,
  decision: Decision & { decision: 'approve' },
  settings: PassSettings,
  [before, at]: readonly [KeptPass, number],
): Promise<Step> => {
  const { decision: _, reason: __, ...given } = decision;
  if (before.kind === 'older' && (given.category || given.companion || given.awardEnds || given.blueBadgeEnds))
    throw wrong('decision', 'must have no category, award or companion for an older person');
  if (given.companion && !settings.disabled.companion) throw wrong('companion', 'must be false: the council has none');
  const by = caller?.keyId ?? '';
  const contact = await dependencies.passPeople.contact(council, before.pass);
  if (!contact) throw notReady(before, 'approved: whose it is was erased');
  const context = { contact, settings, at };
  if (before.kind === 'disabled' && settings.secondCheck && before.status === 'requested') {
    approved(before, given, context);
    return [{ before, after: changed(before, { status: 'second_check', pending: { ...given, by } }, at) }];
  }
  if (before.status === 'second_check' && before.pending?.by === by)
    throw new PassSecondPerson('The same key or person approved it already.');
  const after = approved(before, before.pending ?? given, context);
  return withOld(dependencies, council, before, after, at);
};

const reasonsOf = (says: readonly string[], code: string) => says.map((one) => ({ code, says: one }));

const refuse = (before: KeptPass, reasons: readonly string[], at: number): Step => [
  {
    before,
    after: changed(
      before,
      {
        ...{ ...settled, status: 'refused', missing: [], endedAt: new Date(at).toISOString() },
        ...{ reasons: reasonsOf(reasons, 'decided'), evidence: withoutFiles(before.evidence, at) },
      },
      at,
    ),
  },
];

const ask = (
  dependencies: PassDependencies,
  settings: PassSettings,
  before: KeptPass,
  { needs, reasons }: Decision & { decision: 'ask' },
  at: number,
): Step => {
  const asked = new Set(needs);
  const evidence = withoutFiles(before.evidence, at, ({ of }) => asked.has(of)).map((one) =>
    asked.has(one.of) ? { ...one, status: 'rejected' as const } : one,
  );
  const turn = awaiting(dependencies, settings, at, [...asked]);
  const fields = { ...turn, evidence, pending: undefined, reasons: reasonsOf(reasons, 'evidence_needed') };
  return [{ before, after: changed(before, fields, at) }];
};

export const decidePass = async (dependencies: PassDependencies, request: Request<Operations['decidePass']>) => {
  const { council, params, body, idempotency } = request;
  const settings = await dependencies.passSettings.get(council);
  const { pass } = params;
  const decided = await changingOnce(dependencies, { council, pass, idempotency }, (before, at) => {
    const isOpen = before.status === 'requested' || before.status === 'second_check';
    const canEnd = isOpen || before.status === 'evidence_needed';
    if (!(body.decision === 'refuse' ? canEnd : isOpen)) throw notReady(before, 'decided');
    if (body.decision === 'approve') return approve(dependencies, request, body, settings, [before, at]);
    return body.decision === 'refuse'
      ? refuse(before, body.reasons, at)
      : ask(dependencies, settings, before, body, at);
  });
  // At once. The decision stands where that fails: then the sweep removes them.
  await eraseFiles(dependencies, council, pass).catch(() => undefined);
  return decided;
};
