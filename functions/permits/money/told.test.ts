import { Refused } from '#shared/calls.ts';
import { Down } from '#shared/outbound.ts';
import { visitorMoneyBy } from '../visitors/money.ts';
import type { Payments } from './ports.ts';
import { told } from './told.ts';

const detail = 'must be an https address; http only for localhost';
const refused = (status: number) =>
  new Refused(status, {
    ...{ type: 'https://commons.example/problems/invalid-request', detail: `“returnUrl” ${detail}.` },
    errors: [{ detail, pointer: '#/returnUrl', in: 'body' }],
  });

it.each([400, 422])('what payments refuse with %d names the field that is wrong, as ours', (status) => {
  expect(told(refused(status))).toMatchObject({
    ...{ name: 'invalid-request', message: `“returnUrl” ${detail}.` },
    options: { errors: [{ detail, pointer: '#/returnUrl', in: 'body' }] },
  });
});

it('says when to come again, and lets be what is nobody’s mistake', () => {
  expect(told(new Down('It is busy.', 7))).toMatchObject({ options: { headers: { 'retry-after': '7' } } });
  const other = refused(403);
  expect(told(other)).toBe(other);
});

it('takes the same question for visitors as one, and another address to come back to as another', async () => {
  const keys: string[] = [];
  const { pay } = visitorMoneyBy({
    begin: async (_: string, { key }: { key: string }) => {
      keys.push(key);
      return { payment: 'PY-1', nextUrl: 'https://pay.example/1' };
    },
  } as unknown as Payments);
  const wanted = { subject: 'permits:VO-1', pence: 5, description: 'V', language: 'en', key: 'VO-1.1' } as const;
  for (const returnUrl of ['https://a.example', 'https://a.example', 'https://b.example'])
    await pay('marlbeck', { ...wanted, returnUrl });
  expect(keys[0]).toBe(keys[1]);
  expect(keys[2]).not.toBe(keys[0]);
});
