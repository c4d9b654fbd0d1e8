/**
 * The lines that Locate shows of an address, as its importer builds them from the gazetteer.
 * https://github.com/alphagov/location-data-importer (conversions/AddressBaseToLocateConvertor.scala)
 */
import type { DeliveryPoint, GazetteerAddress, Lpi } from '../contract/gazetteer.ts';
import { numberPart } from '../text/lines.ts';

export interface Presentation {
  readonly property: string | undefined;
  readonly street: string | undefined;
  readonly locality: string | undefined;
  readonly town: string | undefined;
  readonly area: string | undefined;
  readonly postcode: string;
}

/** Locate's own: every word of it, whatever it means. Its clients compare text. */
export const locateCase = (text: string): string =>
  text
    .toLowerCase()
    .split(' ')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

const spaced = (...parts: readonly (string | undefined)[]): string | undefined =>
  parts.filter(Boolean).join(' ') || undefined;
const cased = (text: string | undefined): string | undefined => text && locateCase(text);
const sameText = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();

/** Officially designated and numbered streets; descriptions and unofficial names are not used. */
const named = new Set([1, 3]);

const streetName = (
  { street, streetType = 0 }: Lpi,
  point: DeliveryPoint | undefined,
  property: string | undefined,
): string | undefined => {
  if (named.has(streetType)) return street;
  const name = point?.thoroughfare ?? point?.dependentThoroughfare ?? point?.doubleDependentLocality;
  return name && property?.toLowerCase().includes(name.toLowerCase()) ? undefined : name;
};

const builtStreet = (lpi: Lpi, point: DeliveryPoint | undefined, property: string | undefined): string | undefined => {
  const name = streetName(lpi, point, property);
  const number = numberPart(lpi.pao);
  if (name) return cased(spaced(number, name));
  return property ? undefined : cased(number);
};

/** A street that repeats the place is dropped if there is a property, and the place if there is none. */
const withoutRepeats = (parts: Presentation): Presentation => {
  const { property, street, locality, town, area } = parts;
  const repeats = (place: string | undefined): boolean => sameText(street, place);
  if (property) return [locality, town, area].some(repeats) ? { ...parts, street: undefined } : parts;
  const kept = (place: string | undefined): string | undefined => (repeats(place) ? undefined : place);
  return { ...parts, locality: kept(locality), town: kept(town), area: kept(area) };
};

/** `undefined` for what Locate would not have held: without a postcode, or with neither street nor property. */
export const presentation = ({
  lpis,
  deliveryPoint,
  postcode,
}: Pick<GazetteerAddress, 'lpis' | 'deliveryPoint' | 'postcode'>): Presentation | undefined => {
  const [lpi] = lpis;
  if (!lpi || !postcode) return undefined;
  const property = cased(spaced(lpi.sao?.text, numberPart(lpi.sao), lpi.pao?.text));
  const street = builtStreet(lpi, deliveryPoint, property);
  const { locality, town, administrativeArea } = lpi;
  const area = administrativeArea === town ? undefined : cased(administrativeArea);
  const parts = withoutRepeats({ property, street, locality: cased(locality), town: cased(town), area, postcode });
  return parts.property || parts.street ? parts : undefined;
};
