/**
 * Cases, what they hold, and who is to be asked about them.
 *
 *   <council>#CASE#<reference>   CASE               a case; in gsi1 by <council>#CASES#<status>, the time and the reference
 *   <council>#CASE#<reference>   CONTACT, NOTE#<id>   what only staff see
 *   <council>#AT#<uprn>          CASE#<time>#<reference>   that it is about this property
 *   <council>#AT#<uprn>          HOLD#<name>        what only one open case of the property can have
 *   <council>#PERSON#<hash>      <reference>#…      which items hold an email address
 *   *#DUE                        <time>#<council>#<reference>   that it lapses when nobody pays
 */
import { type Item, ifAbsent, type Key, type Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { type Announce, eventId } from '#shared/events/outbox.ts';
import type { Keeping } from '#shared/retention.ts';
import type { Contact } from '../contract/caseFields.ts';
import { type Case, openedAs } from '../contract/cases.ts';
import type { waste } from '../contract.ts';
import {
  asItem,
  caseKey,
  type Due,
  dueKey,
  dueWrites,
  held,
  holdKey,
  inDetails,
  type Kept,
  keptFrom,
  keptIn,
  pointer,
  released,
} from './items.ts';
import type { Change } from './kinds.ts';
import { contactWrites } from './people.ts';

/** Who came first: the case that holds a name, or what one of the caller's own writes found. */
export type Lost =
  | { readonly hold: string; readonly reference: string }
  | { readonly write: number; readonly item: Item | undefined };

interface Opening {
  readonly holds: readonly string[];
  readonly contact?: Contact | undefined;
  /** Of the caller, each conditional. */
  readonly writes?: readonly Write[];
  /** The kept answer of a request with an Idempotency-Key. */
  readonly note?: { readonly writes: readonly Write[] };
}

export interface CaseStore {
  /** Opens a case, with its event, all or nothing. What it lost to, or nothing. */
  open(council: string, opened: Case, opening: Opening): Promise<Lost | undefined>;
  find(council: string, reference: string): Promise<Kept | undefined>;
  /** Writes what changes over the version that was read; `stale` where that is not there any more. */
  change(
    council: string,
    before: Kept,
    change: Change,
    by: { readonly at: number; readonly note?: Opening['note'] },
  ): Promise<Lost | 'stale' | Kept>;
  /** Reference of the case that holds a name at a property. */
  holder(council: string, uprn: string, name: string): Promise<string | undefined>;
  /** Cases that should have been paid by then, the oldest first. */
  due(at: number, limit: number): Promise<Due[]>;
  /** Takes a case off the list of those that lapse. */
  settle(due: Due): Promise<void>;
}

export interface CaseParts {
  readonly table: Table;
  readonly announce: Announce<typeof waste>;
  /** How long cases, and what belongs to them, are kept after they changed last. */
  readonly cases: Keeping;
  readonly newId?: (at: number) => string;
}

const attempt = async (run: Promise<unknown>): Promise<ConditionFailed | undefined> => {
  try {
    await run;
    return undefined;
  } catch (error) {
    if (error instanceof ConditionFailed) return error;
    throw error;
  }
};

/** Which of the names, or of the caller's own writes, the first `offset` writes left aside. */
const lostTo = ({ index, item }: ConditionFailed, offset: number, names: readonly string[]): Lost => {
  const hold = names[index - offset];
  return hold === undefined
    ? { write: index - offset - names.length, item }
    : { hold, reference: String(item?.reference) };
};

const open = async (
  { table, announce, cases, newId = eventId }: CaseParts,
  ...given: Parameters<CaseStore['open']>
) => {
  const [council, opened, { holds, contact, writes = [], note }] = given;
  const { reference, createdAt } = opened;
  const at = Date.parse(createdAt);
  const expiresAt = cases.until(council, keptFrom(opened, at));
  const own: Write[] = [
    ...holds.map((name) => held(council, opened, name, expiresAt, at)),
    ...writes,
    { put: asItem(council, { ...opened, version: 1, holds }, expiresAt), condition: ifAbsent },
    pointer(council, opened, expiresAt),
    ...(contact ? contactWrites(council, reference, contact, expiresAt) : []),
    ...inDetails(council, opened, expiresAt),
    ...dueWrites(council, opened),
    announce(council, reference, openedAs[opened.kind], { reference }, { id: newId(at), at }),
    ...(note?.writes ?? []),
  ];
  const failed = await attempt(table.transact(own));
  if (!failed) return undefined;
  if (failed.index >= holds.length + writes.length) throw failed;
  return lostTo(failed, 0, holds);
};

/** The case as it is after a change. */
export const after = ({ holds, version, ...before }: Kept, change: Change, at: number): Kept => {
  const { release = [], take = [], writes: _, ...fields } = change;
  const updatedAt = new Date(at).toISOString();
  const isClosed = fields.status === 'closed';
  const { payBy, ...payment } = fields.payment ?? before.payment ?? {};
  return {
    ...before,
    ...fields,
    ...('price' in payment && { payment: { ...payment, ...(payBy && !isClosed && { payBy }) } }),
    ...(isClosed && { closedAt: updatedAt }),
    updatedAt,
    version: version + 1,
    holds: isClosed ? [] : [...holds.filter((name) => !release.includes(name)), ...take],
  } as Kept;
};

const change = async (
  { table, announce, cases, newId = eventId }: CaseParts,
  ...[council, before, wanted, { at, note }]: Parameters<CaseStore['change']>
): Promise<Lost | 'stale' | Kept> => {
  const now = after(before, wanted, at);
  const { reference, kind, stage, outcome } = now;
  const expiresAt = cases.until(council, keptFrom(now, at));
  const moment = { id: newId(at), at };
  const told = { reference, kind, stage };
  const event =
    now.status === 'closed' && outcome
      ? announce(council, reference, 'waste.case.closed', { ...told, outcome }, moment)
      : announce(council, reference, 'waste.case.changed', told, moment);
  const writes = wanted.writes ?? [];
  const over = { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': before.version } };
  const gone = before.holds.filter((name) => !now.holds.includes(name));
  const failed = await attempt(
    table.transact([
      { put: asItem(council, now, expiresAt), condition: over },
      ...now.holds.map((name) => held(council, now, name, expiresAt, at)),
      ...writes,
      ...gone.map((name) => released(council, now, name)),
      pointer(council, now, expiresAt),
      ...(wanted.details ? inDetails(council, now, expiresAt) : []),
      ...dueWrites(council, now, before),
      event,
      ...(note?.writes ?? []),
    ]),
  );
  if (!failed) return now;
  if (failed.index === 0) return 'stale';
  if (failed.index > now.holds.length + writes.length) throw failed;
  return lostTo(failed, 1, now.holds);
};

const due = async ({ table }: CaseParts, at: number, limit: number): Promise<Due[]> => {
  const { items } = await table.query({ pk: '*#DUE', between: ['0', new Date(at).toISOString()], limit });
  return items.map(({ council, reference, payBy }) => ({
    ...{ council: String(council), reference: String(reference), payBy: String(payBy) },
  }));
};

export const caseStore = (parts: CaseParts): CaseStore => {
  const { table, cases } = parts;
  const read = async (key: Key) => {
    const item = await table.get(key, { consistent: true });
    return item && !cases.isOver(item) ? item : undefined;
  };
  return {
    open: (...given) => open(parts, ...given),
    change: (...given) => change(parts, ...given),
    find: async (council, reference) => {
      const item = await read(caseKey(council, reference));
      return item && keptIn(item);
    },
    holder: async (council, uprn, name) => {
      const item = await read(holdKey(council, uprn, name));
      return item && String(item.reference);
    },
    due: (...given) => due(parts, ...given),
    settle: (one) => table.remove(dueKey(one)),
  };
};
