/** Templates and their placeholders, as Notify fills them. */
import type { StandInTemplate } from './keys.ts';
import { badRequest, invalid } from './refusals.ts';

type Values = Readonly<Record<string, unknown>>;

const placeholder = /\(\(([^()?]+)(?:\?\?([^()]*))?\)\)/g;
const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, '');

export const placeholdersOf = ({ subject = '', body }: StandInTemplate): string[] => [
  ...new Set([...`${subject} ${body}`.matchAll(placeholder)].map(([, name = '']) => name.trim())),
];

const shown = (value: unknown): string =>
  Array.isArray(value)
    ? value.map((one) => `\n* ${one}`).join('')
    : typeof value === 'object'
      ? '[file]'
      : String(value);

const filled = (text: string, values: ReadonlyMap<string, unknown>): string =>
  text.replaceAll(placeholder, (_, name: string, conditional?: string) => {
    const value = values.get(plain(name));
    if (conditional === undefined) return shown(value);
    return /^(yes|true|y|1)$/i.test(String(value)) ? conditional : '';
  });

const linkOrMark = /https?:\/\/\S+|www\.\S+|[[\]()#*^]/g;

/** Links out, Markdown escaped. */
export const sanitised = (values: Values, keys: readonly string[]) => {
  const changed = keys.flatMap((key) => {
    const before = String(values[key] ?? '');
    const after = before.replaceAll(linkOrMark, (found) => (found.length > 1 ? '' : `\\${found}`));
    return after === before ? [] : [[key, { unsanitised: before, sanitised: after }] as const];
  });
  return Object.fromEntries(changed);
};

/** Throws `Refusal` where a placeholder has no value. */
export const render = (template: StandInTemplate, given: unknown): { subject?: string; body: string } => {
  if (given !== undefined && (typeof given !== 'object' || given === null || Array.isArray(given))) {
    throw invalid('personalisation is not of type object');
  }
  const values = new Map(Object.entries(given ?? {}).map(([name, value]) => [plain(name), value]));
  const missing = placeholdersOf(template).filter((name) => values.get(plain(name)) === undefined);
  if (missing.length > 0) throw badRequest(`Missing personalisation: ${missing.join(', ')}`);
  return {
    ...(template.subject !== undefined && { subject: filled(template.subject, values) }),
    body: filled(template.body, values),
  };
};

export const shownTemplate = (template: StandInTemplate, at: string) => ({
  ...template,
  subject: template.subject ?? null,
  created_at: at,
  updated_at: null,
  created_by: 'someone@marlbeck.example',
  letter_contact_block: null,
  postage: template.type === 'letter' ? 'second' : null,
  personalisation: Object.fromEntries(placeholdersOf(template).map((name) => [name, { required: true }])),
});
