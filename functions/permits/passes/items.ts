/**
 * What a pass is in the table.
 *
 *   <council>#PASS#<pass>      PASS                a pass; in gsi1 by <council>#PASSES#<status>, the service target and the pass
 *   <council>#PASS#<pass>      CONTACT, NOTE#<n>   whose it is, and what staff noted
 *   <council>#PASS#<pass>      FILE#<evidence>#<n>   pieces of what was uploaded
 *   <council>#PASSHOLDER#<hash>  ONE               which passes, one after the other, a person has: one of them counts
 *   <council>#PASSSHELL#<shell>  PASS              which pass a card is of
 *   <council>#HOTLIST          <time>#<pass>       cards that count no more, or count again
 *   <council>#PASSBATCHES      <n>                 batches; <council>#PASSBATCH#<n> <pass> what is in one
 *   <council>#PASSSETTINGS     SETTINGS            how the council runs it
 *   *#DUE                      <time>#<council>#pass-…#<pass>   what has to happen by then
 */
import { createHash } from 'node:crypto';
import type { Expression, Item, Key, Write } from '#shared/dynamodb/expression.ts';
import { undecided } from '../contract/passFields.ts';
import type { Pass } from '../contract/passShapes.ts';
import { plainName } from './rules.ts';
import { endOf } from './validity.ts';

export interface Approval {
  readonly category?: Pass['category'];
  readonly awardEnds?: string | undefined;
  readonly blueBadgeEnds?: string | undefined;
  readonly companion: boolean;
}

/** A pass as it is kept. */
export interface KeptPass extends Pass {
  /** Hash of who has it. */
  readonly holder: string;
  /** The first of the passes that follow one another. */
  readonly chain: string;
  /** Approved by one of the staff, and not yet by another. */
  readonly pending?: (Approval & { readonly by: string }) | undefined;
  /** From which day it can be renewed. */
  readonly renewFrom?: string | undefined;
  readonly photoUntil?: string | undefined;
}

const endings: ReadonlySet<string> = new Set(['expired', 'surrendered', 'cancelled', 'refused', 'withdrawn', 'lapsed']);
export const isEnded = ({ status }: Pick<Pass, 'status'>): boolean => endings.has(status);
export const isUndecided = ({ status }: Pick<Pass, 'status'>): boolean =>
  (undecided as readonly string[]).includes(status);
/** Passes of which nothing follows. */
export const isLatest = ({ replacedBy, renewedBy }: Pass): boolean => !replacedBy && !renewedBy;

const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('#')).digest('hex').slice(0, 32);
/** One hash for a person, as their name and date of birth tell. `apart`: of somebody with a namesake. */
export const holderHash = (
  council: string,
  { name, dateOfBirth }: { readonly name: string; readonly dateOfBirth: string },
  apart = '',
): string => digest(council, plainName(name), dateOfBirth, apart);
export const personPk = (council: string, email: string): string => `${council}#PERSON#${digest(council, email)}`;

export const passPk = (council: string, pass: string): string => `${council}#PASS#${pass}`;
export const passKey = (council: string, pass: string): Key => ({ pk: passPk(council, pass), sk: 'PASS' });
export const oneKey = (council: string, holder: string): Key => ({ pk: `${council}#PASSHOLDER#${holder}`, sk: 'ONE' });
export const shellKey = (council: string, shell: string): Key => ({ pk: `${council}#PASSSHELL#${shell}`, sk: 'PASS' });
export const hotlistPk = (council: string): string => `${council}#HOTLIST`;

export const asItem = (council: string, kept: KeptPass, expiresAt: number): Item => ({
  ...passKey(council, kept.pass),
  type: 'permits-pass',
  gsi1pk: `${council}#PASSES#${kept.status}`,
  gsi1sk: `${kept.decideBy ?? kept.createdAt}#${kept.pass}`,
  ...kept,
  expiresAt,
});

/** Written by this capability alone, in this shape. */
export const keptIn = ({
  pk: _p,
  sk: _s,
  type: _t,
  gsi1pk: _g,
  gsi1sk: _h,
  expiresAt: _e,
  ...fields
}: Item): KeptPass => fields as unknown as KeptPass;

const canExpire: ReadonlySet<string> = new Set(['approved', 'in_production', 'not_produced', 'live']);

/** As others see it: what is over by its date has expired, whether the sweep came by or not. */
export const shown = (
  { holder: _, chain: _c, pending: _p, renewFrom: _r, photoUntil: _u, ...pass }: KeptPass,
  today: string,
): Pass => (canExpire.has(pass.status) && pass.ends && pass.ends < today ? { ...pass, status: 'expired' } : pass);

/** While it is not decided, for good; then until its last day is over. */
export const heldUntil = (pass: Pass): string => (isUndecided(pass) || !pass.ends ? '9999' : endOf(pass.ends));

const isMineOrFree: Expression['text'] =
  'attribute_not_exists(pk) OR #until <= :now OR (#chain = :chain AND #pass IN (:mine, :before))';

/** That the person has this pass, and no other. `before`: the pass that it follows. */
export const holding = (council: string, kept: KeptPass, at: number, before: string, expiresAt: number): Write => ({
  put: {
    ...oneKey(council, kept.holder),
    type: 'permits-pass-holder',
    ...{ chain: kept.chain, pass: kept.pass, until: heldUntil(kept), expiresAt },
  },
  condition: {
    text: isMineOrFree,
    names: { '#until': 'until', '#chain': 'chain', '#pass': 'pass' },
    values: { ':now': new Date(at).toISOString(), ':chain': kept.chain, ':mine': kept.pass, ':before': before },
  },
});

/** What has to happen to a pass by then. `what` begins with `pass-`. */
export interface Due {
  readonly at: string;
  readonly council: string;
  readonly what: string;
  /** Reference of the pass. */
  readonly id: string;
}
const dueKey = ({ at, council, what, id }: Due): Key => ({ pk: '*#DUE', sk: `${at}#${council}#${what}#${id}` });
export const dueWrite = (due: Due): Write => ({ put: { ...dueKey(due), type: 'permit-due', ...due } });
