/** Concessionary travel on the real engine: from application to the last day, and one pass for a person whoever asks at the same moment. */
import { Down } from '#shared/outbound.ts';
import { council, passCouncil } from '#test/support/passCouncil.ts';
import { storedIn } from '#test/support/table.ts';
import { outcomeOf } from '#test/support/wasteCouncil.ts';

const address = { uprn: '9901', lines: ['1 Mill Lane', 'Marlbeck'], postcode: 'ZZ1 1AA' };
const jo = { name: 'Jo Example', dateOfBirth: '1950-03-01', address, email: 'jo@resident.example' };
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 800_000 }, (_, i) => i % 251)]);
const photo = { of: 'photo', mediaType: 'image/jpeg', content: jpeg.toString('base64') };
const byPost = ['photo', 'identity', 'residence'].map((of) => ({ of, how: 'post' }));
const disability = { category: 'd', award: 'pip', activity: 'moving_around', points: 10 };
const letter = {
  ...{ of: 'disability', mediaType: 'application/pdf', issued: '2026-10-01' },
  content: Buffer.from('%PDF-1.7 a letter').toString('base64'),
};
const older = (more: object = {}, applicant: object = {}) => ({
  body: { kind: 'older', consents: true, evidence: byPost, ...more, applicant: { ...jo, ...applicant } },
});

type Passes = Awaited<ReturnType<typeof passCouncil>>;
const start = async (settings: object = {}): Promise<Passes> => {
  const passes = await passCouncil();
  passes.at('2026-11-23T09:30:00Z');
  await passes.ask('putPassSettings', { body: { settings: { isTravelAuthority: true, ...settings } } });
  return passes;
};
const of = (pass: string, body?: object, more: object = {}) => ({ params: { pass }, ...(body && { body }), ...more });
const approve = { decision: 'approve' };

/** An approved pass of an older person whose card was made. */
const live = async ({ ask }: Passes, applicant: object = {}): Promise<string> => {
  const { pass } = await ask('applyForPass', older({}, applicant));
  await ask('decidePass', of(pass, approve));
  const { batch } = await ask('makePassBatch');
  const shell = `${Date.now()}${Math.random()}`.replaceAll(/\D/g, '').padEnd(18, '0').slice(-18);
  await ask('tellPassProduction', { body: { batch, results: [{ pass, status: 'produced', shell }] } });
  return pass;
};

it('goes from an application to a card, and tells the holder', async () => {
  const passes = await start();
  const { ask, sweep, told } = passes;
  const applied = await ask('applyForPass', older({ evidence: byPost.slice(1) }));
  expect(applied).toMatchObject({
    status: 'evidence_needed',
    missing: ['photo'],
    evidenceBy: '2026-12-21T09:30:00.000Z',
  });
  const { pass } = applied;
  expect(await ask('addPassEvidence', of(pass, photo))).toMatchObject({
    ...{ status: 'requested', missing: [], decideBy: '2026-11-30T17:00:00.000Z' },
  });
  const [, , { evidence }] = (await ask('getPass', of(pass))).evidence;
  const file = await ask('getPassFile', { params: { pass, evidence } });
  expect(Buffer.from(file.content, 'base64').equals(jpeg)).toBe(true);
  expect(await outcomeOf(ask('getPassPhoto', of(pass)))).toEqual({ problem: 'pass-file-gone' });
  expect(await ask('decidePass', of(pass, approve))).toMatchObject({
    ...{ status: 'approved', starts: '2026-11-23', ends: '2031-11-22', endsBecause: 'validity' },
  });
  const { batch } = await ask('makePassBatch');
  expect((await ask('getPassPhoto', of(pass))).content).toBe(photo.content);
  expect((await ask('getPassBatch', { params: { batch: String(batch) } })).cards).toEqual([
    {
      ...{ pass, name: 'Jo Example', lines: address.lines, postcode: 'ZZ1 1AA', kind: 'older', companion: false },
      ...{ starts: '2026-11-23', ends: '2031-11-22', photo: pass },
    },
  ]);
  const produced = { body: { batch, results: [{ pass, status: 'produced', shell: '633597000000000018' }] } };
  expect(await ask('tellPassProduction', produced)).toEqual({ results: [{ pass, outcome: 'done' }] });
  expect(await ask('getPass', of(pass))).toMatchObject({ status: 'live', travel: { local: [] } });
  await sweep();
  expect(told.map(({ purpose }) => purpose).sort()).toEqual(['permits.pass_approved', 'permits.pass_received']);
  expect(await sweep()).toBe(0);
});

it('keeps one pass for a person under fifty applications at once', async () => {
  const { ask } = await start();
  const spellings = ['Jo Example', 'EXAMPLE, Jo', 'jo  example', 'Jó Example'];
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, i) => outcomeOf(ask('applyForPass', older({}, { name: spellings[i % 4] })))),
  );
  expect(outcomes.filter(({ problem }) => problem === undefined)).toHaveLength(1);
  expect(new Set(outcomes.map(({ problem }) => problem))).toEqual(new Set([undefined, 'pass-already-held']));
  const queue = await ask('listPasses');
  expect(queue.passes).toHaveLength(1);
  expect(await outcomeOf(ask('applyForPass', { ...older({ namesake: true }), scopes: ['permits:apply'] }))).toEqual(
    expect.objectContaining({ problem: 'missing-scope' }),
  );
  expect(await ask('applyForPass', older({ namesake: true }))).toMatchObject({ status: 'requested' });
});

it('sends residents to whoever issues passes', async () => {
  const passes = await passCouncil();
  passes.at('2026-11-23T09:30:00Z');
  const authority = { name: 'Example County Council', url: 'https://example.gov.uk/bus' };
  await passes.ask('putPassSettings', { body: { settings: { authority } } });
  expect(await outcomeOf(passes.ask('applyForPass', older()))).toMatchObject({
    ...{ problem: 'not-the-travel-authority', authority },
    says: 'The council does not issue bus passes. Ask Example County Council: https://example.gov.uk/bus',
  });
  expect(await outcomeOf(passes.ask('applyForPass', { ...older(), gssCode: 'W06000001' }))).toMatchObject({
    problem: 'pass-scheme-of-england',
  });
});

it('takes applications from the day on which one may apply, London time', async () => {
  const passes = await start();
  const born = { dateOfBirth: '1956-02-29' };
  const moments = { '2026-11-15T23:59:59Z': 'pass-too-early', '2026-11-16T00:00:00Z': undefined };
  for (const [moment, problem] of Object.entries(moments)) {
    passes.at(moment);
    expect((await outcomeOf(passes.ask('applyForPass', older({}, { dateOfBirth: '1960-07-31' })))).problem).toBe(
      problem,
    );
  }
  const { pass } = (await passes.ask('listPasses')).passes[0];
  expect(await passes.ask('decidePass', of(pass, approve))).toMatchObject({ starts: '2026-11-30', ends: '2031-11-29' });
  expect(await passes.ask('checkPassEligibility', { body: born })).toMatchObject({
    older: { from: '2022-03-01', qualifies: true },
  });
});

it('looks at addresses, and lets staff look where nobody answers', async () => {
  const { ask, neighbours } = await start();
  const elsewhere = older({}, { address: { ...address, uprn: '7' } });
  expect(await outcomeOf(ask('applyForPass', elsewhere))).toEqual({ problem: 'pass-outside-area' });
  neighbours.isDown = new Down('no answer', 1);
  expect((await ask('applyForPass', elsewhere)).reasons).toMatchObject([{ code: 'address_not_checked' }]);
});

it.each([
  [{ ...photo, mediaType: 'application/pdf' }, ['#/content']],
  [{ ...letter, of: 'photo' }, ['#/mediaType']],
  [{ ...letter, issued: '2025-11-22' }, ['#/issued']],
  [{ ...letter, issued: '2026-11-24' }, ['#/issued']],
  [{ ...letter, issued: undefined }, ['#/issued']],
  [{ ...letter, of: 'photo', mediaType: 'image/png' }, ['#/content']],
])('refuses a file that cannot be used: case %#', async (body, fields) => {
  const { ask } = await start();
  const { pass } = await ask('applyForPass', older({ kind: 'disabled', disability, evidence: [] }));
  expect(await outcomeOf(ask('addPassEvidence', of(pass, body)))).toEqual({ problem: 'invalid-request', fields });
});

it('deletes medical papers with the decision, and keeps category and last day', async () => {
  const { ask, table } = await start({ secondCheck: true });
  const { pass, reasons } = await ask('applyForPass', older({ kind: 'disabled', disability, evidence: byPost }));
  expect(reasons).toMatchObject([{ code: 'award_accepted' }]);
  await ask('addPassEvidence', of(pass, letter));
  expect(await storedIn(table)).toContain('FILE#');
  const decision = { ...approve, awardEnds: '2028-05-31' };
  expect(await outcomeOf(ask('decidePass', of(pass, { ...approve, awardEnds: '2026-11-22' })))).toEqual({
    ...{ problem: 'invalid-request', fields: ['#/awardEnds'] },
  });
  expect(await ask('decidePass', of(pass, decision, { keyId: 'ann' }))).toMatchObject({ status: 'second_check' });
  expect((await outcomeOf(ask('decidePass', of(pass, decision, { keyId: 'ann' })))).problem).toBe('pass-second-person');
  expect(await ask('decidePass', of(pass, decision, { keyId: 'ben' }))).toMatchObject({
    ...{ status: 'approved', category: 'd', ends: '2028-05-31', endsBecause: 'award', reasons: [] },
  });
  const { evidence } = (await ask('getPass', of(pass))).evidence.at(-1);
  expect(await outcomeOf(ask('getPassFile', { params: { pass, evidence } }))).toEqual({ problem: 'pass-file-gone' });
  const stored = await storedIn(table);
  expect(stored).not.toContain('FILE#');
  expect(stored).not.toMatch(/moving_around|award_accepted|"points"/);
});

it('asks for more, and lapses when it does not come', async () => {
  const { ask, at, sweep, told } = await start();
  const { pass } = await ask('applyForPass', older());
  const more = { decision: 'ask', needs: ['photo'], reasons: ['The photo is too dark.'] };
  expect(await ask('decidePass', of(pass, more))).toMatchObject({ status: 'evidence_needed', missing: ['photo'] });
  at('2026-12-21T09:29:59Z');
  await sweep();
  expect((await ask('getPass', of(pass))).status).toBe('evidence_needed');
  at('2026-12-21T09:30:00Z');
  await sweep();
  expect((await ask('getPass', of(pass))).status).toBe('lapsed');
  expect(told.map(({ purpose }) => purpose).sort()).toEqual(['permits.pass_evidence_needed', 'permits.pass_received']);
  expect(await ask('applyForPass', older())).toMatchObject({ status: 'requested' });
});

it('counts to the end of its last day in London, and leaves the place free then', async () => {
  const passes = await start({ renewal: { automatic: false, daysBefore: 42 } });
  const { ask, at, sweep } = passes;
  at('2026-06-10T08:00:00Z');
  const pass = await live(passes);
  at('2031-06-09T22:59:59Z');
  expect((await ask('getPass', of(pass))).status).toBe('live');
  expect((await outcomeOf(ask('applyForPass', older()))).problem).toBe('pass-already-held');
  at('2031-06-09T23:00:00Z');
  expect((await ask('getPass', of(pass))).status).toBe('expired');
  expect(await ask('applyForPass', older())).toMatchObject({ status: 'requested' });
  await sweep();
  expect((await ask('listPasses', { query: { status: 'expired' } })).passes).toMatchObject([{ pass }]);
  expect((await outcomeOf(ask('applyForPass', older()))).problem).toBe('pass-already-held');
});

it('finds a person and forgets what no card needs', async () => {
  const passes = await start();
  const pass = await live(passes);
  await passes.ask('addPassNote', of(pass, { text: 'Wrote from jo@resident.example twice.' }));
  const held = await passes.held.find(council, 'jo@resident.example');
  expect(held.map(({ record }) => record)).toEqual(['passContacts', 'passNotes']);
  const first = await passes.held.forget(council, 'jo@resident.example');
  expect(first).toMatchObject({
    forgotten: [{ fields: ['email', 'telephone'] }, { fields: ['text'] }],
    kept: [{ id: pass }],
  });
  expect(await storedIn(passes.table)).not.toContain('jo@resident.example');
  expect((await passes.ask('getPassHolder', of(pass))).holder).toMatchObject({ name: 'Jo Example' });
  expect(await passes.held.find(council, 'jo@resident.example')).toEqual([]);
  const over = await live(passes, { name: 'Sam Example', email: 'sam@resident.example' });
  await passes.ask('surrenderPass', of(over));
  expect((await passes.held.forget(council, 'sam@resident.example')).kept).toEqual([]);
  expect(await storedIn(passes.table)).not.toContain('Sam Example');
});
