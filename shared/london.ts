/** Calendar days as councils and residents count them. */
const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });

/** The day in London, like 2026-11-23, at an instant in milliseconds since 1970. */
export const londonDay = (instant: number): string => format.format(instant);
