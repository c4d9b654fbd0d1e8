/** Many records alike as columns: values of a field stand together, where deflate finds them repeated. */
import { type Kind, kinds } from './contract/kinds.ts';
import type { Codes } from './contract/records.ts';

export type Columns = Readonly<Record<string, readonly unknown[]>>;
type Fields = { readonly codes: Codes };

const isKind: ReadonlySet<string> = new Set<Kind>(kinds);

/** Codes become columns of their own. */
export const toColumns = (records: readonly Fields[]): Columns => {
  const rows = records.map(({ codes, ...rest }): Readonly<Record<string, unknown>> => ({ ...rest, ...codes }));
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return Object.fromEntries([...names].map((name) => [name, rows.map((row) => row[name] ?? null)]));
};

export const fromColumns = <T extends Fields>(columns: Columns): T[] => {
  const entries = Object.entries(columns);
  return Array.from({ length: entries[0]?.[1].length ?? 0 }, (_, i) => {
    const record: Record<string, unknown> = {};
    const codes: Record<string, unknown> = {};
    for (const [name, values] of entries) {
      if (values[i] !== null) (isKind.has(name) ? codes : record)[name] = values[i];
    }
    return { ...record, codes } as unknown as T;
  });
};
