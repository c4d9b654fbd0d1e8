/** Their gazetteer, and one of ours. */
import { aliasId } from '#functions/addresses/aliases/store.ts';
import { anAddress, anLpi } from '../addresses.ts';
import { api } from '../app.ts';
import { type Belongings, ours, secret, theirs } from './belongings.ts';
import { loadAll } from './loads.ts';

const { uprn, usrn, street } = secret;
const near = '520910,160705';
const text = 'The old shop, ZZ1 1AA';

const belongings: Belongings = {
  ids: { uprn, usrn, version: '2', batch: '0', alias: aliasId({ text }) },
  state: ['addresses/datasets', `addresses/${uprn}`, 'addresses/datasets/2', 'addresses/aliases'],
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
    placesFind: [{ query: { query: '10 ZZ1 1AA', dataset: 'LPI' } }],
    matchAddresses: [{ body: { texts: [{ id: '1', text: '10, ZZ1 1AA' }] } }],
    listAliases: [{}],
    listDatasets: [{}],
  },
  paged: {
    listDatasetAudit: 'limit=1',
    listDatasets: 'limit=1',
    listRemarks: '',
    listAliases: 'limit=1',
    listAddresses: `limit=1&usrn=${usrn}`,
  },
};

export const theirAddresses = async (): Promise<Belongings> => {
  const addresses = [uprn, '777000000002'].map((one) => anAddress({ uprn: one, lpis: [anLpi({ usrn, street })] }));
  const streets = [{ usrn, descriptors: [{ language: 'eng', name: street }] }];
  await loadAll(`/${theirs}/addresses/datasets`, 2, secret.fingerprint, { addresses, streets });
  const own = [anAddress({ uprn: '666000000001' })];
  await loadAll(`/${ours}/addresses/datasets`, 1, '6'.repeat(64), { addresses: own, streets: [] });
  const aliases = [
    { text, uprn },
    { text: 'Nowhere', none: true },
  ];
  await api('POST', `/${theirs}/addresses/aliases`, { body: { aliases } });
  return belongings;
};
