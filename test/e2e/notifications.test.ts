/** A message as a resident gets it, on the local runner, which stands in for GOV.UK Notify. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { templateOf } from '#functions/notifications/standIn/keys.ts';
import { api, beat, folder, logText } from '#test/support/app.ts';
import { unsubscribeTokenIn } from '#test/support/notificationSteps.ts';

const council = 'told';
const email = 'quillfeather@resident.example';
const path = (rest: string) => `/${council}/notifications/${rest}`;
const standIn = () => JSON.parse(readFileSync(join(folder, 'stand-ins.json'), 'utf8')).notifications as string;
const list = async () => {
  const answer = await fetch(`${standIn()}/.controls`, { method: 'POST', body: JSON.stringify({ do: 'list' }) });
  const { done }: { done: { council: string; unsubscribeUrl?: string }[] } = JSON.parse(await answer.text());
  return done.filter((one) => one.council === council);
};
const send = async (): Promise<string> => {
  const { status, json } = await api('POST', path('messages'), {
    headers: { 'idempotency-key': crypto.randomUUID() },
    body: {
      ...{ purpose: 'permits.renewal_due', to: { email }, subscription: true },
      personalisation: { first_name: 'Jo', reference: 'PM-7K2M9QXA' },
    },
  });
  expect([status, json.detail]).toEqual([201, undefined]);
  return json.message;
};
/** What becomes of it, by the queue and by Notify's receipt, with nobody asking Notify. */
const settled = async (message: string) => {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(100)) {
    const { json } = await api('GET', path(`messages/${message}`));
    if (json.channels.email.finishedAt) return json.channels.email;
  }
  throw new Error('Nothing became of it.');
};

beforeAll(async () => {
  const purposes = { 'permits.renewal_due': { email: { en: templateOf('email') } } };
  expect((await api('PUT', path('templates'), { body: { purposes } })).status).toBe(200);
});

it('is sent once and known to be delivered, until the person unsubscribes with the link in it', async () => {
  expect(await settled(await send())).toMatchObject({ status: 'delivered' });
  const token = unsubscribeTokenIn(await list());
  const link = path(`unsubscribe/${token}`);
  const page = await api('GET', link, { key: '' });
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const done = await api('POST', link, { key: '', headers, body: 'List-Unsubscribe=One-Click' });
  expect([done.status, done.text]).toEqual([200, expect.stringContaining('You have unsubscribed')]);
  expect((await api('GET', `/theirs/notifications/unsubscribe/${token}`, { key: '' })).status).toBe(404);
  expect(await settled(await send())).toMatchObject({ status: 'suppressed', reason: 'preferences' });
  expect(await list()).toHaveLength(1);
});

it('is looked after on schedule', async () => {
  expect(await beat('notifications')).toEqual({ checked: expect.any(Number), sent: expect.any(Number) });
});

it('leaves nothing of the person in the log', () => {
  expect(logText()).not.toMatch(/quillfeather|unsubscribe\//i);
});
