/** Steps for areas: our own answers, those of postcodes.io and of MapIt, over the sample of Marlbeck. */
import type { Step } from './walk.ts';

const empty = { council: 'empty' };

const own: readonly Step[] = [
  ['getPostcodeAreas', 200, () => ({ path: { postcode: 'zz11aa' }, query: 'on=2027-05-06' })],
  ['getPostcodeAreas', 400, () => ({ path: { postcode: 'here' } })],
  ['getPostcodeAreas', 404, () => ({ path: { postcode: 'ZZ99 9ZZ' } })],
  ['getPropertyAreas', 200, () => ({ path: { uprn: '990100000018' } })],
  ['getPropertyAreas', 404, () => ({ path: { uprn: '1' } })],
  ['getPointAreas', 200, () => ({ query: 'lat=54.1035&lon=-3.0252' })],
  ['getPointAreas', 404, () => ({ path: empty, query: 'lat=54.1035&lon=-3.0252' })],
  ['getArea', 200, () => ({ path: { code: 'E05999901' } })],
  ['getArea', 200, () => ({ path: { code: 'E07999901.geojson' } })],
  ['getArea', 404, () => ({ path: { code: 'E99999998' } })],
  ['getAuthorities', 200, () => ({})],
  ['putAuthorities', 200, () => ({ path: { council: 'answers' }, body: { authorities: [] } })],
  ['putAuthorities', 409, () => ({ path: { council: 'answers' }, body: { authorities: [], version: 9 } })],
  ['getReorganisations', 200, () => ({})],
  ['putReorganisations', 200, () => ({ path: { council: 'answers' }, body: { reorganisations: [] } })],
  ['putReorganisations', 409, () => ({ path: { council: 'answers' }, body: { reorganisations: [], version: 9 } })],
];

const postcode = { postcode: 'ZZ1 1AA' };
const place = { longitude: '-3.0252', latitude: '54.1035' };

const postcodesIo: readonly Step[] = [
  ['postcodesIoPostcode', 200, () => ({ path: postcode })],
  ['postcodesIoPostcode', 404, () => ({ path: { postcode: 'ZZ1 9ZZ' } })],
  ['postcodesIoValidate', 200, () => ({ path: postcode })],
  ['postcodesIoNearest', 200, () => ({ path: postcode, query: 'radius=2000' })],
  ['postcodesIoNearest', 400, () => ({ path: postcode, query: 'limit=few' })],
  ['postcodesIoNearest', 404, () => ({ path: { postcode: 'ZZ99 9ZZ' } })],
  ['postcodesIoAutocomplete', 200, () => ({ path: { postcode: 'ZZ1' } })],
  ['postcodesIoAutocomplete', 400, () => ({ path: { postcode: 'ZZ1' }, query: 'limit=1&limit=2' })],
  ['postcodesIoQuery', 200, () => ({ query: 'q=ZZ1' })],
  ['postcodesIoQuery', 200, () => ({ query: 'lon=-3.0252&lat=54.1035' })],
  ['postcodesIoQuery', 400, () => ({})],
  ['postcodesIoLonLat', 200, () => ({ path: place })],
  ['postcodesIoLonLat', 400, () => ({ path: { ...place, longitude: 'west' } })],
  ['postcodesIoLatLon', 200, () => ({ path: place })],
  ['postcodesIoLatLon', 400, () => ({ path: { ...place, latitude: 'north' } })],
  ['postcodesIoBulk', 200, () => ({ body: { postcodes: ['ZZ1 1AA', 'none'] } })],
  ['postcodesIoBulk', 400, () => ({ body: {} })],
  ['postcodesIoOutcode', 200, () => ({ path: { outcode: 'ZZ1' } })],
  ['postcodesIoOutcode', 404, () => ({ path: { outcode: 'ZZ99' } })],
  ['postcodesIoNearestOutcodes', 200, () => ({ path: { outcode: 'ZZ1' } })],
  ['postcodesIoNearestOutcodes', 400, () => ({ path: { outcode: 'ZZ1' }, query: 'radius=far' })],
  ['postcodesIoOutcodes', 200, () => ({ query: 'lon=-3.0252&lat=54.1035' })],
  ['postcodesIoOutcodes', 400, () => ({ query: 'lon=west&lat=54.1' })],
  ['postcodesIoTerminated', 200, () => ({ path: { postcode: 'ZZ1 9ZZ' } })],
  ['postcodesIoTerminated', 404, () => ({ path: postcode })],
  ['postcodesIoScottish', 404, () => ({ path: postcode })],
  ['postcodesIoRandom', 200, () => ({ query: 'outcode=ZZ1' })],
  ['postcodesIoRandom', 400, () => ({ query: 'outcode=ZZ1&outcode=ZZ2' })],
  ['postcodesIoScottish', 200, () => ({ path: { council: 'answers', ...postcode } })],
  ['postcodesIoPlace', 200, () => ({ path: { council: 'answers', id: 'E63999901' } })],
  ['postcodesIoPlaces', 200, () => ({ query: 'q=Marl' })],
  ['postcodesIoPlaces', 400, () => ({})],
  ['postcodesIoPlace', 404, () => ({ path: { id: 'none' } })],
  ['postcodesIoRandomPlace', 200, () => ({})],
];

const id = { id: '107999901' };
const twice = 'type=DIS&type=DIW';
const mapit: readonly Step[] = [
  ['mapitPostcode', 200, () => ({ path: postcode })],
  ['mapitPostcode', 400, () => ({ path: { postcode: 'here' } })],
  ['mapitPostcode', 404, () => ({ path: { postcode: 'ZZ99 9ZZ' } })],
  ['mapitPartialPostcode', 200, () => ({ path: { postcode: 'ZZ1' } })],
  ['mapitPartialPostcode', 400, () => ({ path: { postcode: '1' } })],
  ['mapitPartialPostcode', 404, () => ({ path: { postcode: 'ZZ99' } })],
  ['mapitPoint', 200, () => ({ path: { srid: '4326', point: '-3.0252,54.1035' } })],
  ['mapitPoint', 400, () => ({ path: { srid: '4326', point: '54.1035,-3.0252' } })],
  ['mapitNearest', 200, () => ({ path: { srid: '27700', point: '333064,468000' } })],
  ['mapitNearest', 400, () => ({ path: { srid: '1', point: '333064,468000' } })],
  ['mapitNearest', 404, () => ({ path: { srid: '27700', point: '500000,100000' } })],
  ['mapitArea', 200, () => ({ path: id })],
  ['mapitArea', 200, () => ({ path: { id: 'E07999901.wkt' } })],
  ['mapitArea', 400, () => ({ path: { id: 'Marlbeck' } })],
  ['mapitArea', 404, () => ({ path: { id: '1' } })],
  ['mapitAreaChildren', 200, () => ({ path: id, query: 'type=DIW' })],
  ['mapitAreaChildren', 400, () => ({ path: id, query: 'generation=new' })],
  ['mapitAreaChildren', 404, () => ({ path: { id: '1' } })],
  ['mapitAreaGeometry', 200, () => ({ path: id })],
  ['mapitAreaGeometry', 400, () => ({ path: { id: 'Marlbeck' } })],
  ['mapitAreaGeometry', 404, () => ({ path: { id: '110999901' } })],
  ['mapitExamplePostcode', 200, () => ({ path: id })],
  ['mapitExamplePostcode', 400, () => ({ path: { id: 'Marlbeck' } })],
  ['mapitExamplePostcode', 404, () => ({ path: { id: '1' } })],
  ['mapitAreas', 200, () => ({ path: { list: 'DIS,DIW' } })],
  ['mapitAreas', 200, () => ({ path: { list: 'Marl' } })],
  ['mapitAreas', 400, () => ({ path: { list: 'DIS' }, query: 'max_generation=old' })],
  ['mapitCode', 200, () => ({ path: { type: 'gss', value: 'E05999901' } })],
  ['mapitCode', 404, () => ({ path: { type: 'ons', value: '00AA' } })],
  ['mapitGenerations', 200, () => ({})],
  ['mapitTypes', 200, () => ({})],
  ['mapitCode', 400, () => ({ path: { type: 'gss', value: 'E05999901' }, query: twice })],
  ['mapitGenerations', 400, () => ({ query: twice })],
  ['mapitTypes', 400, () => ({ query: twice })],
];

export const areaSteps: readonly Step[] = [...own, ...postcodesIo, ...mapit];
