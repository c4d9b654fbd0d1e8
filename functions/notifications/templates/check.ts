/** Compares the templates that a council named with those that GOV.UK Notify has. */
import { Unavailable } from '#shared/contract/problems.ts';
import { inParallel } from '#shared/dynamodb/retry.ts';
import { Down } from '#shared/outbound.ts';
import { type Channel, channels, KeyRefused, type Language, languages } from '../contract/fields.ts';
import type { faults, PurposeTemplates, Templates } from '../contract/templates.ts';
import { type Notify, Rejected, type Template } from '../notify/client.ts';

interface Named {
  readonly purpose: string;
  readonly channel: Channel;
  readonly language: Language;
  readonly template: string;
}
type Fault = { readonly fault?: (typeof faults)[number]; readonly fields?: string[] };

const namedIn = ({ purposes }: Templates): Named[] =>
  Object.entries(purposes).flatMap(([purpose, templates]) =>
    channels.flatMap((channel) =>
      languages.flatMap((language) => {
        const template = templates[channel]?.[language];
        return template ? [{ purpose, channel, language, template }] : [];
      }),
    ),
  );

/** As Notify compares names of placeholders. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, '');

/** Filled whoever sends the message. */
const always: Readonly<Record<Channel, readonly string[]>> = {
  email: ['unsubscribelink'],
  sms: [],
  letter: Array.from({ length: 7 }, (_, i) => `addressline${i + 1}`),
};

export const faultOf = (
  found: Template | undefined,
  channel: Channel,
  { fields }: Pick<PurposeTemplates, 'fields'>,
): Fault => {
  if (!found) return { fault: 'unknown' };
  if (found.type !== channel) return { fault: 'wrong_type' };
  const filled = new Set([...fields.map(plain), ...always[channel]]);
  const missing = Object.keys(found.personalisation ?? {}).filter((name) => !filled.has(plain(name)));
  return missing.length > 0 ? { fault: 'fields_not_filled', fields: missing } : {};
};

/** Throws `KeyRefused`, `Unavailable`. */
const answered = async <T>(asked: Promise<T>): Promise<T> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Rejected && error.error === 'AuthError') {
      throw new KeyRefused('GOV.UK Notify does not take the council’s key.', { cause: error });
    }
    if (!(error instanceof Down || error instanceof Rejected)) throw error;
    const retryAfter = error instanceof Down ? error.retryAfter : 60;
    throw new Unavailable('GOV.UK Notify did not answer.', {
      headers: { 'retry-after': String(retryAfter) },
      cause: error,
    });
  }
};

export const checkTemplates = async (client: Notify, templates: Templates) => {
  const named = namedIn(templates);
  const found = new Map<string, Template | undefined>();
  await inParallel([...new Set(named.map(({ template }) => template))], 8, async (id) => {
    found.set(id, await answered(client.template(id)));
  });
  const checks = named.map((one) => ({
    ...one,
    ...faultOf(found.get(one.template), one.channel, templates.purposes[one.purpose] ?? { fields: [] }),
  }));
  return { ok: checks.every(({ fault }) => !fault), checks };
};
