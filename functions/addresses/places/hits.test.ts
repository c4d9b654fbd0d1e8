import { anAddress, anLpi, without } from '#test/support/addresses.ts';
import type { GazetteerAddress } from '../contract/gazetteer.ts';
import { PlacesInvalid } from '../contract/places.ts';
import { referenceOf } from '../reference.ts';
import { type Hit, hitsOf, readFilters } from './hits.ts';
import { readCommon } from './parameters.ts';

const welsh = anAddress({
  deliveryPoint: { udprn: '1' },
  lpis: [anLpi(), anLpi({ language: 'cym' }), anLpi({ status: 3 })],
});
const forms = (address: GazetteerAddress, given: Readonly<Record<string, string>>) =>
  hitsOf(referenceOf(address), readCommon(given)).map(({ form }) => form);

describe('an address gives', () => {
  it.each<[string, Readonly<Record<string, string>>, Hit['form'][]]>([
    ['its Royal Mail form, unless more is asked for', {}, ['DPA']],
    ['each LPI', { dataset: 'LPI' }, [0, 1, 2]],
    ['the Royal Mail form first', { dataset: 'LPI,DPA' }, ['DPA', 0, 1, 2]],
    ['English ones', { dataset: 'DPA,LPI', lr: 'EN' }, ['DPA', 0, 2]],
    ['Welsh ones', { dataset: 'DPA,LPI', lr: 'CY' }, [1]],
  ])('%s', (_, given, expected) => {
    expect(forms(welsh, given)).toEqual(expected);
  });

  it('no Royal Mail form where it has none', () => {
    expect(forms(without(welsh, 'deliveryPoint'), {})).toEqual([]);
  });
});

describe('a filter', () => {
  const addresses: Record<string, GazetteerAddress> = {
    house: anAddress({ country: 'E' }),
    flat: anAddress({ classification: 'RD06', country: 'W' }),
    shop: anAddress({ classification: 'CR08', country: 'E' }),
    planned: anAddress({ status: 6 }),
    demolished: anAddress({ status: 8 }),
    street: anAddress({ classification: 'PS' }),
    alternative: anAddress({ lpis: [anLpi({ status: 3 })] }),
  };
  const kept = (...filters: string[]) =>
    Object.entries(addresses).flatMap(([name, address]) =>
      readFilters(filters)({ reference: referenceOf(address), form: 0 }) ? [name] : [],
    );

  it.each<[string[], string[]]>([
    [[], ['house', 'flat', 'shop', 'planned', 'alternative']],
    [[''], ['house', 'flat', 'shop', 'planned', 'alternative']],
    [['CLASSIFICATION_CODE:RD*'], ['house', 'flat', 'planned', 'alternative']],
    [['classification_code:rd06'], ['flat']],
    [['CLASSIFICATION_CODE:R'], []],
    [['CLASSIFICATION_CODE:RD06 CR08'], ['flat', 'shop']],
    [['CLASSIFICATION_CODE:RD06  CLASSIFICATION_CODE:CR*'], ['flat', 'shop']],
    [['CLASSIFICATION_CODE:PS'], ['street']],
    [['LOGICAL_STATUS_CODE:8'], ['demolished']],
    [['LOGICAL_STATUS_CODE:6 8'], ['planned', 'demolished']],
    [['LPI_LOGICAL_STATUS_CODE:3'], ['alternative']],
    [['COUNTRY_CODE:W'], ['flat']],
    [['COUNTRY_CODE:EN'], ['house', 'shop']],
    [['COUNTRY_CODE:E', 'CLASSIFICATION_CODE:C*'], ['shop']],
  ])('of %j keeps %j', (filters, names) => {
    expect(kept(...filters)).toEqual(names);
  });

  it('counts a Royal Mail form as approved', () => {
    const reference = referenceOf(anAddress({ lpis: [anLpi({ status: 3 })] }));
    expect(readFilters(['LPI_LOGICAL_STATUS_CODE:1'])({ reference, form: 'DPA' })).toBe(true);
  });

  it.each(['RD*', 'UPRN:1', ':RD', 'constructor:1', 'CLASSIFICATION_CODE:RD TOWN:X'])('of %j is refused', (filter) => {
    const fields = 'CLASSIFICATION_CODE, LOGICAL_STATUS_CODE, LPI_LOGICAL_STATUS_CODE, COUNTRY_CODE';
    const message = `Filter ${filter} is not one of ${fields}, followed by a colon and a code.`;
    expect(() => readFilters([filter])).toThrow(new PlacesInvalid(message));
  });
});
