import { permitChanges } from '#test/support/permitChanges.ts';
import { outcomeOf } from '#test/support/wasteCouncil.ts';

const refund = { rule: 'unused_months', fee: 500, least: 100 };
const surrender = { reason: 'moved_away' };
const because = { code: 'not_resident', says: 'You do not live in the zone any more.' };

describe('a permit that is given up', () => {
  it('ends at once, frees its places, and what the scheme says goes back, once', async () => {
    const here = await permitChanges({ refund, limits: { zones: { 'mill-lane': 1 } } });
    const permit = await here.issued();
    here.turn('2026-06-10T10:00:00Z');
    const ended = await here.change('surrenderPermit', permit, surrender);
    expect(ended).toMatchObject({
      ...{ status: 'surrendered', endedFor: 'moved_away', endedAt: '2026-06-10T10:00:00.000Z' },
      money: { paid: 6000, refunded: 3500, due: 2500 },
    });
    expect(await here.change('surrenderPermit', permit, surrender)).toEqual(ended);
    expect(await here.covered('ZZ26ABC')).toEqual([['2026-03-03T09:00', '2026-06-10T10:00']]);
    expect([await here.used(), await here.slots('resident#household#1')]).toEqual([0, []]);
    await here.sweep();
    expect(here.payments.made[0]?.refunded).toBe(3500);
    const starts = { starts: '2026-06-10', ends: '2027-06-09' };
    expect(await here.issued(starts)).toMatch(/^PM-/);
  });

  it('gives back what was paid for a dearer vehicle first, and never more than was paid', async () => {
    const here = await permitChanges({ refund: { rule: 'unused_months' } });
    const permit = await here.issued();
    here.world.vehicles.ZZ26XYZ = { fuel: 'diesel' };
    const { application } = await here.change('changePermitVehicle', permit, { registration: 'ZZ26XYZ' });
    await here.paid(application.application);
    await here.finish(application.application);
    await here.change('surrenderPermit', permit, surrender);
    await here.sweep();
    expect(here.payments.made.map(({ amount, refunded }) => [amount, refunded])).toEqual([
      [6000, 5500],
      [5500, 5500],
    ]);
  });

  it('is given up once by many who ask at once; one that waits or is over is not', async () => {
    const here = await permitChanges({ refund });
    const permit = await here.issued();
    await Promise.all(Array.from({ length: 4 }, () => here.change('surrenderPermit', permit, surrender)));
    expect(await here.permit(permit)).toMatchObject({ money: { refunded: 5000 } });
    expect(await here.used()).toBe(0);
    const waiting = await here.apply(
      (await here.quote({ uprn: '2', registration: 'ZZ26XYZ', pence: 100 }))?.quote ?? '',
    );
    expect(await outcomeOf(here.change('surrenderPermit', waiting.permit, surrender))).toEqual({
      ...{ problem: 'permit-not-changeable', permitStatus: 'pending_payment' },
    });
  });
});

describe('staff', () => {
  it('suspend a permit, which keeps its place and does not count, and resume it', async () => {
    const here = await permitChanges();
    const permit = await here.issued();
    expect(await here.change('suspendPermit', permit, because)).toMatchObject({ status: 'suspended' });
    expect(await here.marks('ZZ26ABC')).toMatchObject([{ status: 'suspended' }]);
    expect(await here.used()).toBe(1);
    const vehicle = here.change('changePermitVehicle', permit, { registration: 'ZZ26NEW' });
    expect(await outcomeOf(vehicle)).toMatchObject({ problem: 'permit-not-changeable' });
    expect(await here.change('resumePermit', permit, because)).toMatchObject({ status: 'active' });
    expect(await outcomeOf(here.change('resumePermit', permit, because))).toMatchObject({
      problem: 'permit-not-changeable',
    });
  });

  it('revoke a permit with money back or without, with the reason on record', async () => {
    const here = await permitChanges({ refund });
    const [one, two] = [await here.issued(), await here.issued({ uprn: '2', registration: 'ZZ26XYZ' })];
    const revoked = await here.change('revokePermit', one, { ...because, refund: false });
    expect(revoked).toMatchObject({ status: 'revoked', endedFor: 'not_resident', money: { refunded: 0 } });
    expect(await here.change('revokePermit', two, { ...because, refund: true })).toMatchObject({
      money: { refunded: 5000 },
    });
    const file = await here.of('getPermitApplicationFile', revoked.application);
    expect(file.decisions.at(-1)).toMatchObject({
      decision: 'revoked',
      by: 'k',
      reason: expect.stringMatching('not_resident'),
    });
    expect(file.application.reasons).toEqual([because]);
  });

  it('have another decide the same where the scheme asks for two', async () => {
    const here = await permitChanges({ approval: 'two_people' });
    const application = await here.apply((await here.quote())?.quote ?? '');
    for (const by of ['staff-1', 'staff-2']) await here.of('approvePermit', application.application, {}, by);
    const revoke = (by: string, code = 'not_resident') =>
      here.change('revokePermit', application.permit, { ...because, code, refund: false }, by);
    expect(await revoke('staff-1')).toMatchObject({
      status: 'active',
      second: { what: 'revoke', code: 'not_resident' },
    });
    expect(await outcomeOf(revoke('staff-1'))).toMatchObject({ problem: 'permit-another-has-to-decide' });
    expect(await revoke('staff-2', 'fraud')).toMatchObject({ status: 'active', second: { code: 'fraud' } });
    const ended = await revoke('staff-1', 'fraud');
    expect(ended).toMatchObject({ status: 'revoked', endedFor: 'fraud' });
    expect(ended.second).toBeUndefined();
  });
});
