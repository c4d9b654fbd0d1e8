/** A permit and a bus pass as residents get them, on the local runner, with all the capabilities and stand-ins that these need. */
import { setTimeout as sleep } from 'node:timers/promises';
import { templateOf } from '#functions/notifications/standIn/keys.ts';
import messages from '#test/sample-data/marlbeck-messages.json' with { type: 'json' };
import sample from '#test/sample-data/marlbeck-permits.json' with { type: 'json' };
import { api, beat, logText, makeKey } from '#test/support/app.ts';
import { payByCard } from '#test/support/keepPermits.ts';
import { photo } from '#test/support/permitSteps.ts';
import { asking, issuePasses } from '#test/support/permitThings.ts';

const council = 'permitted';
const ask = asking(council);
/** Of the zone of the sample that names its properties. */
const [uprn = ''] = sample.zones['mill-lane'].uprns;
const registration = 'AA19 AAA';
const email = 'jo.quillfeather@resident.example';

const until = async <T>(read: () => Promise<T | undefined>): Promise<T> => {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(100)) {
    const found = await read();
    if (found) return found;
  }
  throw new Error('It did not come to be.');
};

/** Whether a message of a kind about something has reached somebody, by Notify’s receipt. */
const delivered = (about: string, purpose: string) =>
  until(async () => {
    const { json } = await api('GET', `/${council}/notifications/messages?about=permits:${about}`);
    const found = json.messages.find((one: { purpose: string }) => one.purpose === `permits.${purpose}`);
    return found?.channels.email.status === 'delivered' ? true : undefined;
  });

const isAllowed = async (): Promise<boolean> =>
  (await ask('POST', 'checks', { registration, zone: 'mill-lane' })).allowed;

beforeAll(async () => {
  const template = { fields: ['name'], email: { en: templateOf('news email') } };
  const purposes = Object.fromEntries(messages.map((purpose) => [purpose, template]));
  await api('PUT', `/${council}/notifications/templates`, { body: { purposes } });
  for (const [zone, settings] of Object.entries(sample.zones)) await ask('PUT', `zones/${zone}`, settings);
  for (const [scheme, settings] of Object.entries(sample.schemes)) await ask('PUT', `schemes/${scheme}`, settings);
  await issuePasses(ask, 'A test');
});

let application: string;
let pass: string;

describe('a resident permit', () => {
  let permit: string;

  it('is quoted for with reasons, by what DVLA says of the vehicle', async () => {
    const quote = await ask('POST', 'quotes', { scheme: 'resident', uprn, months: 12, vehicle: { registration } });
    expect(quote).toMatchObject({ eligible: true, zone: 'mill-lane', vehicle: { source: 'dvla', co2: 300 } });
    expect(quote.price).toMatchObject({ pence: 13_000, band: 'co2-d' });
    const body = { quote: quote.quote, applicant: { name: 'Jo Quillfeather', email }, declaration: true };
    const made = await ask('POST', 'applications', body);
    expect(made).toMatchObject({ status: 'payment_needed', money: { due: 13_000, paid: 0 } });
    ({ application, permit } = made);
    expect(await isAllowed()).toBe(false);
  });

  it('counts soon after it was paid, though the payer never comes back', async () => {
    const returnUrl = 'https://permitted.example/paid';
    const { nextUrl } = await ask('POST', `applications/${application}/payment`, { returnUrl });
    await payByCard(nextUrl);
    await until(async () => ((await ask('GET', `permits/${permit}`)).status === 'active' ? true : undefined));
    expect(await isAllowed()).toBe(true);
    expect(await ask('GET', `applications/${application}`)).toMatchObject({
      status: 'approved',
      money: { paid: 13_000 },
    });
  });

  it('counts for wardens alone, who are told no name', async () => {
    const { key } = await makeKey(council, { scopes: ['permits:enforce'] });
    const check = { body: { registration_number: registration, location: { latitude: 54.1, longitude: -3 } }, key };
    const { text } = await api('POST', `/${council}/permits/enforcement/check_parking`, check);
    expect(text).not.toMatch(/quillfeather/i);
    const path = `/${council}/permits/applications/${application}/file`;
    expect((await api('GET', path, { key })).status).toBe(403);
  });

  it('ends when it is given up, and what is left of it is paid back', async () => {
    const ended = await ask('POST', `permits/${permit}/surrender`, { reason: 'moved_away' });
    expect(ended).toMatchObject({ status: 'surrendered', money: { refunded: expect.any(Number) } });
    expect(ended.money.refunded).toBeGreaterThan(0);
    expect(await isAllowed()).toBe(false);
    await beat('permits');
    const paid = await api('GET', `/${council}/payments?limit=1`);
    const backOf = async () =>
      (await api('GET', `/${council}/payments/${paid.json.payments[0].payment}`)).json.refundable;
    await until(async () => ((await backOf()) === 13_000 - ended.money.refunded ? true : undefined));
  });
});

describe('a bus pass', () => {
  it('is applied for with a photo, and approved', async () => {
    const dateOfBirth = '1950-05-20';
    const { older } = await ask('POST', 'pass-eligibility', { dateOfBirth });
    expect(older).toMatchObject({ qualifies: true, needs: ['photo', 'identity', 'residence'] });
    const address = { uprn, lines: ['1 Mill Lane', 'Marlbeck'], postcode: 'ZZ1 1AA' };
    const applicant = { name: 'Jo Quillfeather', dateOfBirth, address, email };
    const evidence = ['identity', 'residence'].map((of) => ({ of, how: 'post' }));
    const applied = await ask('POST', 'pass-applications', { kind: 'older', applicant, evidence, consents: true });
    expect(applied).toMatchObject({ status: 'evidence_needed', missing: ['photo'] });
    ({ pass } = applied);
    const paper = { of: 'photo', mediaType: 'image/jpeg', content: photo };
    expect(await ask('POST', `passes/${pass}/evidence`, paper)).toMatchObject({ status: 'requested' });
    expect(await ask('POST', `passes/${pass}/decisions`, { decision: 'approve' })).toMatchObject({
      status: 'approved',
    });
  });

  it('becomes a card, by a file for the bureau and its answer', async () => {
    const { batch } = await ask('POST', 'pass-batches');
    const { text } = await api('GET', `/${council}/permits/pass-batches/${batch}?format=csv`);
    expect(text.split('\r\n')[1]).toContain(`${pass},Jo Quillfeather,1 Mill Lane,Marlbeck`);
    const results = [{ pass, status: 'produced', shell: '633597000000000018' }];
    expect((await ask('POST', 'pass-production', { batch, results })).results).toEqual([{ pass, outcome: 'done' }]);
    expect(await ask('GET', `passes/${pass}`)).toMatchObject({ status: 'live', shell: '633597000000000018' });
  });

  it('is refused by readers once it is lost', async () => {
    expect(await ask('POST', `passes/${pass}/lost`, { because: 'lost' })).toMatchObject({ status: 'hotlisted' });
  });
});

it('is told of to whom it is for, at once or with the next beat', async () => {
  await beat('permits');
  const told = [
    [application, 'issued'],
    [application, 'surrendered'],
    [pass, 'pass_approved'],
  ] as const;
  expect(await Promise.all(told.map(([about, purpose]) => delivered(about, purpose)))).toEqual([true, true, true]);
});

it('leaves nobody’s name, address or vehicle in the log', () => {
  expect(logText()).not.toMatch(/quillfeather|AA19 ?AAA/i);
});
