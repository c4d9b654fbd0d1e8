import { auditRecords } from '#shared/audit/contract.ts';
import { capability } from '#shared/contract/index.ts';
import { datasetOperations } from '#shared/datasets/contract.ts';
import { aliasOperations, aliasRecords } from './contract/aliases.ts';
import { changeOperations } from './contract/changes.ts';
import { GazetteerAddress, GazetteerStreet } from './contract/gazetteer.ts';
import { locateOperations } from './contract/locate.ts';
import { lookupOperations } from './contract/lookup.ts';
import { matchOperations } from './contract/match.ts';
import { placesOperations } from './contract/places.ts';
import { suggestOperations } from './contract/suggest.ts';

export const addresses = capability({
  name: 'addresses',
  title: 'Addresses',
  summary:
    'The council’s gazetteer: addresses by postcode, UPRN, street and place, in our own form and in the forms of GDS Locate and OS Places.',
  records: {
    gazetteer: { says: 'Addresses and streets of the live dataset version and the one before it', personal: 'none' },
    aliases: aliasRecords,
    audit: auditRecords,
  },
  operations: {
    ...lookupOperations,
    ...changeOperations,
    ...locateOperations,
    ...placesOperations,
    ...matchOperations,
    ...aliasOperations,
    ...suggestOperations,
    ...datasetOperations({
      path: '/{council}/addresses',
      scope: 'addresses:load',
      records: { addresses: GazetteerAddress, streets: GazetteerStreet },
    }),
  },
});
