/** Missed collections on the real engine, at a time that the test sets. */
import { DatasetKeys } from '#shared/datasets/keys.ts';
import { outcomeOf, wasteCouncil } from '#test/support/wasteCouncil.ts';
import { waste } from '../contract.ts';
import { propertyKey, rounds } from '../rounds.ts';

const uprn = '9901';
const [weekly, fortnightly] = ['weekly on Thursday', 'every 2 weeks from 2026-03-26'];
const service = (name: string, schedule = weekly) => ({ service: name, round: 'R1', schedule, containers: [] });
type Council = Awaited<ReturnType<typeof wasteCouncil>>;

const start = async (missedCollections: object, services = [service('refuse'), service('food')]): Promise<Council> => {
  const council = await wasteCouncil([{ uprn, services }]);
  await council.ask('putWasteSettings', { body: { services: {}, containers: {}, missedCollections } });
  council.at('2026-04-03T09:00:00Z');
  return council;
};
const report = ({ ask }: Council, of = 'refuse') =>
  outcomeOf(ask('reportMissedCollection', { body: { uprn, service: of } }));
const eligibility = ({ ask }: Council, of = 'refuse') => ask('getMissedEligibility', { query: { uprn, service: of } });

it('is one report for all the bins of a property with assisted collection, where the council has it so', async () => {
  const council = await start({ assistedTogether: true });
  const asked = { uprn, reason: 'cannot_move', location: 'By the side door', declaration: true };
  const { reference } = await council.ask('requestAssistance', { body: asked });
  await council.ask('closeCase', { reference, body: { outcome: 'done' } });
  const made = await report(council, 'food');
  expect(made.details).toMatchObject({ allServices: true });
  expect(await eligibility(council)).toMatchObject({ reasonCode: 'already_reported', openReport: made.reference });
  await council.ask('closeCase', { reference: made.reference, body: { outcome: 'done' } });
  expect(await eligibility(council)).toMatchObject({ allowed: true });
});

it('is a report for each service of any other property', async () => {
  const council = await start({ assistedTogether: true });
  await report(council, 'food');
  expect(await eligibility(council)).toMatchObject({ allowed: true });
});

it('of a fortnight is not opened by the log of a weekly service that shares its round', async () => {
  const services = [service('food'), service('refuse', fortnightly)];
  const council = await start({ opens: { sameDay: 'whenRoundLogged' }, closes: { workingDays: 3 } }, services);
  const log = { round: 'R1', date: '2026-04-02', at: '2026-04-02T10:15:00Z', event: 'breakdown' };
  await council.ask('tellCrewEvents', { body: { events: [log] } });
  expect(await eligibility(council, 'food')).toMatchObject({ windowOpensAt: '2026-04-02T10:15:00.000Z' });
  expect(await eligibility(council, 'refuse')).toMatchObject({ allowed: false, reasonCode: 'too_late' });
});

it('that was not put right can be escalated once, by who reported it, when the council’s rules say', async () => {
  const council = await start({ escalation: {} });
  const { reference } = await report(council);
  const window = (from = uprn) => council.ask('getEscalationWindow', { reference, query: { uprn: from } });
  const escalate = () => outcomeOf(council.ask('escalateMissedCollection', { reference, body: { uprn } }));
  // Reported on Friday: the second working day is Tuesday, six in London is five in UTC.
  expect(await window()).toMatchObject({
    ...{ reasonCode: 'too_soon', windowOpensAt: '2026-04-07T17:00:00.000Z' },
    windowClosesAt: '2026-04-08T17:00:00.000Z',
  });
  council.at('2026-04-07T17:00:00Z');
  expect(await window('9902')).toMatchObject({ reasonCode: 'other_property' });
  const answers = await Promise.all(Array.from({ length: 10 }, escalate));
  const made = answers.filter(({ kind }) => kind);
  expect(made).toMatchObject([{ kind: 'missed_escalation', details: { of: reference } }]);
  expect(await window()).toMatchObject({ reasonCode: 'already_escalated', escalation: made[0].reference });
});

it('cannot be escalated once the property has left the rounds, which is a problem that the contract has', async () => {
  const council = await start({ escalation: {} });
  const { reference } = await report(council);
  await council.live([]);
  await council.table.remove(propertyKey(new DatasetKeys(rounds.name).prefix('marlbeck', 1), uprn));
  const { problem } = await outcomeOf(council.ask('getEscalationWindow', { reference, query: { uprn } }));
  expect(waste.operations.getEscalationWindow.problems.map(({ type }) => type.slug)).toContain(problem);
});
