/** What the systems of waste contractors answered, posted as it is, and what residents see of it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { londonDay } from '#shared/london.ts';
import { api, makeKey } from '#test/support/app.ts';
import { commons, workFolder } from '#test/support/cli.ts';

const [one, two, three] = ['990100000021', '990100000022', '990100000023'];
const usrn = '99010021';
const everyDay = 'every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday';
const today = londonDay(Date.now());
const noted = `${today}T00:00:01.417`;

const tell = (supplier: string, answers: readonly object[], key?: string) =>
  api('POST', `/supplied/waste/crew-events/${supplier}`, { body: { answers }, ...(key && { key }) });
const collectionsAt = async (uprn: string | undefined) => {
  const { json } = await api('GET', `/supplied/waste/collections?uprn=${uprn}&from=${today}&to=${today}`, { key: '' });
  return Object.fromEntries(
    json.services.map(({ service, collections }: { service: string; collections: object[] }) => [
      service,
      collections[0],
    ]),
  );
};

beforeAll(async () => {
  const file = join(workFolder, 'supplied.csv');
  const rows = [one, two, three].flatMap((uprn) => [
    `${uprn},refuse,"${everyDay}",REF 1,${usrn}`,
    `${uprn},food,"${everyDay}",FOO 1,${usrn}`,
  ]);
  writeFileSync(file, `uprn,service,schedule,round,usrn\n${rows.join('\n')}\n`);
  const { code, stdout } = await commons(['import', 'waste-rounds', file, '--council', 'supplied']);
  if (code !== 0) throw new Error(stdout);
  const suppliers = {
    services: { 6533: 'refuse', Food: 'food', 'Food waste collection': 'food' },
    rounds: { 'RES-R3': 'REF 1', 'Waste-R1': 'REF 1' },
  };
  await api('PUT', '/supplied/waste/settings', { body: { services: {}, containers: {}, suppliers } });
});

it('takes what Bartec answered, says what it left, and knows it the second time', async () => {
  const event = (Description: string, ID: number) => ({
    EventDate: noted,
    EventType: { Description },
    Features: { FeatureType: { ID } },
  });
  const Event = [event('BIN NOT OUT', 6533), event('BIN NOT OUT', 9999)];
  const answers = [{ operation: 'Premises_Events_Get', uprn: one, answer: { Event } }];
  const left = {
    total: 1,
    first: [{ at: '#/answers/0/answer/Event/1', reason: 'no_service', says: expect.any(String) }],
  };
  expect((await tell('bartec', answers)).json).toEqual({ taken: 1, known: 0, left });
  expect((await tell('bartec', answers)).json).toEqual({ taken: 0, known: 1, left });
  const { refuse, food } = await collectionsAt(one);
  expect(refuse).toMatchObject({ status: 'Closed / Not done', event: { code: 'not_presented', where: 'property' } });
  expect(food).not.toHaveProperty('event');
});

it('takes what Whitespace answered of a property and of its street', async () => {
  const log = { LogID: 1, LogDate: noted, Usrn: usrn };
  const InCabLogs = [
    { ...log, Reason: 'Food - Not Out', RoundCode: 'FOO 1', Uprn: two },
    { ...log, Reason: 'N/A', RoundCode: 'RES-R3', Uprn: '' },
  ];
  const { json } = await tell('whitespace', [{ operation: 'GetInCabLogs', answer: { InCabLogs: { InCabLogs } } }]);
  expect(json).toEqual({ taken: 2, known: 0, left: { total: 0, first: [] } });
  expect(await collectionsAt(two)).toMatchObject({
    refuse: { status: 'Closed / Complete', event: { code: 'street_completed', where: 'street' } },
    food: { status: 'Closed / Not done', event: { code: 'not_presented', where: 'property' } },
  });
});

it('takes what Echo answered of tasks and of the service units that they are of', async () => {
  const Ref = { Value: { anyType: [123, 456] } };
  const LastInstance = { CurrentScheduledDate: { DateTime: `${today}T00:00:00`, OffsetMinutes: 0 }, Ref };
  const ServiceTask = { ServiceTaskSchedules: { ServiceTaskSchedule: { LastInstance } } };
  const unit = { ServiceName: 'Food waste collection', ServiceTasks: { ServiceTask } };
  const task = { Ref, State: { Name: 'Not Completed' }, Resolution: { Name: 'Contaminated builder waste' } };
  const answers = [
    { operation: 'GetTasks', answer: { Task: task } },
    { operation: 'GetServiceUnitsForObject', uprn: three, answer: { ServiceUnit: unit } },
  ];
  expect((await tell('echo', answers)).json).toMatchObject({ taken: 1, left: { total: 0 } });
  expect((await tell('echo', answers)).json).toMatchObject({ taken: 0, known: 1 });
  const { food } = await collectionsAt(three);
  expect(food).toMatchObject({ status: 'Closed / Not done', event: { code: 'contaminated.rubble_diy' } });
});

it('names the first hundred rows that it left, and how many there are', async () => {
  const answer = Array.from({ length: 150 }, () => ({}));
  const { json } = await tell('whitespace', [{ operation: 'GetInCabLogs', answer }]);
  expect([json.left.total, json.left.first.length]).toEqual([150, 100]);
});

it('takes no more events than crews may tell at a time', async () => {
  const log = { Reason: 'Not Out', LogDate: noted, Uprn: one };
  const told = (length: number) => tell('whitespace', [{ operation: 'GetInCabLogs', answer: Array(length).fill(log) }]);
  expect((await told(500)).json).toMatchObject({ taken: 1, known: 499 });
  const { status, json } = await told(501);
  expect([status, json.errors[0].pointer]).toEqual([400, '#/answers']);
});

it.each([
  ['another operation', [{ operation: 'GetEventsForObject', answer: {} }], '#/answers/0/operation'],
  ['a property that is none', [{ operation: 'GetTasks', uprn: 'house', answer: {} }], '#/answers/0/uprn'],
  ['no answers', [], '#/answers'],
])('refuses %s', async (_, answers, pointer) => {
  const { status, json } = await tell('echo', answers);
  expect([status, json.errors[0].pointer]).toEqual([400, pointer]);
});

it('refuses a text of a supplier that is in the settings twice', async () => {
  const suppliers = { texts: { 'NOT OUT': 'not_presented', 'Not out': 'none' } };
  const body = { services: {}, containers: {}, suppliers, version: 1 };
  const { status, json } = await api('PUT', '/supplied/waste/settings', { body });
  expect([status, json.errors[0].pointer]).toEqual([400, '#/suppliers/texts']);
});

it('is for the crews’ systems alone', async () => {
  const { key } = await makeKey('supplied', { scopes: ['waste:manage'] });
  expect((await tell('echo', [{ operation: 'GetTasks', answer: null }], key)).status).toBe(403);
});
