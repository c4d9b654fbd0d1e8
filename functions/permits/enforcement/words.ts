/** The answer of a check in words, for whoever stands beside the vehicle. */
import type { Judged } from './judge.ts';

let format: Intl.DateTimeFormat | undefined;

/** In London’s time; of midnight the last minute of the day before, which is how permits are read. */
const moment = (instant: string): string => {
  format ??= new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'long', timeStyle: 'short' });
  return format.format(Date.parse(instant) - 1);
};

const says: { readonly [R in Judged['reason']]: (judged: Judged) => string } = {
  permit: ({ permits: [permit], endTime = '' }) => `Allowed by ${permit?.permit}, until ${moment(endTime)}.`,
  grace: ({ endedAt = '' }) => `Not allowed any more: its permit ended a short time ago, ${moment(endedAt)}.`,
  suspended: ({ suspended }) => `Not allowed: ${suspended[0]} is suspended.`,
  other_zone: ({ elsewhere }) => `Not allowed here: ${elsewhere[0]?.permit} is for zone ${elsewhere[0]?.zone}.`,
  outside_zones: () => 'The location is in no permit zone.',
  none: () => 'Not allowed: no permit was found.',
};

export const inWords = (judged: Judged): string => {
  const { similar } = judged;
  const hint = similar.length > 0 ? ` ${similar.join(' and ')} would be: look again at O and 0, I and 1.` : '';
  return `${says[judged.reason](judged)}${hint}`;
};
