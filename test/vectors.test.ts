/** Published vectors of the field, against the functions that follow them. The data is not ours to ship. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { DeliveryPoint } from '#functions/addresses/contract/gazetteer.ts';
import { mailingAddress } from '#functions/addresses/text/mailing.ts';
import { type Postcode, parsePostcode } from '#shared/contract/postcode.ts';
import { describeWithData, sharedJson, sharedPath } from '#test/support/sharedData.ts';

describeWithData('Royal Mail’s formatting rules', () => {
  interface Vector {
    readonly fixture: Readonly<Record<string, string>>;
    readonly expected: Readonly<Record<string, string>>;
    readonly description: string;
  }
  const deliveryPoint = (fixture: Vector['fixture']): DeliveryPoint => ({
    organisation: fixture.organisation_name,
    department: fixture.department_name,
    subBuilding: fixture.sub_building_name,
    buildingName: fixture.building_name,
    buildingNumber: fixture.building_number,
    poBox: fixture.po_box,
    dependentThoroughfare: fixture.dependant_thoroughfare,
    thoroughfare: fixture.thoroughfare,
    doubleDependentLocality: fixture.double_dependant_locality,
    dependentLocality: fixture.dependant_locality,
    postTown: fixture.post_town,
    postcode: fixture.postcode,
  });

  it('hold for all 64 vectors', () => {
    const { fixtures } = sharedJson<{ fixtures: Vector[] }>(
      'addresses',
      'matching',
      'uk-clear-addressing',
      'formatting.json',
    );
    expect(fixtures).toHaveLength(64);
    for (const { fixture, expected } of fixtures) {
      // “unit” is in the vectors, but neither here nor in the tests that they come from.
      const { line_1, line_2, line_3, post_town, unit: _, ...rest } = expected;
      expect(mailingAddress(deliveryPoint(fixture))).toEqual({
        lines: [line_1, line_2, line_3].filter(Boolean),
        postTown: post_town,
        ...rest,
      });
    }
  });
});

describeWithData('postcodes', () => {
  interface Vectors {
    readonly tests: readonly { readonly base: string; readonly expected: string | boolean | null }[];
  }
  const parts: Readonly<Record<string, (postcode: Postcode | undefined) => unknown>> = {
    areas: (postcode) => postcode?.area,
    districts: (postcode) => postcode?.district,
    'sub-districts': (postcode) => postcode?.subDistrict,
    sectors: (postcode) => postcode?.sector,
    units: (postcode) => postcode?.unit,
    outcodes: (postcode) => postcode?.outward,
    incodes: (postcode) => postcode?.inward,
    normalisation: (postcode) => postcode?.text,
  };

  it.each(Object.entries(parts))('have %s as the library “postcode” has them', (name, part) => {
    const { tests } = sharedJson<Vectors>('addresses', 'postcodes', `postcodejs_${name}.json`);
    expect(tests.length).toBeGreaterThan(10);
    for (const { base, expected } of tests) expect([base, part(parsePostcode(base)) ?? null]).toEqual([base, expected]);
  });

  it('are valid when it says so', () => {
    const { tests } = sharedJson<Vectors>('addresses', 'postcodes', 'postcodejs_validation.json');
    for (const { base, expected } of tests) expect([base, parsePostcode(base) !== undefined]).toEqual([base, expected]);
  });

  it('are cleaned up and judged as GOV.UK’s Locations API does', () => {
    const { valid, invalid } = sharedJson<{ valid: string[]; invalid: (string | null)[] }>(
      'addresses',
      'postcodes',
      'locations-api-postcode-vectors.json',
    );
    expect([valid.length, invalid.length]).toEqual([30, 36]);
    expect(valid.filter((text) => !parsePostcode(text))).toEqual([]);
    expect(invalid.filter((text) => parsePostcode(text ?? ''))).toEqual([]);
  });

  it('are read, all 99,999 real ones', () => {
    const lines = gunzipSync(readFileSync(sharedPath('addresses', 'postcodes', 'ons_postcodes_100k.csv.gz')))
      .toString()
      .trim()
      .split(/\r?\n/)
      .slice(1);
    expect(lines).toHaveLength(99_999);
    const refused = lines.filter((line) => parsePostcode(line)?.text.replace(' ', '') !== line.replace(' ', ''));
    expect(refused).toEqual([]);
  });
});
