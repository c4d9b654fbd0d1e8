import { permitRules } from '#test/support/permitRules.ts';
import { outcomeOf } from '#test/support/wasteCouncil.ts';

const plain = {
  name: 'Resident permit',
  kind: 'resident',
  inForceFrom: '2026-04-01',
  tariff: { prices: [{ ladder: [5100] }] },
};
const dearer = (inForceFrom: string, pence: number) => ({
  ...plain,
  inForceFrom,
  tariff: { prices: [{ ladder: [pence] }] },
});
const params = { scheme: 'resident' };

const aCouncil = async () => {
  const rules = await permitRules();
  rules.at('2026-11-23T09:30:00Z');
  const put = (body: object, scheme = 'resident') =>
    outcomeOf(rules.ask('putPermitScheme', { params: { scheme }, body }));
  const versionOn = async (on?: string) =>
    (await outcomeOf(rules.ask('getPermitScheme', { params, query: { ...(on && { on }) } }))).version;
  const withdraw = (inForceFrom: string) =>
    outcomeOf(rules.ask('removePermitSchemeVersion', { params: { ...params, inForceFrom } }));
  return { ...rules, put, versionOn, withdraw };
};

describe('schemes', () => {
  it('count from their day on, and what counts already is never changed', async () => {
    const { ask, at, put, versionOn, withdraw, trail } = await aCouncil();
    expect(await versionOn()).toBeUndefined();
    expect((await put(plain)).version).toBe('2026-04-01.1');
    expect(await put(plain)).toMatchObject({ version: '2026-04-01.1', lengths: [12] });
    expect(await put({ ...plain, name: 'Other' })).toEqual({ problem: 'permit-scheme-in-force' });
    expect(await put(dearer('2026-11-22', 1))).toEqual({ problem: 'permit-scheme-in-force' });
    expect((await put(dearer('2027-04-01', 6000))).version).toBe('2027-04-01.1');
    expect((await put(dearer('2027-04-01', 6100))).version).toBe('2027-04-01.2');
    expect([
      await versionOn('2026-03-31'),
      await versionOn(),
      await versionOn('2027-03-31'),
      await versionOn('2027-04-01'),
    ]).toEqual([undefined, '2026-04-01.1', '2026-04-01.1', '2027-04-01.2']);
    expect(await withdraw('2026-04-01')).toEqual({ problem: 'permit-scheme-in-force' });
    expect(await withdraw('2028-01-01')).toEqual({ problem: 'permit-scheme-not-found' });
    expect([await withdraw('2027-04-01'), await withdraw('2027-04-01')]).toEqual([undefined, undefined]);
    expect(await versionOn('2027-04-01')).toBe('2026-04-01.1');
    expect((await put(dearer('2027-04-01', 6100))).version).toBe('2027-04-01.4');
    // Half past midnight in London, and still the day before in UTC.
    at('2027-03-31T23:30:00Z');
    expect(await versionOn()).toBe('2027-04-01.4');
    expect(await put(dearer('2027-04-01', 1))).toEqual({ problem: 'permit-scheme-in-force' });
    expect((await ask('listPermitSchemeVersions', { params })).versions).toEqual([
      { version: '2026-04-01.1', inForceFrom: '2026-04-01' },
      { version: '2027-04-01.4', inForceFrom: '2027-04-01' },
    ]);
    const { entries } = await trail.list('marlbeck', { limit: 100 });
    expect(
      entries
        .filter(({ operation }) => operation === 'putPermitScheme')
        .map(({ before, after }) => [before?.version, after?.version]),
    ).toEqual(
      expect.arrayContaining([
        [undefined, '2026-04-01.1'],
        ['2027-04-01.1', '2027-04-01.2'],
      ]),
    );
    expect(entries).toHaveLength(5);
  });

  it('start today where there is none from today yet', async () => {
    const { put } = await aCouncil();
    await put(plain);
    expect((await put(dearer('2026-11-23', 6000))).version).toBe('2026-11-23.1');
    expect(await put(dearer('2026-11-23', 7000))).toEqual({ problem: 'permit-scheme-in-force' });
  });

  it('are listed as they are on a day, and refused with every mistake', async () => {
    const { ask, put } = await aCouncil();
    await put(plain);
    await put(dearer('2027-01-01', 1), 'trade');
    const codes = async (on?: string) =>
      (await ask('listPermitSchemes', { query: { ...(on && { on }) } })).schemes.map(
        ({ scheme }: { scheme: string }) => scheme,
      );
    expect([await codes(), await codes('2027-01-01')]).toEqual([['resident'], ['resident', 'trade']]);
    expect(await put({ ...plain, zones: ['nowhere'], tariff: undefined })).toEqual({
      problem: 'invalid-request',
      fields: ['#/tariff', '#/zones/0'],
    });
  });

  it('changed by several at once are each written, one after the other', async () => {
    const { ask, put } = await aCouncil();
    await put(plain);
    const days = ['2027-01-01', '2027-02-01', '2027-03-01', '2027-04-01'];
    const made = await Promise.all(days.map((day, i) => put(dearer(day, 1000 + i))));
    expect(made.map(({ version }) => version)).toEqual(days.map((day) => `${day}.1`));
    expect((await ask('listPermitSchemeVersions', { params })).versions).toHaveLength(5);
  });
});

describe('zones', () => {
  const area = {
    type: 'Polygon',
    coordinates: [
      [
        [-3.03, 54.1],
        [-3.02, 54.1],
        [-3.02, 54.11],
        [-3.03, 54.11],
        [-3.03, 54.1],
      ],
    ],
  };
  const millLane = {
    name: 'Mill Lane',
    area,
    streets: [{ usrn: '99010001', name: 'High Street', only: { parity: 'odd' } }],
    excluded: [{ uprns: ['9'], reason: 'Car-free development' }],
  };
  const oldTown = { name: 'Old Town', uprns: ['5'] };
  const withZones = async () => {
    const council = await aCouncil();
    const putZone = (zone: string, body: object) => outcomeOf(council.ask('putPermitZone', { params: { zone }, body }));
    const find = (query: object) => outcomeOf(council.ask('findPermitZone', { query }));
    await putZone('mill-lane', millLane);
    await putZone('old-town', oldTown);
    return {
      ...council,
      putZone,
      find,
      remove: (zone: string) => outcomeOf(council.ask('removePermitZone', { params: { zone } })),
    };
  };

  it('are set, listed, changed and removed, but not while a scheme needs them', async () => {
    const { ask, put, putZone, remove, trail } = await withZones();
    expect((await ask('listPermitZones')).zones).toMatchObject([
      { zone: 'mill-lane', streets: 1, hasArea: true },
      { zone: 'old-town', properties: 1 },
    ]);
    await putZone('old-town', oldTown);
    expect(await putZone('old-town', { name: 'Old Town', uprns: ['5', '5'] })).toEqual({
      problem: 'invalid-request',
      fields: ['#/uprns/1'],
    });
    await put({ ...plain, inForceFrom: '2027-01-01', zones: ['old-town'] });
    expect(await remove('old-town')).toEqual({ problem: 'permit-zone-in-use', schemes: ['resident'] });
    expect([await remove('mill-lane'), await remove('mill-lane')]).toEqual([
      undefined,
      { problem: 'permit-zone-not-found' },
    ]);
    expect((await trail.list('marlbeck', { limit: 100 })).entries.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(['removePermitZone']),
    );
    expect(await outcomeOf(ask('getPermitZone', { params: { zone: 'mill-lane' } }))).toEqual({
      problem: 'permit-zone-not-found',
    });
  });

  it('are found by property, street, postcode and point', async () => {
    const { find, world } = await withZones();
    world.addresses = [
      { uprn: '1', usrn: '99010001', number: '3', addressLine: '3 High Street' },
      { uprn: '2', usrn: '99010001', number: '4', addressLine: '4 High Street' },
      { uprn: '9', addressLine: '9 High Street' },
    ];
    expect(await find({ uprn: '1' })).toMatchObject({
      ours: true,
      zones: [{ zone: 'mill-lane', name: 'Mill Lane', area, streets: [{}] }],
    });
    expect(await find({ uprn: '2' })).toMatchObject({ ours: true, zones: [], advice: 'It is in no permit zone.' });
    expect(await find({ uprn: '9' })).toEqual({ ours: true, zones: [], excluded: { reason: 'Car-free development' } });
    expect(await find({ uprn: '77' })).toMatchObject({
      ours: false,
      zones: [],
      advice: expect.stringContaining('find-local-council'),
    });
    expect(await find({ usrn: '99010001' })).toMatchObject({ zones: [{ zone: 'mill-lane' }] });
    expect(await find({ longitude: -3.025, latitude: 54.105 })).toMatchObject({ zones: [{ zone: 'mill-lane' }] });
    expect(await find({ postcode: 'ZZ1 1AA' })).toMatchObject({
      addresses: 3,
      zones: [{ zone: 'mill-lane', addresses: 1 }],
    });
    world.isDown = true;
    expect(await find({ uprn: '5' })).toMatchObject({ zones: [{ zone: 'old-town' }] });
    expect(await find({ uprn: '1' })).toEqual({ problem: 'temporarily-unavailable' });
    world.isDown = false;
    world.addresses = [];
    expect(await find({ postcode: 'ZZ9 9ZZ' })).toMatchObject({ ours: false, zones: [] });
  });

  it('that are too large are refused by name', async () => {
    const { putZone } = await withZones();
    const uprns = Array.from({ length: 20_000 }, (_, i) =>
      String(100_000_000_000 + ((i * 2_654_435_761 * 97) % 899_999_999_999)),
    );
    const excluded = Array.from({ length: 6 }, (_, j) => ({
      uprns: uprns.map((one) => String(Number(one) - j - 1)),
      reason: 'x',
    }));
    expect(await putZone('huge', { name: 'Huge', uprns, excluded })).toEqual({
      problem: 'invalid-request',
      fields: ['#/excluded'],
    });
  });
});
