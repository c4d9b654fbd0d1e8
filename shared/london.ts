/** Calendar days as councils and residents count them. */
let format: Intl.DateTimeFormat | undefined;

/** The day in London, like 2026-11-23, at an instant in milliseconds since 1970. Loads the time zones, 10 ms, when first asked. */
export const londonDay = (instant: number): string => {
  format ??= new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });
  return format.format(instant);
};

let clock: Intl.DateTimeFormat | undefined;

/** How far London's clocks are before UTC at an instant, in milliseconds. */
const offsetAt = (instant: number): number => {
  clock ??= new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'medium', hourCycle: 'h23' });
  return Date.parse(`${londonDay(instant)}T${clock.format(instant)}Z`) - Math.floor(instant / 1000) * 1000;
};

/** The instant at which London's clocks show a time, like 17:00, on a day. Of the hour that comes twice in October, the second. */
export const londonInstant = (day: string, time: string): number => {
  const shown = Date.parse(`${day}T${time}:00Z`);
  return shown - offsetAt(shown - offsetAt(shown));
};
