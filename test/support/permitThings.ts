/** Permits, visits and passes that are there, in a council of a test. */
import { api } from './app.ts';
import { photo } from './permitSteps.ts';

export type Asking = ReturnType<typeof asking>;
/** Asks the permits of a council what has to succeed. */
export const asking = (council: string) => async (method: string, path: string, body?: object) => {
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const { status, json } = await api(method, `/${council}/permits/${path}`, { body, headers });
  if (status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(json)}`);
  return json;
};

const visitors = { unit: 'hours', packs: [{ units: 10, pence: 1200 }], free: 1000, allowance: { units: 1000 } };
/** Free, one issued at once and one by staff; and one for visitors. */
export const freeSchemes = (name: string) => {
  const scheme = { name, kind: 'resident', inForceFrom: '2026-04-01', approval: 'automatic' };
  const tariff = { prices: [{ ladder: [0] }] };
  return {
    free: { ...scheme, tariff },
    looked: {
      ...scheme,
      tariff,
      approval: 'always',
      evidence: [{ of: 'residence', anyOf: [{ proof: 'utility_bill' }] }],
    },
    visitor: { ...scheme, kind: 'visitor', vehicle: { needed: false }, visitors },
  };
};

interface Who {
  readonly uprn: string;
  readonly name: string;
  readonly email: string;
}

export const applied = async (ask: Asking, { uprn, ...applicant }: Who, scheme: string, registration: string) => {
  const vehicle = { registration, declared: { fuel: 'petrol', co2: 119 } };
  const { quote } = await ask('POST', 'quotes', { scheme, uprn, vehicle });
  const { application, permit } = await ask('POST', 'applications', { quote, applicant, declaration: true });
  return { quote, application, permit } as Readonly<Record<'quote' | 'application' | 'permit', string>>;
};

export const visited = async (ask: Asking, uprn: string, registration: string) => {
  const home = { scheme: 'visitor', uprn };
  const { order } = await ask('POST', 'visitor-orders', { ...home, units: 9, free: true });
  const { session } = await ask('POST', 'visitor-sessions', { ...home, registration, hours: 2 });
  return { order, session } as Readonly<Record<'order' | 'session', string>>;
};

/** Of an older person, with all that is needed; it waits for staff. */
export const passFor = async (ask: Asking, { uprn, name, email }: Who) => {
  const address = { uprn, lines: ['1 Example Street'], postcode: 'ZZ1 1AA' };
  const applicant = { name, dateOfBirth: '1950-05-20', email, address };
  const { pass } = await ask('POST', 'pass-applications', { kind: 'older', applicant, consents: true });
  const paper = { of: 'photo', mediaType: 'image/jpeg', content: photo };
  const { evidence } = await ask('POST', `passes/${pass}/evidence`, paper);
  for (const of of ['identity', 'residence']) await ask('POST', `passes/${pass}/seen`, { of });
  return { pass, evidence: evidence.at(-1).evidence } as Readonly<Record<'pass' | 'evidence', string>>;
};

export const issuePasses = async (ask: Asking, note: string): Promise<void> => {
  const { version } = await ask('GET', 'pass-settings');
  await ask('PUT', 'pass-settings', { settings: { isTravelAuthority: true, note }, version });
};
