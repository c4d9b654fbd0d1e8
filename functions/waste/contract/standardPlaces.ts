/** Where services come to, and the containers that stand there: sites and features of the Local Waste Service Standards. */
import * as z from 'zod/mini';
import { described, get, PostcodeInput, UsrnInput } from '#shared/contract/index.ts';
import { RoundsNotLoaded } from './collections.ts';
import {
  answers,
  aProperty,
  atLeastOne,
  format,
  id,
  NothingOfThatId,
  ofProperty,
  open,
  optionalUprn,
  page,
} from './standardForm.ts';
import { Feature, Site } from './standardModels.ts';

export const onStreet = z.optional(described(UsrnInput, 'Only what is on this street.', '99010001'));
export const inPostcode = z.optional(described(PostcodeInput, 'Only what has this postcode.', 'ZZ1 1AA'));

export const placeOperations = {
  standardSites: get('/{council}/waste/standard/sites', {
    ...open,
    summary: 'Waste standard: sites on a street or of a postcode',
    description:
      'In order of UPRN. Needs `usrn` or `postcode`; with both, what fits both. Finds the properties of which the council’s rounds say the street and the postcode.',
    query: z.strictObject({ usrn: onStreet, postcode: inPostcode, page, format }).check(atLeastOne('usrn', 'postcode')),
    returns: answers('sites', z.array(Site), 900),
    problems: [RoundsNotLoaded],
  }),
  standardSite: get('/{council}/waste/standard/sites/{uprn}', {
    ...open,
    summary: 'Waste standard: one site',
    description: 'A property, where it is, and the building that it shares containers of.',
    params: z.strictObject(aProperty),
    query: z.strictObject({ format }),
    returns: answers('site', Site, 900),
    problems: ofProperty,
  }),
  standardFeatures: get('/{council}/waste/standard/features', {
    ...open,
    summary: 'Waste standard: containers at a property or on a street',
    description:
      'Needs `uprn` or `usrn`. Shared containers are those of the building. A page has the containers of up to 100 properties.',
    query: z.strictObject({ uprn: optionalUprn, usrn: onStreet, page, format }).check(atLeastOne('uprn', 'usrn')),
    returns: answers('features', z.array(Feature), 900),
    problems: ofProperty,
  }),
  standardFeature: get('/{council}/waste/standard/features/{featureId}', {
    ...open,
    summary: 'Waste standard: one container',
    description: 'By its id in the list. The id says of which kind it is there, and which of them.',
    params: z.strictObject({ featureId: id('Id of the container.', '990100000002-wheelie_bin_240_green-1') }),
    query: z.strictObject({ format }),
    returns: answers('feature', Feature, 900),
    problems: [NothingOfThatId, ...ofProperty],
  }),
};
