/** A payment as a council's website and its payers make it, on the local runner, which stands in for GOV.UK Pay. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { londonDay } from '#shared/london.ts';
import { api, beat, folder, logText } from '#test/support/app.ts';

const council = 'paid';
const standIn = () => JSON.parse(readFileSync(join(folder, 'stand-ins.json'), 'utf8')).payments as string;
const control = async (body: object) =>
  (await fetch(`${standIn()}/.controls`, { method: 'POST', body: JSON.stringify(body) })).json();
const begin = async (subject: string, headers = { 'idempotency-key': crypto.randomUUID() }) =>
  api('POST', `/${council}/payments`, {
    headers,
    body: {
      ...{ amount: 1250, subject, description: 'Quillfeather’s permit', email: 'quillfeather@resident.example' },
      returnUrl: 'https://paid.example/back?token={token}',
    },
  });
const payer = (url: string, outcome: string) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' });
/** As the list has it, which asks Pay nothing. */
const listed = async (payment: string) => {
  const { json } = await api('GET', `/${council}/payments`);
  return json.payments.find((one: { payment: string }) => one.payment === payment);
};

it('is taken: the payer comes back, and the accounts have it', async () => {
  const { json } = await begin('walk:there-and-back');
  const back = await payer(json.nextUrl, 'success');
  const token = new URL(back.headers.get('location') ?? '').searchParams.get('token');
  const returned = await api('POST', `/${council}/payments/returned`, { body: { token } });
  expect(returned.json).toMatchObject({ payment: json.payment, status: 'success', refundable: 1250 });
  const refund = { body: { amount: 250, reason: 'x' }, headers: { 'idempotency-key': crypto.randomUUID() } };
  expect((await api('POST', `/${council}/payments/${json.payment}/refunds`, refund)).status).toBe(201);
  const ledger = await api('GET', `/${council}/payments/ledger?day=${londonDay(Date.now())}`);
  const lines = ledger.json.movements.filter((one: { payment: string }) => one.payment === json.payment);
  expect(lines.map(({ amount }: { amount: number }) => amount)).toEqual([1250, -250]);
});
it('is known to have ended though nobody comes back, by a message from Pay', async () => {
  const { json } = await begin('walk:closed-browser');
  await payer(json.nextUrl, 'declined');
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(100)) {
    if ((await listed(json.payment))?.finished) break;
  }
  expect(await listed(json.payment)).toMatchObject({ status: 'failed', failure: 'declined' });
});
it('is begun once though Pay’s answer is lost', async () => {
  await control({ fail: { fault: 'lost', on: 'create' }, lag: 0 });
  const headers = { 'idempotency-key': crypto.randomUUID() };
  expect((await begin('walk:lost', headers)).status).toBe(503);
  const { status, json } = await begin('walk:lost', headers);
  expect([status, typeof json.nextUrl]).toEqual([201, 'string']);
});
it('is looked after on schedule', async () => {
  expect(await beat('payments')).toEqual({ due: 0, looked: 0, finished: 0, failed: 0 });
});
it('leaves nothing of the payer in the log', () => {
  expect(logText()).not.toMatch(/quillfeather|\/secure\//i);
});
