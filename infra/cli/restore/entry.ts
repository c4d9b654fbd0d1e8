/** The entry of commons.config.json that makes a stack use a restored table. */
import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { configPath } from '../../config.ts';

type Tables = Readonly<Record<string, string>>;

const parsed = (text: string): { readonly tables?: Tables } => JSON.parse(text.replace(/^\uFEFF/, ''));

const written = (tables: Tables): string => {
  const lines = Object.entries(tables).map(
    ([store, table]) => `    ${JSON.stringify(store)}: ${JSON.stringify(table)}`,
  );
  return `"tables": {\n${lines.join(',\n')}\n  }`;
};

/** The text with the entry in it and everything else as it was: whoever reviews the change sees that and no more. */
export const withTable = (text: string, store: string, table: string): string => {
  const before = parsed(text);
  const tables = { ...before.tables, [store]: table };
  const wanted = { ...before, tables };
  const changed = before.tables
    ? text.replace(/"tables"\s*:\s*\{[^{}]*\}/, () => written(tables))
    : text.replace(/\s*\}(\s*)$/, (_, end: string) => `,\n  ${written(tables)}\n}${end}`);
  // Where the file is laid out as no editor would, all of it is laid out anew.
  try {
    if (isDeepStrictEqual(parsed(changed), wanted)) return changed;
  } catch {}
  return `${JSON.stringify(wanted, undefined, 2)}\n`;
};

/** Resolves to the file that it wrote. */
export const writeEntry = (store: string, table: string): string => {
  const path = configPath();
  writeFileSync(path, withTable(readFileSync(path, 'utf8'), store, table));
  return path;
};
