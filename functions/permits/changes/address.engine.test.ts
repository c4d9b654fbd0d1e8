import { permitChanges } from '#test/support/permitChanges.ts';
import { outcomeOf } from '#test/support/wasteCouncil.ts';

const limits = { household: 1, property: 1, zones: { 'mill-lane': 2, 'old-town': 1, 'low-road': 1 } };
const refund = { rule: 'unused_months' };
const evidence = [{ of: 'residence', anyOf: [{ proof: 'tenancy' }] }];

const move = async (here: Awaited<ReturnType<typeof permitChanges>>, permit: string, uprn: string) =>
  here.change('changePermitAddress', permit, { uprn });
const holders = async ({ slots }: Awaited<ReturnType<typeof permitChanges>>, ...holds: string[]) =>
  (await Promise.all(holds.map(slots))).map((list) => list.length);

describe('a move', () => {
  it('in the zone is proved again and costs nothing; both addresses have a place until it is approved', async () => {
    const here = await permitChanges({ limits, evidence, approval: 'evidence' });
    const permit = await here.issued();
    const application = await move(here, permit, '2');
    expect(application).toMatchObject({ status: 'evidence_needed', missing: ['residence'], money: { due: 0 } });
    expect(await holders(here, 'resident#household#1', 'resident#household#2')).toEqual([1, 1]);
    const again = await outcomeOf(move(here, permit, '5'));
    expect(again).toMatchObject({ problem: 'permit-change-under-way' });
    await here.of('seeEvidence', application.application, { of: 'residence', proof: 'tenancy' });
    await here.of('approvePermit', application.application, {});
    await here.sweep();
    expect(await here.permit(permit)).toMatchObject({ uprn: '2', zone: 'mill-lane', status: 'active' });
    expect(await holders(here, 'resident#household#1', '*#property#1', 'resident#household#2', '*#property#2')).toEqual(
      [0, 0, 1, 1],
    );
    expect([await here.used(), await here.slots('vehicle#ZZ26ABC#mill-lane')]).toEqual([1, [permit]]);
  });

  it('to a dearer zone is paid for the complete months left; then it counts there, and not here any more', async () => {
    const here = await permitChanges({ limits, refund });
    const permit = await here.issued();
    here.turn('2026-09-10T10:00:00Z');
    const application = await move(here, permit, '5');
    expect(application).toMatchObject({ status: 'payment_needed', money: { due: 1250 } });
    expect([await here.used(), await here.used('old-town')]).toEqual([1, 1]);
    await here.paid(application.application);
    await here.sweep();
    expect(await here.permit(permit)).toMatchObject({ uprn: '5', zone: 'old-town', price: { pence: 9000 } });
    expect([await here.used(), await here.used('old-town')]).toEqual([0, 1]);
    expect(await here.marks('ZZ26ABC')).toMatchObject([{ zone: 'old-town' }]);
    expect(await holders(here, 'vehicle#ZZ26ABC#mill-lane', 'vehicle#ZZ26ABC#old-town')).toEqual([0, 1]);
    await here.change('surrenderPermit', permit, { reason: 'not_needed' });
    expect([await here.used(), await here.used('old-town')]).toEqual([0, 0]);
    await here.sweep();
    expect(here.payments.made.map(({ refunded }) => refunded)).toEqual([2500, 1250]);
  });

  it('to a cheaper zone gives the difference back', async () => {
    const here = await permitChanges({ limits, refund, changes: { fee: 400 } });
    const permit = await here.issued();
    here.turn('2026-09-10T10:00:00Z');
    const application = await move(here, permit, '6');
    expect(application).toMatchObject({ status: 'approved', money: { due: 0 } });
    await here.sweep();
    await here.sweep();
    expect(await here.permit(permit)).toMatchObject({ zone: 'low-road', money: { paid: 6000, refunded: 1600 } });
    expect(here.payments.made[0]?.refunded).toBe(1600);
  });

  it('that is not paid gives back all that was taken for it, and one that ends meanwhile, too', async () => {
    const here = await permitChanges({ limits });
    const permit = await here.issued();
    const application = await move(here, permit, '5');
    await here.of('withdrawPermitApplication', application.application, {});
    await here.finish(application.application);
    expect([await here.used(), await here.used('old-town')]).toEqual([1, 0]);
    expect(await holders(here, 'resident#household#5', 'resident#household#1')).toEqual([0, 1]);
    await move(here, permit, '5');
    await here.change('revokePermit', permit, { code: 'fraud', says: 'It was not yours.', refund: false });
    expect([await here.used(), await here.used('old-town')]).toEqual([0, 0]);
    expect(await holders(here, 'resident#household#5', 'resident#household#1')).toEqual([0, 0]);
  });

  it('is refused where there is no place, and outside every zone it says what giving the permit up would pay back', async () => {
    const here = await permitChanges({ limits, refund });
    const permit = await here.issued();
    await here.issued({ uprn: '5', zone: 'old-town', registration: 'ZZ26XYZ' });
    expect(await outcomeOf(move(here, permit, '5'))).toMatchObject({
      ...{ problem: 'permit-change-refused', reasons: [{ code: 'household_limit' }] },
    });
    expect(await outcomeOf(move(here, permit, '9'))).toMatchObject({
      ...{ problem: 'permit-moved-outside', reasons: [{ code: 'outside_every_zone' }], refund: 5500 },
    });
    expect(await outcomeOf(move(here, permit, '1'))).toMatchObject({ reasons: [{ code: 'same_address' }] });
  });

  it('by two to the last place: one gets it', async () => {
    const here = await permitChanges({ limits });
    const permits = [await here.issued(), await here.issued({ uprn: '2', registration: 'ZZ26XYZ' })];
    const outcomes = await Promise.all(permits.map((permit) => outcomeOf(move(here, permit, '5'))));
    expect(outcomes.filter((one) => JSON.stringify(one).includes('refused'))).toHaveLength(1);
    expect([await here.used(), await here.used('old-town')]).toEqual([2, 1]);
  });
});
