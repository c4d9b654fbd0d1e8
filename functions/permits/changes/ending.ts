/** The end of a permit before its last day, and the time for which it does not count. */
import type { Request } from '#shared/contract/capability.ts';
import type { Write } from '#shared/dynamodb/expression.ts';
import { londonDay } from '#shared/london.ts';
import type { KeptPermit, Purpose } from '../applications/journey.ts';
import { decisionOf } from '../applications/staff.ts';
import { advanced, booked, tell } from '../applications/steps.ts';
import { AnotherHasToDecide, type changeOperations } from '../contract/changeOperations.ts';
import type { Permit } from '../contract/permits.ts';
import { givingBack, kept, type Ledger } from '../money/ledger.ts';
import {
  type Change,
  type ChangeDependencies,
  changesOf,
  changingPermitOnly,
  type Issued,
  iso,
  mustBe,
  mustBeFree,
  schemesOf,
} from './permits.ts';
import { refundFor } from './prices.ts';

type Operations = typeof changeOperations;

/** So much goes back and is due no more, so that what comes by mistake afterwards goes back whole. */
export const paidBack = (ledger: Ledger, pence: number, about: string, reason: string, at: number): Ledger => ({
  ...givingBack(ledger, pence, about, reason, iso(at)),
  due: ledger.due - pence,
});

const ended = (permit: KeptPermit, status: 'surrendered' | 'revoked', endedFor: string, at: number): KeptPermit => ({
  ...permit,
  ...{ status, endedFor, endedAt: iso(at), holds: [], counted: false, second: undefined },
});

/** What was paid for its changes goes back first: the latest of all. */
const withRefund = async (
  { journeys }: ChangeDependencies,
  council: string,
  { application, permit }: Issued,
  pence: (kept: number) => number,
  at: number,
): Promise<{ ledger: Ledger; writes: Write[] }> => {
  const found = await Promise.all(
    changesOf(permit)
      .applied.toReversed()
      .map((one) => journeys.find(council, one)),
  );
  const changed = found.flatMap((one) => (one ? [one] : []));
  const all = [...changed.map((one) => one.application.ledger), application.ledger];
  let left = pence(all.reduce((sum, ledger) => sum + kept(ledger), 0));
  const share = (ledger: Ledger) => {
    const part = Math.min(left, kept(ledger));
    left -= part;
    return part;
  };
  const writes: Write[] = [];
  for (const before of changed) {
    const { ledger, application: reference } = before.application;
    const part = share(ledger);
    if (part === 0) continue;
    const after = booked(before, at, paidBack(ledger, part, reference, 'permit_ended', at));
    writes.push(...(await journeys.writesOf(council, before, after, at)));
  }
  const part = share(application.ledger);
  const { ledger } = application;
  return { ledger: part > 0 ? paidBack(ledger, part, application.application, 'permit_ended', at) : ledger, writes };
};

interface Ending {
  readonly status: 'surrendered' | 'revoked';
  readonly endedFor: string;
  readonly refunds: boolean;
}

/** By the rule of the scheme as it was when the permit was sold. */
const ending = async (
  dependencies: ChangeDependencies,
  council: string,
  before: Issued,
  { status, endedFor, refunds }: Ending,
  at: number,
): Promise<Change> => {
  const { permit } = before;
  const { sold } = await schemesOf(dependencies, council, permit, at);
  const pence = (has: number) => (refunds ? refundFor(sold.refund, permit, londonDay(at), has) : 0);
  const { ledger, writes } = await withRefund(dependencies, council, before, pence, at);
  const application = tell({ ...before.application, ledger }, status, at);
  return { after: advanced(before, { application, permit: ended(permit, status, endedFor, at) }, at), writes };
};

/** Throws `PermitNotFound`, `PermitNotChangeable` and `ChangeUnderWay`. */
export const surrenderPermit = (dependencies: ChangeDependencies, request: Request<Operations['surrenderPermit']>) =>
  changingPermitOnly(dependencies, request, async (before, at) => {
    if (before.permit.status === 'surrendered') return undefined;
    mustBe(before.permit, ['active', 'suspended'], at);
    mustBeFree(before.permit);
    const how = { status: 'surrendered' as const, endedFor: request.body.reason, refunds: true };
    return ending(dependencies, request.council, before, how, at);
  });

type Deciding = Pick<Request<Operations['suspendPermit']>, 'council' | 'caller' | 'params' | 'body' | 'idempotency'>;
type What = NonNullable<Permit['second']>['what'];

interface Ruling {
  readonly what: What;
  readonly decision: 'revoked' | 'suspended' | 'resumed';
  readonly from: readonly Permit['status'][];
  readonly done: (before: Issued, at: number) => Promise<Change>;
}

/** Two people decide the same where the scheme asks for two; the first is on record with the permit. Throws `AnotherHasToDecide`. */
const ruling = (dependencies: ChangeDependencies, request: Deciding, { what, decision, from, done }: Ruling) => {
  const { council, body, caller } = request;
  return changingPermitOnly(dependencies, request, async (found, at) => {
    if (found.permit.status === decision) return undefined;
    mustBe(found.permit, from, at);
    const { sold } = await schemesOf(dependencies, council, found.permit, at);
    const { second } = found.permit;
    const changes = changesOf(found.permit);
    const isSecond = second?.what === what && second.code === body.code;
    if (isSecond && changes.by === (caller?.keyId ?? '')) throw new AnotherHasToDecide('You decided it before.');
    const told = decisionOf(decision, request, at, `${body.code}: ${body.says}`);
    const application = { ...found.application, decisions: [...found.application.decisions, told] };
    if (sold.approval === 'two_people' && !isSecond) {
      const waiting = { what, code: body.code, at: iso(at) };
      const by = caller?.keyId ?? '';
      return { after: { application, permit: { ...found.permit, second: waiting, changes: { ...changes, by } } } };
    }
    const reasons = [{ code: body.code, says: body.says }];
    const permit = { ...found.permit, second: undefined, changes: { ...changes, by: undefined } };
    return done({ application: { ...application, reasons }, permit }, at);
  });
};

const standing = (status: KeptPermit['status'], purpose: Purpose) => async (before: Issued, at: number) => ({
  after: { application: tell(before.application, purpose, at), permit: { ...before.permit, status } },
});

/** Throws `PermitNotFound`, `PermitNotChangeable` and `AnotherHasToDecide`. */
export const revokePermit = (dependencies: ChangeDependencies, request: Request<Operations['revokePermit']>) => {
  const { code: endedFor, refund: refunds } = request.body;
  const how = { status: 'revoked' as const, endedFor, refunds };
  return ruling(dependencies, request, {
    ...{ what: 'revoke', decision: 'revoked', from: ['active', 'suspended'] },
    done: (before, at) => ending(dependencies, request.council, before, how, at),
  });
};

export const suspendPermit = (dependencies: ChangeDependencies, request: Deciding) =>
  ruling(dependencies, request, {
    ...{ what: 'suspend', decision: 'suspended', from: ['active'], done: standing('suspended', 'suspended') },
  });

export const resumePermit = (dependencies: ChangeDependencies, request: Request<Operations['resumePermit']>) =>
  ruling(dependencies, request, {
    ...{ what: 'resume', decision: 'resumed', from: ['suspended'], done: standing('active', 'resumed') },
  });
