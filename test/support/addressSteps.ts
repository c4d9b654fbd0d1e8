/** Steps for look-ups of addresses, in each form. */
import { aliasId } from '#functions/addresses/aliases/store.ts';
import { council, type Step } from './walk.ts';

const text = { text: 'The old shop, High Street', postcode: 'ZZ1 1AA' };

export const addressSteps: readonly Step[] = [
  ['listAddresses', 200, () => ({ query: 'postcode=ZZ1+1AA&limit=2' })],
  ['listAddresses', 200, () => ({ query: 'usrn=99010001&classification=all&include=historic,shells,street-records' })],
  ['listAddresses', 404, () => ({ path: { council: 'empty' }, query: 'postcode=ZZ1+1AA' })],
  ['lookUpAddresses', 200, () => ({ body: { uprns: ['990100000018', '1'] } })],
  ['lookUpAddresses', 200, () => ({ body: { postcode: 'zz11aa', limit: 1 } })],
  ['findNearest', 200, () => ({ query: 'lat=54.1035&lon=-3.0252&classification=all' })],
  ['getAddress', 200, () => ({ path: { uprn: '990100000017' } })],
  ['getAddress', 404, () => ({ path: { uprn: '1' } })],
  ['getStreet', 404, () => ({ path: { usrn: '1' } })],
  ['listAddressChanges', 200, () => ({ query: 'limit=2' })],
  ['listAddressChanges', 410, () => ({ query: 'since=999' })],
  ['listAddressChanges', 404, () => ({ path: { council: 'empty' } })],
  ['suggestAddresses', 200, () => ({ query: 'q=example+st' })],
  ['suggestAddresses', 200, () => ({ query: 'q=12&street=99010001&limit=3' })],
  ['suggestAddressesByBody', 200, () => ({ body: { q: 'example st testford', limit: 5 } })],
  ['suggestAddressesByBody', 404, () => ({ path: { council: 'empty' }, body: { q: 'example' } })],
  ['locateAddresses', 200, () => ({ query: 'postcode=ZZ1+1AA' })],
  ['locateAddresses', 200, () => ({ query: 'uprn=990100000018&format=all' })],
  ['locateAddresses', 200, () => ({ query: 'usrn=99010001&format=vcard' })],
  ['locateAddresses', 400, () => ({ query: 'uprn=1&uprn=2' })],
  ['locateAddresses', 422, () => ({})],
  ...['Find', 'Postcode', 'Uprn', 'Nearest', 'Radius', 'Bbox'].map((name): Step => [`places${name}`, 400, () => ({})]),
  [
    'placesFind',
    200,
    () => ({ query: 'query=1+High+Street+Marlbeck+ZZ1+1AA&dataset=DPA,LPI&minmatch=0.1&matchprecision=3' }),
  ],
  ['placesPostcode', 200, () => ({ query: 'postcode=ZZ1&dataset=DPA,LPI&output_srs=EPSG:4326' })],
  ['placesUprn', 200, () => ({ query: 'uprn=990100000018' })],
  ['placesUprn', 200, () => ({ query: 'uprn=1' })],
  ['placesNearest', 200, () => ({ query: 'point=333064,468000' })],
  ['placesRadius', 200, () => ({ query: 'point=333064,468000&radius=50' })],
  ['placesBbox', 200, () => ({ query: 'bbox=333000,467900,333500,468100' })],
  [
    'matchAddresses',
    200,
    () => ({
      body: {
        texts: [
          { id: '1', ...text },
          { id: '2', text: '1 High St', postcode: '?' },
        ],
      },
    }),
  ],
  ['matchAddresses', 404, () => ({ path: { council: 'empty' }, body: { texts: [{ id: '1', ...text }] } })],
  ['recordAliases', 200, () => ({ path: { council }, body: { aliases: [{ ...text, uprn: '990100000018' }] } })],
  ['listAliases', 200, () => ({ path: { council }, query: 'limit=1' })],
  ['removeAlias', 204, () => ({ path: { council, alias: aliasId(text) } })],
  ['removeAlias', 404, () => ({ path: { council, alias: aliasId(text) } })],
];
