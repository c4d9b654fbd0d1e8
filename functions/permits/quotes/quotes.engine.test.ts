import { permitRules } from '#test/support/permitRules.ts';
import { pilotCouncils, pilotSettings } from '#test/support/pilotSchemes.ts';
import { itWithData } from '#test/support/sharedData.ts';
import { outcomeOf } from '#test/support/wasteCouncil.ts';

const residents = {
  name: 'Resident permit',
  kind: 'resident',
  inForceFrom: '2026-04-01',
  lengths: [6, 12],
  start: { waitDays: 5 },
  claims: ['blue_badge'],
  vehicle: {
    motorcycles: 'no_permit_needed',
    foreign: false,
    untaxed: 'refused',
    refused: [
      {
        code: 'too_long',
        says: 'The vehicle is longer than 5.3 metres.',
        saysWelsh: 'Mae’r cerbyd yn hirach na 5.3 metr.',
        when: [{ fact: 'lengthMm', from: 5301 }],
      },
    ],
  },
  evidence: [
    { of: 'residence', anyOf: [{ proof: 'council_tax' }], when: 'address_unverified' },
    { of: 'vehicle', anyOf: [{ proof: 'v5c' }], when: 'vehicle_unverified' },
    { of: 'claim', anyOf: [{ proof: 'blue_badge' }], when: { claim: 'blue_badge' } },
  ],
  tariff: {
    prices: [{ ladder: [5100, 6100] }, { zone: 'old-town', ladder: [7100] }],
    steps: [
      { step: 'set', code: 'blue_badge', says: 'Blue Badge', pence: 0, when: [{ fact: 'claim', is: ['blue_badge'] }] },
      { step: 'length' },
    ],
    shares: { '3': [1, 4] },
  },
};
const zones = {
  'mill-lane': {
    name: 'Mill Lane',
    streets: [{ usrn: '1', name: 'Mill Lane' }],
    excluded: [{ uprns: ['9'], reason: 'Car-free development' }],
  },
  'old-town': { name: 'Old Town', uprns: ['5'] },
};
const car = { vehicle: { registration: 'zz26 abc' } };

const aCouncil = async (settings: object = {}) => {
  const rules = await permitRules();
  const { ask, at, world } = rules;
  at('2026-11-23T09:30:00Z');
  world.addresses = ['1', '2', '9'].map((uprn) => ({ uprn, ...(uprn !== '2' && { usrn: '1' }), addressLine: uprn }));
  for (const [zone, body] of Object.entries(zones)) await ask('putPermitZone', { params: { zone }, body });
  const put = (body: object) =>
    ask('putPermitScheme', { params: { scheme: 'resident' }, body: { ...residents, ...settings, ...body } });
  await put({});
  const quote = (body: object = {}) =>
    outcomeOf(ask('quotePermit', { body: { scheme: 'resident', uprn: '1', ...car, ...body } }));
  return {
    ...rules,
    put,
    quote,
    reasons: async (body: object = {}) => (await quote(body)).reasons.map(({ code }: { code: string }) => code),
  };
};

describe('a quote', () => {
  it('is a price with its lines, days and proof, and is kept as it was given', async () => {
    const { quote, ask, quotes, put } = await aCouncil();
    const given = await quote({ claims: [] });
    expect(given).toEqual({
      ...{ quote: 'PQ-00000001', scheme: 'resident', uprn: '1', zone: 'mill-lane', registration: 'ZZ26ABC' },
      ...{
        eligible: true,
        reasons: [],
        notes: [],
        addressVerified: true,
        months: 12,
        starts: '2026-11-28',
        ends: '2027-11-27',
      },
      vehicle: { source: 'dvla', verified: true },
      price: {
        pence: 5100,
        lines: [{ code: 'base', says: 'Permit 1', saysWelsh: 'Trwydded 1', pence: 5100 }],
        schemeVersion: '2026-04-01.1',
        inputs: {
          nth: 1,
          months: 12,
          zone: 'mill-lane',
          applied: '2026-11-23',
          starts: '2026-11-28',
          claims: [],
          vehicle: { source: 'dvla', verified: true },
        },
      },
      ...{ payment: 'on_approval', evidence: [], expiresAt: '2026-11-24T09:30:00.000Z' },
    });
    await put({ inForceFrom: '2026-11-24', tariff: { prices: [{ ladder: [9900] }] } });
    expect(await outcomeOf(ask('getPermitQuote', { params: { quote: 'PQ-00000001' } }))).toEqual(given);
    expect(await quotes.find('marlbeck', 'PQ-00000001')).toMatchObject({
      asked: { uprn: '1', vehicle: { registration: 'ZZ26ABC', foreign: false } },
    });
    expect(await outcomeOf(ask('getPermitQuote', { params: { quote: 'PQ-00000009' } }))).toEqual({
      problem: 'permit-quote-not-found',
    });
  });

  it('is by the tariff of the permit’s first day, from midnight in London', async () => {
    const { quote, put, at } = await aCouncil({ start: { waitDays: 0 } });
    await put({ inForceFrom: '2027-04-01', tariff: { prices: [{ ladder: [6000] }] } });
    const priceFor = async (now: string, starts?: string) => {
      at(now);
      const { price } = await quote({ ...(starts && { starts }) });
      return [price.pence, price.inputs.starts];
    };
    expect(await priceFor('2027-03-31T22:59:59Z')).toEqual([5100, '2027-03-31']);
    expect(await priceFor('2027-03-31T23:00:00Z')).toEqual([6000, '2027-04-01']);
    expect(await priceFor('2027-03-31T12:00:00Z', '2027-04-01')).toEqual([6000, '2027-04-01']);
  });

  it('tells every reason why not, in both languages', async () => {
    const { quote, reasons, world } = await aCouncil();
    world.vehicle = {
      source: 'dvla',
      verified: true,
      outcome: 'found',
      taxed: false,
      exported: true,
      motorcycle: true,
      lengthMm: 5400,
    };
    Object.assign(world, { nth: 'household', isFull: true, hasPermit: true });
    expect(await reasons({ months: 3, vehicle: { registration: 'ZZ26ABC', foreign: true } })).toEqual([
      ...['length_not_offered', 'household_limit', 'zone_full', 'vehicle_has_permit'],
      ...['foreign_vehicle', 'motorcycle_needs_none', 'untaxed', 'exported', 'too_long'],
    ]);
    const { eligible, reasons: told, price, evidence } = await quote({ starts: '2027-06-01' });
    expect({ eligible, price, evidence }).toEqual({ eligible: false, price: undefined, evidence: [] });
    expect(told[0]).toEqual({
      code: 'start_too_far',
      says: 'The permit has to start by 2027-01-22.',
      saysWelsh: 'Rhaid i’r drwydded ddechrau erbyn 2027-01-22.',
    });
    for (const one of told)
      expect(one).toEqual({
        code: expect.any(String),
        says: expect.stringMatching(/\.$/),
        saysWelsh: expect.stringMatching(/\.$/),
      });
  });

  it('depends on where the property is', async () => {
    const { quote, reasons } = await aCouncil();
    expect(await reasons({ uprn: '2' })).toEqual(['outside_every_zone']);
    expect(await reasons({ uprn: '77' })).toEqual(['not_ours']);
    expect((await quote({ uprn: '9' })).reasons).toEqual([{ code: 'excluded', says: 'Car-free development' }]);
    expect(await quote({ uprn: '5', zone: 'mill-lane' })).toMatchObject({
      eligible: true,
      zone: 'old-town',
      price: { pence: 7100 },
      notes: [{ code: 'other_zone' }],
    });
    expect(await quote({ zone: 'nowhere' })).toEqual({ problem: 'invalid-request', fields: ['#/zone'] });
    const elsewhere = await aCouncil({ zones: ['mill-lane'], tariff: { prices: [{ ladder: [1] }] } });
    expect(await elsewhere.reasons({ uprn: '5' })).toEqual(['zone_not_in_scheme']);
  });

  it('goes on with proof, or a short permit, where the address cannot be verified', async () => {
    const byProof = await aCouncil();
    expect(await byProof.quote({ justMoved: true })).toMatchObject({
      eligible: true,
      addressVerified: false,
      months: 12,
      evidence: [{ of: 'residence' }],
    });
    byProof.world.isDown = true;
    expect(await byProof.quote({})).toEqual({ problem: 'temporarily-unavailable' });
    expect(await byProof.quote({ uprn: '2', zone: 'mill-lane' })).toMatchObject({
      eligible: true,
      addressVerified: false,
      zone: 'mill-lane',
      evidence: [{ of: 'residence' }],
    });
    expect(await byProof.reasons({ uprn: '9', zone: 'mill-lane' })).toEqual(['excluded']);

    const short = await aCouncil({ unverifiedAddress: { months: 3 } });
    expect(await short.quote({ justMoved: true, starts: '2026-11-30' })).toMatchObject({
      ...{ eligible: true, addressVerified: false, months: 3, ends: '2027-02-28', evidence: [] },
      price: { pence: 1275 },
      notes: [{ code: 'short_permit', says: expect.stringContaining('2027-02-28') }],
    });

    const neither = await aCouncil({ evidence: [] });
    expect(await neither.reasons({ justMoved: true })).toEqual(['address_unverified']);
    neither.world.isDown = true;
    expect(await neither.quote({ zone: 'mill-lane' })).toEqual({ problem: 'temporarily-unavailable' });
    // A zone names this property, so nobody has to be asked.
    expect(await neither.quote({ uprn: '5' })).toMatchObject({
      ...{ eligible: true, zone: 'old-town', addressVerified: true, months: 12 },
    });
  });

  it('asks for proof of what is claimed and of vehicles that DVLA does not tell of, and for no payment of nothing', async () => {
    const { quote, world } = await aCouncil();
    world.vehicle = { source: 'declared', verified: false, outcome: 'not_found' };
    expect(await quote({ claims: ['blue_badge'] })).toMatchObject({
      price: { pence: 0 },
      payment: 'none',
      evidence: [{ of: 'vehicle' }, { of: 'claim' }],
      notes: [{ code: 'vehicle_not_found' }],
    });
    expect(await quote({ claims: ['carer'], vehicle: undefined })).toEqual({
      problem: 'invalid-request',
      fields: ['#/vehicle', '#/claims/0'],
    });
  });

  it('joins the waiting list of a full zone, where there is one', async () => {
    const { quote, world } = await aCouncil({ limits: { zones: { 'mill-lane': 2 }, waitingList: {} } });
    Object.assign(world, { isFull: true, nth: 2 });
    expect(await quote()).toMatchObject({ eligible: true, full: true, price: { pence: 6100 } });
  });

  it('follows a permit in its place, within the days of renewal', async () => {
    const { quote, reasons, world, at } = await aCouncil();
    const renews = 'PM-00000001';
    world.permits[renews] = { scheme: 'resident', uprn: '1', nth: 2, ends: '2026-12-31' };
    Object.assign(world, { nth: 'household', hasPermit: true });
    expect(await quote({ renews })).toMatchObject({
      eligible: true,
      starts: '2027-01-01',
      ends: '2027-12-31',
      price: { pence: 6100 },
    });
    at('2026-10-31T12:00:00Z');
    expect(await reasons({ renews })).toEqual(['renewal_too_early']);
    expect(await quote({ renews, uprn: '5' })).toEqual({ problem: 'invalid-request', fields: ['#/renews'] });
    expect(await quote({ renews: 'PM-00000002' })).toEqual({ problem: 'invalid-request', fields: ['#/renews'] });
  });

  it('waits for schemes to begin, and tells which are closed, sold or not there', async () => {
    const { quote, reasons, put, ask } = await aCouncil({ inForceFrom: '2026-12-10', start: { waitDays: 0 } });
    expect(await reasons()).toEqual(['not_yet_in_force']);
    expect(await quote({ starts: '2026-12-10' })).toMatchObject({ eligible: true, starts: '2026-12-10' });
    await put({ inForceFrom: '2026-12-20', open: false });
    expect(await reasons({ starts: '2026-12-20' })).toEqual(['scheme_closed']);
    expect(await quote({ scheme: 'nothing' })).toEqual({ problem: 'permit-scheme-not-found' });
    const vouchers = {
      name: 'Visitors',
      kind: 'visitor',
      inForceFrom: '2026-04-01',
      vehicle: { needed: false },
      visitors: { unit: 'voucher', packs: [{ units: 10, pence: 1200 }] },
    };
    await ask('putPermitScheme', { params: { scheme: 'visitor' }, body: vouchers });
    expect(await reasons({ scheme: 'visitor', vehicle: undefined })).toEqual(['not_by_application']);
  });

  itWithData('is what the pilots charged, for each council', async () => {
    const { ask, world, at } = await permitRules();
    at('2016-11-01T12:00:00Z');
    await ask('putPermitZone', { params: { zone: 'centre' }, body: { name: 'Centre', uprns: ['1'] } });
    const charged = [];
    for (const council of pilotCouncils()) {
      world.nth = 2;
      await ask('putPermitScheme', { params: { scheme: council.string }, body: pilotSettings(council) });
      const body = { scheme: council.string, uprn: '1', ...car };
      const [year, short] = [
        await ask('quotePermit', { body }),
        await ask('quotePermit', { body: { ...body, justMoved: true } }),
      ];
      charged.push([council.string, year.price.pence, short.price.pence, year.starts, short.ends, year.payment]);
    }
    expect(charged).toEqual([
      ['argleton', 5100, 1275, '2016-11-06', '2017-02-05', 'on_application'],
      ['buckinghamshire', 5200, 1300, '2016-11-01', '2017-01-31', 'on_application'],
      ['cambridgeshire', 6100, 1525, '2016-11-06', '2017-02-05', 'on_application'],
      ['camden', 100, 25, '2016-11-06', '2017-02-05', 'on_application'],
      ['northumberland', 13_000, 3250, '2016-11-06', '2017-02-05', 'on_application'],
      ['oxfordshire', 6000, 1500, '2016-11-06', '2017-02-05', 'on_approval'],
      ['sunderland', 2000, 500, '2016-11-04', '2017-02-03', 'on_application'],
      ['unbranded', 7700, 1925, '2016-11-01', '2017-01-31', 'on_application'],
    ]);
  });
});
