/** Passes of theirs, one with its card ordered. */
import { api } from '../app.ts';
import { photo } from '../permitSteps.ts';
import { type Belongings, ours, secret, theirs } from './belongings.ts';
import { email } from './permits.ts';

const { uprn, thing } = secret;

const ask = async (council: string, method: string, path: string, body?: object) => {
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const { status, json } = await api(method, `/${council}/permits/${path}`, { body, headers });
  expect([path, status < 300 || json]).toEqual([path, true]);
  return json;
};

/** With all that is needed. */
const applied = async (name: string): Promise<{ pass: string; evidence: string }> => {
  const address = { uprn, lines: ['1 Secret Street'], postcode: 'ZZ1 1AA' };
  const applicant = { name, dateOfBirth: '1950-05-20', email, address };
  const { pass } = await ask(theirs, 'POST', 'pass-applications', { kind: 'older', applicant, consents: true });
  const paper = { of: 'photo', mediaType: 'image/jpeg', content: photo };
  const { evidence } = await ask(theirs, 'POST', `passes/${pass}/evidence`, paper);
  for (const of of ['identity', 'residence']) await ask(theirs, 'POST', `passes/${pass}/seen`, { of });
  return { pass, evidence: evidence.at(-1).evidence };
};

const isAuthority = async (council: string, note: string): Promise<void> => {
  const { version } = await ask(council, 'GET', 'pass-settings');
  await ask(council, 'PUT', 'pass-settings', { settings: { isTravelAuthority: true, note }, version });
};

export const theirPasses = async (): Promise<Belongings> => {
  await isAuthority(theirs, thing);
  await isAuthority(ours, 'Ours');
  const { pass: first } = await applied(`${thing} one`);
  await ask(theirs, 'POST', `passes/${first}/decisions`, { decision: 'approve' });
  const { batch } = await ask(theirs, 'POST', 'pass-batches');
  await applied(`${thing} two`);
  const { pass, evidence } = await applied(`${thing} three`);
  return {
    ids: { pass, evidence, batch: String(batch) },
    own: { getPassPhoto: { pass: first } },
    state: [`permits/passes/${pass}`, `permits/passes/${first}`],
    questions: { getPassSettings: [{}], listPasses: [{}] },
    paged: { listPasses: 'limit=1' },
    bodies: { decidePass: { decision: 'approve' } },
  };
};
