/** What stands in for the ids of the document’s examples, of things that are there: a payment, a message, a permit, a pass. */
import { templateOf } from '#functions/notifications/standIn/keys.ts';
import { api } from './app.ts';
import { paidAt } from './paymentSteps.ts';
import { applied, asking, freeSchemes, issuePasses, passFor, visited } from './permitThings.ts';

/** By what the examples have in a path. */
export type Thing = readonly [example: string, real: string];

const sent = async (council: string): Promise<string> => {
  const path = `/${council}/notifications`;
  const purposes = { 'permits.issued': { email: { en: templateOf('news email') } } };
  await api('PUT', `${path}/templates`, { body: { purposes } });
  const body = { purpose: 'permits.issued', to: { email: 'jo@resident.example' }, personalisation: { name: 'Jo' } };
  const headers = { 'idempotency-key': crypto.randomUUID() };
  return (await api('POST', `${path}/messages`, { body, headers })).json.message;
};

let made = 0;
/** New ones, for what can be done with them ends them: an application that waits for staff, a permit, a visit and a pass. */
export const permitThingsOf = async (council: string): Promise<readonly Thing[]> => {
  made += 1;
  const ask = asking(council);
  const who = { uprn: '990100000018', name: `Jo Example ${made}`, email: 'jo@resident.example' };
  await ask('PUT', 'zones/mill-lane', { name: 'Mill Lane', uprns: [who.uprn] });
  const { free, looked, visitor } = freeSchemes('Permit');
  if (made === 1) await ask('PUT', 'schemes/resident', free);
  for (const [code, body] of Object.entries({ looked, visitor })) await ask('PUT', `schemes/${code}`, body);
  await issuePasses(ask, 'Fuzzed');
  const { permit } = await applied(ask, who, 'resident', `ZZ26 F${made}`);
  const { application, quote } = await applied(ask, who, 'looked', `ZZ26 G${made}`);
  const { order, session } = await visited(ask, who.uprn, `ZZ26 H${made}`);
  const { pass } = await passFor(ask, who);
  return [permit, application, quote, order, session, pass].map((id) => [`${id.slice(0, 2)}-7K2M9QXA`, id] as const);
};

export const thingsOf = async (council: string): Promise<readonly Thing[]> => {
  const { createPayment = '', refundPayment = '' } = await paidAt(council, 'fuzzed');
  return [
    ['PY-7K2M9QXA4RTZ', createPayment],
    ['RF-7K2M9QXA4RTZ', refundPayment],
    ['01a20946-fb34-7a52-9c2a-5d1201c02109', await sent(council)],
  ];
};
