/** Days and moments as residents read them. */
import { londonDay, londonInstant } from '#shared/london.ts';

const months = {
  en: 'January February March April May June July August September October November December'.split(' '),
  cy: 'Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr'.split(' '),
};

/** `1 March`, `1 Mawrth`. */
export const dayInWords = (day: string, language: 'en' | 'cy'): string =>
  `${Number(day.slice(8))} ${months[language][Number(day.slice(5, 7)) - 1]}`;

const weekdays = {
  en: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' '),
  cy: 'Sul Llun Mawrth Mercher Iau Gwener Sadwrn'.split(' '),
};

/** `Monday 23 November`, `Llun 23 Tachwedd`. */
export const longDayInWords = (day: string, language: 'en' | 'cy'): string =>
  `${weekdays[language][new Date(`${day}T00:00:00Z`).getUTCDay()]} ${dayInWords(day, language)}`;

/** `5pm on Monday 23 November`, `5yp ddydd Llun 23 Tachwedd`; of midnight the end of the day before. */
export const momentInWords = (instant: number, language: 'en' | 'cy'): string => {
  const day = longDayInWords(londonDay(instant - 1), language);
  const minutes = Math.round((instant - londonInstant(londonDay(instant), '00:00')) / 60_000);
  if (minutes === 0) return language === 'cy' ? `ddiwedd dydd ${day}` : `the end of ${day}`;
  const [hour, minute] = [Math.floor(minutes / 60) % 12 || 12, minutes % 60];
  const half = minutes < 720 ? { en: 'am', cy: 'yb' } : { en: 'pm', cy: 'yp' };
  const time = `${hour}${minute ? `:${String(minute).padStart(2, '0')}` : ''}${half[language]}`;
  return language === 'cy' ? `${time} ddydd ${day}` : `${time} on ${day}`;
};
