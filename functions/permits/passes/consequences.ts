/** What follows from a change of a pass, whoever made it: events, messages, the hotlist, what is due. */
import type { Pass } from '../contract/passShapes.ts';
import { isEnded, isUndecided, type KeptPass } from './items.ts';
import { endOf } from './validity.ts';

export const purposes = [
  'pass_received',
  'pass_approved',
  'pass_refused',
  'pass_evidence_needed',
  'pass_renewal',
] as const;
export type Purpose = (typeof purposes)[number];

type Before = KeptPass | undefined;

const became = (status: Pass['status'], before: Before, after: Pass): boolean =>
  after.status === status && before?.status !== status;
const isApproved = (before: Before, after: Pass): boolean =>
  became('approved', before, after) && (!before || isUndecided(before));

export const messageOf = (before: Before, after: KeptPass): Purpose | undefined => {
  if (isApproved(before, after)) return 'pass_approved';
  if (became('refused', before, after)) return 'pass_refused';
  if (!before) return 'pass_received';
  return became('evidence_needed', before, after) ? 'pass_evidence_needed' : undefined;
};

const stopped: ReadonlySet<string> = new Set(['hotlisted', 'surrendered', 'cancelled']);

/** Only cards that were ordered can be anywhere. One whose number is told late is told again. */
export const hotlistOf = (before: Before, after: KeptPass): 'hotlisted' | 'cleared' | undefined => {
  if (!before || after.batch === undefined) return undefined;
  const [was, is] = [stopped.has(before.status), stopped.has(after.status)];
  if (is && (!was || before.shell !== after.shell)) return 'hotlisted';
  return before.status === 'hotlisted' && !is && !isEnded(after) ? 'cleared' : undefined;
};

export const eventsOf = (before: Before, after: KeptPass) => {
  const pass = { pass: after.pass, kind: after.kind };
  const state = hotlistOf(before, after);
  return [
    ...(isApproved(before, after) ? [{ type: 'permits.pass.approved', data: pass } as const] : []),
    ...(after.producedAt !== before?.producedAt ? [{ type: 'permits.pass.produced', data: pass } as const] : []),
    ...(state ? [{ type: 'permits.pass.hotlisted', data: { ...pass, state } } as const] : []),
    ...(isEnded(after) && !(before && isEnded(before))
      ? [{ type: 'permits.pass.ended', data: { ...pass, status: after.status } } as const]
      : []),
  ];
};

interface Due {
  readonly at: string;
  readonly what: string;
}

const erased = ({ evidence }: Pass): number => evidence.filter(({ deletedAt }) => deletedAt).length;

/** Each looks again when its time comes: what changed meanwhile is left alone. */
export const duesOf = (before: Before, after: KeptPass, now: string): Due[] => {
  const message = messageOf(before, after);
  const isNew = (field: 'evidenceBy' | 'ends' | 'renewFrom' | 'photoUntil') =>
    after[field] !== undefined && after[field] !== before?.[field];
  return [
    ...(message ? [{ at: now, what: `pass-tell.${message}` }] : []),
    ...(isNew('evidenceBy') ? [{ at: after.evidenceBy ?? '', what: 'pass-lapse' }] : []),
    ...(isNew('ends') ? [{ at: endOf(after.ends ?? ''), what: 'pass-end' }] : []),
    ...(isNew('renewFrom') ? [{ at: `${after.renewFrom}T06:00:00.000Z`, what: 'pass-renew' }] : []),
    ...(isNew('photoUntil') ? [{ at: after.photoUntil ?? '', what: 'pass-photo' }] : []),
    ...(erased(after) > (before ? erased(before) : 0) ? [{ at: now, what: 'pass-erase' }] : []),
  ];
};
