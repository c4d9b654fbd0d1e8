/** Echo: tasks, which name no property: it is found by the service unit whose last instance refers to them. */
import { londonDay } from '#shared/london.ts';
import type { Answer, EchoOperation } from '../contract/suppliers.ts';
import {
  type Adapted,
  type Answered,
  answered,
  binsOf,
  type Case,
  type Draft,
  leave,
  momentOf,
  present,
  reasonOf,
  settle,
  statusOf,
  textOf,
} from './adapter.ts';
import { field, type Row, rowsOf, textIn } from './json.ts';
import { instantOf } from './moments.ts';
import type { Words } from './words.ts';

/** The last time that a service was to come to a property. */
interface Instance {
  readonly at: string;
  readonly ref: string;
  /** Throws `LeftOut`. */
  readonly place: () => Draft;
}

/** `123,456`. */
const refIn = (value: unknown): string =>
  rowsOf(field(value, 'Ref'), '', ['Value', 'anyType'])
    .map((part) => textIn(part.value) ?? '')
    .join(',');

/** The day on which it was planned, as it was moved to. Of a schedule that begins later it is bad data. */
const dayOf = (schedule: Row): string => {
  const day = londonDay(momentOf(schedule, 'LastInstance', 'CurrentScheduledDate'));
  const start = instantOf(field(schedule.value, 'StartDate'));
  if (start !== undefined && londonDay(start) > day) leave('no_date', `Its schedule begins after ${day}.`);
  return day;
};

const instancesOf = (unit: Answered, words: Words): readonly Instance[] =>
  rowsOf(field(unit.value, 'ServiceTasks'), `${unit.at}/ServiceTasks`, ['ServiceTask'])
    .flatMap(({ at, value }) =>
      rowsOf(field(value, 'ServiceTaskSchedules'), `${at}/ServiceTaskSchedules`, ['ServiceTaskSchedule']),
    )
    .map((schedule) => ({
      at: `${schedule.at}/LastInstance`,
      ref: refIn(field(schedule.value, 'LastInstance')),
      place: () => ({
        uprn: present(unit.uprn, 'no_place', 'Give the “uprn” that was asked for beside the answer.'),
        date: dayOf(schedule),
        ...binsOf(words, textIn(unit.value, 'ServiceName'), textIn(unit.value, 'ServiceId')),
      }),
    }))
    .filter(({ ref }) => ref !== '');

/** One without a Ref is no other's. */
const keyOf = ({ value, at }: Row): string => refIn(value) || at;

/** Of each task the last that was asked for. */
const latestOf = (tasks: readonly Answered[]): ReadonlyMap<string, Answered> =>
  new Map(
    tasks.toSorted((a, b) => Date.parse(a.askedAt) - Date.parse(b.askedAt)).map((task) => [keyOf(task), task] as const),
  );

const casesOf = (task: Answered, instances: readonly Instance[], words: Words): readonly Case[] => {
  const resolution =
    textIn(task.value, 'Resolution', 'Name') ?? textIn(task.value, 'Resolution', 'Ref', 'Value', 'anyType');
  const take = ({ place, ref }: Instance) => ({
    ...place(),
    at: task.askedAt,
    status: statusOf(textOf(task, 'no_status', 'State', 'Name'), words),
    ...(resolution && reasonOf(resolution, 'site', words)),
    reference: ref,
  });
  if (instances.length === 0)
    return [{ at: task.at, take: () => leave('no_match', 'No LastInstance among the answers has its Ref.') }];
  return instances.map((instance) => ({ at: task.at, take: () => take(instance) }));
};

export const fromEcho = (answers: readonly Answer<EchoOperation>[], words: Words, now: string): Adapted => {
  const tasks = answered(answers, 'GetTasks', ['Task'], now);
  const units = answered(answers, 'GetServiceUnitsForObject', ['ServiceUnit'], now);
  const instances = Map.groupBy(
    units.flatMap((unit) => instancesOf(unit, words)),
    ({ ref }) => ref,
  );
  const latest = latestOf(tasks);
  const overtaken = tasks.filter((task) => latest.get(keyOf(task)) !== task);
  const untold = [...instances.values()].flat().filter(({ ref }) => !latest.has(ref));
  return settle([
    ...[...latest].flatMap(([ref, task]) => casesOf(task, instances.get(ref) ?? [], words)),
    ...overtaken.map(({ at }) => ({ at, take: () => leave('overtaken', 'A later answer tells of the same task.') })),
    ...untold.map(({ at }) => ({ at, take: () => leave('no_match', 'No task among the answers has its Ref.') })),
  ]);
};
