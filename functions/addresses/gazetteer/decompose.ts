/** Takes a stored address or street apart again, so that a file of changes can be applied to what is live. */
import type { GazetteerAddress, GazetteerStreet } from '../contract/gazetteer.ts';
import type { BlpuPart, DeliveryPointPart, LpiPart } from './recordRows.ts';
import type { Ordered, PartKind } from './staging.ts';

/** Before anything in the file. */
const before = -1;

const part = (subject: string, kind: PartKind, key: string, value: object): Ordered => ({
  subject,
  kind,
  key,
  deleted: false,
  line: 0,
  order: before,
  value,
});

const lpiParts = (
  { uprn, lpis, postal, postcode, deliveryPoint }: GazetteerAddress,
  postalFromLpi: boolean,
): Ordered[] =>
  lpis.map(({ status, street: _s, streetType: _t, locality: _l, town: _n, administrativeArea: _a, ...lpi }) => {
    const dtf = postalFromLpi ? { postal, postcode, postTown: deliveryPoint?.postTown } : {};
    const value = { ...lpi, ...dtf, usrn: lpi.usrn ?? '', logicalStatus: status } as LpiPart;
    return part(uprn, 'lpi', `${lpi.key ?? ''}/${lpi.language}`, value);
  });

/** The parts as they would have come in the file that the address is from; `postalFromLpi` as in `AssembleContext`. */
export const decomposeAddress = (address: GazetteerAddress, postalFromLpi: boolean): Ordered[] => {
  const {
    uprn,
    status,
    lpis: _,
    deliveryPoint,
    classification,
    organisation,
    postcode,
    postcodeLocator,
    gssCode: _g,
    ...rest
  } = address;
  const blpu: BlpuPart = {
    ...rest,
    logicalStatus: status,
    ...(postalFromLpi ? {} : { postcodeLocator: postcodeLocator ?? postcode }),
  } as BlpuPart;
  const point = deliveryPoint as DeliveryPointPart | undefined;
  return [
    part(uprn, 'blpu', '', blpu),
    ...lpiParts(address, postalFromLpi),
    part(uprn, 'classification', '', { code: classification }),
    ...(organisation ? [part(uprn, 'organisation', '', { name: organisation })] : []),
    ...(point && !postalFromLpi ? [part(uprn, 'deliveryPoint', point.udprn ?? '', point)] : []),
  ];
};

export const decomposeStreet = ({ usrn, descriptors, ...street }: GazetteerStreet): Ordered[] => [
  part(usrn, 'street', '', street),
  ...descriptors.map((words) => part(usrn, 'descriptor', words.language, words)),
];
