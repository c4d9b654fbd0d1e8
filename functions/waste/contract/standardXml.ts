/** XML by the fixed mapping of the Local Waste Service Standards, as in each pair of its examples. */
import type { Form } from '#shared/contract/index.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};
/** What XML 1.0 cannot hold in any way: control characters, halves of pairs. */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const text = (value: unknown): string =>
  String(value)
    .replaceAll(unwritable, '\u{FFFD}')
    .replaceAll(/[&<>"\r]/g, (one) => entities[one] ?? one);

const special: Readonly<Record<string, string>> = { '@id': 'href', '@type': 'type' };
const nameOf = (key: string): string => special[key] ?? key.replaceAll('_', '-');

/** There is one element for both: where a thing says a `type` of its own, that stands for the name of its model. */
const fieldsOf = (thing: Readonly<Record<string, unknown>>): [string, unknown][] =>
  Object.entries(
    '@type' in thing && 'type' in thing ? { ...thing, '@type': thing.type, type: undefined } : thing,
  ).filter(([, value]) => value !== undefined);

const typeOf = (value: unknown): string => {
  const type = Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
  return ['array', 'integer', 'boolean'].includes(type) ? ` type="${type}"` : '';
};

const inside = (name: string, value: unknown): string => {
  if (Array.isArray(value)) return value.map((one) => element(name.replace(/s$/, ''), one)).join('');
  if (typeof value !== 'object' || value === null) return text(value);
  return fieldsOf({ ...value })
    .map(([key, one]) => element(nameOf(key), one))
    .join('');
};

const element = (name: string, value: unknown): string => `<${name}${typeOf(value)}>${inside(name, value)}</${name}>`;

export const xml = (root: string, value: unknown): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, value)}\n`;

/** `ReportMissedBin` is `report-missed-bin`. */
export const rootOfModel = (answer: unknown): string =>
  String((answer as { readonly '@type': string })['@type'])
    .replaceAll(/(?<=[a-z])[A-Z]/g, '-$&')
    .toLowerCase();

/** XML of either media type; `?format=` has one word for it. The root is named, or told by the answer. */
export const xmlForms = (root: string | ((answer: unknown) => string)): Readonly<Record<string, Form>> => {
  const write = (answer: unknown) => xml(typeof root === 'string' ? root : root(answer), answer);
  return { xml: { mediaType: 'application/xml', write }, 'text/xml': { mediaType: 'text/xml', write } };
};
