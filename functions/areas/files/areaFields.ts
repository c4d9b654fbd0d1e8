/** Which properties of a feature, or columns of a table, are the code and the name of an area. */
import { Unreadable } from '#shared/datasets/importer.ts';

export interface Asked {
  readonly code?: string;
  readonly name?: string;
  readonly welshName?: string;
  readonly parent?: string;
}
export type Fields = Asked & { readonly code: string; readonly name: string };
export type Properties = Readonly<Record<string, unknown>>;

/** ONS calls them `WD26CD`, `WD26NM` and `WD26NMW`; a council’s own table may say `code` and `name`. */
const nameBeside = (code: string, names: readonly string[]): string | undefined => {
  const wanted = /^code$/i.test(code) ? 'name' : /cd$/i.test(code) ? code.replace(/cd$/i, 'NM') : undefined;
  return names.find((name) => name.toLowerCase() === wanted?.toLowerCase());
};

/** Throws `Unreadable`, with what there is to choose from. */
export const fieldsIn = (file: string, names: readonly string[], asked: Asked): Fields => {
  const listed = `It has ${names.join(', ')}.`;
  const unknown = Object.values(asked).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Unreadable(`${file} has no “${unknown}”. ${listed}`);
  const codes = asked.code ? [asked.code] : names.filter((name) => nameBeside(name, names));
  const [code] = codes;
  const name = asked.name ?? (code && nameBeside(code, names));
  if (!code || !name || codes.length > 1)
    throw new Unreadable(`Say what the code and the name in ${file} are called, with --code and --name. ${listed}`);
  const welshName = asked.welshName ?? names.find((one) => one === `${name}W`);
  return { code, name, ...(welshName && { welshName }), ...(asked.parent && { parent: asked.parent }) };
};

export const textOf = (properties: Properties, name: string | undefined): string =>
  name === undefined ? '' : String(properties[name] ?? '').trim();
