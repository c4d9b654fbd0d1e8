/** An application and its permit as they are kept: what is shown of them, and what only this capability needs to know. */
import type { Becoming, PermitChanges } from '../changes/kept.ts';
import type { Application, EvidenceItem } from '../contract/applications.ts';
import type { Permit } from '../contract/permits.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { Decision } from '../contract/staffOperations.ts';
import type { Ledger } from '../money/ledger.ts';

/** What the scheme said when it was applied for. It stays, whatever becomes of the scheme. */
export interface Rules {
  readonly approval: Scheme['approval'];
  readonly payment: 'none' | 'on_application' | 'on_approval';
  readonly payWithinHours: number;
  readonly temporaryPermit: boolean;
}

export const purposes = [
  'application_received',
  'evidence_needed',
  'payment_needed',
  'temporary',
  'issued',
  'refused',
  'withdrawn',
  'lapsed',
  'refund_made',
  'waiting',
  'place_offered',
  'renewal_due',
  'reapply_due',
  'changed',
  'suspended',
  'resumed',
  'surrendered',
  'revoked',
] as const;
export type Purpose = (typeof purposes)[number];

/** A message that the applicant has still to be sent. */
export interface Untold {
  readonly purpose: Purpose;
  /** How often it was needed: the same may be told twice of an application. */
  readonly nth: number;
  readonly since: string;
}

/** `file`: where its pieces are. */
export type KeptEvidence = EvidenceItem & { readonly file?: string | undefined };

export interface KeptApplication extends Omit<Application, 'evidence'> {
  readonly evidence: KeptEvidence[];
  readonly rules: Rules;
  readonly ledger: Ledger;
  readonly decisions: readonly Decision[];
  /** What staff asked for beyond the quote. */
  readonly asked: readonly string[];
  readonly untold: readonly Untold[];
  readonly told: number;
  readonly closedAt?: string | undefined;
  /** Of an application for a change: what the permit becomes. */
  readonly becomes?: Becoming | undefined;
  /** Its files were deleted, and those of uploads that broke. */
  readonly filesGone?: true;
  /** When what is due of refunds and messages is tried again. */
  readonly tryAt?: string | undefined;
}

export interface KeptPermit extends Permit {
  /** Places that it has, by the name of the hold and the number of the slot. */
  readonly holds: readonly string[];
  /** Whether it counts against the number of its zone. */
  readonly counted: boolean;
  /** What became of it since it was issued. */
  readonly changes?: PermitChanges | undefined;
}

export interface Journey {
  readonly application: KeptApplication;
  /** Absent while it waits for a place. */
  readonly permit?: KeptPermit | undefined;
}

const closed = ['approved', 'refused', 'withdrawn', 'lapsed'] as const;
type Closed = (typeof closed)[number];
export const isClosed = (status: Application['status']): status is Closed => closed.includes(status as Closed);

const holding = ['pending', 'pending_payment', 'temporary', 'active', 'suspended'];
/** Whether a permit has its places. */
export const holdsPlaces = ({ status }: Pick<Permit, 'status'>): boolean => holding.includes(status);
export const counts = ({ status }: Pick<Permit, 'status'>): boolean => status === 'active' || status === 'temporary';

export const shownEvidence = ({ file: _, ...shown }: KeptEvidence): EvidenceItem => shown;

export const shownApplication = (kept: KeptApplication): Application => {
  const { rules: _r, ledger: _l, decisions: _d, asked: _a, untold: _u, told: _t, ...rest } = kept;
  const { closedAt: _c, filesGone: _f, tryAt: _y, becomes: _b, evidence, ...shown } = rest;
  return { ...shown, evidence: evidence.map(shownEvidence) };
};
export const shownPermit = ({ holds: _h, counted: _c, changes: _g, ...permit }: KeptPermit): Permit => permit;
