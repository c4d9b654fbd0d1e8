/** A strict reader of the XML that we write: elements, attributes and text; throws at what is not well formed. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const NAME = '[A-Za-z_][\\w.-]*';
const declaration = /<\?xml version="1\.0" encoding="UTF-8"\?>\s*/y;
const opening = new RegExp(`<(${NAME})((?: ${NAME}="[^<"]*")*)\\s*>`, 'y');
const closing = new RegExp(`</(${NAME})>`, 'y');
const characters = /[^<]+/y;
const references: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#13': '\r' };
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]|\]\]>/u;

const unescaped = (text: string): string =>
  text.replaceAll(/&([^;&]*);?/g, (whole, name: string) => {
    const character = references[name];
    if (character === undefined || !whole.endsWith(';')) throw new Error(`${whole} is no reference.`);
    return character;
  });

const attributesOf = (given: string): Readonly<Record<string, string>> => {
  const pairs = [...given.matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    unescaped(value),
  ]);
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error(`An attribute is there twice:${given}`);
  return Object.fromEntries(pairs);
};

export const readXml = (source: string): Element => {
  if (forbidden.test(source)) throw new Error('There is a character that XML cannot hold.');
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const element = (): Element => {
    const [, name = '', given = ''] = take(opening) ?? [];
    if (!name) throw new Error(`No element starts at ${at}: ${source.slice(at, at + 40)}`);
    const children: Element[] = [];
    let text = '';
    for (let end = take(closing); !end || end[1] !== name; end = take(closing)) {
      if (end) throw new Error(`${end[1]} ends inside ${name}.`);
      const found = take(characters);
      if (found) text += unescaped(found[0]);
      else children.push(element());
    }
    return { name, attributes: attributesOf(given), children, text: children.length > 0 ? text.trim() : text };
  };
  if (!take(declaration)) throw new Error('It has no declaration.');
  const root = element();
  if (source.slice(at).trim()) throw new Error(`There is more after ${root.name}.`);
  return root;
};
