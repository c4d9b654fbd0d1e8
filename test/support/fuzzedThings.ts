/** What stands in for the ids of the document’s examples, of things that are there: a payment, a refund, a message. */
import { templateOf } from '#functions/notifications/standIn/keys.ts';
import { api } from './app.ts';
import { paidAt } from './paymentSteps.ts';

const sent = async (council: string): Promise<string> => {
  const path = `/${council}/notifications`;
  const purposes = { 'permits.issued': { email: { en: templateOf('news email') } } };
  await api('PUT', `${path}/templates`, { body: { purposes } });
  const body = { purpose: 'permits.issued', to: { email: 'jo@resident.example' }, personalisation: { name: 'Jo' } };
  const headers = { 'idempotency-key': crypto.randomUUID() };
  return (await api('POST', `${path}/messages`, { body, headers })).json.message;
};

/** By what the examples have in a path. */
export const thingsOf = async (council: string): Promise<readonly (readonly [example: string, real: string])[]> => {
  const { createPayment = '', refundPayment = '' } = await paidAt(council, 'fuzzed');
  return [
    ['PY-7K2M9QXA4RTZ', createPayment],
    ['RF-7K2M9QXA4RTZ', refundPayment],
    ['01a20946-fb34-7a52-9c2a-5d1201c02109', await sent(council)],
  ];
};
