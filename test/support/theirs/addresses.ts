/** Their gazetteer, and one of ours. */
import { anAddress, anLpi } from '../addresses.ts';
import { type Belongings, ours, secret, theirs } from './belongings.ts';
import { loadAll } from './loads.ts';

const { uprn, usrn, street } = secret;
const near = '520910,160705';

const belongings: Belongings = {
  ids: { uprn, usrn, version: '2', batch: '0' },
  state: ['addresses/datasets', `addresses/${uprn}`, 'addresses/datasets/2'],
  questions: {
    listAddresses: [{ query: { usrn } }, { query: { postcode: 'ZZ1 1AA' } }],
    lookUpAddresses: [{ body: { uprns: [uprn] } }, { body: { postcode: 'ZZ1 1AA' } }],
    suggestAddresses: [{ query: { q: street } }, { query: { q: '10', street: usrn } }, { query: { q: 'ZZ1 1AA' } }],
    suggestAddressesByBody: [{ body: { q: street } }],
    findNearest: [{ query: { easting: '520910', northing: '160705', radius: '1000' } }],
    locateAddresses: [{ query: { uprn } }, { query: { postcode: 'ZZ1 1AA', format: 'vcard' } }],
    placesPostcode: [{ query: { postcode: 'ZZ1', dataset: 'LPI' } }],
    placesUprn: [{ query: { uprn, dataset: 'LPI' } }],
    placesNearest: [{ query: { point: near, dataset: 'LPI' } }],
    placesRadius: [{ query: { point: near, dataset: 'LPI', radius: '1000' } }],
    placesBbox: [{ query: { bbox: '520500,160500,521000,161000', dataset: 'LPI' } }],
    listDatasets: [{}],
  },
  paged: {
    listDatasetAudit: 'limit=1',
    listDatasets: 'limit=1',
    listRemarks: '',
    listAddresses: `limit=1&usrn=${usrn}`,
  },
};

export const theirAddresses = async (): Promise<Belongings> => {
  const addresses = [uprn, '777000000002'].map((one) => anAddress({ uprn: one, lpis: [anLpi({ usrn, street })] }));
  const streets = [{ usrn, descriptors: [{ language: 'eng', name: street }] }];
  await loadAll(`/${theirs}/addresses/datasets`, 2, secret.fingerprint, { addresses, streets });
  const own = [anAddress({ uprn: '666000000001' })];
  await loadAll(`/${ours}/addresses/datasets`, 1, '6'.repeat(64), { addresses: own, streets: [] });
  return belongings;
};
