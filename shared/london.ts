/** Calendar days as councils and residents count them. */
let format: Intl.DateTimeFormat | undefined;

/** The day in London, like 2026-11-23, at an instant in milliseconds since 1970. Loads the time zones, 10 ms, when first asked. */
export const londonDay = (instant: number): string => {
  format ??= new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });
  return format.format(instant);
};
