import type { Answer, EchoOperation } from '../contract/suppliers.ts';
import { fromEcho } from './echo.ts';
import { wordsOf } from './words.ts';

const uprn = '990100000018';
const now = '2026-11-23T12:00:00.000Z';
const words = wordsOf({ services: { 'Paper recycling collection': 'recycling', 531: 'refuse' } });
const refOf = (...anyType: number[]) => ({ Value: { anyType } });
const date = (DateTime: string, OffsetMinutes = 0) => ({ DateTime, OffsetMinutes });

const last = (more: object = {}) => ({
  CurrentScheduledDate: date('2026-11-23T00:00:00Z'),
  OriginalScheduledDate: date('2026-11-23T00:00:00Z'),
  Ref: refOf(123, 456),
  ...more,
});
const unit = (LastInstance: unknown = last(), more: object = {}) => ({
  Id: 1002,
  ServiceId: 537,
  ServiceName: 'Paper recycling collection',
  ServiceTasks: { ServiceTask: { Id: 402, ServiceTaskSchedules: { ServiceTaskSchedule: { LastInstance } } } },
  ...more,
});
const task = (more: object = {}) => ({ Ref: refOf(123, 456), TaskTypeId: 3216, State: { Name: 'Completed' }, ...more });

const units = (...ServiceUnit: unknown[]): Answer<EchoOperation> => ({
  operation: 'GetServiceUnitsForObject',
  uprn,
  answer: { ServiceUnit },
});
const tasks = (...Task: unknown[]): Answer<EchoOperation> => ({ operation: 'GetTasks', answer: { Task } });
const told = (...answers: Answer<EchoOperation>[]) => fromEcho(answers, words, now);

it('finds the property, service and day of a task by its service unit, in whatever order they come', () => {
  const event = {
    uprn,
    service: 'recycling',
    date: '2026-11-23',
    at: now,
    status: 'Closed / Complete',
    reference: '123,456',
  };
  expect(told(tasks(task()), units(unit()))).toEqual({ events: [event], left: [] });
  expect(told(units(unit()), { ...tasks(task()), askedAt: '2026-11-23T11:00:00Z' }).events).toEqual([
    { ...event, at: '2026-11-23T11:00:00Z' },
  ]);
});

it.each([
  ['Outstanding', 'Not started'],
  ['Allocated', 'In progress'],
  ['Delayed', 'In progress'],
  ['Completed', 'Closed / Complete'],
  ['Not Completed', 'Closed / Not done'],
])('%s is %s', (Name, status) => {
  expect(told(units(unit()), tasks(task({ State: { Name } }))).events).toMatchObject([{ status }]);
});

it.each([
  ['Wrong Bin Out', 'wrong_bin'],
  ['Excess Waste', 'excess_waste'],
  ['Completed - excess left', 'excess_waste'],
  ['Contaminated', 'contaminated'],
  ['Contaminated builder waste', 'contaminated.rubble_diy'],
])('the resolution %s is %s, beside the state', (Name, event) => {
  expect(told(units(unit()), tasks(task({ Resolution: { Name } })))).toMatchObject({
    events: [{ status: 'Closed / Complete', event, comment: Name }],
    left: [],
  });
});

it('tells the state where a resolution has no code, and that it was lost', () => {
  const Name = 'Address incorrect';
  const { events, left } = told(units(unit()), tasks(task({ State: { Name: 'Not Completed' }, Resolution: { Name } })));
  expect(events).toMatchObject([{ status: 'Closed / Not done', comment: Name }]);
  expect(left).toMatchObject([{ at: '#/answers/1/answer/Task/0', reason: 'no_text' }]);
});

it('knows a resolution by its number where it has no name', () => {
  const own = wordsOf({ texts: { 187: 'too_heavy' }, services: { 537: 'recycling' } });
  const numbered = task({ Resolution: { Ref: refOf(187) } });
  expect(fromEcho([units(unit()), tasks(numbered)], own, now).events).toMatchObject([{ event: 'too_heavy' }]);
});

it.each([
  ['as it was moved to', last({ CurrentScheduledDate: date('2026-11-24T00:00:00Z') }), '2026-11-24'],
  ['in London, in summer', last({ CurrentScheduledDate: date('2026-06-30T23:00:00Z', 60) }), '2026-07-01'],
  ['when the last one lies ahead', last({ CurrentScheduledDate: date('2026-11-25T00:00:00Z') }), '2026-11-25'],
])('tells the day %s', (_, instance, expected) => {
  expect(told(units(unit(instance)), tasks(task())).events).toMatchObject([{ date: expected }]);
});

it('tells of every property and service that a task is of', () => {
  const other = unit(undefined, { ServiceId: 531, ServiceName: 'Non-Recyclable Refuse' });
  const neighbour = { ...units(unit()), uprn: '990100000002' };
  expect(told(units(unit(), other), neighbour, tasks(task())).events).toMatchObject([
    { uprn, service: 'recycling' },
    { uprn, service: 'refuse' },
    { uprn: '990100000002', service: 'recycling' },
  ]);
});

it('reads several tasks and schedules, in lists or alone', () => {
  const schedules = [{ LastInstance: last({ Ref: refOf(1, 2) }) }, { LastInstance: last() }, { NextInstance: {} }];
  const ServiceTasks = { ServiceTask: [{ ServiceTaskSchedules: { ServiceTaskSchedule: schedules } }, { Id: 3 }] };
  const { events, left } = told(units(unit(null, { ServiceTasks })), tasks(task(), task({ Ref: refOf(1, 2) })));
  expect([events.map(({ reference }) => reference), left]).toEqual([['123,456', '1,2'], []]);
});

const schedule = { StartDate: date('2026-12-01T00:00:00Z'), LastInstance: last() };
const fromTheFuture = { ServiceTask: { ServiceTaskSchedules: { ServiceTaskSchedule: schedule } } };
const noDate = last({ CurrentScheduledDate: { DateTime: '0001-01-01T00:00:00', OffsetMinutes: 0 } });

it.each([
  ['no state', unit(), task({ State: undefined }), 'no_status'],
  ['a state that nobody knows', unit(), task({ State: { Name: 'Paused' } }), 'no_status'],
  ['a service that nobody named', unit(undefined, { ServiceName: 'Glass' }), task(), 'no_service'],
  ['no date', unit(noDate), task(), 'no_date'],
  ['a schedule from the future with a past instance', unit(null, { ServiceTasks: fromTheFuture }), task(), 'no_date'],
])('leaves a task with %s', (_, one, other, reason) => {
  expect(told(units(one), tasks(other))).toMatchObject({
    events: [],
    left: [{ at: '#/answers/1/answer/Task/0', reason }],
  });
});

it('leaves tasks without a service unit, and last instances without a task', () => {
  const instance =
    '#/answers/0/answer/ServiceUnit/0/ServiceTasks/ServiceTask/ServiceTaskSchedules/ServiceTaskSchedule/LastInstance';
  expect(
    told(units(unit()), tasks(task({ Ref: refOf(9, 9) }), task({ Ref: null }), task({ Ref: '' }))).left,
  ).toMatchObject([
    { at: '#/answers/1/answer/Task/0', reason: 'no_match' },
    { at: '#/answers/1/answer/Task/1', reason: 'no_match' },
    { at: '#/answers/1/answer/Task/2', reason: 'no_match' },
    { at: instance, reason: 'no_match' },
  ]);
});

it('tells of a task what was asked last, and that it was asked before', () => {
  const [before, after] = ['2026-11-23T09:00:00Z', '2026-11-23T10:00:00Z'];
  const first = { ...tasks(task({ State: { Name: 'Outstanding' } })), askedAt: before };
  expect(told({ ...tasks(task()), askedAt: after }, units(unit()), first)).toMatchObject({
    events: [{ status: 'Closed / Complete', at: after }],
    left: [{ at: '#/answers/2/answer/Task/0', reason: 'overtaken' }],
  });
});

it('needs to be told which property was asked for', () => {
  const { left } = told({ ...units(unit()), uprn: undefined }, tasks(task()));
  expect(left).toMatchObject([{ reason: 'no_place' }]);
});
