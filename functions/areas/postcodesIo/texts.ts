/** What postcodes.io takes for a postcode and for an outward code: any that are well formed, of the Channel Islands too. */

const postcode = /^([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})$/;
const outcode = /^[A-Z]{1,2}\d[A-Z\d]?$/;

export const tidy = (text: string): string => text.trim().toUpperCase();

/** With one space; `undefined` if it is not well formed. */
export const readPostcode = (text: string): string | undefined => {
  const [, outward, inward] = postcode.exec(tidy(text)) ?? [];
  return outward && `${outward} ${inward}`;
};

export const readOutcode = (text: string): string | undefined => {
  const compact = text.replaceAll(/\s/g, '').toUpperCase();
  return outcode.test(compact) ? compact : undefined;
};
