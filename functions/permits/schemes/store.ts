/**
 * Schemes in versions. Each writing of a version is an item of its own that never changes, so that a permit can always be shown the rules
 * that it was given by; the head says which of them count.
 *
 *   <council>#SCHEMES           <scheme>             its versions by the day from which they count
 *   <council>#SCHEME#<scheme>   V#<inForceFrom>#<n>  the nth writing of a version, packed
 */
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import type { AuditTrail, Deed } from '#shared/audit/trail.ts';
import { Kept } from '#shared/cache.ts';
import { ifAbsent, type Write } from '#shared/dynamodb/expression.ts';
import { packer } from '#shared/dynamodb/pack.ts';
import { packedWithin } from '#shared/dynamodb/packedWithin.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { Scheme } from '../contract/schemes.ts';
import type { SettingsVersion } from '../settings.ts';
import { type Head, versionOf, versionOn, writtenIn } from './versions.ts';

/** A version that is written, or one that is withdrawn by the day from which it would count. */
export type Change = { readonly put: Omit<Scheme, 'scheme' | 'version'> } | { readonly withdraw: string };

/** What is to become of a scheme; nothing where it is right already. Throws what rules it out. */
export type Decide = (head: Head) => Promise<Change | undefined>;

export interface SchemeStore {
  /** The version that counts on a day. */
  on(council: string, scheme: string, day: string): Promise<Scheme | undefined>;
  /** A version whatever became of it since: the one that a price names. */
  version(council: string, scheme: string, version: string): Promise<Scheme | undefined>;
  /** Those that count on a day. */
  list(council: string, day: string): Promise<Scheme[]>;
  /** Which versions there are; none of a scheme that there is not. */
  head(council: string, scheme: string): Promise<Head>;
  heads(council: string): Promise<ReadonlyMap<string, Head>>;
  change(council: string, scheme: string, deed: Deed, decide: Decide): Promise<void>;
}

interface Parts {
  readonly table: Table;
  readonly trail: AuditTrail;
  readonly settings: SettingsVersion;
}

const Versions = z.array(z.object({ from: z.string(), n: z.int(), withdrawn: z.optional(z.literal(true)) }));
const pack = packer<Scheme>(
  '"ladder":[,"zone":"band":"co2-"from":,"to":"firstRegistered","before":"2001-03-01""step":"percent","percent":"step":"add","code":"says":"when":[{"fact":"fuel","is":["diesel"]}]"step":"length"',
);
const headKey = (council: string, scheme: string) => ({ pk: `${council}#SCHEMES`, sk: scheme });
const versionKey = (council: string, scheme: string, version: string) => ({
  pk: `${council}#SCHEME#${scheme}`,
  sk: `V#${version.replace('.', '#')}`,
});
/** How many versions a warm function keeps. */
const mostKept = 300;

const fieldsOf = (before: Partial<Scheme> | undefined, after: Partial<Scheme>): string[] =>
  (Object.keys({ ...before, ...after }) as (keyof Scheme)[]).filter(
    (name) => name !== 'version' && name !== 'scheme' && !isDeepStrictEqual(before?.[name], after[name]),
  );

const writing = async (
  { trail }: Parts,
  { council, scheme, deed, head }: { council: string; scheme: string; deed: Deed; head: Head },
  change: Change,
  read: SchemeStore['version'],
): Promise<Write[]> => {
  const isGone = 'withdraw' in change;
  const from = isGone ? change.withdraw : change.put.inForceFrom;
  const { head: versions, written } = writtenIn(head, from, isGone);
  const before = versionOn(head, from);
  const told = (after: object, fields: string[]) =>
    trail.write(council, { ...deed, on: scheme, fields, ...(before && { before: { version: before } }), ...after });
  const put = { put: { ...headKey(council, scheme), type: 'permit-scheme', versions } };
  if (isGone) return [put, told({}, ['inForceFrom'])];
  const version = versionOf(written);
  const after: Scheme = { scheme, version, ...change.put };
  const was = before ? await read(council, scheme, before) : undefined;
  return [
    put,
    {
      put: {
        ...versionKey(council, scheme, version),
        type: 'permit-scheme-version',
        data: packedWithin(pack, after),
      },
      condition: ifAbsent,
    },
    told({ after: { version } }, fieldsOf(was, after)),
  ];
};

export const schemeStore = (parts: Parts): SchemeStore => {
  const { table, settings } = parts;
  const kept = new Kept<Scheme>(mostKept);
  const head: SchemeStore['head'] = async (council, scheme) => {
    const item = await table.get(headKey(council, scheme), { consistent: true });
    return item ? Versions.parse(item.versions) : [];
  };
  const heads: SchemeStore['heads'] = async (council) => {
    const items = await table.queryAll({ pk: headKey(council, '').pk, consistent: true });
    return new Map(items.map(({ sk, versions }) => [String(sk), Versions.parse(versions)]));
  };
  const version: SchemeStore['version'] = async (council, scheme, wanted) => {
    const name = [council, scheme, wanted].join('#');
    const there = kept.get(name);
    if (there) return there;
    const item = await table.get(versionKey(council, scheme, wanted), { consistent: true });
    if (!item) return undefined;
    const found = Scheme.parse(pack.unpack(item.data));
    kept.set(name, found);
    return found;
  };
  const at = async (council: string, scheme: string, versions: Head, day: string) => {
    const wanted = versionOn(versions, day);
    return wanted === undefined ? undefined : version(council, scheme, wanted);
  };
  return {
    ...{ head, heads, version },
    on: async (council, scheme, day) => at(council, scheme, await head(council, scheme), day),
    list: async (council, day) => {
      const found = [...(await heads(council))].map(([scheme, versions]) => at(council, scheme, versions, day));
      return (await Promise.all(found)).filter((one) => one !== undefined);
    },
    change: (council, scheme, deed, decide) =>
      settings.change(council, async () => {
        const versions = await head(council, scheme);
        const change = await decide(versions);
        const writes = change && (await writing(parts, { council, scheme, deed, head: versions }, change, version));
        return { result: undefined, writes: writes ?? [] };
      }),
  };
};
