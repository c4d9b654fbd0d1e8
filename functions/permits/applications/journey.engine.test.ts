/** The journey of a permit, step by step, as applicants and staff take it. */
import { permitsCouncil, type Wanted } from '#test/support/permitsCouncil.ts';
import { outcomeOf } from '#test/support/wasteCouncil.ts';

const start = async (scheme: object, wanted: Wanted = {}, body: object = {}) => {
  const here = await permitsCouncil(scheme);
  const quote = await here.quote(wanted);
  const application = await here.apply(quote?.quote ?? '', body);
  const reference: string = application.application;
  return {
    ...here,
    application,
    step: (id: Parameters<typeof here.of>[0], given?: object, by?: string) => here.of(id, reference, given, by),
    read: () => here.of('getPermitApplication', reference),
    permitNow: async () => (await here.permit(application.permit)).status,
  };
};

describe('a free permit', () => {
  it('is issued at once where nobody has to look at it, with what enforcement reads', async () => {
    const { application, permit, marks, events } = await start({ approval: 'automatic' });
    expect(application).toMatchObject({ status: 'approved', money: { due: 0 }, version: 1 });
    const issued = await permit(application.permit);
    expect(issued).toMatchObject({ status: 'active', nth: 1, issuedAt: '2026-03-03T09:00:00.000Z' });
    expect(issued.covers).toEqual([
      { registration: 'ZZ26ABC', from: '2026-03-03T09:00:00.000Z', until: '2027-03-03T00:00:00.000Z' },
    ]);
    expect(await marks('ZZ26ABC')).toMatchObject([
      { permit: application.permit, zone: 'mill-lane', status: 'active', until: '2027-03-03T00:00:00.000Z' },
    ]);
    expect(await events(application.permit)).toMatchObject([
      { type: 'permits.permit.issued', data: { application: application.application, status: 'active' } },
    ]);
  });

  it('waits for staff, and is issued when they approve it', async () => {
    const { application, step, permitNow, marks } = await start({ approval: 'always' });
    expect(application.status).toBe('submitted');
    expect(await permitNow()).toBe('pending');
    expect(await marks('ZZ26ABC')).toEqual([]);
    expect(await step('approvePermit', {})).toMatchObject({ status: 'approved' });
    expect(await permitNow()).toBe('active');
    expect(await outcomeOf(step('approvePermit', {}))).toMatchObject({
      ...{ problem: 'permit-application-closed', applicationStatus: 'approved' },
    });
  });

  it('needs two of the staff where the scheme says so', async () => {
    const { step } = await start({ approval: 'two_people' });
    expect(await step('approvePermit', { reason: 'All there' }, 'staff-1')).toMatchObject({ status: 'second_check' });
    expect(await outcomeOf(step('approvePermit', {}, 'staff-1'))).toMatchObject({
      problem: 'permit-another-has-to-check',
    });
    expect(await step('approvePermit', {}, 'staff-2')).toMatchObject({ status: 'approved' });
    expect((await step('getPermitApplicationFile')).decisions).toMatchObject([
      { decision: 'approved', by: 'staff-1', reason: 'All there' },
      { decision: 'approved', by: 'staff-2' },
    ]);
  });
});

describe('an application', () => {
  it('is refused with a quote that has run out, was used, or is for another registration', async () => {
    const here = await permitsCouncil({ approval: 'always' });
    const quote = (await here.quote())?.quote ?? '';
    const fields = ['#/registration'];
    expect(await outcomeOf(here.apply(quote, { registration: 'ZZ99ZZZ' }))).toEqual({
      problem: 'invalid-request',
      fields,
    });
    const { application } = await here.apply(quote, { registration: 'zz26 abc' });
    expect(await outcomeOf(here.apply(quote))).toEqual({ problem: 'permit-quote-used', application });
    const later = (await here.quote({ uprn: '2', registration: 'ZZ26ABD' }))?.quote ?? '';
    here.pass(1);
    expect(await outcomeOf(here.apply(later))).toMatchObject({ problem: 'permit-quote-outdated' });
    expect(await outcomeOf(here.apply('PQ-00000000'))).toMatchObject({ problem: 'permit-quote-not-found' });
  });

  it('goes to staff with evidence, which they look at on record; it is deleted some time after the decision', async () => {
    const here = await start({ approval: 'evidence', temporaryPermit: true }, { evidence: ['residence'] });
    const { step, permitNow, application, table } = here;
    expect(application).toMatchObject({ status: 'evidence_needed', missing: ['residence'] });
    const photo = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(800_000, 7)]);
    const upload = { of: 'residence', proof: 'utility_bill', content: photo.toString('base64') };
    const text = { ...upload, content: Buffer.from('<html>').toString('base64') };
    expect(await outcomeOf(step('giveEvidence', text))).toEqual({
      problem: 'permit-evidence-refused',
      fields: ['#/content'],
    });
    expect(await step('giveEvidence', upload)).toMatchObject({
      evidence: 'E01',
      mediaType: 'image/jpeg',
      bytes: 800_004,
    });
    expect(await here.read()).toMatchObject({ status: 'submitted', missing: [] });
    expect(await permitNow()).toBe('temporary');
    const params = { application: application.application, evidence: 'E01' };
    const look = () => here.ask('getEvidenceFile', { params, by: 'staff-9' });
    expect(await look()).toEqual({ mediaType: 'image/jpeg', content: upload.content });
    expect(await table.queryAll({ pk: 'marlbeck#AUDIT' })).toMatchObject([
      { by: 'staff-9', operation: 'getEvidenceFile', on: `${application.application}/E01` },
    ]);
    const judged = await here.ask('judgeEvidence', { params, body: { accepted: false, note: 'It is too old.' } });
    expect(judged).toMatchObject({
      status: 'evidence_needed',
      evidence: [{ status: 'rejected', note: 'It is too old.' }],
    });
    expect(await permitNow()).toBe('temporary');
    expect(await outcomeOf(step('approvePermit', {}))).toMatchObject({ problem: 'permit-not-decidable' });
    await step('seeEvidence', { of: 'residence', proof: 'tenancy' });
    expect(await step('approvePermit', {})).toMatchObject({ status: 'approved', evidence: [{}, { how: 'seen' }] });
    here.pass(24 * 27);
    await here.sweep();
    await look();
    here.pass(24);
    expect(await outcomeOf(look())).toEqual({ problem: 'permit-evidence-not-found' });
    await here.sweep();
    expect(await table.queryAll({ pk: `marlbeck#APP#${application.application}`, prefix: 'FILE#' })).toEqual([]);
    expect(await outcomeOf(look())).toEqual({ problem: 'permit-evidence-not-found' });
    expect((await here.read()).evidence[0]).toMatchObject({ status: 'rejected', deletedAt: expect.any(String) });
    expect(await table.queryAll({ pk: `marlbeck#APP#${application.application}`, prefix: 'FILE#' })).toEqual([]);
  });

  it('waits for what staff ask for, and lapses when it does not come', async () => {
    const here = await start({ approval: 'always' });
    const asked = await here.step('askForEvidence', { of: 'vehicle', says: 'A lease that shows your name.' });
    expect(asked).toMatchObject({
      ...{ status: 'evidence_needed', missing: ['vehicle'], evidenceBy: '2026-03-31T09:00:00.000Z' },
      reasons: [{ code: 'evidence_vehicle', says: 'A lease that shows your name.' }],
    });
    await here.step('giveEvidence', { of: 'vehicle', proof: 'lease', post: true });
    expect(await here.read()).toMatchObject({ status: 'submitted' });
    await here.step('askForEvidence', { of: 'vehicle', says: 'Nothing came.' });
    here.pass(24 * 28 + 1);
    await here.sweep();
    expect(await here.read()).toMatchObject({ status: 'lapsed' });
    expect(await here.permitNow()).toBe('lapsed');
    expect(await here.used()).toBe(0);
  });

  it('is listed by its service target, in working days of the bank holidays', async () => {
    const here = await permitsCouncil({ approval: 'always', decideWithinWorkingDays: 3 });
    here.turn('2026-04-01T09:00:00Z');
    const apply = async (n: number, body: object = {}) =>
      (await here.apply((await here.quote({ uprn: String(n), registration: `ZZ0000${n}` }))?.quote ?? '', body))
        .application;
    const first = await apply(1);
    here.pass(24);
    const references = [first, await apply(2), await apply(3)];
    const list = (query: object) => here.ask('listPermitApplications', { query });
    const page = await list({ limit: 2 });
    expect(page.applications[0]).toMatchObject({ application: first, decideBy: '2026-04-08T23:00:00.000Z' });
    const rest = await list({ limit: 2, cursor: page.cursor });
    expect([...page.applications, ...rest.applications].map(({ application }) => application).sort()).toEqual(
      references.sort(),
    );
    expect(rest.cursor).toBeUndefined();
    here.turn('2026-04-09T00:00:00Z');
    expect((await list({ overdue: true })).applications).toMatchObject([{ application: first }]);
    expect((await list({ scheme: 'other' })).applications).toEqual([]);
    await here.of('assignPermitApplication', first, { assignedTo: 'Parking desk' });
    expect((await list({})).applications[0].assignedTo).toBe('Parking desk');
  });

  it('is found, and forgotten, by whose it is; what is kept of it names nobody', async () => {
    const here = await start({ approval: 'always' });
    const email = 'jo@resident.example';
    await here.step('addPermitNote', { text: `Wrote to ${email}.` });
    await here.step('askForEvidence', { of: 'vehicle', says: `Send it from ${email}.` });
    expect((await here.ask('findPermits', { body: { email } })).permits).toMatchObject([
      { permit: here.application.permit },
    ]);
    const held = await here.ask('findPersonInPermits', { body: { email } });
    expect(held.held.map(({ record }: { record: string }) => record)).toEqual(['applications', 'contacts', 'notes']);
    const { forgotten, kept } = await here.ask('forgetPersonInPermits', { body: { email } });
    expect([forgotten.length, kept]).toEqual([3, []]);
    expect(await here.ask('findPersonInPermits', { body: { email } })).toEqual({ held: [] });
    const file = await here.step('getPermitApplicationFile');
    expect(JSON.stringify(file)).not.toMatch(/jo@|Jo Example/);
    expect(file.notes).toMatchObject([{ text: 'Wrote to [erased].' }]);
    await here.step('seeEvidence', { of: 'vehicle', proof: 'lease' });
    expect(JSON.stringify(await here.read())).not.toContain('jo@');
  });
});

describe('a permit that costs something', () => {
  const pay = { returnUrl: 'https://marlbeck.example/paid' };
  const first = { approval: 'always', payment: 'on_application' };

  it('is paid first, counts while staff look, and is paid back in full when it is refused', async () => {
    const here = await start({ ...first, temporaryPermit: true }, { pence: 5100 });
    const { step, payments, permitNow } = here;
    expect(here.application).toMatchObject({ status: 'payment_needed', money: { payBy: '2026-03-03T11:00:00.000Z' } });
    expect(await permitNow()).toBe('pending_payment');
    const { payment, nextUrl } = await step('payForPermit', pay);
    expect(nextUrl).toContain(payment);
    expect((await step('payForPermit', pay)).payment).toBe(payment);
    payments.end(payment, 'success');
    expect(await here.read()).toMatchObject({ status: 'submitted', money: { due: 5100, paid: 5100 } });
    expect(await permitNow()).toBe('temporary');
    expect(await outcomeOf(step('payForPermit', pay))).toMatchObject({ problem: 'permit-nothing-to-pay' });
    const reasons = [{ code: 'not_resident', says: 'You do not live there.' }];
    expect(await step('refusePermit', { reasons })).toMatchObject({
      status: 'refused',
      money: { refunded: 5100 },
      reasons,
    });
    expect(await permitNow()).toBe('revoked');
    expect(payments.made).toMatchObject([{ refunded: 0 }]);
    await here.sweep();
    expect(payments.made).toMatchObject([{ refunded: 5100 }]);
    expect((await step('getPermitApplicationFile')).back).toMatchObject([
      { amount: 5100, status: 'made', reason: 'refused' },
    ]);
  });

  it('is paid after approval, by another payment where the first came to nothing', async () => {
    const here = await start({ approval: 'always', payment: 'on_approval', payWithinHours: 48 }, { pence: 5100 });
    const { step, payments } = here;
    expect(await outcomeOf(step('payForPermit', pay))).toMatchObject({ problem: 'permit-nothing-to-pay' });
    expect(await step('approvePermit', {})).toMatchObject({ status: 'payment_needed' });
    const { payment } = await step('payForPermit', pay);
    payments.end(payment, 'failed');
    const other = await step('payForPermit', pay);
    expect(other.payment).not.toBe(payment);
    payments.end(other.payment, 'success');
    const data = { subject: `permits:${here.application.application}`, payment: other.payment, status: 'success' };
    const event = {
      id: '',
      type: 'payments.payment.finished',
      version: 1,
      council: 'marlbeck',
      subject: '',
      time: '',
    } as const;
    await Promise.all([here.hear({ ...event, data }), here.hear({ ...event, data })]);
    expect(await here.read()).toMatchObject({ status: 'approved', money: { paid: 5100, refunded: 0 } });
    expect(await here.permitNow()).toBe('active');
  });

  it('lapses when nobody pays, and money that comes later goes back', async () => {
    const here = await start(first, { pence: 5100 });
    const { payment } = await here.step('payForPermit', pay);
    here.pass(2);
    await here.sweep();
    expect(await here.read()).toMatchObject({ status: 'lapsed' });
    expect(await here.used()).toBe(0);
    here.payments.end(payment, 'success');
    here.pass(2);
    await here.sweep();
    here.pass(1);
    await here.sweep();
    expect(here.payments.made).toMatchObject([{ refunded: 5100 }]);
    expect(await here.read()).toMatchObject({ status: 'lapsed', money: { paid: 5100, refunded: 5100 } });
  });

  it('can be paid in another way where the council takes no cards, and that is recorded once', async () => {
    const here = await start({ ...first, approval: 'automatic' }, { pence: 5100 });
    here.payments.connected = false;
    expect(await outcomeOf(here.step('payForPermit', pay))).toEqual({ problem: 'permit-cannot-pay-online' });
    const cash = { amount: 5100, method: 'cash', receipt: 'R-1' };
    expect(await outcomeOf(here.step('recordPermitPayment', { ...cash, amount: 1 }))).toMatchObject({
      fields: ['#/amount'],
    });
    expect(await here.step('recordPermitPayment', cash)).toMatchObject({ status: 'approved', money: { paid: 5100 } });
    expect(await here.step('recordPermitPayment', cash)).toMatchObject({ status: 'approved', money: { paid: 5100 } });
    expect(await here.permitNow()).toBe('active');
  });
});

describe('messages', () => {
  it('are sent once, in order, and again when they could not be sent; after a day they are given up', async () => {
    const here = await start({ approval: 'always' });
    const told = () => [...here.sent.values()];
    const changed = {
      id: '',
      type: 'permits.application.changed',
      version: 1,
      council: 'marlbeck',
      subject: '',
      time: '',
    } as const;
    const hear = () =>
      here.hear({ ...changed, data: { application: here.application.application, status: 'submitted' } });
    await Promise.all([hear(), hear()]);
    expect(told()).toEqual(['permits.application_received']);
    here.messagesAre('down');
    await here.step('approvePermit', {});
    await hear();
    here.messagesAre('sent');
    here.pass(1);
    await here.sweep();
    expect(told()).toEqual(['permits.application_received', 'permits.issued']);
    const lost = await start({ approval: 'always' });
    lost.messagesAre('down');
    lost.pass(25);
    await lost.sweep();
    lost.messagesAre('sent');
    lost.pass(1);
    await lost.sweep();
    expect([...lost.sent]).toEqual([]);
  });
});
