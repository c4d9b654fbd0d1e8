import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv } from 'ajv';
import { SignJWT } from 'jose';
import { NotifyClient } from 'notifications-node-client';
import { itWithData, sharedJson } from '#test/support/sharedData.ts';
import { parseApiKey, tokenFor } from './notify/token.ts';
import { apiKeyOf, type KeyType, serviceOf, templateOf } from './standIn/keys.ts';
import { type NotifyStandIn, secretsFor, standIn, startNotify } from './standIn.ts';

const start = Date.parse('2026-11-23T09:30:00Z');
const council = 'marlbeck';
const personalisation = { first_name: 'Jo', reference: 'PM-1' };
const letter = {
  ...personalisation,
  address_line_1: 'Jo',
  address_line_2: '1 Example Street',
  address_line_3: 'ZZ1 1AA',
};
let now = start;
let notify: NotifyStandIn;
let callbackStatus = 204;
const told: { path: string; authorization: string; body: Record<string, unknown> }[] = [];
const hearer = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString());
  told.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '', body });
  response.writeHead(callbackStatus).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => hearer.listen(0, '127.0.0.1', resolve));
  secretsFor(council);
  secretsFor('pellwick');
});
afterAll(() => hearer.close());
beforeEach(async () => {
  [now, callbackStatus, told.length] = [start, 204, 0];
  notify = await startNotify({
    clock: () => now,
    callbacks: () => `http://127.0.0.1:${(hearer.address() as AddressInfo).port}`,
  });
});
afterEach(() => notify.stop());

const keyOf = (type: KeyType = 'test') => parseApiKey(apiKeyOf(council, type)) ?? { service: '', secret: '' };
const bearer = (type?: KeyType, at = now) => `Bearer ${tokenFor(keyOf(type), at)}`;
const ask = async (method: string, path: string, body?: object, authorization = bearer()) => {
  const response = await fetch(`${notify.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    json: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
  };
};
const email = (given: object = {}) =>
  ask('POST', '/v2/notifications/email', {
    ...{ email_address: 'jo@resident.example', template_id: templateOf('email'), personalisation, reference: 'r-1' },
    ...given,
  });
const errorOf = ({ status, json }: Awaited<ReturnType<typeof ask>>) => [
  status,
  json.errors?.[0]?.error,
  json.errors?.[0]?.message,
];

describe('the official client', () => {
  // Its tokens are of the real moment.
  beforeEach(() => {
    now = Date.now();
  });
  const client = () => new NotifyClient(notify.url, apiKeyOf(council));

  it('sends, reads, lists and previews', async () => {
    const sent = await client().sendEmail(templateOf('email'), 'jo@resident.example', {
      ...{ personalisation, reference: 'r-1', oneClickUnsubscribeURL: 'https://marlbeck.example/u' },
    });
    expect(sent.data).toMatchObject({ reference: 'r-1', content: { subject: 'About PM-1' } });
    await client().sendSms(templateOf('sms'), '07700 900123', { personalisation });
    const { data } = await client().sendLetter(templateOf('letter'), { personalisation: letter });
    now += 5000;
    const found = await client().getNotificationById(sent.data.id);
    expect(found.data).toMatchObject({
      status: 'delivered',
      email_address: 'jo@resident.example',
      completed_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:/),
    });
    expect((await client().getNotifications('letter')).data.notifications).toMatchObject([
      { id: data.id, status: 'accepted', line_1: 'Jo' },
    ]);
    expect((await client().getPdfForLetterNotification(data.id)).toString()).toMatch(/^%PDF/);
    expect((await client().getTemplateById(templateOf('sms', 'cy'))).data).toMatchObject({
      type: 'sms',
      personalisation: { reference: { required: true } },
    });
    expect((await client().getAllTemplates('letter')).data.templates).toHaveLength(4);
    expect((await client().previewTemplateById(templateOf('sms'), personalisation)).data).toMatchObject({
      body: 'Your reference is PM-1.',
    });
    const pdf = await client().sendPrecompiledLetter('r-1', Buffer.from('%PDF-1.4'), 'first');
    expect(pdf.data).toEqual({ id: expect.any(String), reference: 'r-1', postage: 'first' });
    expect((await client().getNotificationById(pdf.data.id)).data).toMatchObject({ type: 'letter', postage: 'first' });
    notify.controls.text(council, '447700900123', 'Hello');
    expect((await client().getReceivedTexts()).data.received_text_messages).toMatchObject([{ content: 'Hello' }]);
  });

  it('is told of mistakes in Notify’s way', async () => {
    const error = await client()
      .sendSms(templateOf('email'), 'not a number', {})
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ response: { data: { status_code: 400, errors: [{ error: 'ValidationError' }] } } });
  });
});

it.each([
  ['no token', () => '', 401],
  ['another scheme', () => 'Basic abc', 401],
  ['no token at all', () => 'Bearer abc', 403],
  ['another service', () => `Bearer ${tokenFor({ ...keyOf(), service: serviceOf('nowhere') }, now)}`, 403],
  ['another secret', () => `Bearer ${tokenFor({ ...keyOf(), secret: keyOf().service }, now)}`, 403],
  ['a clock that is 31 seconds late', () => bearer('test', now - 31_000), 403],
  ['a clock that is 31 seconds early', () => bearer('test', now + 31_000), 403],
  ['a revoked key', () => bearer('team'), 403],
])('refuses %s', async (_, authorization, status) => {
  notify.controls.revoke(council, 'team');
  const answer = await ask('GET', '/v2/templates', undefined, authorization());
  expect([answer.status, answer.json.errors[0].error]).toEqual([status, 'AuthError']);
});

it('takes a clock within 30 seconds, and refuses another algorithm', async () => {
  expect((await ask('GET', '/v2/templates', undefined, bearer('test', now + 29_000))).status).toBe(200);
  const secret = new TextEncoder().encode(keyOf().secret);
  const other = await new SignJWT({ iss: keyOf().service, iat: now / 1000 })
    .setProtectedHeader({ alg: 'HS384' })
    .sign(new Uint8Array([...secret, ...secret]));
  expect((await ask('GET', '/v2/templates', undefined, `Bearer ${other}`)).status).toBe(403);
});

it('refuses as Notify does', async () => {
  const unknown = '9d751e0e-f929-4891-82a1-a3e1c3c18ee3';
  const refused = [
    await email({ colour: 'green' }),
    await email({ email_address: undefined }),
    await email({ email_address: 'jo' }),
    await email({ one_click_unsubscribe_url: 'http://marlbeck.example' }),
    await email({ personalisation: {} }),
    await email({ template_id: unknown }),
    await email({ template_id: templateOf('sms') }),
    await ask('POST', '/v2/notifications/letter', {
      template_id: templateOf('letter'),
      personalisation: { ...letter, address_line_3: 'x' },
    }),
    await ask(
      'POST',
      '/v2/notifications/letter',
      { template_id: templateOf('letter'), personalisation: letter },
      bearer('team'),
    ),
    await ask('GET', `/v2/notifications/${unknown}`),
    await ask('GET', '/v2/notifications/1'),
    await ask('GET', '/v2/notifications?status=elephant'),
    await ask('POST', '/v2/notifications/sms', []),
    await email({ sanitise_content_for: 'name' }),
    await ask('POST', '/v2/notifications/letter', { reference: 'r', content: 'JVBERi0=', postage: 'third' }),
    await ask('POST', '/v2/notifications/letter', { reference: 'r', content: 'no PDF' }),
    await ask('GET', `/v2/template/${templateOf('email')}/version/2`),
  ].map(errorOf);
  expect(refused).toEqual([
    [400, 'ValidationError', 'Additional properties are not allowed (colour was unexpected)'],
    [400, 'ValidationError', 'email_address is a required property'],
    [400, 'ValidationError', 'email_address Not a valid email address'],
    [400, 'ValidationError', 'one_click_unsubscribe_url is not a valid https url'],
    [400, 'BadRequestError', 'Missing personalisation: reference, first_name'],
    [400, 'BadRequestError', 'Template not found'],
    [400, 'BadRequestError', 'sms template is not suitable for email notification'],
    [400, 'ValidationError', 'Last line of address must be a real UK postcode or another country'],
    [403, 'BadRequestError', 'Cannot send letters with a team api key'],
    [404, 'NoResultFound', 'No result found'],
    [400, 'ValidationError', 'id is not a valid UUID'],
    [400, 'ValidationError', expect.stringContaining('elephant')],
    [400, 'ValidationError', '[] is not of type object'],
    [400, 'ValidationError', 'sanitise_content_for name is not of type array'],
    [400, 'ValidationError', 'postage invalid. It must be either first, second or economy'],
    [400, 'BadRequestError', 'Letter content is not a valid PDF'],
    [404, 'NoResultFound', 'No result found'],
  ]);
});

it('takes links and Markdown out of what is to be sanitised, and says so', async () => {
  const first_name = 'Jo, [click](https://evil.example/x)';
  const { json } = await email({
    personalisation: { ...personalisation, first_name },
    sanitise_content_for: ['first_name'],
  });
  expect(json.sanitised_content.first_name.unsanitised).toBe(first_name);
  expect(json.content.body).not.toMatch(/evil|(?<!\\)\[/);
});

it('has a rolling limit for each minute and key, and one for each day', async () => {
  notify.controls.limit({ perMinute: 2, daily: { email: 3 } });
  const seen: unknown[] = [];
  for (const wait of [0, 30_000, 0, 31_000, 61_000, 0]) {
    now += wait;
    seen.push(
      errorOf(await email())
        .slice(0, 2)
        .filter(Boolean)
        .join(' '),
    );
  }
  expect(seen).toEqual([
    '201',
    '201',
    '429 RateLimitError',
    '201',
    '429 TooManyRequestsError',
    '429 TooManyRequestsError',
  ]);
  now = Date.parse('2026-11-24T00:00:00Z');
  expect((await email()).status).toBe(201);
});

it('forgets after 7 days, and smoke tests at once', async () => {
  const { id } = (await email()).json;
  const smoke = (await email({ email_address: 'simulate-delivered@notifications.service.gov.uk' })).json.id;
  expect((await ask('GET', `/v2/notifications/${smoke}`)).status).toBe(404);
  now += 7 * 86_400_000 - 1;
  expect((await ask('GET', '/v2/notifications?reference=r-1')).json.notifications).toMatchObject([{ id }]);
  now += 1;
  expect((await ask('GET', `/v2/notifications/${id}`)).status).toBe(404);
});

it.each([
  ['email', { email_address: 'jo@resident.example' }, ['created', 'sending', 'delivered']],
  ['email', { email_address: 'temp-fail@simulator.notify' }, ['created', 'sending', 'temporary-failure']],
  ['sms', { phone_number: '07700900002' }, ['created', 'pending', 'permanent-failure']],
  ['sms', { phone_number: '+33 6 12 34 56 78' }, ['created', 'pending', 'sent']],
])('lets an %s to %j go from one status to the next, and tells how it ended', async (type, to, statuses) => {
  const { id } = (
    await ask('POST', `/v2/notifications/${type}`, {
      template_id: templateOf(type),
      personalisation,
      reference: 'r-1',
      ...to,
    })
  ).json;
  const seen: string[] = [];
  for (const wait of [0, 2000, 2000]) {
    now += wait;
    seen.push((await ask('GET', `/v2/notifications/${id}`)).json.status);
    await notify.controls.flush();
  }
  expect(seen).toEqual(statuses);
  const path = `/${council}/notifications/govuk-notify/receipts`;
  const authorization = `Bearer ${secretsFor(council)['callback-token']}`;
  const receipt = {
    id,
    reference: 'r-1',
    status: statuses.at(-1),
    notification_type: type,
    created_at: '2026-11-23T09:30:00.000000Z',
  };
  expect(told).toMatchObject(statuses.at(-1) === 'sent' ? [] : [{ path, authorization, body: receipt }]);
});

it.each([
  [503, 6],
  [429, 6],
  [400, 1],
])('posts a receipt that is answered %d %d times in all, every five minutes', async (status, times) => {
  callbackStatus = status;
  await email();
  now += 3000;
  for (let i = 0; i < 8; i += 1) {
    await notify.controls.flush();
    await notify.controls.flush();
    now += 300_000;
  }
  expect(told).toHaveLength(times);
});

it('shows what was sent on a page, and is controlled over HTTP', async () => {
  await email({ personalisation: { ...personalisation, first_name: '<b>Jo</b>' } });
  const controlled = await ask('POST', '/.controls', {
    do: 'addTemplate',
    with: [council, { type: 'sms', body: 'Hi ((name))' }],
  });
  expect((await ask('GET', `/v2/template/${controlled.json.done}`)).json.body).toBe('Hi ((name))');
  expect((await ask('POST', '/.controls', { do: 'constructor' })).status).toBe(400);
  expect((await ask('POST', '/.controls', { do: 'list' })).json.done).toMatchObject([{ council, reference: 'r-1' }]);
  expect((await ask('GET', '/', undefined, '')).json).toContain('&lt;b&gt;Jo&lt;/b&gt;');
});

it('starts as the runner starts it, and tells by itself', async () => {
  const running = await standIn.start({
    clock: () => now,
    callbacks: () => `http://127.0.0.1:${(hearer.address() as AddressInfo).port}`,
  });
  await fetch(`${running.url}/.controls`, {
    method: 'POST',
    body: JSON.stringify({ do: 'text', with: [council, '447700900123', 'STOP'] }),
  });
  while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await running.stop();
  expect(told[0]?.body).toMatchObject({ source_number: '447700900123', message: 'STOP' });
});

interface Schema {
  nullable?: boolean;
  type?: unknown;
  enum?: unknown[];
}
/** OpenAPI 3.0’s `nullable`, and words of its own, as JSON Schema has them. */
const asJsonSchema = (_: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { nullable, ...schema } = value as Schema;
  return nullable === true
    ? { ...schema, type: [schema.type, 'null'], ...(schema.enum && { enum: [...schema.enum, null] }) }
    : value;
};

itWithData('answers in the shapes of Notify’s own schemas', async () => {
  const { components } = sharedJson<{ components: object }>('national', 'govuk-notify', 'schema.json');
  const ajv = new Ajv({ strict: false, validateFormats: false }).addSchema(
    JSON.parse(JSON.stringify({ components }), (k, v) => asJsonSchema(k, v)),
    'notify',
  );
  const sent = await email();
  now += 5000;
  const answers = {
    SendEmailResponse: sent,
    SendTextMessageResponse: await ask('POST', '/v2/notifications/sms', {
      phone_number: '07700900123',
      template_id: templateOf('sms'),
      personalisation,
      reference: 'r',
    }),
    SendNormalLetterResponse: await ask('POST', '/v2/notifications/letter', {
      template_id: templateOf('letter'),
      personalisation: letter,
      reference: 'r',
    }),
    GetReceivedTextMessagesResponse: await ask('GET', '/v2/received-text-messages'),
    TemplatePreviewResponse: await ask('POST', `/v2/template/${templateOf('email')}/preview`, { personalisation }),
    SendNotificaitonRequestError: await email({ colour: 'green' }),
    AuthError: await ask('GET', '/v2/templates', undefined, ''),
  };
  for (const [name, { json }] of Object.entries(answers)) {
    const validate = ajv.compile({ $ref: `notify#/components/schemas/${name}` });
    validate(json);
    expect([name, validate.errors ?? []]).toEqual([name, []]);
  }
  expect((await ask('GET', `/v2/notifications/${sent.json.id}`)).status).toBe(200);
});
