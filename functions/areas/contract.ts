import { auditRecords } from '#shared/audit/contract.ts';
import { capability } from '#shared/contract/index.ts';
import { datasetOperations, named } from '#shared/datasets/contract.ts';
import { mapitOperations } from './contract/mapit.ts';
import { nativeOperations } from './contract/native.ts';
import { postcodesIoOperations } from './contract/postcodesIo.ts';
import { AreaRecord, PostcodeRecord, PropertyRecord } from './contract/records.ts';
import { tableOperations } from './contract/tableOperations.ts';

const scope = 'areas:load';

export const areas = capability({
  name: 'areas',
  title: 'Areas',
  summary:
    'Which council, ward, parish and constituency a property, a postcode or a point is in: now, before and after a reorganisation.',
  records: {
    postcodes: { says: 'Postcodes of a directory: the live dataset version and the one before it', personal: 'none' },
    properties: {
      says: 'Where each UPRN is and in which areas: the live version and the one before it',
      personal: 'none',
    },
    areas: {
      says: 'Areas with their names, dates and boundaries: the live version and the one before it',
      personal: 'none',
    },
    tables: { says: 'The authorities of the country, and what becomes of them on which date', personal: 'none' },
    audit: auditRecords,
  },
  operations: {
    ...nativeOperations,
    ...postcodesIoOperations,
    ...mapitOperations,
    ...tableOperations,
    ...named(
      'Postcodes',
      datasetOperations({ path: '/{council}/areas/postcodes', scope, records: { postcodes: PostcodeRecord } }),
    ),
    ...named(
      'Properties',
      datasetOperations({ path: '/{council}/areas/properties', scope, records: { properties: PropertyRecord } }),
    ),
    ...named(
      'Boundaries',
      datasetOperations({ path: '/{council}/areas/boundaries', scope, records: { areas: AreaRecord } }),
    ),
  },
});
