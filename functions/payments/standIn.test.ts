/** The stand-in is as GOV.UK Pay's documentation has it, and so is what we ask. */
import { Ajv } from 'ajv';
import { outbound } from '#shared/outbound.ts';
import { describeWithData, sharedJson } from '#test/support/sharedData.ts';
import { payClient } from './pay/client.ts';
import { refusalOfPayment } from './standIn/rules.ts';
import { type PayStandIn, standIn } from './standIn.ts';

let pay: PayStandIn;
let now: number;
beforeEach(async () => {
  now = Date.parse('2026-11-23T09:30:00.000Z');
  pay = await standIn.start({ clock: () => now, callbacks: () => 'http://127.0.0.1:9' });
  pay.setAutomatic(false);
});
afterEach(() => pay.stop());

const good = {
  language: 'en',
  ...{
    amount: 4500,
    reference: 'PY-1',
    description: 'Permit',
    return_url: 'https://marlbeck.example/',
  },
  ...{ delayed_capture: false, metadata: { council: 'marlbeck' } },
} as const;
interface Asked {
  readonly key?: string;
  readonly body?: object | string;
}
const ask = async (method: string, path: string, { key = 'api_test_marlbeck', body }: Asked = {}) => {
  const text = typeof body === 'object' ? JSON.stringify(body) : body;
  const headers = { authorization: `Bearer ${key}` };
  const response = await fetch(`${pay.url}${path}`, { method, headers, ...(text !== undefined && { body: text }) });
  const answer = await response.text();
  return { status: response.status, json: answer ? JSON.parse(answer) : undefined };
};
const make = async (more: object = {}) => (await ask('POST', '/v1/payments', { body: { ...good, ...more } })).json;

it.each([
  ['no body', '', 400, 'P0920', undefined],
  ['no JSON', '{', 400, 'P0197', undefined],
  ['an angle bracket', { ...good, description: '<' }, 400, 'P0920', undefined],
  ['a missing field', { ...good, reference: undefined }, 400, 'P0101', 'reference'],
  ['a field that it does not know', { ...good, colour: 'red' }, 400, 'P0104', 'colour'],
  ['too little for Stripe', { ...good, amount: 29 }, 422, 'P0102', 'amount'],
  ['too much', { ...good, amount: 10_000_001 }, 422, 'P0102', 'amount'],
  ['a long description', { ...good, description: 'x'.repeat(256) }, 422, 'P0102', 'description'],
  ['another language', { ...good, language: 'fr' }, 422, 'P0102', 'language'],
  [
    'sixteen pairs',
    { ...good, metadata: Object.fromEntries(Array.from({ length: 16 }, (_, i) => [i, 1])) },
    422,
    'P0102',
    'metadata',
  ],
] as const)('refuses %s', async (_, body, status, code, field) => {
  const answer = await ask('POST', '/v1/payments', { body });
  expect([answer.status, answer.json.code, answer.json.field]).toEqual([status, code, field]);
});
it('lets payers come back by http to a test service only', () => {
  const body = { ...good, return_url: 'http://localhost/' };
  expect([refusalOfPayment(body, false), refusalOfPayment(body, true)?.status]).toEqual([undefined, 400]);
});
it('knows a payment only by the key that made it', async () => {
  const { payment_id } = await make();
  const statuses = ['api_test_marlbeck', 'api_test_marlbeck_waste', 'api_test_pellwick', 'nothing'].map(
    async (key) => (await ask('GET', `/v1/payments/${payment_id}`, { key })).status,
  );
  expect(await Promise.all(statuses)).toEqual([200, 404, 404, 401]);
});
it('searches late', async () => {
  await make();
  const found = async () => (await ask('GET', '/v1/payments?reference=PY-1')).json.total;
  expect(await found()).toBe(0);
  now += 2000;
  expect(await found()).toBe(1);
});
it('searches by all that is asked for, page by page', async () => {
  for (const reference of ['PY-1', 'PY-2', 'PY-3']) await make({ reference });
  now += 2000;
  pay.pay('PY-2', 'success');
  const found = async (query: string) => {
    const { status, json } = await ask('GET', `/v1/payments?${query}`);
    return json.results?.map((one: { reference: string }) => one.reference) ?? [status, json.code];
  };
  expect(await found('state=success')).toEqual(['PY-2']);
  expect(await found('state=created&reference=PY-2')).toEqual([]);
  expect(await found('from_date=2026-11-23T09:30:01Z')).toEqual([]);
  expect([await found('page=1&display_size=2'), await found('page=2&display_size=2')]).toEqual([
    ['PY-3', 'PY-2'],
    ['PY-1'],
  ]);
  expect(await found('page=3&display_size=2')).toEqual([404, 'P0402']);
  expect(await found('state=elephant&display_size=501')).toEqual([422, 'P0401']);
});
it('ends what nobody paid after 90 minutes, and what nobody captured after 120 hours', async () => {
  const [one, two] = [await make(), await make({ reference: 'PY-2', delayed_capture: true })];
  pay.pay('PY-2', 'success');
  const codes = async () => {
    const answers = [one, two].map(({ payment_id }) => ask('GET', `/v1/payments/${payment_id}`));
    return (await Promise.all(answers)).map(({ json }) => json.state.code ?? json.state.status);
  };
  pay.advance(90 * 60_000 - 1);
  expect(await codes()).toEqual(['created', 'capturable']);
  pay.advance(1);
  expect(await codes()).toEqual(['P0020', 'capturable']);
  pay.advance(120 * 3_600_000);
  expect(await codes()).toEqual(['P0020', 'P0020']);
});
it('refunds only while as much can go back as is said', async () => {
  const { payment_id } = await make();
  const refund = async (body: object) => {
    const { status, json } = await ask('POST', `/v1/payments/${payment_id}/refunds`, { body });
    return [status, json.code ?? json.status];
  };
  expect(await refund({ amount: 1, refund_amount_available: 4500 })).toEqual([400, 'P0603']);
  pay.pay('PY-1', 'success');
  expect(await refund({ amount: 1000, refund_amount_available: 4500 })).toEqual([202, 'success']);
  expect(await refund({ amount: 1000, refund_amount_available: 4500 })).toEqual([412, 'P0604']);
  const [{ id = '' } = {}] = pay.payments[0]?.refunds ?? [];
  const one = async (refund: string) => (await ask('GET', `/v1/payments/${payment_id}/refunds/${refund}`)).json;
  expect([await one(id), await one('x')]).toMatchObject([{ refund_id: id, amount: 1000 }, { code: 'P0700' }]);
  expect(await refund({ amount: 3501, refund_amount_available: 3500 })).toEqual([400, 'P0603']);
  expect(await refund({ amount: 0, refund_amount_available: 3500 })).toEqual([422, 'P0602']);
});
it('is told what to do by other processes, and says what there is', async () => {
  const control = async (body: object) => (await ask('POST', '/.controls', { body })).json;
  const { payment_id } = await make();
  await control({ fail: { fault: 'rate-limit', on: 'get' }, advance: 60_000, lag: 0 });
  expect((await ask('GET', `/v1/payments/${payment_id}`)).json.code).toBe('P0900');
  const { payments } = await control({ pay: { reference: 'PY-1', outcome: 'declined' } });
  expect(payments).toMatchObject([{ id: payment_id, reference: 'PY-1', state: { code: 'P0010' } }]);
});
it('has a page for the payer that a screen reader can follow, in Welsh where asked for', async () => {
  const { _links } = await make({ language: 'cy', description: 'Trwydded & pharcio' });
  const page = await (await fetch(_links.next_url.href)).text();
  for (const part of [
    '<html lang="cy">',
    '<title>',
    '<main>',
    '<h1>',
    'Trwydded &#38; pharcio',
    '<button name="outcome"',
  ])
    expect(page).toContain(part);
  const { _links: fresh } = await make({ reference: 'PY-2' });
  const body = new URLSearchParams({ outcome: 'success' });
  const paid = await fetch(fresh.next_url.href, { method: 'POST', body, redirect: 'manual' });
  expect([paid.status, paid.headers.get('location')]).toEqual([303, good.return_url]);
});

interface Described {
  readonly components: { readonly schemas: { readonly PostLink: { readonly properties: Record<string, object> } } };
  readonly paths: Record<
    string,
    Record<string, { readonly responses: Record<string, { content?: Json }>; requestBody?: { content: Json } }>
  >;
}
type Json = Record<string, { readonly schema: { readonly $ref: string } }>;

describeWithData('beside the OpenAPI description', () => {
  it('every answer of the stand-in, and every request of ours, is of its form', async () => {
    const description = sharedJson<Described>('national', 'govuk-pay', 'publicapi_spec.json');
    // Its own example has a text where it asks for an object.
    description.components.schemas.PostLink.properties.params = {};
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    ajv.addSchema(description, 'pay');
    const checked: string[] = [];
    const check = (what: string, content: Json | undefined, text: string) => {
      const ref = content?.['application/json']?.schema.$ref;
      checked.push(what);
      if (!ref) return;
      const validate = ajv.compile({ $ref: `pay${ref}` });
      expect([what, validate(JSON.parse(text)) || validate.errors]).toEqual([what, true]);
    };
    const out = outbound();
    const { payment_id } = await make();
    const client = payClient(
      (service, url, init, read) =>
        out(service, url, init, (answer) => {
          const path = new URL(url).pathname.replace(/payments\/\w+/, 'payments/{paymentId}');
          const operation = description.paths[path]?.[(init.method ?? 'GET').toLowerCase()];
          const response = operation?.responses[answer.status];
          expect([path, answer.status, response !== undefined]).toEqual([path, answer.status, true]);
          check(`${init.method ?? 'GET'} ${path} ${answer.status}`, response?.content, answer.text);
          if (init.body) check('request', operation?.requestBody?.content, String(init.body));
          return read(answer);
        }),
      { name: 'test', url: pay.url, key: 'api_test_marlbeck', refused: () => undefined },
    );
    const refusal = (work: Promise<unknown>) => expect(work).rejects.toThrow('GOV.UK Pay answered');
    const cardholder = {
      cardholder_name: 'Jo Example',
      billing_address: { line1: '1 Example Street', postcode: 'ZZ1 1AA' },
    };
    const made = await client.create({
      ...good,
      email: 'jo@resident.example',
      prefilled_cardholder_details: cardholder,
    });
    await refusal(client.create({ ...good, amount: 1 }));
    await client.cancel(made.payment_id);
    await refusal(client.cancel(made.payment_id));
    await refusal(client.capture(made.payment_id));
    pay.pay('PY-1', 'success');
    pay.advance(72 * 3_600_000);
    await client.payment(payment_id);
    await client.refund(payment_id, { amount: 100, refund_amount_available: 4500 });
    await refusal(client.refund(payment_id, { amount: 100, refund_amount_available: 4500 }));
    pay.advance(10_000);
    expect(await client.refunds(payment_id)).toHaveLength(1);
    expect(await client.byReference('PY-1')).toHaveLength(2);
    await refusal(client.payment('unknown'));
    expect(checked.length).toBeGreaterThan(15);
  });
});
