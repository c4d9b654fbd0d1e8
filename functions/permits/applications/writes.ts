/** What a change of an application and its permit is in the table: the records, and all that follows from them. */
import { ifAbsent, type Key, type Write } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { type Announce, eventId } from '#shared/events/outbox.ts';
import type { Keeping } from '#shared/retention.ts';
import { freeing, type Inheriting } from '../changes/inheriting.ts';
import type { permits } from '../contract.ts';
import { markWrites } from '../enforcement/marks.ts';
import type { Places } from '../places/places.ts';
import { lineWrites } from '../waiting/line.ts';
import { dueWrites, filesUntilBy } from './due.ts';
import { applicationWrite, newsOf, permitIn, permitKey, permitWrite, usedKey } from './items.ts';
import { holdsPlaces, type Journey, type KeptApplication, type KeptPermit } from './journey.ts';
import { mentionWrites } from './people.ts';
import { endOf } from './steps.ts';

export interface JourneyParts {
  readonly table: Table;
  readonly announce: Announce<typeof permits>;
  readonly places: Places;
  readonly keep: Readonly<Record<'applications' | 'permits' | 'marks' | 'evidence', Keeping>>;
  readonly newId?: (at: number) => string;
}

const versioned = <T extends KeptApplication | KeptPermit>(before: T | undefined, after: T, at: number): T => ({
  ...after,
  changedAt: new Date(at).toISOString(),
  version: (before?.version ?? 0) + 1,
});

/** Both with new versions; a record that is as it was stays unwritten. */
export const next = (before: Journey | undefined, after: Journey, at: number): Journey => {
  const isSame = (one: object | undefined, other: object | undefined) => JSON.stringify(one) === JSON.stringify(other);
  const { application, permit } = after;
  return {
    application: isSame(before?.application, application)
      ? application
      : versioned(before?.application, application, at),
    ...(permit && { permit: isSame(before?.permit, permit) ? permit : versioned(before?.permit, permit, at) }),
  };
};

const lastDay = ({ permit }: Journey, at: number): number => (permit ? Math.max(at, endOf(permit.ends)) : at);

export const recordWrites = (
  parts: JourneyParts,
  council: string,
  before: Journey | undefined,
  now: Journey,
  at: number,
) => {
  const { keep } = parts;
  const until = lastDay(now, at);
  const { application, permit } = now;
  const isNew = (one: { version: number } | undefined, other: { version: number } | undefined) =>
    one !== undefined && one.version !== other?.version;
  return [
    ...(isNew(application, before?.application)
      ? [applicationWrite(council, before?.application, application, keep.applications.until(council, until))]
      : []),
    ...(permit && isNew(permit, before?.permit)
      ? [permitWrite(council, before?.permit, permit, keep.permits.until(council, until))]
      : []),
  ];
};

const newsWrites = (parts: JourneyParts, council: string, before: Journey | undefined, now: Journey, at: number) => {
  const { announce, newId = eventId } = parts;
  const { application, permit } = now;
  const moment = () => ({ id: newId(at), at });
  const news = permit && newsOf(before?.permit, permit);
  const { application: reference, status } = application;
  return [
    ...(before?.application.status === status
      ? []
      : [announce(council, reference, 'permits.application.changed', { application: reference, status }, moment())]),
    ...(permit && news
      ? [
          announce(
            council,
            permit.permit,
            news,
            { permit: permit.permit, application: reference, zone: permit.zone, status: permit.status },
            moment(),
          ),
        ]
      : []),
  ];
};

/** What people wrote into an application. */
const textsOf = ({ application: { reasons, decisions, evidence } }: Journey): string =>
  JSON.stringify([reasons, decisions, evidence]).replaceAll(/\\[nrt]/g, '\n');

export const read = async ({ table }: JourneyParts, key: Key, keeping: Keeping) => {
  const item = await table.get(key, { consistent: true });
  return item && !keeping.isOver(item) ? item : undefined;
};

export const readPermit = async (parts: JourneyParts, council: string, reference: string) => {
  const item = await read(parts, permitKey(council, reference), parts.keep.permits);
  return item && permitIn(item);
};

/** `application`: any, which is as it is on both sides. */
const inheritingIn = (parts: JourneyParts, application: KeptApplication): Inheriting => ({
  places: parts.places,
  permit: (council, reference) => readPermit(parts, council, reference),
  write: (council, before, given, at) => {
    const after = versioned(before, given, at);
    const expiresAt = parts.keep.permits.until(council, endOf(after.ends));
    return [
      permitWrite(council, before, after, expiresAt),
      ...dueWrites(council, { application, permit: before }, { application, permit: after }, () => ''),
    ];
  },
});

/** All but the records themselves. */
export const followingWrites = async (
  parts: JourneyParts,
  council: string,
  before: Journey | undefined,
  now: Journey,
  at: number,
): Promise<Write[]> => {
  const { keep } = parts;
  const { permit } = now;
  const reference = now.application.application;
  const gone = before?.permit && permit && !holdsPlaces(permit) ? before.permit : undefined;
  return [
    ...(gone ? await freeing(inheritingIn(parts, now.application), council, gone, at) : []),
    ...(permit ? markWrites(council, before?.permit, permit, (from) => keep.marks.until(council, from)) : []),
    ...mentionWrites(council, reference, 'APP', textsOf(now), keep.applications.until(council, lastDay(now, at))),
    ...dueWrites(council, before, now, filesUntilBy(keep.evidence, council)),
    ...lineWrites(council, before?.application, now.application, at),
    ...newsWrites(parts, council, before, now, at),
  ];
};

export const using = (
  { keep }: JourneyParts,
  council: string,
  quote: string,
  application: string,
  at: number,
): Write => ({
  put: {
    ...usedKey(council, quote),
    ...{ type: 'permit-quote-used', application, expiresAt: keep.applications.until(council, at) },
  },
  condition: ifAbsent,
});
