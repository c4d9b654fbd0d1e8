/** Whom they wrote to, and what that person wants. */
import { api } from '../app.ts';
import { notificationSteps } from '../notificationSteps.ts';
import { type Belongings, secret, theirs } from './belongings.ts';

const email = 'jo@secret.example';
const contact = { email };

const ask = async (method: string, path: string, body: object): Promise<string> => {
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const { status, json } = await api(method, `/${theirs}/notifications/${path}`, { body, headers });
  expect([path, status < 300, json.detail]).toEqual([path, true, undefined]);
  return json.message;
};

/** What Notify tells, as the steps of the walk have it. */
const told = Object.fromEntries(
  notificationSteps(theirs, '', {}).flatMap(([id, status, wanted]) =>
    id.startsWith('tell') && status === 204 ? [[id, wanted()]] : [],
  ),
);

export const theirMessages = async (): Promise<Belongings> => {
  const about = `permits:${secret.thing}`;
  const send = () => ask('POST', 'messages', { purpose: 'permits.issued', to: contact, about });
  await send();
  const message = await send();
  await ask('PUT', 'preferences', { contact, purposesOff: [secret.thing] });
  for (const one of [email, 'another@secret.example']) await ask('POST', 'suppressions', { contact: { email: one } });
  return {
    ids: { message },
    state: ['notifications/templates'],
    questions: {
      listMessages: [{}, { query: { about } }],
      findPreferences: [{ body: { contact } }],
      findPersonInNotifications: [{ body: { email } }],
    },
    paged: { listMessages: 'limit=1', listSuppressions: 'limit=1' },
    told,
  };
};
