/** The journey of a permit, step by step, as applicants and staff take it. */
import { permitsCouncil, type Wanted } from '#test/support/permitsCouncil.ts';
import { outcomeOf } from '#test/support/wasteCouncil.ts';

const start = async (scheme: object, wanted: Wanted = {}, body: object = {}) => {
  const here = await permitsCouncil(scheme);
  const quote = await here.quote(wanted);
  const application = await here.apply(quote?.quote ?? '', body);
  const reference: string = application.application;
  return {
    ...here,
    application,
    step: (id: Parameters<typeof here.of>[0], given?: object, by?: string) => here.of(id, reference, given, by),
    read: () => here.of('getPermitApplication', reference),
    permitNow: async () => (await here.permit(application.permit)).status,
  };
};

describe('a free permit', () => {
  it('is issued at once where nobody has to look at it, with what enforcement reads', async () => {
    const { application, permit, marks, events } = await start({ approval: 'automatic' });
    expect(application).toMatchObject({ status: 'approved', money: { due: 0 }, version: 1 });
    const issued = await permit(application.permit);
    expect(issued).toMatchObject({ status: 'active', nth: 1, issuedAt: '2026-03-03T09:00:00.000Z' });
    expect(issued.covers).toEqual([
      { registration: 'ZZ26ABC', from: '2026-03-03T09:00:00.000Z', until: '2027-03-03T00:00:00.000Z' },
    ]);
    expect(await marks('ZZ26ABC')).toMatchObject([
      { permit: application.permit, zone: 'mill-lane', status: 'active', until: '2027-03-03T00:00:00.000Z' },
    ]);
    expect(await events(application.permit)).toMatchObject([
      { type: 'permits.permit.issued', data: { application: application.application, status: 'active' } },
    ]);
  });

  it('waits for staff, and is issued when they approve it', async () => {
    const { application, step, permitNow, marks } = await start({ approval: 'always' });
    expect(application.status).toBe('submitted');
    expect(await permitNow()).toBe('pending');
    expect(await marks('ZZ26ABC')).toEqual([]);
    expect(await step('approvePermit', {})).toMatchObject({ status: 'approved' });
    expect(await permitNow()).toBe('active');
    expect(await outcomeOf(step('approvePermit', {}))).toMatchObject({ problem: 'permit-application-closed' });
  });

  it('needs two of the staff where the scheme says so', async () => {
    const { step } = await start({ approval: 'two_people' });
    expect(await step('approvePermit', { reason: 'All there' }, 'staff-1')).toMatchObject({ status: 'second_check' });
    expect(await outcomeOf(step('approvePermit', {}, 'staff-1'))).toMatchObject({
      problem: 'permit-another-has-to-check',
    });
    expect(await step('approvePermit', {}, 'staff-2')).toMatchObject({ status: 'approved' });
    expect((await step('getPermitApplicationFile')).decisions).toMatchObject([
      { decision: 'approved', by: 'staff-1', reason: 'All there' },
      { decision: 'approved', by: 'staff-2' },
    ]);
  });
});
