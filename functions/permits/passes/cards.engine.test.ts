/** Cards on the real engine: ordered once, made in whatever order the bureau says, lost, found, replaced and renewed. */
import { council, passCouncil } from '#test/support/passCouncil.ts';
import { outcomeOf } from '#test/support/wasteCouncil.ts';
import { hearPassPayment } from './paying.ts';

const address = { uprn: '9901', lines: ['1 Mill Lane', 'Marlbeck'], postcode: 'ZZ1 1AA' };
const byPost = ['photo', 'identity', 'residence', 'disability'].map((of) => ({ of, how: 'post' }));
const settings = {
  ...{ isTravelAuthority: true, replacementFee: 1000 },
  renewal: { automatic: true, daysBefore: 42 },
};

type Passes = Awaited<ReturnType<typeof passCouncil>>;
const start = async (): Promise<Passes> => {
  const passes = await passCouncil();
  passes.at('2026-11-23T09:30:00Z');
  await passes.ask('putPassSettings', { body: { settings } });
  return passes;
};
const of = (pass: string, body?: object) => ({ params: { pass }, ...(body && { body }) });
let shells = 0;
const newShell = (): string => {
  shells += 1;
  return `633597${String(shells).padStart(12, '0')}`;
};
const told = (batch: number, ...results: object[]) => ({ body: { batch, results } });

const person = (n: number) => ({
  name: `Jo Example ${n}`,
  dateOfBirth: '1950-03-01',
  address,
  telephone: '07700 900123',
});
const approved = async ({ ask }: Passes, n = 1, applicant: object = {}, kind = 'older', decision: object = {}) => {
  const disability = kind === 'disabled' ? { disability: { category: 'a' } } : {};
  const evidence = kind === 'older' ? byPost.slice(0, 3) : byPost;
  const body = { kind, consents: true, evidence, ...disability, applicant: { ...person(n), ...applicant } };
  const { pass } = await ask('applyForPass', { body });
  await ask('decidePass', of(pass, { decision: 'approve', ...decision }));
  return pass as string;
};
const made = async ({ ask }: Passes, pass: string): Promise<string> => {
  const { batch } = await ask('makePassBatch');
  const shell = newShell();
  await ask('tellPassProduction', told(batch, { pass, status: 'produced', shell }));
  return shell;
};
const outcomes = async ({ ask }: Passes, batch: number, ...results: object[]): Promise<string[]> =>
  (await ask('tellPassProduction', told(batch, ...results))).results.map(({ outcome }: { outcome: string }) => outcome);
const statusOf = async ({ ask }: Passes, pass: string): Promise<string> => (await ask('getPass', of(pass))).status;
const hotlist = async ({ ask }: Passes, cursor?: string) => ask('getPassHotlist', { query: cursor ? { cursor } : {} });

it('puts each approved pass into one batch, however many are made at once', async () => {
  const passes = await start();
  const all = await Promise.all(Array.from({ length: 12 }, (_, n) => approved(passes, n)));
  const asked = await Promise.all(Array.from({ length: 3 }, () => outcomeOf(passes.ask('makePassBatch'))));
  const made = asked.filter(({ problem }) => !problem);
  const cards = await Promise.all(
    made.map(async ({ batch }) => (await passes.ask('getPassBatch', { params: { batch: String(batch) } })).cards),
  );
  // Who broke off because of the others left the rest for the next.
  const rest = await outcomeOf(passes.ask('makePassBatch'));
  if (!rest.problem) cards.push((await passes.ask('getPassBatch', { params: { batch: String(rest.batch) } })).cards);
  expect(
    cards
      .flat()
      .map(({ pass }) => pass)
      .sort(),
  ).toEqual(all.toSorted());
  expect((await outcomeOf(passes.ask('makePassBatch'))).problem).toBe('pass-nothing-to-produce');
});

it('takes what the bureau says twice, late, of the wrong card and of none', async () => {
  const passes = await start();
  const [one, two, ended] = await Promise.all([1, 2, 3].map((n) => approved(passes, n)));
  const { batch } = await passes.ask('makePassBatch');
  await passes.ask('surrenderPass', of(ended ?? ''));
  passes.at('2026-11-23T09:30:30Z');
  const [a, b, c] = [newShell(), newShell(), newShell()];
  const results = [
    { pass: one, status: 'produced', shell: a },
    { pass: one, status: 'produced', shell: a },
    { pass: one, status: 'produced', shell: b },
    { pass: one, status: 'rejected', reason: 'photo unusable' },
    { pass: two, status: 'rejected', reason: 'photo unusable' },
    { pass: two, status: 'rejected', reason: 'photo unusable' },
    { pass: ended, status: 'produced', shell: c },
    { pass: 'PB-00000000', status: 'produced', shell: b },
  ];
  expect(await outcomes(passes, batch, ...results)).toEqual([
    ...['done', 'known', 'conflict', 'conflict', 'done', 'known', 'ended', 'unknown'],
  ]);
  expect(await outcomes(passes, batch + 1, { pass: two, status: 'produced', shell: b })).toEqual(['conflict']);
  // The card of another, then its own after it was sent back.
  expect(await outcomes(passes, batch, { pass: two, status: 'produced', shell: a })).toEqual(['conflict']);
  expect(await statusOf(passes, two ?? '')).toBe('not_produced');
  expect(await outcomes(passes, batch, { pass: two, status: 'produced', shell: b })).toEqual(['done']);
  expect(await statusOf(passes, two ?? '')).toBe('live');
  passes.at('2026-11-23T09:31:00Z');
  expect((await hotlist(passes)).entries).toMatchObject([
    { pass: ended, state: 'hotlisted', because: 'surrendered' },
    { pass: ended, shell: c, state: 'hotlisted' },
  ]);
});

it('makes a card once when the bureau says so many times at once', async () => {
  const passes = await start();
  const pass = await approved(passes);
  const { batch } = await passes.ask('makePassBatch');
  const result = { pass, status: 'produced', shell: newShell() };
  const said = await Promise.all(Array.from({ length: 6 }, () => outcomes(passes, batch, result)));
  expect(said.flat().sort()).toEqual(['done', 'known', 'known', 'known', 'known', 'known']);
});

it('orders a card again that was sent back', async () => {
  const passes = await start();
  const pass = await approved(passes);
  const { batch } = await passes.ask('makePassBatch');
  await passes.ask('tellPassProduction', told(batch, { pass, status: 'rejected', reason: 'photo unusable' }));
  await passes.ask('retryPassProduction', of(pass));
  expect((await passes.ask('makePassBatch')).batch).toBe(batch + 1);
  expect(await statusOf(passes, pass)).toBe('in_production');
  await passes.sweep();
  expect(passes.told.map(({ purpose, to }) => [purpose, to]).sort()).toEqual([
    ['permits.pass_approved', { phone: '07700900123' }],
    ['permits.pass_received', { phone: '07700900123' }],
  ]);
});

it('hotlists a lost card, clears it when it is found, and hands over what changed since', async () => {
  const passes = await start();
  const pass = await approved(passes);
  const shell = await made(passes, pass);
  await passes.ask('reportPassLost', of(pass, { because: 'lost' }));
  expect((await hotlist(passes)).entries).toEqual([]);
  passes.at('2026-11-23T10:00:00Z');
  const first = await hotlist(passes);
  expect(first.entries).toMatchObject([{ pass, shell, state: 'hotlisted', because: 'lost' }]);
  await passes.ask('reportPassFound', of(pass));
  passes.at('2026-11-23T11:00:00Z');
  const second = await hotlist(passes, first.cursor);
  expect(second.entries).toMatchObject([{ pass, shell, state: 'cleared' }]);
  expect((await hotlist(passes, second.cursor)).entries).toEqual([]);
  expect(await statusOf(passes, pass)).toBe('live');
});

it('replaces a lost pass once, for its fee, with its last day', async () => {
  const passes = await start();
  const { ask } = passes;
  const pass = await approved(passes);
  await made(passes, pass);
  passes.at('2027-03-01T12:00:00Z');
  const tried = await Promise.all(
    Array.from({ length: 6 }, () => outcomeOf(ask('replacePass', of(pass, { because: 'lost' })))),
  );
  const [next] = tried.filter(({ problem }) => !problem);
  expect(tried.filter(({ problem }) => problem === 'pass-not-ready')).toHaveLength(5);
  expect(next).toMatchObject({
    ...{ status: 'payment_needed', fee: { due: 1000, paid: 0 }, replaces: pass },
    ...{ starts: '2027-03-01', ends: '2031-11-22' },
  });
  expect(await statusOf(passes, pass)).toBe('hotlisted');
  expect((await outcomeOf(ask('reportPassFound', of(pass)))).problem).toBe('pass-not-ready');
  const returnUrl = 'https://marlbeck.example/paid?token={token}';
  expect(await ask('payForPass', of(next.pass, { returnUrl }))).toEqual({
    payment: 'PY-1',
    nextUrl: expect.any(String),
  });
  passes.neighbours.takesCards = false;
  expect(await outcomeOf(ask('payForPass', of(next.pass, { returnUrl })))).toEqual({
    problem: 'pass-payment-unavailable',
  });
  // Given up, it leaves the old one to be found, and money that comes all the same goes back.
  await ask('withdrawPass', of(next.pass));
  await hearPassPayment(passes.dependencies, council, { subject: `permits:${next.pass}`, payment: 'PY-1' });
  expect(passes.refunded).toEqual(['PY-1']);
  expect(await ask('reportPassFound', of(pass))).toMatchObject({ status: 'live' });
  const stolen = await ask('replacePass', of(pass, { because: 'stolen', crimeReference: '42/12345/26' }));
  expect(stolen).toMatchObject({ status: 'approved', ends: '2031-11-22' });
  expect((await ask('getPassHolder', of(stolen.pass))).notes).toMatchObject([{ text: 'Crime reference 42/12345/26' }]);
  const again = await ask('applyForPass', { body: { kind: 'older', consents: true, applicant: person(1) } }).catch(
    ({ type }: { type: { slug: string } }) => type.slug,
  );
  expect(again).toBe('pass-already-held');
});

it('approves a replacement once it is paid, by whichever way', async () => {
  const passes = await start();
  const { ask } = passes;
  const pass = await approved(passes);
  await made(passes, pass);
  const { pass: next } = await ask('replacePass', of(pass, { because: 'stolen' }));
  const heard = { subject: `permits:${next}`, payment: 'PY-1' };
  await hearPassPayment(passes.dependencies, council, { ...heard, subject: 'permits:PA-00000000' });
  expect(await statusOf(passes, next)).toBe('payment_needed');
  await hearPassPayment(passes.dependencies, council, heard);
  await hearPassPayment(passes.dependencies, council, heard);
  expect(await ask('getPass', of(next))).toMatchObject({ status: 'approved', fee: { due: 1000, paid: 1000 } });
  expect(passes.refunded).toEqual([]);
  await hearPassPayment(passes.dependencies, council, { ...heard, payment: 'PY-2' });
  expect(passes.refunded).toEqual(['PY-2']);
});

it('leaves the card with the old name until the new one is approved', async () => {
  const passes = await start();
  const { ask } = passes;
  const pass = await approved(passes);
  await made(passes, pass);
  const next = await ask('replacePass', of(pass, { because: 'name_change', name: 'Jo Sample' }));
  expect(next).toMatchObject({ status: 'evidence_needed', missing: ['identity'] });
  expect(await statusOf(passes, pass)).toBe('live');
  await ask('notePassEvidence', of(next.pass, { of: 'identity' }));
  expect(await ask('decidePass', of(next.pass, { decision: 'approve' }))).toMatchObject({ ends: '2031-11-22' });
  expect(await statusOf(passes, pass)).toBe('hotlisted');
  expect((await ask('getPassHolder', of(next.pass))).holder.name).toBe('Jo Sample');
});

it('renews by itself what was used, and reminds the others', async () => {
  const passes = await start();
  const { ask, at, sweep, told: sent } = passes;
  const [used, unused] = [await approved(passes, 1), await approved(passes, 2)];
  for (const pass of [used, unused]) await made(passes, pass ?? '').catch(() => undefined);
  const { batch } = await ask('getPass', of(unused));
  await ask('tellPassProduction', told(batch, { pass: unused, status: 'produced', shell: newShell() }));
  expect((await outcomeOf(ask('renewPass', of(used, {})))).problem).toBe('pass-too-early');
  at('2031-10-01T12:00:00Z');
  const use = {
    used: [
      { pass: used, on: '2031-09-01' },
      { pass: used, on: '2031-08-01' },
      { pass: 'PB-00000000', on: '2031-09-01' },
    ],
  };
  expect(await ask('tellPassUse', { body: use })).toEqual({ taken: 1 });
  await sweep();
  sent.length = 0;
  at('2031-10-11T06:00:00Z');
  await sweep();
  await sweep();
  const { renewedBy } = await ask('getPass', of(used));
  expect(await ask('getPass', of(renewedBy))).toMatchObject({
    ...{ status: 'approved', renews: used, starts: '2031-11-23', ends: '2036-11-22' },
  });
  expect(sent.map(({ purpose }) => purpose).sort()).toEqual(['permits.pass_approved', 'permits.pass_renewal']);
  const asked = await ask('renewPass', of(unused, {}));
  expect(asked).toMatchObject({ status: 'evidence_needed', missing: ['residence'], starts: '2031-11-23' });
  // Refused, it gives the place back: it can be renewed again.
  await ask('decidePass', of(asked.pass, { decision: 'refuse', reasons: ['No proof.'] }));
  expect(await ask('renewPass', of(unused, {}))).toMatchObject({ status: 'evidence_needed' });
});

it('makes a disabled person’s pass an older person’s at pension age, without an application', async () => {
  const passes = await start();
  const { ask, at, sweep } = passes;
  const pass = await approved(passes, 1, { dateOfBirth: '1961-01-31' }, 'disabled');
  await made(passes, pass);
  expect(await ask('getPass', of(pass))).toMatchObject({
    ends: '2027-11-29',
    endsBecause: 'pension_age',
    category: 'a',
  });
  at('2027-10-18T06:00:00Z');
  await sweep();
  const { renewedBy } = await ask('getPass', of(pass));
  const next = await ask('getPass', of(renewedBy));
  expect(next).toMatchObject({ kind: 'older', status: 'approved', starts: '2027-11-30', ends: '2032-11-29' });
  expect(next.category).toBeUndefined();
});

it('cancels what follows, too, and tells nobody after a death', async () => {
  const passes = await start();
  const { ask, told: sent, sweep } = passes;
  const pass = await approved(passes);
  await made(passes, pass);
  const next = await ask('replacePass', of(pass, { because: 'damaged' }));
  const people = [{ name: 'Nobody Known', dateOfBirth: '1950-03-01' }, person(1)].map(({ name, dateOfBirth }) => ({
    name,
    dateOfBirth,
  }));
  expect(await ask('matchPasses', { body: { people } })).toEqual({ matches: [{ index: 1, pass: next.pass }] });
  await ask('cancelPass', of(pass, { because: 'deceased' }));
  expect([await statusOf(passes, pass), await statusOf(passes, next.pass)]).toEqual(['cancelled', 'cancelled']);
  await sweep();
  expect(sent).toEqual([]);
  expect(await ask('matchPasses', { body: { people } })).toEqual({ matches: [] });
  expect(await ask('applyForPass', { body: { kind: 'older', consents: true, applicant: person(1) } })).toMatchObject({
    status: 'evidence_needed',
  });
});

it.each(['surrenderPass', 'cancelPass'] as const)(
  'ends a renewal that was asked for with its pass, by %s of either',
  async (id) => {
    const passes = await start();
    const { ask, at } = passes;
    const body = id === 'cancelPass' ? { because: 'moved_away' } : undefined;
    const ends: string[] = [];
    for (const n of [1, 2]) {
      at('2026-11-23T09:30:00Z');
      const pass = await approved(passes, n);
      await made(passes, pass);
      at('2031-10-12T12:00:00Z');
      const next = (await ask('renewPass', of(pass, {}))).pass;
      const isOld = n === 1 || id === 'surrenderPass';
      await ask(id, of(isOld ? pass : next, body));
      ends.push(await statusOf(passes, pass), await statusOf(passes, next));
      const again = { kind: 'older', consents: true, applicant: person(n) };
      expect(await ask('applyForPass', { body: again })).toMatchObject({ status: 'evidence_needed' });
    }
    expect(new Set(ends)).toEqual(new Set([id === 'cancelPass' ? 'cancelled' : 'surrendered']));
  },
);

it('deletes the photo some time after the card was made', async () => {
  const passes = await start();
  const { ask, at, sweep } = passes;
  const content = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64');
  const body = { kind: 'older', consents: true, evidence: byPost.slice(1, 3), applicant: person(1) };
  const { pass } = await ask('applyForPass', { body });
  await ask('addPassEvidence', of(pass, { of: 'photo', mediaType: 'image/jpeg', content }));
  await ask('decidePass', of(pass, { decision: 'approve' }));
  await made(passes, pass);
  at('2026-12-23T09:29:00Z');
  await sweep();
  expect(await ask('getPassPhoto', of(pass))).toMatchObject({ content });
  at('2026-12-23T09:30:00Z');
  await sweep();
  expect(await outcomeOf(ask('getPassPhoto', of(pass)))).toEqual({ problem: 'pass-file-gone' });
});
