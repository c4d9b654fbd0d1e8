/** What an address is called, in each of its forms, in the parts that a text is held against. */
import type { DeliveryPoint, GazetteerAddress, Lpi } from '../contract/gazetteer.ts';
import { deliveryPointLine, lpiLine, numberPart } from '../text/lines.ts';
import type { EpbCandidate } from './epb.ts';
import { isNumber, wordsIn } from './words.ts';

export interface Form {
  /** On one line, with the postcode: as it is held, and in words as they are compared. */
  readonly held: EpbCandidate;
  readonly plain: EpbCandidate;
  readonly words: readonly string[];
  /** Flat, room or unit. */
  readonly unit: readonly string[];
  readonly building: readonly string[];
  /** Where there is none, the locality, which houses are then numbered or named in. */
  readonly street: readonly string[];
  /** Of unit and building, in this order, and of the street’s name. */
  readonly numbers: readonly string[];
}

export interface Candidate {
  readonly address: GazetteerAddress;
  readonly forms: readonly Form[];
  /** Localities, towns and post towns, of any form. */
  readonly places: readonly (readonly string[])[];
  /** Words that a text may have and need not: organisations and all of the places. */
  readonly aside: ReadonlySet<string>;
}

const joined = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' ');

type Parts = Readonly<Record<'text' | 'unit' | 'building' | 'street', string>>;

const form = ({ uprn, classification }: GazetteerAddress, { text, ...parts }: Parts): Form => {
  const [unit, building, street] = [wordsIn(parts.unit), wordsIn(parts.building), wordsIn(parts.street)];
  const words = wordsIn(text);
  // A shell has addresses in it, and is none itself.
  const held = { uprn, text, isParent: classification.startsWith('P') };
  return {
    held,
    plain: { ...held, text: words.join(' ') },
    words,
    unit,
    building,
    street,
    numbers: [...unit, ...building, ...street].filter(isNumber),
  };
};

const formOfLpi = (address: GazetteerAddress, lpi: Lpi): Form =>
  form(address, {
    text: lpiLine(address, lpi),
    unit: joined(lpi.sao?.text, numberPart(lpi.sao)),
    building: joined(lpi.pao?.text, numberPart(lpi.pao)),
    street: lpi.street ?? lpi.locality ?? '',
  });

const formOfPoint = (address: GazetteerAddress, point: DeliveryPoint): Form =>
  form(address, {
    text: deliveryPointLine(point),
    unit: point.subBuilding ?? '',
    building: joined(point.buildingName, point.buildingNumber, point.poBox && `PO BOX ${point.poBox}`),
    street:
      joined(point.dependentThoroughfare, point.thoroughfare) ||
      joined(point.doubleDependentLocality, point.dependentLocality),
  });

const placesOf = ({ lpis, deliveryPoint: point = {} }: GazetteerAddress): string[][] => {
  const names = [
    ...lpis.flatMap(({ locality, town, administrativeArea }) => [locality, town, administrativeArea]),
    point.doubleDependentLocality,
    point.dependentLocality,
    point.postTown,
  ];
  return [...new Set(names.filter((name) => name !== undefined))].map(wordsIn);
};

const made = (address: GazetteerAddress): Candidate => {
  const { deliveryPoint: point } = address;
  const forms = [
    ...address.lpis.filter(({ status }) => status !== 8).map((lpi) => formOfLpi(address, lpi)),
    ...(point ? [formOfPoint(address, point)] : []),
  ];
  const places = placesOf(address);
  const occupier = wordsIn(joined(address.organisation, point?.organisation, point?.department));
  const different = new Map(forms.map((one) => [one.plain.text, one]));
  return { address, forms: [...different.values()], places, aside: new Set([...occupier, ...places.flat()]) };
};

const known = new WeakMap<GazetteerAddress, Candidate>();

/** A version never changes and a warm function keeps its addresses, so each is taken apart once. */
export const candidateOf = (address: GazetteerAddress): Candidate => {
  const candidate = known.get(address) ?? made(address);
  known.set(address, candidate);
  return candidate;
};
