/** Whether a missed collection can be reported now: the window of the council's settings, and what the crew told. Pure. */

import { addDays } from '#shared/dates/days.ts';
import { workingDays } from '#shared/dates/workingDays.ts';
import { londonDay, londonInstant } from '#shared/london.ts';
import type { Language } from '../collections.ts';
import type { CollectionEvent } from '../contract/collections.ts';
import { isStatusOver } from '../contract/crew.ts';
import type { Decision, ReasonCode } from '../contract/missed.ts';
import type { MissedSettings } from '../contract/missedSettings.ts';
import { momentInWords } from '../dates/dayInWords.ts';
import type { Told } from '../progress.ts';

export interface Facts {
  readonly now: number;
  readonly today: string;
  /** The last day, today included, on which it came or should have come. */
  readonly lastDue: string | undefined;
  /** A later day, today included, that was cancelled. */
  readonly cancelled?: string | undefined;
  /** What became of that day’s collection. */
  readonly told: Told | undefined;
  /** When the crew first logged anything of the round, on that day or since. */
  readonly loggedAt?: string | undefined;
  /** What the crew noted, by code: at the property, and on its street or round. */
  readonly noted?: { readonly property: readonly string[]; readonly street: readonly string[] };
  /** What the crew noted that says most, in words for residents. */
  readonly event?: CollectionEvent | undefined;
  /** Reference of a report that is open. */
  readonly openReport: string | undefined;
  /** What rules any report out, whatever the day. */
  readonly barred?: 'property_blocked' | 'service_suspended' | 'not_subscribed' | undefined;
  /** Whether another service of the property can be reported, and that is enough. */
  readonly anotherIsOpen?: boolean;
  /** Whether somebody of the council asks, who may report earlier. */
  readonly isExempt?: boolean;
}

interface Window {
  readonly opensAt?: number;
  readonly closesAt?: number;
}

const midnightAfter = (day: string): number => londonInstant(addDays(day, 1), '00:00');

/** On the day by the council's rule, from the next day in any case. */
const opensAt = (day: string, told: Told | undefined, { opens }: MissedSettings): number => {
  const atTime = opens.sameDay === 'whenCompleted' ? undefined : londonInstant(day, opens.time);
  const completed = told && isStatusOver(told.status) && opens.sameDay !== 'atTime' ? Date.parse(told.at) : undefined;
  return Math.min(midnightAfter(day), ...[atTime, completed].filter((one) => one !== undefined));
};

const workingDaysOf = ({ division, holidays, closures }: Pick<MissedSettings, 'division' | 'holidays' | 'closures'>) =>
  workingDays({ division, closures, ...(holidays && { holidays }) });

const closesAt = (day: string, { closes, ...calendar }: MissedSettings): number => {
  const last = workingDaysOf(calendar).add(day, closes.workingDays);
  return closes.time ? londonInstant(last, closes.time) : midnightAfter(last);
};

/** Where a log opens it, working days count from the day of the log, and there is no window before there is one. */
const windowOf = (day: string, { told, loggedAt }: Facts, rules: MissedSettings): Window => {
  if (rules.opens.sameDay !== 'whenRoundLogged')
    return { opensAt: opensAt(day, told, rules), closesAt: closesAt(day, rules) };
  if (loggedAt === undefined) return {};
  const instant = Date.parse(loggedAt);
  return { opensAt: instant, closesAt: closesAt(londonDay(instant), rules) };
};

const messages: Readonly<Record<ReasonCode, Readonly<Record<Language, (moment: string) => string>>>> = {
  property_blocked: {
    en: () => 'Contact the council to report this.',
    cy: () => 'Cysylltwch â’r cyngor i adrodd hyn.',
  },
  service_suspended: {
    en: () => 'You cannot report this service at the moment.',
    cy: () => 'Ni allwch adrodd y gwasanaeth hwn ar hyn o bryd.',
  },
  not_subscribed: {
    en: () => 'This property has no subscription to the service.',
    cy: () => 'Nid oes gan yr eiddo hwn danysgrifiad i’r gwasanaeth.',
  },
  delayed: {
    en: () => 'The collection is late. The crew comes as soon as it can.',
    cy: () => 'Mae’r casgliad yn hwyr. Daw’r criw cyn gynted ag y gall.',
  },
  collection_cancelled: {
    en: () => 'The collection was cancelled.',
    cy: () => 'Cafodd y casgliad ei ganslo.',
  },
  not_due: {
    en: () => 'Nothing was due to be collected.',
    cy: () => 'Nid oedd dim i’w gasglu.',
  },
  already_reported: {
    en: () => 'This has been reported already.',
    cy: () => 'Mae hyn wedi’i adrodd eisoes.',
  },
  crew_event: {
    en: () => 'The crew could not collect it, and told us so.',
    cy: () => 'Ni allai’r criw ei gasglu, a dywedodd hynny wrthym.',
  },
  in_progress: {
    en: () => 'The crew is still on its way.',
    cy: () => 'Mae’r criw ar ei ffordd o hyd.',
  },
  too_soon: {
    en: (moment) => (moment ? `You can report this from ${moment}.` : 'You can report this once the crew has been.'),
    cy: (moment) => (moment ? `Gallwch adrodd hyn o ${moment}.` : 'Gallwch adrodd hyn ar ôl i’r criw fod.'),
  },
  too_late: {
    en: (moment) => (moment ? `You could report this until ${moment}.` : 'It is too late to report this.'),
    cy: (moment) => (moment ? `Gallech adrodd hyn tan ${moment}.` : 'Mae’n rhy hwyr i adrodd hyn.'),
  },
};

/** `contaminated` is every kind of it. */
const isAmong = (codes: readonly string[]) => (code: string) =>
  codes.some((one) => code === one || code.startsWith(`${one}.`));

const isBlocked = ({ told, noted }: Facts, { blockedBy, blockingEvents }: MissedSettings): boolean =>
  (told !== undefined && blockedBy.includes(told.status)) ||
  (noted?.property.some(isAmong(blockingEvents.property)) ?? false) ||
  (noted?.street.some(isAmong(blockingEvents.street)) ?? false);

/** The day itself must not be further back than the window is long: a round’s log can be of another service that shares it. */
const isOld = (day: string, today: string, { closes, ...calendar }: MissedSettings): boolean =>
  day < workingDaysOf(calendar).add(today, -closes.workingDays);

/** Bexley: a round of which nothing is logged is late from a time on its day; before that nobody can tell. */
const withoutLog = (day: string, { now, today }: Facts, rules: MissedSettings): ReasonCode => {
  if (isOld(day, today, rules)) return 'too_late';
  const { delayedFrom } = rules;
  return delayedFrom !== undefined && now >= londonInstant(day, delayedFrom) ? 'delayed' : 'too_soon';
};

/** What the time makes of it, once nothing else rules it out. */
const reasonOfTime = (day: string, facts: Facts, window: Window, rules: MissedSettings): ReasonCode | undefined => {
  const { now, today, cancelled, isExempt } = facts;
  const { opensAt: from, closesAt: to } = window;
  // A time on the clock is the last moment (Peterborough), the end of a day is not.
  const isOver = to !== undefined && (rules.closes.time ? now > to : now >= to);
  if (cancelled && (isOver || to === undefined)) return 'collection_cancelled';
  if (from === undefined) return withoutLog(day, facts, rules);
  if (now < from) return isExempt && rules.opens.staffExempt ? undefined : 'too_soon';
  const isStale = rules.opens.sameDay === 'whenRoundLogged' && isOld(day, today, rules);
  return isOver || isStale ? 'too_late' : undefined;
};

/** In the order in which they help a resident most. */
const reasonOf = (day: string, facts: Facts, window: Window, rules: MissedSettings): ReasonCode | undefined => {
  const { told, today } = facts;
  if (facts.openReport) return 'already_reported';
  if (isBlocked(facts, rules)) return 'crew_event';
  if (told && day === today && rules.inProgress.includes(told.status)) return 'in_progress';
  return facts.anotherIsOpen ? undefined : reasonOfTime(day, facts, window, rules);
};

const instantIn = (instant: number | undefined, name: 'windowOpensAt' | 'windowClosesAt') =>
  instant === undefined ? {} : { [name]: new Date(instant).toISOString() };

const refusal = (reasonCode: ReasonCode, facts: Facts, window: Window, language: Language) => {
  const moment = reasonCode === 'too_late' ? window.closesAt : window.opensAt;
  const words = moment === undefined ? '' : momentInWords(moment, language);
  const said = reasonCode === 'crew_event' ? facts.event?.message : undefined;
  return { reasonCode, message: said ?? messages[reasonCode][language](words) };
};

export const decide = (facts: Facts, rules: MissedSettings, language: Language): Decision => {
  const { lastDue, told, openReport, barred, cancelled } = facts;
  const window = lastDue === undefined ? {} : windowOf(lastDue, facts, rules);
  const never = cancelled ? 'collection_cancelled' : 'not_due';
  const reasonCode = barred ?? (lastDue === undefined ? never : reasonOf(lastDue, facts, window, rules));
  return {
    allowed: reasonCode === undefined,
    ...(reasonCode && refusal(reasonCode, facts, window, language)),
    ...(lastDue && { collectionDate: lastDue }),
    ...(told && { taskStatus: told.status }),
    ...(facts.event && { event: facts.event }),
    ...instantIn(window.opensAt, 'windowOpensAt'),
    ...instantIn(window.closesAt, 'windowClosesAt'),
    ...(openReport && { openReport }),
  };
};
