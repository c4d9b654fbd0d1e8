/** Messages from GOV.UK Pay change nothing by themselves: they make us look. */
import { aPayment, type PayingCouncil, payingCouncil } from '#test/support/payingCouncil.ts';
import { storedIn } from '#test/support/table.ts';
import { isSigned, signatureOf } from './messages.ts';
import { standIn } from './standIn.ts';

let here: PayingCouncil;
beforeEach(async () => {
  here = await payingCouncil();
});
afterEach(() => here.stop());

const [secret = ''] = [standIn.secretsFor('marlbeck')['webhook-secrets']];
const begin = async (more: object = {}) =>
  (await here.ask('createPayment', { body: aPayment(more) })).json.payment as string;
const stored = async (payment: string) => here.dependencies.store.find('marlbeck', payment);
const message = (more: object = {}) => ({
  ...{ webhook_message_id: 'wm-1', event_type: 'card_payment_succeeded', resource_type: 'payment' },
  ...{ resource_id: here.pay.payments[0]?.id, resource: { state: { status: 'success' } }, ...more },
});
const send = (body: object, { council = 'marlbeck', by = secret } = {}) => {
  const text = JSON.stringify(body);
  const headers = { 'pay-signature': signatureOf(by, Buffer.from(text)) };
  return here.ask('receivePayMessage', { council, headers, body: text });
};

it('tells of a payment that nobody came back from', async () => {
  const payment = await begin();
  here.pay.pay(payment, 'success');
  expect(await here.pay.deliver()).toBe(1);
  expect((await stored(payment))?.status).toBe('created');
  expect(await here.hear()).toBe(1);
  expect((await stored(payment))?.status).toBe('success');
});
it.each([{}, { twice: true }, { reversed: true }, { twice: true, reversed: true }])(
  'ends in the same however they come: %p',
  async (delivery) => {
    const [won, lost] = [await begin(), await begin({ subject: 'permits:other' })];
    here.pay.pay(won, 'success');
    here.pay.pay(lost, 'declined');
    here.pay.advance(60_000);
    await here.ask('refundPayment', { payment: won, body: { amount: 500, reason: 'x' } });
    expect(await here.pay.deliver(delivery)).toBe(4);
    expect(await here.hear()).toBe(4);
    const told = (await here.events()).map(({ type, status }) => `${type} ${status}`);
    expect(told.toSorted()).toEqual([
      'payments.payment.finished failed',
      'payments.payment.finished success',
      'payments.refund.finished success',
    ]);
    const before = [await stored(won), await stored(lost)];
    await here.pay.deliver({ ...delivery, again: true });
    expect(await here.hear()).toBe(0);
    expect([await stored(won), await stored(lost)]).toEqual(before);
  },
);
it('that says more than is true changes nothing', async () => {
  const payment = await begin();
  expect((await send(message())).status).toBe(204);
  expect(await here.hear()).toBe(1);
  expect((await stored(payment))?.status).toBe('created');
  here.time.at += 9 * 86_400_000;
  expect((await send(message())).status).toBe(204);
  expect(await here.hear()).toBe(1);
  expect((await stored(payment))?.status).toBe('expired');
});
it.each([
  ['signed with another secret', () => send(message(), { by: 'webhook_test_other' })],
  ['of another council', () => send(message(), { council: 'pellwick' })],
  ['without a signature', () => here.ask('receivePayMessage', { body: message() })],
  [
    'with a signature of another length',
    () => here.ask('receivePayMessage', { body: message(), headers: { 'pay-signature': 'ab' } }),
  ],
])('%s is refused', async (_, sent) => {
  await begin();
  const { status, json } = await sent();
  expect([status, json.type]).toEqual([401, expect.stringMatching(/payment-message-not-signed$/)]);
  expect(await here.hear()).toBe(0);
});
it.each([
  ['of a type that there is not so far', { event_type: 'agreement_cancelled', resource_type: 'agreement' }, 0],
  ['of a payment with an odd id', { resource_id: 'a b#c' }, 0],
  ['of a payment that is not ours', { resource_id: 'unknown' }, 1],
])('%s is taken and let be', async (_, more, told) => {
  await begin();
  expect((await send(message(more))).status).toBe(204);
  expect(await here.hear()).toBe(told);
  expect(await here.events()).toEqual([]);
});
it('is signed with any of several secrets while they are changed', async () => {
  await begin();
  here.setSecret('marlbeck/webhook-secrets', `webhook_live_new\n${secret}`);
  for (const by of [secret, 'webhook_live_new'])
    expect((await send(message({ webhook_message_id: by }), { by })).status).toBe(204);
});
it('is kept by its id only', async () => {
  await begin();
  await send(message({ resource: { email: 'quillfeather@resident.example' } }));
  expect(await storedIn(here.table)).not.toContain('quillfeather');
});
it('is tried again by Pay until it is taken', async () => {
  const payment = await begin();
  here.pay.pay(payment, 'success');
  here.setSecret('marlbeck/webhook-secrets', 'webhook_live_wrong');
  expect([await here.pay.deliver(), await here.pay.deliver(), await here.hear()]).toEqual([1, 0, 0]);
  here.setSecret('marlbeck/webhook-secrets', secret);
  here.pay.advance(60_000);
  expect([await here.pay.deliver(), await here.hear()]).toEqual([2, 2]);
});
it('counts only with the whole signature of the very bytes', () => {
  const body = Buffer.from('{"a":1}');
  const signature = signatureOf('s', body);
  expect(signature).toMatch(/^[0-9a-f]{64}$/);
  const cases = [signature, signature.toUpperCase(), signature.slice(1), '', `${signature}0`];
  expect(cases.map((one) => isSigned(one, ['other', 's'], body))).toEqual([true, false, false, false, false]);
  expect([isSigned(signature, [], body), isSigned(signature, ['s'], Buffer.from('{"a": 1}'))]).toEqual([false, false]);
});
