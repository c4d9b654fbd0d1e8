/** UK postcodes: BS 7666 shape, and the clean-up of what people type that GOV.UK's Locations API applies. */

export interface Postcode {
  /** Display form, one space before the last three characters: `ZZ1 1AA`. */
  readonly text: string;
  readonly area: string;
  readonly district: string;
  /** Only where the district is split by a letter: `EC1A`. */
  readonly subDistrict: string | undefined;
  readonly outward: string;
  readonly inward: string;
  readonly sector: string;
  readonly unit: string;
}

const noise = /[\s`~,.<>;':"/\\[\]|{}()=_+-]+/g;
const shape = /^([A-Z]{1,2})(\d\d?)([A-Z]?)(\d)([A-Z]{2})$/;
const partial = /^([A-Z]{1,2}\d[A-Z\d]?)(?:(\d)([A-Z]{0,2}))?$/;
/** Forces, non-geographic, Crown dependencies and overseas territories: well formed, but in no council's area. */
const elsewhere = /^(BF|BX|XX|GY|JE|IM|AI|GX|VG)\d/;
/** Cayman Islands codes look like ours once the hyphen is gone: KY1-1500. */
const cayman = /^\s*KY\d-/i;

const compact = (input: string): string => input.replace(noise, '').toUpperCase();

/** Parses what a person typed; `undefined` when it is not a full postcode in some council's area. */
export const parsePostcode = (input: string): Postcode | undefined => {
  const match = shape.exec(compact(input));
  if (!match || elsewhere.test(match[0]) || cayman.test(input)) return undefined;
  const [, area = '', number = '', letter = '', sectorDigit = '', unit = ''] = match;
  if (letter && number.length > 1) return undefined;
  const outward = `${area}${number}${letter}`;
  const inward = `${sectorDigit}${unit}`;
  return {
    text: `${outward} ${inward}`,
    area,
    district: `${area}${number}`,
    subDistrict: letter ? outward : undefined,
    outward,
    inward,
    sector: `${outward} ${sectorDigit}`,
    unit,
  };
};

/** Well formed, but in no council’s area: those of `elsewhere`, and Girobank’s. In display form. */
export const parseElsewhere = (input: string): string | undefined => {
  const text = compact(input);
  const isOne = text === 'GIR0AA' || (elsewhere.test(text) && shape.test(text));
  return isOne && !cayman.test(input) ? `${text.slice(0, -3)} ${text.slice(-3)}` : undefined;
};

/** An outward code with any start of the inward code: `ZZ1`, `ZZ1 1`, `ZZ1 1A`. */
export const parsePartialPostcode = (input: string): { outward: string; inward: string } | undefined => {
  const whole = parsePostcode(input);
  if (whole) return { outward: whole.outward, inward: whole.inward };
  const spaced = /^\s*([A-Za-z]{1,2}\d[A-Za-z\d]?)\s+(\d[A-Za-z]{0,2})?\s*$/.exec(input);
  const match = spaced ?? partial.exec(compact(input));
  if (!match?.[1]) return undefined;
  return { outward: match[1].toUpperCase(), inward: `${match[2] ?? ''}${match[3] ?? ''}`.toUpperCase() };
};
