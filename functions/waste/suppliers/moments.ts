/** Moments as suppliers write them: without a zone they are London's. */

import { isDay } from '#shared/dates/days.ts';
import { londonInstant } from '#shared/london.ts';
import { textIn } from './json.ts';

const time = String.raw`(?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?)?`;
const forms = [
  new RegExp(String.raw`^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ]${time} ?(?<zone>Z|[+-]\d\d:?\d\d)?)?$`, 'i'),
  new RegExp(String.raw`^(?<day>\d\d?)/(?<month>\d\d?)/(?<year>\d{4})(?: ${time})?$`),
];

/** Suppliers write no date as 0001-01-01 or 1900-01-01. */
const firstYear = '2000';

const furthestZone = 14 * 60;

const zoneMinutes = (zone: string): number => {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
};

/** `2026-11-23T06:10:09.417`, `23/11/2026 06:10:09`: in milliseconds since 1970. `offset`: minutes before UTC, of one without a zone. */
const instantIn = (text: string, offset?: number): number | undefined => {
  const parts = forms.map((form) => form.exec(text)?.groups).find(Boolean);
  if (!parts) return undefined;
  const { year = '', month = '', day = '', hour = '0', minute = '00', second = '0', fraction = '0', zone } = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (year < firstYear || !isDay(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return undefined;
  const shown = `${hour.padStart(2, '0')}:${minute}`;
  const ahead = zone ? zoneMinutes(zone) : offset;
  const start = ahead === undefined ? londonInstant(date, shown) : Date.parse(`${date}T${shown}Z`) - ahead * 60_000;
  return start + Number(second) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
};

/** Text, or Echo's {DateTime, OffsetMinutes}. None where there is none, and where it is not in the calendar. */
export const instantOf = (value: unknown): number | undefined => {
  const offset = textIn(value, 'OffsetMinutes');
  const isOffset = offset !== undefined && Math.abs(Number(offset)) <= furthestZone;
  const text = textIn(value) ?? textIn(value, 'DateTime');
  return text === undefined ? undefined : instantIn(text, isOffset ? Number(offset) : undefined);
};
