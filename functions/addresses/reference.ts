/** The little that is known of an address where thousands must be weighed: around a point, in a box, in part of a postcode. */
import type { GazetteerAddress, Language } from './contract/gazetteer.ts';

export interface Reference {
  readonly uprn: string;
  readonly easting: number;
  readonly northing: number;
  readonly classification: string;
  readonly postal: string | undefined;
  readonly status: 1 | 6 | 8;
  readonly postcode: string;
  readonly country: string;
  /** Whether there is a Royal Mail form, and the status and language of each LPI. */
  readonly deliveryPoint: boolean;
  readonly lpis: readonly { readonly status: number; readonly language: Language }[];
}

/** As stored: short, and alike from row to row, so that it packs well. */
export type ReferenceRow = readonly [string, number, number, string, string, 1 | 6 | 8, string, string, 0 | 1, string];

const letters: Readonly<Record<Language, string>> = { eng: 'e', cym: 'c', gae: 'g' };
const languageOf: Readonly<Record<string, Language>> = { e: 'eng', c: 'cym', g: 'gae' };

export const hasPlace = ({ easting, northing }: GazetteerAddress): boolean =>
  easting !== undefined && northing !== undefined;

export const referenceOf = (address: GazetteerAddress): Reference => ({
  uprn: address.uprn,
  easting: address.easting ?? 0,
  northing: address.northing ?? 0,
  classification: address.classification,
  postal: address.postal,
  status: address.status,
  postcode: address.postcode ?? '',
  country: address.country ?? '',
  deliveryPoint: address.deliveryPoint !== undefined,
  lpis: address.lpis.map(({ status, language }) => ({ status, language })),
});

export const toRow = (address: GazetteerAddress): ReferenceRow => {
  const {
    uprn,
    easting,
    northing,
    classification,
    postal = '',
    status,
    postcode,
    country,
    deliveryPoint,
    lpis,
  } = referenceOf(address);
  const forms = lpis.map((lpi) => `${lpi.status}${letters[lpi.language]}`).join('');
  return [uprn, easting, northing, classification, postal, status, postcode, country, deliveryPoint ? 1 : 0, forms];
};

export const fromRow = ([
  uprn,
  easting,
  northing,
  classification,
  postal,
  status,
  postcode,
  country,
  point,
  forms,
]: ReferenceRow): Reference => ({
  uprn,
  easting,
  northing,
  classification,
  postal: postal || undefined,
  status,
  postcode,
  country,
  deliveryPoint: point === 1,
  lpis: [...forms.matchAll(/(\d)(\w)/g)].map(([, digit, letter = 'e']) => ({
    status: Number(digit),
    language: languageOf[letter] ?? 'eng',
  })),
});
