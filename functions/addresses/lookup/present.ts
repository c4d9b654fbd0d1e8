/** Gazetteer records as our own operations show them. */
import { classification } from '../codes/classifications.ts';
import type { Address, Relative, Street } from '../contract/address.ts';
import type { GazetteerAddress, GazetteerStreet, Lpi } from '../contract/gazetteer.ts';
import type { ChildRow } from '../records.ts';
import { isPostal } from '../selection.ts';
import { lpiLine, numberPart } from '../text/lines.ts';
import { mailingAddressOf } from '../text/mailing.ts';
import { titleCase } from '../text/titleCase.ts';

const words = { 1: 'approved', 6: 'provisional', 8: 'historical' } as const;

/** Leaves out what is not there, so that answers hold no nulls. */
export const present = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as never;

const shown = (text: string | undefined): string | undefined => text && titleCase(text);

/** Commas keep their places; each part between them is a phrase of its own. A postcode stays as it is, having digits. */
export const shownLine = (line: string): string => line.split(', ').map(titleCase).join(', ');

const unitOf = ({ sao }: Lpi): string | undefined =>
  [shown(sao?.text), numberPart(sao)].filter(Boolean).join(' ') || undefined;

const locationOf = ({ latitude, longitude, easting, northing, rpc }: GazetteerAddress) => {
  const location = present({ latitude, longitude, easting, northing, accuracy: rpc });
  return easting === undefined && latitude === undefined ? undefined : location;
};

const welshOf = (address: GazetteerAddress) => {
  const lpi = address.lpis.find(({ language }) => language === 'cym');
  return (
    lpi &&
    present({
      text: shownLine(lpiLine(address, lpi)),
      street: shown(lpi.street),
      locality: shown(lpi.locality),
      town: shown(lpi.town),
    })
  );
};

const made = (address: GazetteerAddress): Address => {
  const [lpi] = address.lpis;
  if (!lpi) throw new Error('An address without any LPI was stored.');
  const { lines, postTown } = mailingAddressOf(address);
  const text = shownLine(lpiLine(address, lpi));
  const rest = present({
    parentUprn: address.parentUprn,
    usrn: lpi.usrn,
    lines,
    organisation: shown(address.organisation),
    unit: unitOf(lpi),
    building: shown(lpi.pao?.text),
    number: numberPart(lpi.pao),
    street: shown(lpi.street),
    locality: shown(lpi.locality),
    town: shown(lpi.town),
    postTown,
    postcode: address.postcode,
    classification: present({ code: address.classification, description: classification(address.classification) }),
    postal: isPostal(address),
    status: words[address.status],
    location: locationOf(address),
    gssCode: address.gssCode,
    custodianCode: address.custodianCode,
    ward: address.ward,
    parish: address.parish,
    welsh: welshOf(address),
    updated: address.updated,
  });
  // The contract promises a text, be it empty.
  return { uprn: address.uprn, text, ...rest };
};

const presented = new WeakMap<GazetteerAddress, Address>();

/** Records of a version never change and a warm function keeps them, so each is put into words once. */
export const presentAddress = (address: GazetteerAddress): Address => {
  const known = presented.get(address) ?? made(address);
  presented.set(address, known);
  return known;
};

export const presentParent = (address: GazetteerAddress): Relative => {
  const { uprn, text, status } = presentAddress(address);
  return { uprn, text, classification: address.classification, status };
};

export const presentChild = ([uprn, line, code, status]: ChildRow): Relative => ({
  uprn,
  text: shownLine(line),
  classification: code,
  status: words[status],
});

export const presentStreet = (
  { usrn, type, state, start, end, descriptors }: GazetteerStreet,
  dataset: number,
): Street => {
  const english = descriptors.find(({ language }) => language === 'eng') ?? descriptors[0];
  const welsh = descriptors.find(({ language }) => language === 'cym');
  const rest = present({
    locality: shown(english?.locality),
    town: shown(english?.town),
    administrativeArea: shown(english?.administrativeArea),
    type,
    state,
    start,
    end,
    welsh: welsh && present({ name: titleCase(welsh.name), locality: shown(welsh.locality), town: shown(welsh.town) }),
    dataset,
  });
  // Some files have streets without any descriptor.
  return { usrn, name: shown(english?.name) ?? '', ...rest };
};
