import { permitChanges } from '#test/support/permitChanges.ts';
import { outcomeOf } from '#test/support/wasteCouncil.ts';

const body = { declaration: true };
type Here = Awaited<ReturnType<typeof permitChanges>>;
const renew = (here: Here, permit: string, more: object = {}) =>
  here.change('renewPermit', permit, { ...body, ...more });
const limits = { household: 1, zones: { 'mill-lane': 1 } };
const inWindow = '2027-02-01T10:00:00Z';

describe('a renewal', () => {
  it('starts the day after, at the tariff of that day, for the same place and number though the zone is full', async () => {
    const here = await permitChanges({ limits });
    const permit = await here.issued();
    here.turn(inWindow);
    here.again({ limits, tariff: { prices: [{ ladder: [6600] }] } });
    const application = await renew(here, permit);
    expect(application).toMatchObject({
      ...{ status: 'payment_needed', renews: permit, money: { due: 6600 } },
      quote: { starts: '2027-03-03', ends: '2028-03-02', registration: 'ZZ26ABC', price: { inputs: { nth: 1 } } },
    });
    expect(await here.permit(permit)).toMatchObject({ status: 'active', renewedBy: application.permit });
    await here.paid(application.application);
    expect(await here.permit(application.permit)).toMatchObject({ status: 'active', nth: 1, renews: permit });
    expect(await here.covered('ZZ26ABC')).toEqual([
      ['2026-03-03T09:00', '2027-03-03T00:00'],
      ['2027-03-03T00:00', '2028-03-03T00:00'],
    ]);
    expect([await here.used(), await here.slots('resident#household#1')]).toEqual([1, [application.permit]]);
    here.turn('2027-03-03T00:00:00Z');
    await here.sweep();
    expect(await here.permit(permit)).toMatchObject({ status: 'expired' });
    expect([await here.used(), await here.slots('vehicle#ZZ26ABC#mill-lane')]).toEqual([1, [application.permit]]);
    const file = await here.of('getPermitApplicationFile', application.application);
    expect(file.applicant).toMatchObject({ name: 'Jo Example', email: 'jo@resident.example' });
  });

  it('is made once, however many ask at once, in its time and not before', async () => {
    const here = await permitChanges();
    const permit = await here.issued();
    here.turn('2026-12-31T23:59:00Z');
    expect(await outcomeOf(renew(here, permit))).toMatchObject({
      ...{ problem: 'permit-not-renewable', from: '2027-01-01', reasons: [{ code: 'too_early' }] },
    });
    here.turn('2027-01-01T00:00:00Z');
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => outcomeOf(renew(here, permit))));
    expect(outcomes.filter((one) => JSON.stringify(one).includes('permit-not-renewable'))).toHaveLength(3);
    here.turn('2027-03-03T00:00:00Z');
    expect(await outcomeOf(renew(here, permit))).toMatchObject({ problem: 'permit-not-changeable' });
  });

  it('that is not paid gives its places back, and can be made again; its reminders go on', async () => {
    const here = await permitChanges({ limits, refund: { rule: 'unused_months' } });
    const permit = await here.issued();
    here.turn(inWindow);
    const first = await renew(here, permit);
    here.pass(3);
    await here.sweep();
    expect(await here.of('getPermitApplication', first.application)).toMatchObject({ status: 'lapsed' });
    expect((await here.permit(permit)).renewedBy).toBeUndefined();
    expect([await here.used(), await here.slots('resident#household#1')]).toEqual([1, [permit]]);
    here.turn('2027-02-20T10:00:00Z');
    await here.sweep();
    here.pass(1 / 6);
    await here.sweep();
    expect([...here.sent.values()].filter((one) => one.endsWith('renewal_due'))).toHaveLength(1);
    const second = await renew(here, permit);
    await here.paid(second.application);
    await here.change('surrenderPermit', permit, { reason: 'not_needed' });
    expect(await here.used()).toBe(1);
    await here.change('surrenderPermit', second.permit, { reason: 'not_needed' });
    expect([await here.used(), await here.slots('resident#household#1')]).toEqual([0, []]);
  });

  it('needs no evidence that was accepted lately, and all of it after a short permit', async () => {
    const evidence = [{ of: 'residence', anyOf: [{ proof: 'tenancy', notOlderThanDays: 400 }, { proof: 'other' }] }];
    const here = await permitChanges({ evidence, approval: 'evidence', unverifiedAddress: { months: 3 } });
    const proved = await here.apply((await here.quote({ evidence: ['residence'] }))?.quote ?? '');
    await here.of('seeEvidence', proved.application, { of: 'residence', proof: 'tenancy' });
    await here.of('approvePermit', proved.application, {});
    const quote = await here.quote({ uprn: '2', registration: 'ZZ26XYZ', ends: '2026-06-02' });
    if (quote) quote.addressVerified = false;
    const short = await here.apply(quote?.quote ?? '');
    here.turn('2026-05-24T10:00:00Z');
    await here.sweep();
    here.pass(1 / 6);
    await here.sweep();
    expect([...here.sent.values()]).toContain('permits.reapply_due');
    expect(await renew(here, short.permit)).toMatchObject({
      ...{ status: 'evidence_needed', missing: ['residence'], quote: { addressVerified: true, months: 12 } },
    });
    here.turn(inWindow);
    const again = await renew(here, proved.permit);
    expect(again).toMatchObject({ missing: [], evidence: [{ proof: 'tenancy', status: 'accepted' }] });
  });

  it('and the permit before can have the same new vehicle', async () => {
    const here = await permitChanges();
    const permit = await here.issued();
    here.turn(inWindow);
    const renewal = await renew(here, permit);
    await here.paid(renewal.application);
    const other = { registration: 'ZZ26XYZ' };
    await here.change('changePermitVehicle', renewal.permit, other);
    await here.change('changePermitVehicle', permit, other);
    expect(await here.covered('ZZ26XYZ')).toEqual([
      ['2027-02-01T10:00', '2027-03-03T00:00'],
      ['2027-03-03T00:00', '2028-03-03T00:00'],
    ]);
    expect(await here.slots('vehicle#ZZ26XYZ#mill-lane')).toEqual([renewal.permit]);
    expect(await here.slots('vehicle#ZZ26ABC#mill-lane')).toEqual([]);
  });
});

describe('reminders', () => {
  it('come at each day that the scheme names, once, to whoever did not decline them', async () => {
    const here = await permitChanges();
    await here.issued();
    const applicant = { name: 'Al Example', email: 'al@resident.example', reminders: false };
    await here.issued({ uprn: '2', registration: 'ZZ26XYZ' }, { applicant });
    const told = async (moment: string) => {
      here.turn(moment);
      for (const _ of [1, 2]) await here.sweep();
      return [...here.sent.values()].filter((one) => one.endsWith('renewal_due')).length;
    };
    expect(await told('2027-01-31T08:59:00Z')).toBe(0);
    expect(await told('2027-01-31T09:00:00Z')).toBe(1);
    expect(await told('2027-02-20T08:59:00Z')).toBe(1);
    expect(await told('2027-02-20T09:00:00Z')).toBe(2);
    expect(await told('2027-03-01T09:00:00Z')).toBe(2);
  });
});
