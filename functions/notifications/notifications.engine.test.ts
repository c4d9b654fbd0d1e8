import { randomBytes } from 'node:crypto';
import {
  jo,
  type NotificationCouncil,
  notificationCouncil,
  personalisation,
} from '#test/support/notificationCouncil.ts';
import { notificationSteps, unsubscribeSteps, unsubscribeTokenIn } from '#test/support/notificationSteps.ts';
import { storedIn } from '#test/support/table.ts';
import { callbackTokenOf } from './standIn/keys.ts';

let here: NotificationCouncil;
beforeEach(async () => {
  here = await notificationCouncil();
});
afterEach(() => here.stop());

const mobile = '07700 900123';
const address = ['Jo Example', '1 Example Street', 'ZZ1 1AA'];
const anHour = 3_600_000;
const body = { to: jo, personalisation, about: 'permits:PM-7K2M9QXA' };

/** Takes a message and hands it over. */
const sent = async (given: object = body): Promise<string> => {
  const taken = await here.take(given);
  if (taken.status !== 201) throw new Error(taken.text);
  await here.hear(taken);
  return taken.json.message;
};
/** Time goes by, Notify tells, and the schedule beats. */
const later = async (milliseconds = 10_000) => {
  here.pass(milliseconds);
  await here.notify.flush();
  await here.sweep();
};
const tell = (
  kind: 'tellReceipt' | 'tellComplaint' | 'tellReceivedText' | 'tellReturnedLetter',
  told: unknown,
  token?: string,
) =>
  here.ask(kind, {
    isPublic: true,
    headers: { authorization: `Bearer ${token ?? callbackTokenOf('marlbeck')}` },
    body: told,
  });
const find = (contact: object) => here.ask('findPreferences', { body: { contact } });
const suppressions = async () => (await here.ask('listSuppressions')).json.suppressions;
const outbox = async (): Promise<string> => (await storedIn(here.table)).replaceAll('\\"', '"');

describe('a message', () => {
  it('is sent by email and text, delivered, and told of; nothing personal of it is left', async () => {
    const id = await sent({ ...body, to: { ...jo, phone: mobile } });
    expect(here.notify.sent.map(({ type, to, body: text }) => [type, to, text])).toEqual([
      ['email', 'jo@resident.example', 'Dear Jo,\n\nthis is about PM-7K2M9QXA.'],
      ['sms', '+447700900123', 'Your reference is PM-7K2M9QXA.'],
    ]);
    expect(await storedIn(here.table)).toContain('jo@resident.example');
    await later();
    expect(await here.read(id)).toMatchObject({ email: { status: 'delivered' }, sms: { status: 'delivered' } });
    const left = await storedIn(here.table);
    expect(left).not.toMatch(/resident|900123|Jo"/);
    const told = [...(await outbox()).matchAll(/"data":(\{[^}]*"status"[^}]*\})/g)].map(([, data = '']) =>
      JSON.parse(data),
    );
    expect(told).toContainEqual({
      message: id,
      purpose: 'permits.issued',
      about: body.about,
      channel: 'sms',
      status: 'delivered',
    });
  });

  it('goes in Welsh where there is a Welsh template, else in English, which is said', async () => {
    const welsh = await here.read(await sent({ ...body, language: 'cy' }));
    const english = await here.read(await sent({ ...body, purpose: 'permits.renewal_due', language: 'cy' }));
    expect([welsh.email.language, english.email.language]).toEqual(['cy', 'en']);
    expect(here.notify.sent.map(({ body: text }) => text.slice(0, 6))).toEqual(['Annwyl', 'Dear J']);
  });

  it('goes by letter only where that is asked for or nothing else can be, and is asked after until it is printed', async () => {
    const both = await here.take({ ...body, to: { ...jo, address } });
    expect(Object.keys(both.json.channels)).toEqual(['email']);
    const id = await sent({ ...body, to: { address } });
    expect(await storedIn(here.table)).not.toContain('1 Example Street');
    await later(anHour);
    expect((await here.read(id)).letter.status).toBe('accepted');
    await later(30 * anHour);
    expect((await here.read(id)).letter.status).toBe('delivered');
    here.notify.returnLetter(here.notify.sent[0]?.id ?? '');
    await later();
    expect((await here.read(id)).letter).toMatchObject({ status: 'failed', reason: 'returned' });
    expect(await suppressions()).toMatchObject([{ channel: 'letter', reason: 'returned' }]);
  });

  it('keeps its last status after Notify forgot it', async () => {
    here.notify.fail('lost');
    const id = await sent();
    here.notify.decide(here.notify.sent[0]?.id ?? '', 'sending');
    here.pass(2 * 60_000);
    await here.sweep();
    expect((await here.read(id)).email.status).toBe('accepted');
    await later(8 * 24 * anHour);
    expect((await here.read(id)).email).toMatchObject({
      status: 'accepted',
      reason: 'no_news',
      finishedAt: expect.any(String),
    });
    await later(8 * 24 * anHour);
    expect(here.notify.sent).toHaveLength(1);
  });

  it.each([
    ['no contact', { to: {} }, '#/to'],
    ['a bad address', { to: { address: ['Jo', '1 Example Street', 'nowhere'] } }, '#/to/address/2'],
    ['two lines', { to: { address: ['Jo', 'ZZ1 1AA'] } }, '#/to/address'],
    ['a landline', { to: { phone: '01632 960001' } }, '#/to/phone'],
    ['no email address', { to: { email: 'jo' } }, '#/to/email'],
    ['a channel without a contact', { channels: ['sms'] }, '#/channels/0'],
    ['a channel twice', { channels: ['email', 'email'] }, '#/channels'],
    ['a personal reference', { about: 'jo@resident.example' }, '#/about'],
    ['a purpose', { purpose: 'Permits' }, '#/purpose'],
    ['a field', { personalisation: { 'First name': 'Jo' } }, '#/personalisation/First%20name'],
  ])('is refused with %s, by the name of the field', async (_, wrong, pointer) => {
    const { status, json } = await here.take({ ...body, ...wrong });
    expect([status, json.errors.map((one: { pointer: string }) => one.pointer)]).toEqual([400, [pointer]]);
  });

  it('may be as long as the table can keep it', async () => {
    const texts = (most: number) =>
      Object.fromEntries(Array.from({ length: most }, (_, i) => [`f${i}`, 'x'.repeat(5000)]));
    const statuses = [52, 100].map(async (most) => (await here.take({ ...body, personalisation: texts(most) })).status);
    expect(await Promise.all(statuses)).toEqual([201, 413]);
  });

  it('is refused without a connection, a template, or a page to unsubscribe at', async () => {
    const key = { headers: { 'idempotency-key': 'a-key-of-its-own-1' } };
    const asked = { purpose: 'permits.issued', ...body };
    const off = await here.ask('sendMessage', { council: 'thornmoor', body: asked, ...key });
    const none = await here.take({ ...body, purpose: 'permits.unheard_of' });
    expect([off.json.type, none.json.type].map((type) => type.split('/').at(-1))).toEqual([
      'notifications-not-connected',
      'notifications-no-template',
    ]);
    const unasked = await here.take({
      ...body,
      purpose: 'permits.renewal_due',
      to: { ...jo, phone: mobile },
      channels: ['sms', 'email'],
    });
    expect(unasked.json.channels.sms).toMatchObject({ status: 'failed', reason: 'no_template' });
  });

  it('that Notify refuses has failed, with the name of its error', async () => {
    const id = await sent({ to: jo });
    expect((await here.read(id)).email).toMatchObject({
      status: 'failed',
      reason: 'refused',
      detail: 'BadRequestError',
    });
  });

  it('is listed by what it is about and by status, page by page', async () => {
    const ids = [await sent(), await sent(), await sent({ to: jo, about: 'permits:other' })].reverse();
    const list = async (query: string) => (await here.ask('listMessages', { query })).json;
    const idsOf = ({ messages }: { messages: { message: string }[] }) => messages.map(({ message }) => message);
    const first = await list('limit=2');
    const second = await list(`limit=2&cursor=${first.cursor}`);
    expect([...idsOf(first), ...idsOf(second)].sort()).toEqual([...ids].sort());
    expect(second.cursor).toBeUndefined();
    expect(idsOf(await list('about=permits:other'))).toEqual([ids[0]]);
    expect(idsOf(await list('status=failed'))).toEqual([ids[0]]);
  });
});

describe('limits', () => {
  it('pauses at the daily limit, goes on taking messages, and sends them after midnight UTC', async () => {
    here.notify.limit({ daily: { email: 1 } });
    const [first, second] = [await sent(), await sent()];
    const third = await sent();
    const text = await sent({ ...body, to: { phone: mobile } });
    expect(here.notify.sent.map(({ type }) => type)).toEqual(['email', 'sms']);
    here.at('2026-11-23T23:59:30Z');
    await later(0);
    expect((await here.read(second)).email.status).toBe('queued');
    here.notify.limit({ daily: { email: 10 } });
    here.at('2026-11-24T00:00:01Z');
    await here.sweep();
    expect(here.notify.sent.map(({ reference }) => reference).sort()).toEqual(
      [...[first, second, third].map((id) => `${id}.email.1`), `${text}.sms.1`].sort(),
    );
  });

  it('keeps to the council’s own budgets of the minute and the day', async () => {
    await here.stop();
    here = await notificationCouncil({ settings: { perMinute: 2, dailyBudget: { email: 3 } } });
    for (let i = 0; i < 5; i += 1) await sent();
    expect(here.notify.sent).toHaveLength(2);
    await later(60_000);
    await later(60_000);
    expect(here.notify.sent).toHaveLength(3);
    here.at('2026-11-24T00:00:01Z');
    await here.sweep();
    expect(here.notify.sent).toHaveLength(5);
  });

  it('waits five minutes after a refused key, and says so in the log', async () => {
    here.notify.revoke('marlbeck', 'test');
    const id = await sent();
    expect(here.lines).toContainEqual(expect.objectContaining({ type: 'provider', problem: 'key-refused' }));
    here.notify.allow('marlbeck', 'test');
    await later(60_000);
    expect((await here.read(id)).email.status).toBe('queued');
    await later(5 * 60_000);
    expect(here.notify.sent).toHaveLength(1);
  });
});

describe('failures', () => {
  it('suppresses an address that does not exist, until somebody lifts that', async () => {
    const gone = { ...body, to: { email: 'perm-fail@simulator.notify' } };
    const id = await sent(gone);
    await later();
    expect((await here.read(id)).email).toMatchObject({ status: 'failed', reason: 'permanent_failure' });
    expect(await suppressions()).toMatchObject([{ channel: 'email', reason: 'permanent_failure' }]);
    const kept = await sent(gone);
    expect((await here.read(kept)).email).toMatchObject({ status: 'suppressed', reason: 'suppressed' });
    expect(here.notify.sent).toHaveLength(1);
    expect((await here.ask('removeSuppression', { body: { contact: gone.to } })).status).toBe(204);
    await sent(gone);
    expect(here.notify.sent).toHaveLength(2);
  });

  it('sends three times what could not be delivered for a while, each with a reference of its own', async () => {
    const id = await sent({ ...body, to: { phone: '07700900003' } });
    for (let i = 0; i < 4; i += 1) await later(3 * anHour);
    for (let i = 0; i < 4; i += 1) await later();
    expect(here.notify.sent.map(({ reference }) => reference)).toEqual([1, 2, 3].map((round) => `${id}.sms.${round}`));
    expect((await here.read(id)).sms).toMatchObject({ status: 'failed', reason: 'temporary_failure' });
    expect(await suppressions()).toEqual([]);
  });

  it('does not suppress a number that texts reached before', async () => {
    const to = { phone: mobile };
    await sent({ ...body, to });
    await later();
    const id = await sent({ ...body, to });
    here.notify.decide(here.notify.sent[1]?.id ?? '', 'permanent-failure');
    await later();
    expect((await here.read(id)).sms.status).toBe('failed');
    expect(await suppressions()).toEqual([]);
  });
});

describe('callbacks', () => {
  const receipt = (id: string, status: string, round = 1) => ({
    id: 'x',
    reference: `${id}.email.${round}`,
    status,
    to: 'jo@resident.example',
  });

  it('takes receipts twice, late and out of order, and those of nothing it knows', async () => {
    const id = await sent();
    const unknown = '01a20946-fb34-7a52-9c2a-5d1201c02109';
    const told = [
      receipt(id, 'temporary-failure'),
      receipt(id, 'temporary-failure'),
      receipt(id, 'delivered', 2),
      receipt(id, 'delivered', 2),
      receipt(id, 'permanent-failure', 2),
      receipt(id, 'permanent-failure'),
      receipt(unknown, 'delivered'),
      receipt(id, 'lost-at-sea'),
      { reference: null },
      { id: 5, reference: ['?'] },
    ];
    for (const one of told) expect((await tell('tellReceipt', one)).status).toBe(204);
    expect((await here.read(id)).email.status).toBe('delivered');
    expect(await suppressions()).toEqual([]);
    await later(3 * anHour);
    expect(here.notify.sent).toHaveLength(1);
  });

  it('takes a receipt that comes before Notify’s own answer', async () => {
    here.notify.fail('lost');
    const id = await sent();
    await tell('tellReceipt', receipt(id, 'delivered'));
    await later(120_000);
    expect((await here.read(id)).email.status).toBe('delivered');
    expect(here.notify.sent).toHaveLength(1);
  });

  it('refuses another token, or none; both are taken while it is changed; without a secret it asks to try again', async () => {
    const id = await sent();
    const told = receipt(id, 'delivered');
    const anonymous = await here.ask('tellReceipt', { isPublic: true, body: told });
    const forged = await tell('tellReceipt', told, 'forged');
    for (const { status, headers } of [anonymous, forged])
      expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect((await here.read(id)).email.status).toBe('accepted');
    const secret = '/t/services/notifications/marlbeck/callback-token';
    here.secrets.set(secret, `brand-new ${callbackTokenOf('marlbeck')}`);
    expect((await tell('tellReceipt', told)).status).toBe(204);
    expect((await tell('tellReceipt', told, 'brand-new')).status).toBe(204);
    here.secrets.delete(secret);
    expect((await tell('tellReceipt', told)).status).toBe(503);
  });

  it('sends nothing more after STOP or a complaint', async () => {
    here.notify.text('marlbeck', '447700900123', ' Stop. ');
    here.notify.text('marlbeck', '447700900124', 'Please don’t stop');
    const first = await sent();
    here.notify.complain(here.notify.sent[0]?.id ?? '');
    await later();
    expect((await suppressions()).map(({ reason }: { reason: string }) => reason).sort()).toEqual([
      'complaint',
      'stopped',
    ]);
    const second = await sent({ ...body, to: { ...jo, phone: mobile } });
    expect(await here.read(second)).toMatchObject({ email: { status: 'suppressed' }, sms: { status: 'suppressed' } });
    expect((await here.read(first)).email.status).toBe('delivered');
  });
});

describe('what people want', () => {
  const prefer = (contact: object, wanted: object) => here.ask('putPreferences', { body: { contact, ...wanted } });

  it('is kept, by versions, and kept to', async () => {
    expect((await find(jo)).json).toEqual({ version: 0, purposesOff: [], reminders: true });
    const wanted = { channels: ['sms'], reminders: false };
    expect((await prefer(jo, wanted)).json).toMatchObject({ version: 1, ...wanted });
    expect((await prefer(jo, wanted)).status).toBe(200);
    expect((await prefer(jo, { reminders: true })).status).toBe(409);
    const id = await sent({ ...body, to: { ...jo, phone: mobile } });
    expect(await here.read(id)).toMatchObject({
      email: { status: 'suppressed', reason: 'preferences' },
      sms: { status: 'accepted' },
    });
    const reminder = await sent({ ...body, to: { ...jo, phone: mobile }, subscription: true });
    expect((await here.read(reminder)).sms.status).toBe('suppressed');
    expect(await storedIn(here.table)).not.toMatch(/"preferences"[^}]*resident/);
  });

  it('is changed by one click on the link of an email, and by the page behind it; a look at it changes nothing', async () => {
    await sent({ ...body, subscription: true });
    const link = here.notify.sent[0]?.unsubscribeUrl ?? '';
    expect(link).toMatch(/^https:\/\/api\.marlbeck\.example\/marlbeck\/notifications\/unsubscribe\//);
    const params = { token: link.split('/').at(-1) ?? '' };
    const shown = await here.ask('showUnsubscribe', { isPublic: true, params });
    const welsh = await here.ask('showUnsubscribe', { isPublic: true, params, query: 'language=cy' });
    expect([shown.text, welsh.text]).toEqual([
      expect.stringContaining('<form method="post">'),
      expect.stringContaining('lang="cy"'),
    ]);
    expect((await find(jo)).json.purposesOff).toEqual([]);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const posted of ['List-Unsubscribe=One-Click', '']) {
      const done = await here.ask('unsubscribe', { isPublic: true, params, headers, ...(posted && { body: posted }) });
      expect([done.status, done.text]).toEqual([200, expect.stringContaining('You have unsubscribed')]);
    }
    expect((await find(jo)).json).toMatchObject({ purposesOff: ['permits.issued'], version: 1 });
    expect((await here.read(await sent())).email.reason).toBe('preferences');
    const other = await here.ask('unsubscribe', { isPublic: true, council: 'pellwick', params });
    const page = await here.ask('showUnsubscribe', {
      isPublic: true,
      params: { token: `x${params.token}` },
      headers: { accept: 'text/html' },
    });
    expect([other.status, page.status, page.text]).toEqual([
      404,
      404,
      expect.stringContaining('This link does not work'),
    ]);
  });
});

it('finds all that is held on a person, and forgets it: what waits is not sent', async () => {
  await here.ask('putPreferences', { body: { contact: jo, reminders: false } });
  await here.ask('addSuppression', { body: { contact: { phone: mobile } } });
  const waiting = (await here.take({ ...body, to: { ...jo, phone: mobile } })).json.message;
  const held = async () => (await here.ask('findPersonInNotifications', { body: jo })).json.held;
  expect((await held()).map(({ record }: { record: string }) => record)).toEqual(['preferences', 'messages']);
  const { forgotten, kept } = (await here.ask('forgetPersonInNotifications', { body: jo })).json;
  expect([forgotten.length, kept, await held()]).toEqual([2, [], []]);
  await later();
  expect(await here.read(waiting)).toMatchObject({ email: { status: 'cancelled', reason: 'forgotten' } });
  expect(here.notify.sent).toEqual([]);
  expect(await storedIn(here.table)).not.toContain('resident');
  await here.ask('addSuppression', { body: { contact: jo } });
  expect((await here.ask('forgetPersonInNotifications', { body: jo })).json.kept).toMatchObject([
    { record: 'suppressions' },
  ]);
});

it('checks templates against what Notify has', async () => {
  expect((await here.ask('checkTemplates')).json).toMatchObject({ ok: true });
  const odd = here.notify.addTemplate('marlbeck', { type: 'sms', body: 'Bay ((Bay number)) of ((First name))' });
  const unknown = '9d751e0e-f929-4891-82a1-a3e1c3c18ee3';
  const purposes = { 'permits.issued': { fields: ['first_name'], sms: { en: odd }, email: { en: odd, cy: unknown } } };
  expect((await here.ask('putTemplates', { body: { purposes } })).status).toBe(409);
  await here.ask('putTemplates', { body: { purposes, version: 1 } });
  const { checks } = (await here.ask('checkTemplates')).json;
  expect(checks.map(({ fault, fields }: { fault: string; fields?: string[] }) => [fault, fields])).toEqual([
    ['wrong_type', undefined],
    ['unknown', undefined],
    ['fields_not_filled', ['Bay number']],
  ]);
  here.notify.revoke('marlbeck', 'test');
  expect((await here.ask('checkTemplates')).json.type).toMatch(/notifications-key-refused$/);
});

it('keeps the templates as they were sent, and says which field is too large for that', async () => {
  const tags = [];
  for (let i = 0; i < 10; i += 1) tags.push((await here.ask('getTemplates')).headers.etag);
  expect([...new Set(tags)]).toEqual([expect.any(String)]);
  const field = () => `f${randomBytes(25).toString('hex')}`;
  const fields = () => Array.from({ length: 100 }, field);
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const name = (i: number) => `big.${letters[Math.floor(i / 26)]}${letters[i % 26]}`;
  const many = Object.fromEntries(Array.from({ length: 180 }, (_, i) => [name(i), { fields: fields() }]));
  const { status, json } = await here.ask('putTemplates', { body: { purposes: many, version: 1 } });
  expect([status, json.errors?.[0].pointer]).toEqual([400, '#/purposes']);
});

it('answers every step as the whole deployment is to answer it', async () => {
  await here.stop();
  here = await notificationCouncil({ hasTemplates: false });
  const references: Record<string, string> = {};
  const walk = async (steps: ReturnType<typeof notificationSteps>) => {
    for (const [id, status, wanted] of steps) {
      const { path: { council = '', ...params } = {}, key, ...asked } = wanted();
      const texts = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
      const answer = await here.ask(id as 'sendMessage', {
        ...{ council: String(council), params: texts, ...(key === '' && { isPublic: true as const }) },
        ...asked,
      });
      if (answer.status === 201) references[id] = answer.json.message;
      expect([id, answer.status]).toEqual([id, status]);
    }
  };
  await walk(notificationSteps('marlbeck', 'thornmoor', references));
  await here.sweep();
  await walk(unsubscribeSteps('marlbeck', unsubscribeTokenIn(here.notify.list())));
});
