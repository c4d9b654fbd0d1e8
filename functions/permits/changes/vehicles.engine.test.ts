import { permitChanges } from '#test/support/permitChanges.ts';
import { outcomeOf } from '#test/support/wasteCouncil.ts';

const other = { registration: 'zz26 xyz' };
const reasonsOf = async (asked: Promise<unknown>): Promise<string[] | undefined> => {
  const outcome = (await outcomeOf(asked)) as { problem?: string; reasons?: { code: string }[] };
  return outcome.reasons?.map(({ code }) => code);
};

describe('another vehicle', () => {
  it('is covered at once where it costs no more: the old one is uncovered from the same moment, and free for others', async () => {
    const here = await permitChanges();
    const permit = await here.issued();
    here.turn('2026-06-01T10:00:00Z');
    const { application, permit: after } = await here.change('changePermitVehicle', permit, other);
    expect(application).toBeUndefined();
    expect(after.covers).toEqual([
      { registration: 'ZZ26ABC', from: '2026-03-03T09:00:00.000Z', until: '2026-06-01T10:00:00.000Z' },
      { registration: 'ZZ26XYZ', from: '2026-06-01T10:00:00.000Z', until: '2027-03-03T00:00:00.000Z' },
    ]);
    expect(await here.covered('ZZ26ABC')).toEqual([['2026-03-03T09:00', '2026-06-01T10:00']]);
    expect(await here.covered('ZZ26XYZ')).toEqual([['2026-06-01T10:00', '2027-03-03T00:00']]);
    expect(await here.slots('vehicle#ZZ26ABC#mill-lane')).toEqual([]);
    expect(await here.slots('vehicle#ZZ26XYZ#mill-lane')).toEqual([permit]);
    expect(await here.events(permit)).toMatchObject([{}, { type: 'permits.permit.changed' }]);
  });

  it('is refused by the rules of today, where another permit has it, and where it is the same', async () => {
    const here = await permitChanges();
    const permit = await here.issued();
    await here.issued({ uprn: '2', registration: 'ZZ26XYZ' });
    const change = (body: object) => reasonsOf(here.change('changePermitVehicle', permit, body));
    expect(await change(other)).toEqual(['vehicle_has_permit']);
    expect(await change({ registration: 'ZZ26ABC' })).toEqual(['same_vehicle']);
    here.again({ vehicle: { foreign: false } });
    expect(await change({ registration: 'ZZ26NEW', foreign: true })).toEqual(['foreign_vehicle']);
    expect(await outcomeOf(here.change('changePermitVehicle', 'PM-00000000', other))).toEqual({
      problem: 'permit-not-found',
    });
    here.turn('2027-03-03T00:00:00Z');
    expect(await outcomeOf(here.change('changePermitVehicle', permit, { registration: 'ZZ26NEW' }))).toEqual({
      ...{ problem: 'permit-not-changeable', permitStatus: 'expired' },
    });
  });

  it('is changed as often as the scheme says in a year, however many ask at once', async () => {
    const here = await permitChanges({ changes: { perYear: 2 } });
    const permit = await here.issued();
    here.pass(1);
    const asked = ['A', 'B', 'C', 'D', 'E'].map((x) =>
      reasonsOf(here.change('changePermitVehicle', permit, { registration: `ZZ26NE${x}` })),
    );
    const outcomes = await Promise.all(asked);
    expect(outcomes.filter((reasons) => reasons === undefined)).toHaveLength(2);
    expect(outcomes.filter((reasons) => reasons?.[0] === 'changes_limit')).toHaveLength(3);
    here.turn('2027-03-02T12:00:00Z');
    expect(await reasonsOf(here.change('changePermitVehicle', permit, other))).toEqual(['changes_limit']);
  });

  it('that is dearer is paid for the complete months left, with the fee; then it is covered, and its price is the permit’s', async () => {
    const here = await permitChanges({ changes: { fee: 500 } });
    const permit = await here.issued();
    here.world.vehicles.ZZ26XYZ = { fuel: 'diesel' };
    here.turn('2026-09-01T10:00:00Z');
    const { application } = await here.change('changePermitVehicle', permit, other);
    expect(application).toMatchObject({
      ...{ status: 'payment_needed', changes: { permit, what: 'vehicle' }, money: { due: 3500 } },
      quote: {
        price: {
          lines: [
            { code: 'difference', pence: 3000 },
            { code: 'change_fee', pence: 500 },
          ],
        },
      },
    });
    expect(await here.slots('vehicle#ZZ26XYZ#mill-lane')).toEqual([permit]);
    expect(await here.covered('ZZ26XYZ')).toEqual([]);
    const again = here.change('changePermitVehicle', permit, { registration: 'ZZ26NEW' });
    expect(await outcomeOf(again)).toEqual({
      ...{ problem: 'permit-change-under-way', application: application.application },
    });
    here.pass(1);
    await here.paid(application.application);
    await here.finish(application.application);
    await here.finish(application.application);
    expect(await here.covered('ZZ26XYZ')).toEqual([['2026-09-01T11:00', '2027-03-03T00:00']]);
    expect(await here.slots('vehicle#ZZ26ABC#mill-lane')).toEqual([]);
    expect(await here.permit(permit)).toMatchObject({ price: { pence: 12_000, band: 'dear' }, money: { paid: 6000 } });
    const cheaper = await here.change('changePermitVehicle', permit, { registration: 'ZZ26ABC' });
    expect(cheaper.application.money.due).toBe(500);
  });

  it('that is not paid in time is not covered, and what was kept for it is free', async () => {
    const here = await permitChanges({ changes: { fee: 500 } });
    const permit = await here.issued();
    const { application } = await here.change('changePermitVehicle', permit, other);
    here.pass(3);
    await here.sweep();
    expect(await here.of('getPermitApplication', application.application)).toMatchObject({ status: 'lapsed' });
    await here.finish(application.application);
    expect(await here.slots('vehicle#ZZ26XYZ#mill-lane')).toEqual([]);
    expect(await here.slots('vehicle#ZZ26ABC#mill-lane')).toEqual([permit]);
    expect(await here.change('changePermitVehicle', permit, other)).toMatchObject({
      application: { status: 'payment_needed' },
    });
  });

  it('that was paid for when the permit is revoked meanwhile is paid back', async () => {
    const here = await permitChanges({ changes: { fee: 500 } });
    const permit = await here.issued();
    const { application } = await here.change('changePermitVehicle', permit, other);
    await here.change('revokePermit', permit, { code: 'fraud', says: 'It was not yours.', refund: false });
    expect(await here.slots('vehicle#ZZ26XYZ#mill-lane')).toEqual([]);
    await here.paid(application.application);
    await here.finish(application.application);
    expect(await here.of('getPermitApplication', application.application)).toMatchObject({
      money: { paid: 500, refunded: 500, due: 0 },
    });
  });

  it('that DVLA does not know is proved where the scheme says so', async () => {
    const evidence = [{ of: 'vehicle', anyOf: [{ proof: 'v5c' }], when: 'vehicle_unverified' }];
    const here = await permitChanges({ evidence, approval: 'evidence' });
    const permit = await here.issued();
    here.world.vehicles.ZZ26XYZ = { verified: false };
    here.pass(1);
    const { application } = await here.change('changePermitVehicle', permit, other);
    expect(application).toMatchObject({ status: 'evidence_needed', missing: ['vehicle'] });
    await here.of('seeEvidence', application.application, { of: 'vehicle', proof: 'v5c' });
    expect(await here.of('approvePermit', application.application, {})).toMatchObject({ status: 'approved' });
    await here.finish(application.application);
    expect((await here.permit(permit)).covers).toHaveLength(2);
  });
});

describe('a temporary vehicle', () => {
  it('stands in for the days that are asked for; the other is uncovered meanwhile, and covered again afterwards', async () => {
    const here = await permitChanges();
    const permit = await here.issued();
    const from = '2026-04-01T08:00:00.000Z';
    await here.change('setTemporaryVehicle', permit, { ...other, from, days: 7 });
    expect(await here.covered('ZZ26XYZ')).toEqual([['2026-04-01T08:00', '2026-04-08T08:00']]);
    expect(await here.covered('ZZ26ABC')).toEqual([
      ['2026-03-03T09:00', '2026-04-01T08:00'],
      ['2026-04-08T08:00', '2027-03-03T00:00'],
    ]);
    here.turn('2026-04-03T12:00:00Z');
    for (const _ of [1, 2]) await here.change('endTemporaryVehicle', permit);
    expect(await here.covered('ZZ26XYZ')).toEqual([['2026-04-01T08:00', '2026-04-03T12:00']]);
    expect(await here.slots('vehicle#ZZ26XYZ#mill-lane')).toEqual([]);
    expect(await here.slots('vehicle#ZZ26ABC#mill-lane')).toEqual([permit]);
  });

  it('is one at a time, for so many days and so often in a year', async () => {
    const here = await permitChanges();
    const permit = await here.issued();
    const set = (body: object = {}) => reasonsOf(here.change('setTemporaryVehicle', permit, { ...other, ...body }));
    expect(await set({ days: 15 })).toEqual(['temporary_too_long']);
    expect(await set({ from: '2026-03-01T00:00:00.000Z' })).toEqual(['outside_term']);
    expect(await set()).toBeUndefined();
    expect(await set()).toEqual(['temporary_now']);
    here.pass(24 * 14);
    expect(await set({ from: '2027-03-01T00:00:00.000Z' })).toBeUndefined();
    expect(await here.covered('ZZ26XYZ')).toEqual([
      ['2026-03-03T09:00', '2026-03-17T09:00'],
      ['2027-03-01T00:00', '2027-03-03T00:00'],
    ]);
    await here.change('endTemporaryVehicle', permit);
    expect(await set()).toEqual(['temporary_limit']);
  });

  it('gives way to a change of the vehicle', async () => {
    const here = await permitChanges();
    const permit = await here.issued();
    await here.change('setTemporaryVehicle', permit, other);
    here.pass(24);
    await here.change('changePermitVehicle', permit, { registration: 'ZZ26NEW' });
    expect(await here.covered('ZZ26XYZ')).toEqual([['2026-03-03T09:00', '2026-03-04T09:00']]);
    expect(await here.covered('ZZ26NEW')).toEqual([['2026-03-04T09:00', '2027-03-03T00:00']]);
    expect(await here.covered('ZZ26ABC')).toEqual([]);
    expect(await here.slots('vehicle#ZZ26ABC#mill-lane')).toEqual([]);
  });
});
