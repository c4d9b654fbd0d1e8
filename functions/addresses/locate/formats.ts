/** Locate's three answers for an address. */
import { classification } from '../codes/classifications.ts';
import { custodian } from '../codes/custodians.ts';
import type { GazetteerAddress } from '../contract/gazetteer.ts';
import { present } from '../lookup/present.ts';
import { isCommercial, isElectoral, isHigherEducation, isPostal, isResidential } from '../selection.ts';
import { type Presentation, presentation } from './presentation.ts';

export const formats = ['presentation', 'all', 'vcard'] as const;
export type Format = (typeof formats)[number];

interface Located {
  readonly address: GazetteerAddress;
  readonly shown: Presentation;
}

const countries: Readonly<Record<string, string>> = { E: 'England', S: 'Scotland', W: 'Wales' };
/** The first letter of a GSS code is the country's. */
const countryOf = ({ country, gssCode }: GazetteerAddress): string | undefined =>
  countries[country ?? gssCode?.charAt(0) ?? ''];

const states = { 1: 'approved', 6: 'provisional', 8: 'historical' } as const;

const detailsOf = (address: GazetteerAddress) =>
  present({
    blpuCreatedAt: address.start,
    blpuUpdatedAt: address.updated,
    classification: address.classification,
    state: states[address.status],
    isPostalAddress: isPostal(address),
    isCommercial: isCommercial(address),
    isResidential: isResidential(address),
    isHigherEducational: isHigherEducation(address),
    isElectoral: isElectoral(address),
    usrn: address.lpis[0]?.usrn,
    primaryClassification: classification(address.classification.slice(0, 1)),
    secondaryClassification:
      address.classification.length > 1 ? classification(address.classification.slice(0, 2)) : undefined,
    custodian: address.custodianCode === undefined ? undefined : custodian(address.custodianCode)?.name,
    organisation: address.organisation,
  });

const orderingOf = ({ lpis: [lpi] }: GazetteerAddress) =>
  present({
    saoStartNumber: lpi?.sao?.startNumber,
    saoStartSuffix: lpi?.sao?.startSuffix,
    saoEndNumber: lpi?.sao?.endNumber,
    saoEndSuffix: lpi?.sao?.endSuffix,
    saoText: lpi?.sao?.text,
    paoStartNumber: lpi?.pao?.startNumber,
    paoStartSuffix: lpi?.pao?.startSuffix,
    paoEndNumber: lpi?.pao?.endNumber,
    paoEndSuffix: lpi?.pao?.endSuffix,
    paoText: lpi?.pao?.text,
    street: lpi?.street,
  });

/** In this one format the postcode is in small letters and without a space, as it was stored. */
const all = ({ address, shown }: Located) => {
  const { latitude: lat, longitude: long, easting, northing } = address;
  return present({
    gssCode: address.gssCode,
    country: countryOf(address),
    uprn: address.uprn,
    postcode: shown.postcode.replace(' ', '').toLowerCase(),
    createdAt: address.entered,
    presentation: present({ ...shown }),
    details: detailsOf(address),
    location: present({ lat, long, easting, northing }),
    ordering: orderingOf(address),
  });
};

const vcard = ({ address, shown }: Located) => {
  const country = countryOf(address);
  const { property, street, town, area, postcode } = shown;
  return present({
    'extended-address': property,
    'street-address': street,
    locality: town,
    region: area,
    'postal-code': postcode,
    country,
    'x-uprn': address.uprn,
    vcard: vcardText({ property, street, town, area, postcode, country }),
  });
};

/** What is missing stays empty between its semicolons. */
export const vcardText = (
  parts: { readonly [K in 'property' | 'street' | 'town' | 'area' | 'postcode' | 'country']?: string | undefined },
): string =>
  `ADR;:;;${[parts.property, parts.street, parts.town, parts.area, parts.postcode, parts.country].map((part) => part ?? '').join(';')}`;

const render = {
  presentation: ({ address, shown }: Located) =>
    present({ gssCode: address.gssCode, uprn: address.uprn, ...present({ ...shown }) }),
  all,
  vcard,
} satisfies Record<Format, (located: Located) => object>;

/** The addresses that Locate would have held, in one of its formats. */
export const locateAnswers = (addresses: readonly GazetteerAddress[], format: Format): object[] =>
  addresses.flatMap((address) => {
    const shown = presentation(address);
    return shown ? [render[format]({ address, shown })] : [];
  });
