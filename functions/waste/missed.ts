/** Whether a missed collection can be reported now: the window of the council's settings, and what the crew told. Pure. */
import { londonDay, londonInstant } from '#shared/london.ts';
import type { Language } from './collections.ts';
import { isStatusOver } from './contract/crew.ts';
import type { Decision, ReasonCode } from './contract/missed.ts';
import type { MissedSettings } from './contract/tables.ts';
import { longDayInWords } from './dates/dayInWords.ts';
import { addDays } from './dates/days.ts';
import { workingDays } from './dates/workingDays.ts';
import type { Told } from './progress.ts';

export interface Facts {
  readonly now: number;
  readonly today: string;
  /** The last day, today included, on which it came or should have come. */
  readonly lastDue: string | undefined;
  /** What the crew told of that day's round. */
  readonly told: Told | undefined;
  /** Reference of a report that is open. */
  readonly openReport: string | undefined;
}

const midnightAfter = (day: string): number => londonInstant(addDays(day, 1), '00:00');

/** From when a collection counts as missed: on the day by the council's rule, from the next day in any case. */
const opensAt = (day: string, told: Told | undefined, { opens }: MissedSettings): number => {
  const atTime = opens.sameDay === 'whenCompleted' ? undefined : londonInstant(day, opens.time);
  const completed = told && isStatusOver(told.status) && opens.sameDay !== 'atTime' ? Date.parse(told.at) : undefined;
  return Math.min(midnightAfter(day), ...[atTime, completed].filter((one) => one !== undefined));
};

const closesAt = (day: string, { closes, division, closures }: MissedSettings): number => {
  const last = workingDays({ division, closures }).add(day, closes.workingDays);
  return closes.time ? londonInstant(last, closes.time) : midnightAfter(last);
};

/** `5pm on Monday 23 November`, `5yp ddydd Llun 23 Tachwedd`; of midnight the end of the day before. */
const momentInWords = (instant: number, language: Language): string => {
  const day = longDayInWords(londonDay(instant - 1), language);
  const minutes = Math.round((instant - londonInstant(londonDay(instant), '00:00')) / 60_000);
  if (minutes === 0) return language === 'cy' ? `ddiwedd dydd ${day}` : `the end of ${day}`;
  const [hour, minute] = [Math.floor(minutes / 60) % 12 || 12, minutes % 60];
  const half = minutes < 720 ? { en: 'am', cy: 'yb' } : { en: 'pm', cy: 'yp' };
  const time = `${hour}${minute ? `:${String(minute).padStart(2, '0')}` : ''}${half[language]}`;
  return language === 'cy' ? `${time} ddydd ${day}` : `${time} on ${day}`;
};

const messages: Readonly<Record<ReasonCode, Readonly<Record<Language, (moment: string) => string>>>> = {
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
    en: (moment) => `You can report this from ${moment}.`,
    cy: (moment) => `Gallwch adrodd hyn o ${moment}.`,
  },
  too_late: {
    en: (moment) => `You could report this until ${moment}.`,
    cy: (moment) => `Gallech adrodd hyn tan ${moment}.`,
  },
};

const onTheWay = ['In progress', 'On break', 'Blocked'];

const reasonOf = (
  { now, today, lastDue, told, openReport }: Facts,
  window: readonly [number, number],
  settings: MissedSettings,
): ReasonCode | undefined => {
  if (openReport) return 'already_reported';
  if (told && settings.blockedBy.includes(told.status)) return 'crew_event';
  if (told && lastDue === today && onTheWay.includes(told.status)) return 'in_progress';
  if (now < window[0]) return 'too_soon';
  return now >= window[1] ? 'too_late' : undefined;
};

export const decide = (facts: Facts, settings: MissedSettings, language: Language): Decision => {
  const { lastDue, told, openReport } = facts;
  if (!lastDue) return { allowed: false, reasonCode: 'not_due', message: messages.not_due[language]('') };
  const window = [opensAt(lastDue, told, settings), closesAt(lastDue, settings)] as const;
  const reasonCode = reasonOf(facts, window, settings);
  const moment = reasonCode === 'too_late' ? window[1] : window[0];
  return {
    allowed: reasonCode === undefined,
    ...(reasonCode && { reasonCode, message: messages[reasonCode][language](momentInWords(moment, language)) }),
    collectionDate: lastDue,
    ...(told && { taskStatus: told.status }),
    windowOpensAt: new Date(window[0]).toISOString(),
    windowClosesAt: new Date(window[1]).toISOString(),
    ...(openReport && { openReport }),
  };
};
