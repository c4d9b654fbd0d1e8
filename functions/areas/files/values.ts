/** Cells of directories as values. */
import { type GridPoint, toDegrees } from '#shared/geography/grid.ts';

const shape = /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/;

/** With one space, from any spacing; Crown dependencies and the forces too. `undefined` for what is none. */
export const postcodeIn = (text: string): string | undefined => {
  const compact = text.replaceAll(/\s+/g, '').toUpperCase();
  const spaced = `${compact.slice(0, -3)} ${compact.slice(-3)}`;
  return shape.test(spaced) ? spaced : undefined;
};

/** `0801193` is a number, too. `undefined` for an empty cell and for words. */
export const numberIn = (text: string): number | undefined => {
  const number = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
};

const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** To 0.1 m. No place: 99.999999 and 0.000000 (ONSPD user guide). */
export const degreesIn = (latitude: number | undefined, longitude: number | undefined) =>
  latitude === undefined || longitude === undefined || latitude > 90 || (latitude === 0 && longitude === 0)
    ? {}
    : { latitude: rounded(latitude), longitude: rounded(longitude) };

/** Metres of a grid; none: 0, 0 or nothing. */
export const gridIn = (easting: number | undefined, northing: number | undefined): Partial<GridPoint> =>
  easting === undefined || northing === undefined || (easting === 0 && northing === 0) ? {} : { easting, northing };

/** Of a place on the British grid. */
export const degreesOf = ({ easting, northing }: Partial<GridPoint>) => {
  if (easting === undefined || northing === undefined) return {};
  const { latitude, longitude } = toDegrees({ easting, northing });
  return degreesIn(latitude, longitude);
};

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const names = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `November 2025`, of a file called `ONSPD_NOV_2025_UK.csv` or `subset_2025-09.csv`; nothing of another. */
export const releaseIn = (file: string): string | undefined => {
  const [, word = '', year] = /([a-z]{3})[a-z]*[_-]?(20\d\d)/i.exec(file) ?? [];
  const [, otherYear, number] = /(20\d\d)-(0[1-9]|1[0-2])(?!\d)/.exec(file) ?? [];
  const month = months.indexOf(word.toLowerCase());
  const first =
    month < 0 ? otherYear && Date.UTC(Number(otherYear), Number(number) - 1) : Date.UTC(Number(year), month);
  return first ? names.format(first) : undefined;
};
