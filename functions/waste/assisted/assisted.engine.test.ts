/** Assisted collections on the real engine: asked for once at a time, agreed by staff, ended by them or by itself. */
import { outcomeOf, wasteCouncil } from '#test/support/wasteCouncil.ts';

const uprn = '9901';
const refuse = { service: 'refuse', round: 'R1', schedule: 'weekly on Monday', containers: [] };
type Council = Awaited<ReturnType<typeof wasteCouncil>>;
const start = async (): Promise<Council> => {
  const council = await wasteCouncil([{ uprn, services: [refuse] }]);
  council.at('2026-11-23T09:30:00Z');
  return council;
};
const request = ({ ask }: Council, more: object = {}) =>
  outcomeOf(
    ask('requestAssistance', {
      body: { uprn, reason: 'cannot_move', location: 'By the side door', declaration: true, ...more },
    }),
  );
const stands = ({ ask }: Council) => ask('getAssistance', { query: { uprn } });
const close = ({ ask }: Council, reference: string, outcome: string) =>
  ask('closeCase', { reference, body: { outcome } });

it('of many requests at once is one, and counts once staff agree', async () => {
  const council = await start();
  const answers = await Promise.all(Array.from({ length: 20 }, () => request(council)));
  const made = answers.filter(({ reference }) => reference);
  expect(made).toHaveLength(1);
  expect(new Set(answers.map(({ problem }) => problem))).toEqual(new Set([undefined, 'assistance-requested']));
  const { reference } = made[0];
  expect(await stands(council)).toEqual({ uprn, assisted: false });
  await close(council, reference, 'done');
  const agreed = { uprn, assisted: true, since: '2026-11-23', location: 'By the side door', reference };
  expect(await stands(council)).toEqual(agreed);
  expect(JSON.stringify(await council.ask('getCollections', { query: { uprn } }))).not.toContain('side door');
  expect(await council.ask('endAssistance', { body: { uprn } })).toEqual({ uprn, assisted: false });
  expect(await stands(council)).toEqual({ uprn, assisted: false });
  expect(await outcomeOf(council.ask('endAssistance', { body: { uprn } }))).toEqual({ problem: 'not-assisted' });
});

it('is nothing where staff refuse it, and can be asked for again', async () => {
  const council = await start();
  await close(council, (await request(council)).reference, 'refused');
  expect(await stands(council)).toEqual({ uprn, assisted: false });
  expect(await request(council)).toMatchObject({ stage: 'requested' });
});

it('takes the place of what was agreed before, and ends by itself after its last day', async () => {
  const council = await start();
  await close(council, (await request(council)).reference, 'done');
  const temporary = { reason: 'temporary', location: 'Behind the gate', until: '2027-03-31' };
  await close(council, (await request(council, temporary)).reference, 'done');
  expect(await stands(council)).toMatchObject({ location: 'Behind the gate', until: '2027-03-31' });
  // An hour before midnight in London, in summer time.
  council.at('2027-03-31T22:00:00Z');
  expect(await stands(council)).toMatchObject({ assisted: true });
  council.at('2027-03-31T23:00:00Z');
  expect(await stands(council)).toEqual({ uprn, assisted: false });
});

it.each<[string, object, object]>([
  ['a last day that is past', { until: '2026-11-22' }, { problem: 'invalid-request', fields: ['#/until'] }],
  ['a property that there is not', { uprn: '5' }, { problem: 'no-collections-here' }],
])('refuses %s', async (_, more, problem) => {
  expect(await request(await start(), more)).toMatchObject(problem);
});
