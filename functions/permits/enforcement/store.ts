/**
 * What enforcement reads and keeps. Marks are written with the permits (marks.ts).
 *
 *   <c>#MARK#<folded registration>   <registration>#<ref>#<nn>   what a vehicle may do
 *   <c>#CHECKS#<London day>          <id>                        a check that was made; ids are in order of time
 *   <c>#SETTINGS                     ENFORCEMENT                 what the council decides about checks
 *   in gsi1: <c>#PERMITS#<zone>      <changedAt>#<ref>           permits, visits, and permits that left the zone
 */
import { type Item, ifAbsent } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { londonDay } from '#shared/london.ts';
import type { Keeping } from '#shared/retention.ts';
import { EnforcementSettings, LoggedCheck } from '../contract/enforcementFields.ts';
import { type Mark, markPk } from './marks.ts';

export interface Slice<T> {
  readonly items: readonly T[];
  /** Sort key of the last that was read, while there is more. */
  readonly after?: string;
}

export interface EnforcementStore {
  /** Of the registration, and of those that may be taken for it. One read. */
  marks(council: string, registration: string): Promise<Mark[]>;
  settings(council: string): Promise<EnforcementSettings>;
  putSettings(council: string, settings: EnforcementSettings): Promise<void>;
  log(council: string, check: LoggedCheck): Promise<void>;
  /** Of a London day, the newest first. */
  checks(council: string, day: string, limit: number, after?: string): Promise<Slice<LoggedCheck>>;
  /** What changed in a zone, later than a position and not later than another, in that order; as it is stored. */
  changed(council: string, zone: string, window: readonly [string, string], limit: number): Promise<Slice<Item>>;
}

interface Parts {
  readonly table: Table;
  /** How long checks are kept. */
  readonly checks: Keeping;
}

const settingsKey = (council: string) => ({ pk: `${council}#SETTINGS`, sk: 'ENFORCEMENT' });
const checksPk = (council: string, day: string): string => `${council}#CHECKS#${day}`;

const markIn = ({ registration, permit, scheme, kind, zone, from, until, status }: Item): Mark =>
  ({ registration, permit, scheme, kind, zone, from, until, status }) as unknown as Mark;

const checksOf = async (
  { table, checks }: Parts,
  ...[council, day, limit, after]: Parameters<EnforcementStore['checks']>
): Promise<Slice<LoggedCheck>> => {
  const pk = checksPk(council, day);
  const start = after === undefined ? undefined : { pk, sk: after };
  const { items, next } = await table.query({ pk, descending: true, limit, after: start });
  return {
    items: items.filter((item) => !checks.isOver(item)).map((item) => LoggedCheck.parse(item)),
    ...(next && { after: String(next.sk) }),
  };
};

/** The bounds of an index query take in what they name, so that it begins just after what was read last. */
const changed = async (
  { table }: Parts,
  ...[council, zone, [after, until], limit]: Parameters<EnforcementStore['changed']>
): Promise<Slice<Item>> => {
  const pk = `${council}#PERMITS#${zone}`;
  const between = [`${after}!`, until] as const;
  if (between[0] > until) return { items: [] };
  const { items, next } = await table.query({ index: 'gsi1', pk, between, limit });
  return { items, ...(next && { after: String(next.gsi1sk) }) };
};

export const enforcementStore = (parts: Parts): EnforcementStore => {
  const { table, checks } = parts;
  return {
    marks: async (council, registration) => {
      const items = await table.queryAll({ pk: markPk(council, registration), consistent: true });
      return items.map(markIn);
    },
    settings: async (council) => EnforcementSettings.parse((await table.get(settingsKey(council)))?.settings ?? {}),
    putSettings: (council, settings) =>
      table.put({ ...settingsKey(council), type: 'permit-enforcement-settings', settings }),
    log: (council, check) => {
      const at = Date.parse(check.at);
      const key = { pk: checksPk(council, londonDay(at)), sk: check.check };
      const item = { ...key, type: 'permit-check', ...check, expiresAt: checks.until(council, at) };
      return table.put(item, ifAbsent);
    },
    checks: (...given) => checksOf(parts, ...given),
    changed: (...given) => changed(parts, ...given),
  };
};
