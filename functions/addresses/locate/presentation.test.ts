/** The vectors of Locate's own importer (location-data-importer, AddressBaseToLocateConvertor tests). */
import type { DeliveryPoint, Lpi } from '../contract/gazetteer.ts';
import { vcardText } from './formats.ts';
import { locateCase, presentation } from './presentation.ts';

const pao = { startNumber: 3, startSuffix: 'c', endNumber: 4, endSuffix: 'd' };
const lpi: Lpi = {
  language: 'eng',
  status: 1,
  sao: { startNumber: 1, startSuffix: 'a', endNumber: 2, endSuffix: 'b', text: 'sao text' },
  pao: { ...pao, text: 'pao text' },
  streetType: 1,
  street: 'high street',
  locality: 'locality',
  town: 'my town',
  administrativeArea: 'admin area',
};

const shown = (changes: Partial<Lpi>, deliveryPoint?: DeliveryPoint) => {
  const lpis = [{ ...lpi, ...changes }];
  const found = presentation({ lpis, postcode: 'MY1 1MY', ...(deliveryPoint && { deliveryPoint }) });
  return found && JSON.parse(JSON.stringify(found));
};
const none = undefined as never;

it('shows everything there is', () => {
  expect(shown({})).toEqual({
    property: 'Sao Text 1a-2b Pao Text',
    street: '3c-4d High Street',
    locality: 'Locality',
    town: 'My Town',
    area: 'Admin Area',
    postcode: 'MY1 1MY',
  });
});

it('does without a SAO text', () => {
  expect(
    shown({ sao: { startNumber: 1, startSuffix: 'a', endNumber: 2, endSuffix: 'b' }, pao: { text: 'pao text' } })
      .property,
  ).toBe('1a-2b Pao Text');
});

describe('on a street without an official name', () => {
  const unofficial = { streetType: 4, sao: none, pao };
  it.each<[string, DeliveryPoint, string]>([
    ['thoroughfare', { thoroughfare: 'thoroughfareName', dependentThoroughfare: 'x' }, '3c-4d Thoroughfarename'],
    [
      'dependent thoroughfare',
      { dependentThoroughfare: 'dependantThoroughfare', doubleDependentLocality: 'x' },
      '3c-4d Dependantthoroughfare',
    ],
    [
      'double dependent locality',
      { doubleDependentLocality: 'doubleDependantLocality' },
      '3c-4d Doubledependantlocality',
    ],
    ['nothing', {}, '3c-4d'],
  ])('uses Royal Mail’s %s', (_, point, street) => {
    expect(shown(unofficial, point).street).toBe(street);
  });

  it('uses no name that the property has already', () => {
    const sao = { text: '123 My house' };
    expect(shown({ ...unofficial, sao }, { thoroughfare: 'house' })).not.toHaveProperty('street');
    expect(
      shown({ ...unofficial, pao: none, sao: { text: 'this is not like delivery point' } }, { thoroughfare: 'house' })
        .street,
    ).toBe('House');
  });

  it.each([2, 4, 9, undefined])('of record type %s', (streetType) => {
    expect(shown({ ...unofficial, streetType: streetType as never }, { thoroughfare: 'mill lane' }).street).toBe(
      '3c-4d Mill Lane',
    );
  });
});

describe('what is said twice', () => {
  it('an area that is the town is left out', () => {
    const found = shown({ town: 'thing', administrativeArea: 'thing' });
    expect(found.town).toBe('Thing');
    expect(found).not.toHaveProperty('area');
  });

  it('a street that is the town wins without a property, and loses with one', () => {
    const same = { street: 'town', town: 'town', pao: none };
    const without = shown({ ...same, sao: none });
    expect([without.street, without.town, without.locality, without.area]).toEqual([
      'Town',
      undefined,
      'Locality',
      'Admin Area',
    ]);
    const withProperty = shown({ ...same, sao: { text: 'the lodge' } });
    expect([withProperty.street, withProperty.town]).toEqual([undefined, 'Town']);
  });
});

it('holds nothing without a postcode, or with neither street nor property', () => {
  expect(presentation({ lpis: [lpi] })).toBeUndefined();
  expect(shown({ streetType: 4, sao: none, pao: none })).toBeUndefined();
});

it('cases every word alike', () => {
  expect(locateCase('THIS is nOT')).toBe('This Is Not');
});

it('writes vcards', () => {
  const all = {
    property: 'property-1',
    street: 'street-1',
    town: 'town-1',
    area: 'area-1',
    postcode: 'postcode-1',
    country: 'country-1',
  };
  expect(vcardText(all)).toBe('ADR;:;;property-1;street-1;town-1;area-1;postcode-1;country-1');
  expect(vcardText({})).toBe('ADR;:;;;;;;;');
});
