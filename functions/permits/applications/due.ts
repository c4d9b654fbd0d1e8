/** What has to happen to an application or a permit though nobody asks, and when: read from what they are. */
import type { Expression, Key, Write } from '#shared/dynamodb/expression.ts';
import type { Keeping } from '#shared/retention.ts';
import { nextReminder } from '../changes/reminders.ts';
import type { Journey, KeptApplication, KeptPermit } from './journey.ts';
import { holdsPlaces } from './journey.ts';
import { endOf } from './steps.ts';

export interface Due {
  readonly at: string;
  readonly council: string;
  readonly what: string;
  /** Reference of the application or the permit. */
  readonly id: string;
  /** Of the application when it was put on the list: what is put there again meanwhile is not taken off. */
  readonly version?: number | undefined;
}

type FilesUntil = (closedAt: string) => string;
type Moments<T> = Readonly<Record<string, (one: T, filesUntil: FilesUntil) => string | undefined>>;

export const filesUntilBy =
  (evidence: Keeping, council: string): FilesUntil =>
  (closedAt) =>
    new Date(evidence.until(council, Date.parse(closedAt)) * 1000).toISOString();

/** From when on nobody sees its files; the sweep deletes them. */
export const filesOverAt = (
  { status, closedAt }: Pick<KeptApplication, 'status' | 'closedAt'>,
  filesUntil: FilesUntil,
): string | undefined => closedAt && (status === 'withdrawn' ? closedAt : filesUntil(closedAt));

/** By what the sweep calls it. */
const ofApplications: Moments<KeptApplication> = {
  lapse: ({ money, evidenceBy }) => money.payBy ?? evidenceBy,
  settle: ({ ledger }) => ledger.lookAt,
  follow: ({ tryAt }) => tryAt,
  offer: ({ status, offerEndsAt }) => (status === 'offered' ? offerEndsAt : undefined),
  finish: ({ changes, closedAt }) => changes && closedAt,
  files: (application, filesUntil) => (application.filesGone ? undefined : filesOverAt(application, filesUntil)),
};
const ofPermits: Moments<KeptPermit> = {
  remind: nextReminder,
  expire: (permit) => (holdsPlaces(permit) ? new Date(endOf(permit.ends)).toISOString() : undefined),
};

export const dueKey = ({ at, council, what, id }: Due): Key => ({ pk: '*#DUE', sk: `${at}#${council}#${what}#${id}` });

const listed = <T>(council: string, id: string, one: T, moments: Moments<T>, filesUntil: FilesUntil): Due[] =>
  Object.entries(moments).flatMap(([what, momentOf]) => {
    const at = momentOf(one, filesUntil);
    return at ? [{ at, council, what, id }] : [];
  });

const dueOf = (council: string, { application, permit }: Journey, filesUntil: FilesUntil): Due[] => [
  ...listed(council, application.application, application, ofApplications, filesUntil),
  ...(permit ? listed(council, permit.permit, permit, ofPermits, filesUntil) : []),
];

/** Puts what is due now on the list, and takes off what is not any more. */
export const dueWrites = (
  council: string,
  before: Journey | undefined,
  after: Journey,
  filesUntil: FilesUntil,
): Write[] => {
  const was = new Map((before ? dueOf(council, before, filesUntil) : []).map((due) => [dueKey(due).sk, due]));
  const is = new Map(dueOf(council, after, filesUntil).map((due) => [dueKey(due).sk, due]));
  return [
    ...[...was.values()].filter((due) => !is.has(dueKey(due).sk)).map((due) => ({ remove: dueKey(due) })),
    ...[...is.values()]
      .filter((due) => !was.has(dueKey(due).sk))
      .map((due) => ({
        put: { ...dueKey(due), type: 'permit-due', ...due, version: after.application.version },
      })),
  ];
};

/** Whether an item of the list is still the one that was read. */
export const asRead = ({ version }: Due): Expression => ({
  text: version === undefined ? 'attribute_not_exists(#version)' : '#version = :version',
  names: { '#version': 'version' },
  ...(version !== undefined && { values: { ':version': version } }),
});
