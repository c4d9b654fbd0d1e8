import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describeWithData, sharedPath } from '#test/support/sharedData.ts';
import { containerOf, containerTerms, eventTerms } from './taxonomies.ts';

type Row = Readonly<Record<string, string>>;
const table = (name: string): Row[] =>
  parse(readFileSync(sharedPath('waste', 'wss', `${name}.csv`), 'utf8'), { columns: true, bom: true });

it('has an id of its own for every term', () => {
  for (const terms of [eventTerms, containerTerms]) expect(new Set(terms.map(({ id }) => id)).size).toBe(terms.length);
  expect([eventTerms.length, containerTerms.length]).toEqual([39, 11]);
});

it.each([
  ['not_presented', 'Not presented', 'site'],
  ['contaminated.rubble_diy', 'Contaminated: Rubble/DIY', 'site'],
  ['contaminated.turf_soil', 'Contaminated: Turf/soil', 'site'],
  ['no_access.from_street', 'No access: From street', 'street'],
  ['street_completed', 'Street completed', 'street'],
  ['safety_concern', 'Safety concern', undefined],
])('%s is “%s”', (id, name, at) => {
  expect(eventTerms.find((one) => one.id === id)).toMatchObject({ name, ...(at && { at }) });
});

describeWithData('the tables of the standard', () => {
  it('have the same events, in the same order', () => {
    let heading = '';
    const rows = table('collection_event_types').map((row) => {
      heading = row.level_1 || heading;
      const wording = row['ui string']?.replace('???', '');
      return [[heading, row.level_2].filter(Boolean).join(': '), row.description, row['location type'], wording];
    });
    const ours = eventTerms.map(({ name, description = '', at = '', wording = '' }) => [
      name,
      description,
      at,
      wording,
    ]);
    expect(ours).toEqual(rows);
  });

  it('have the same containers, in the same order', () => {
    const rows = table('container_types').map((row) => [
      row.reference_name,
      row.description,
      row.machine_name,
      row.sizes,
    ]);
    expect(
      containerTerms.map(({ name, description, shape, sizes }) => [
        name,
        description,
        shape,
        sizes.map((size) => `${size}L`).join(';'),
      ]),
    ).toEqual(rows);
  });
});

it.each([
  ['wheelie_bin_240_green', 'wheelie_bin', 'wheelie_bin', 240],
  ['Wheelie bin 240L', 'wheelie_bin', 'wheelie_bin', 240],
  ['reusable_sack', 'reusable_sack', 'reusable_sack', undefined],
  ['communal_bin_1100', 'communal_bin', 'communal_bin', 1100],
  ['caddy_23', 'kerbside_caddy', 'caddy', 23],
  ['caddy_7', 'kitchen_caddy', 'caddy', 7],
  ['caddy', undefined, 'caddy', undefined],
  ['boxes', undefined, undefined, undefined],
  ['180_black', undefined, undefined, undefined],
])('reads the container %s', (code, id, shape, size) => {
  const found = containerOf(code);
  expect([found.term?.id, found.shape, found.size]).toEqual([id, shape, size]);
});
