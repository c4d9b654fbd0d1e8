/** Addresses on one line, by the rules of OS's own scripts (single-line scripts for Premium and for delivery points). */
import type { AddressableObject, DeliveryPoint, GazetteerAddress, Lpi } from '../contract/gazetteer.ts';

const joined = (parts: readonly (string | undefined)[], separator = ', '): string =>
  parts.filter(Boolean).join(separator);

/** `12`, `12A`, `12A-14B`. A suffix counts only with its number; an end without a start stands alone. */
export const numberPart = (object: AddressableObject = {}): string | undefined => {
  const { startNumber, startSuffix = '', endNumber, endSuffix = '' } = object;
  const start = startNumber === undefined ? undefined : `${startNumber}${startSuffix}`;
  const end = endNumber === undefined ? undefined : `${endNumber}${endSuffix}`;
  return joined([start, end], '-') || undefined;
};

/**
 * The geographic line. Everything is followed by a comma, except the number of the building: `3, 12A-14B HIGH STREET`.
 * OS's two scripts disagree on commas after numbers, so compare lines with their commas taken out.
 */
export const lpiLine = (
  { organisation, postcode }: Pick<GazetteerAddress, 'organisation' | 'postcode'>,
  lpi: Lpi,
): string => {
  const { sao, pao, street, locality, town } = lpi;
  const numbered = joined([numberPart(pao), joined([street, locality, town])], ' ');
  return joined([organisation, sao?.text, numberPart(sao), pao?.text, numbered, postcode]);
};

/** What every part of OS Places' `ADDRESS` is, in its order; a comma after each. */
export const lpiParts = ({ organisation, postcodeLocator, postcode }: GazetteerAddress, lpi: Lpi): string =>
  joined([
    organisation,
    lpi.sao?.text,
    numberPart(lpi.sao),
    lpi.pao?.text,
    numberPart(lpi.pao),
    lpi.street,
    lpi.locality,
    lpi.town,
    postcodeLocator ?? postcode,
  ]);

const boxed = (poBox: string | undefined): string | undefined => poBox && `PO BOX ${poBox}`;

/** The postal line: the building number stands before the street without a comma. */
export const deliveryPointLine = (point: DeliveryPoint): string => {
  const place = joined([
    boxed(point.poBox),
    point.dependentThoroughfare,
    point.thoroughfare,
    point.doubleDependentLocality,
    point.dependentLocality,
    point.postTown,
    point.postcode,
  ]);
  return joined([
    point.department,
    point.organisation,
    point.subBuilding,
    point.buildingName,
    joined([point.buildingNumber, place], ' '),
  ]);
};

/** The postal line as OS Places prints it, with a comma after the number too. */
export const deliveryPointParts = (point: DeliveryPoint): string =>
  joined([
    point.department,
    point.organisation,
    point.subBuilding,
    point.buildingName,
    point.buildingNumber,
    boxed(point.poBox),
    point.dependentThoroughfare,
    point.thoroughfare,
    point.doubleDependentLocality,
    point.dependentLocality,
    point.postTown,
    point.postcode,
  ]);
