/** Reads a page as strictly as XHTML: what is opened is closed, in order, and every attribute is quoted and given once. */

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

const empty = new Set(['meta', 'br', 'link', 'hr', 'img', 'input']);
/** Kept as text. */
const raw = /(<style>)(.*?)(<\/style>)/s;

const token = /<!doctype html>|<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>|([^<>]+)/g;
const attribute = / ([a-z-]+)="([^"]*)"/g;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const decoded = (text: string): string =>
  text.replaceAll(/&(\w*);?/g, (whole, name: string) => {
    const character = entities[name];
    if (character === undefined || !whole.endsWith(';')) throw new Error(`“${whole}” is not an entity.`);
    return character;
  });

const attributesOf = (text: string): Readonly<Record<string, string>> => {
  const found = [...text.matchAll(attribute)].map(([, name = '', value = '']) => [name, decoded(value)] as const);
  if (new Set(found.map(([name]) => name)).size < found.length) throw new Error(`An attribute twice:${text}`);
  return Object.fromEntries(found);
};

interface Open extends Element {
  readonly children: (Element | string)[];
}

const take = (open: Open[], { 1: slash, 2: name, 3: attributes = '', 4: words }: RegExpMatchArray): void => {
  if (words !== undefined) open.at(-1)?.children.push(decoded(words));
  if (name === undefined) return;
  if (slash) {
    if (open.pop()?.name !== name) throw new Error(`</${name}> closes something else.`);
    return;
  }
  const element: Open = { name, attributes: attributesOf(attributes), children: [] };
  open.at(-1)?.children.push(element);
  if (!empty.has(name)) open.push(element);
};

export const parseHtml = (page: string): Element => {
  const text = page.replace(raw, (_, start, style, end) => `${start}${style.replaceAll(/[<>&]/g, '')}${end}`);
  const root: Open = { name: '', attributes: {}, children: [] };
  const open = [root];
  let end = 0;
  for (const match of text.matchAll(token)) {
    if (match.index !== end) break;
    take(open, match);
    end += match[0].length;
  }
  if (end !== text.length) throw new Error(`Not HTML: ${text.slice(end, end + 60)}`);
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.name}> is not closed.`);
  return root;
};

/** All elements with one of these names, in the order of the page. */
export const elements = (within: Element, ...names: readonly string[]): Element[] =>
  within.children.flatMap((child) =>
    typeof child === 'string' ? [] : [...(names.includes(child.name) ? [child] : []), ...elements(child, ...names)],
  );

export const allElements = (within: Element): Element[] =>
  within.children.flatMap((child) => (typeof child === 'string' ? [] : [child, ...allElements(child)]));

export const textOf = (element: Element): string =>
  element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
