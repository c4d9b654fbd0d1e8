/** Addresses as Royal Mail wants them on an envelope: its clear addressing rules, from `uk-clear-addressing`. */
import { Address } from 'uk-clear-addressing';
import type { DeliveryPoint, GazetteerAddress, Lpi } from '../contract/gazetteer.ts';
import { numberPart } from './lines.ts';
import { titleCase } from './titleCase.ts';

export interface MailingAddress {
  /** One to three lines above the post town. */
  readonly lines: string[];
  readonly postTown: string;
  readonly postcode: string;
  /** All that tells this address from its neighbours: `Flower House, 189a`. */
  readonly premise: string;
  readonly number: string;
}

const hardSpace = '\u00a0';

/**
 * The library takes a last single letter for a house number, even where it only ends a row of them: “Residences U W E”. Tied
 * together they stay what they are.
 */
const tied = (name: string): string =>
  name.replace(/( [A-Z]){2,}$/i, (initials) => ` ${initials.trim().replaceAll(' ', hardSpace)}`);
const untied = (text: string): string => text.replaceAll(hardSpace, ' ');

/** Formats a delivery point in the case that it comes in. */
export const mailingAddress = (point: DeliveryPoint): MailingAddress => {
  const formatted = new Address({
    organisation_name: point.organisation ?? '',
    department_name: point.department ?? '',
    sub_building_name: point.subBuilding ?? '',
    building_name: tied(point.buildingName ?? ''),
    building_number: point.buildingNumber ?? '',
    po_box: point.poBox ?? '',
    dependant_thoroughfare: point.dependentThoroughfare ?? '',
    thoroughfare: point.thoroughfare ?? '',
    double_dependant_locality: point.doubleDependentLocality ?? '',
    dependant_locality: point.dependentLocality ?? '',
    post_town: point.postTown ?? '',
    postcode: point.postcode ?? '',
  }).formattedAddress();
  const { line_1, line_2, line_3, post_town, postcode, premise, number } = formatted;
  const lines = [line_1, line_2, line_3].filter(Boolean).map(untied);
  return { lines, postTown: post_town, postcode, premise: untied(premise), number };
};

/** The postal side of an address that came without one, as near as its geographic side allows. */
export const deliveryPointFrom = (
  lpi: Lpi,
  { organisation, postcode }: Pick<GazetteerAddress, 'organisation' | 'postcode'>,
): DeliveryPoint => {
  const unit = [lpi.sao?.text, numberPart(lpi.sao)].filter(Boolean).join(' ');
  const parts = {
    organisation,
    subBuilding: unit || undefined,
    buildingName: lpi.pao?.text,
    buildingNumber: numberPart(lpi.pao),
    thoroughfare: lpi.street,
    dependentLocality: lpi.locality,
    postTown: lpi.town,
    postcode,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
};

const inTitleCase = (point: DeliveryPoint): DeliveryPoint => {
  const { postTown, postcode, welsh: _welsh, ...rest } = point;
  const cased = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, typeof value === 'string' ? titleCase(value) : value]),
  );
  return { ...cased, ...(postTown && { postTown }), ...(postcode && { postcode }) };
};

/** For people: in title case, post town and postcode in capitals. */
export const mailingAddressOf = (address: GazetteerAddress): MailingAddress => {
  const [lpi] = address.lpis;
  const point = address.deliveryPoint ?? (lpi ? deliveryPointFrom(lpi, address) : {});
  return mailingAddress(inTitleCase(point));
};
