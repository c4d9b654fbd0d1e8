/** Days as residents read them. */
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
