/** Boundaries and names as they are published. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describeWithData, sharedPath } from '#test/support/sharedData.ts';
import { sourcesOf, stageAreas } from '#test/support/stagedAreas.ts';
import type { AreaRecord } from '../contract/records.ts';
import { decodeRing, ringFault } from '../shapes.ts';
import { boundaries } from './boundaries.ts';

describeWithData('published files', () => {
  const folder = sharedPath('areas', 'boundaries');
  const read = async (file: string, own: Readonly<Record<string, string | true>>) =>
    stageAreas<AreaRecord>(boundaries, await sourcesOf(file), { options: own });

  it('296 wards are read whole, their rings as they were', async () => {
    const file = `${folder}/wards_wd13_surrey_exeter_kt.geojson.gz`;
    const { records, remarks, batches } = await read(file, { set: 'wards-2013', kind: 'ward', parent: 'LAD13CD' });
    expect([records.length, remarks, batches.length]).toEqual([296, [], 1]);
    expect(records.flatMap(({ shape = [] }) => shape.flat()).filter(ringFault)).toEqual([]);
    expect(new Set(records.map(({ parent }) => parent)).size).toBe(16);
    const { features } = JSON.parse(gunzipSync(readFileSync(file)).toString());
    const points = (list: unknown): number =>
      Array.isArray(list) && Array.isArray(list[0]) ? list.reduce((sum, one) => sum + points(one), 0) : 1;
    const given = features.reduce(
      (sum: number, { geometry }: { geometry: { coordinates: unknown } }) => sum + points(geometry.coordinates),
      0,
    );
    const kept = records.flatMap(({ shape = [] }) => shape.flat().flatMap(decodeRing)).length;
    expect(given - kept).toBeLessThan(given / 1000);
  });

  it('heavily generalised councils are refused, and taken for drawing', async () => {
    const file = `${folder}/lads_lad24_surrey_exeter_kt_4326.geojson.gz`;
    const own = { set: 'lads', kind: 'district' };
    await expect(read(file, own)).rejects.toThrow('a point every 2139 m');
    const { records } = await read(file, { ...own, generalised: true });
    expect(records.filter(({ generalised }) => generalised)).toHaveLength(16);
  });

  it.each([
    ['wards', 'ward', 8407],
    ['districts', 'district', 365],
    ['constituencies', 'constituency', 650],
    ['counties', 'county', 27],
    ['icb', 'icb', 42],
    ['police_force_areas', 'policeForce', 47],
  ])('names of %s are read, without the stray keys', async (file, kind, count) => {
    const { records } = await read(sharedPath('areas', 'names', `${file}.json`), {
      set: `names-${kind.toLowerCase()}`,
      kind,
    });
    expect(records).toHaveLength(count);
  });
});
