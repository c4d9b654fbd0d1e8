import { areasCouncil, square } from '#test/support/areasCouncil.ts';
import { outcomeOf } from '#test/support/wasteCouncil.ts';

/** Wards alone have boundaries: the council is that of the ward, and its county the authority’s. */
let ask: Awaited<ReturnType<typeof areasCouncil>>['ask'];
beforeAll(async () => {
  ({ ask } = await areasCouncil({
    areas: [
      {
        set: 'wards',
        code: 'E05999901',
        kind: 'ward',
        name: 'North',
        parent: 'E09999901',
        shape: square(-3.1, 54, 0.1),
      },
      { set: 'wards', code: 'E05999902', kind: 'ward', name: 'South', parent: 'E07999901', shape: square(-3, 54, 0.1) },
      { set: 'names', code: 'E07999901', kind: 'district', name: 'Marlbeck' },
    ],
    postcodes: [{ postcode: 'ZZ9 9ZZ', terminated: '199606', codes: {} }],
    authorities: [
      { gss: 'E07999901', name: 'Marlbeck', tier: 'district', parent: 'E10999901' },
      { gss: 'E10999901', name: 'Marlshire', tier: 'county' },
    ],
  }));
});

const point = async (text: string) => {
  const found: Record<string, { type: string; parent_area: number | null }> = await ask('mapitPoint', {
    params: { srid: '4326', point: text },
    query: {},
  });
  return Object.values(found).map(({ type, parent_area }) => [type, parent_area]);
};

describe('in MapIt’s shape', () => {
  it('a ward’s type is by its council, wherever only wards have boundaries', async () => {
    expect(await point('-3.05,54.05')).toEqual([
      ['LBW', 109999901],
      ['LBO', null],
    ]);
    expect(await point('-2.95,54.05')).toEqual([
      ['DIW', 107999901],
      ['DIS', 110999901],
      ['CTY', null],
    ]);
  });

  const areas = (list: string) => ask('mapitAreas', { params: { list }, query: {} });

  it('areas of a type have the parent that the table of authorities gives them', async () => {
    expect(await areas('DIS')).toMatchObject({ 107999901: { parent_area: 110999901 } });
  });

  it('boundaries of several areas, and the middle of no live postcodes, are refused', async () => {
    expect(await outcomeOf(areas('105999901,105999902.geojson'))).toMatchObject({ problem: 'mapit-invalid' });
    const partial = ask('mapitPartialPostcode', { params: { postcode: 'ZZ9' }, query: {} });
    expect(await outcomeOf(partial)).toMatchObject({ problem: 'mapit-not-found' });
  });
});
