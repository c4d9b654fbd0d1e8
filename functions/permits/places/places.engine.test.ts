/** Limits hold exactly, however many apply at the same moment. */
import { type PermitsCouncil, permitsCouncil } from '#test/support/permitsCouncil.ts';
import { outcomeOf } from '#test/support/wasteCouncil.ts';

const plate = (n: number): string => `ZZ${String(n).padStart(4, '0')}`;
type Wanted = NonNullable<Parameters<PermitsCouncil['quote']>[0]>;

/** As somebody who is told that the quote is outdated, or to come again, and does. */
const insist = async (here: PermitsCouncil, wanted: Wanted): Promise<string> => {
  for (;;) {
    const quote = await here.quote(wanted);
    if (!quote) return 'household_limit';
    const { status, problem, reasons } = await outcomeOf(here.apply(quote.quote));
    if (!['permit-quote-outdated', 'temporarily-unavailable'].includes(problem)) return status ?? reasons[0].code;
  }
};

const tally = (outcomes: readonly string[]) =>
  Object.fromEntries([...new Set(outcomes)].map((one) => [one, outcomes.filter((other) => other === one).length]));

it('lets 500 who apply at once have as many as a household, a vehicle and a zone can, and no fewer', async () => {
  const limits = { household: 3, zones: { 'mill-lane': 20 } };
  const here = await permitsCouncil({ approval: 'automatic', limits });
  const all = (count: number, wanted: (n: number) => Wanted) =>
    Promise.all(Array.from({ length: count }, (_, n) => insist(here, wanted(n))));
  const [household, vehicle, zone] = await Promise.all([
    all(100, (n) => ({ uprn: '1', registration: plate(n), zone: 'old-town' })),
    all(200, (n) => ({ uprn: String(1000 + n), registration: 'ZZ26ABC', zone: 'old-town' })),
    all(200, (n) => ({ uprn: String(2000 + n), registration: plate(1000 + n) })),
  ]);
  expect(tally(household)).toEqual({ approved: 3, household_limit: 97 });
  expect(tally(vehicle)).toEqual({ approved: 1, vehicle_limit: 199 });
  expect(tally(zone)).toEqual({ approved: 20, zone_limit: 180 });
  const { permits } = await here.ask('findPermits', { body: { uprn: '1' } });
  expect(permits.map(({ nth }: { nth: number }) => nth).sort()).toEqual([1, 2, 3]);
  expect([await here.used(), await here.used('old-town')]).toEqual([20, 4]);
});

it('gives a place to the next when a permit ends, and lets nobody have the price of another number', async () => {
  const here = await permitsCouncil({ approval: 'always', limits: { household: 2, zones: { 'mill-lane': 2 } } });
  const [first, second] = [await here.quote({}), await here.quote({ registration: plate(1) })];
  const one = await here.apply(first?.quote ?? '');
  expect(await outcomeOf(here.apply(second?.quote ?? ''))).toMatchObject({ problem: 'permit-quote-outdated' });
  const other = await here.quote({ registration: plate(1) });
  expect(other?.price?.inputs.nth).toBe(2);
  await here.apply(other?.quote ?? '');
  const third = { uprn: '2', registration: plate(2) };
  expect(await insist(here, third)).toBe('zone_limit');
  await here.of('withdrawPermitApplication', one.application, {});
  expect(await here.used()).toBe(1);
  expect((await here.quote({ registration: plate(3) }))?.price?.inputs.nth).toBe(1);
  expect(await insist(here, third)).toBe('submitted');
});

it('frees what a permit had when its last day is over, once, however often that is swept', async () => {
  const here = await permitsCouncil({ approval: 'automatic', limits: { household: 1, zones: { 'mill-lane': 1 } } });
  const { permit } = await here.apply((await here.quote())?.quote ?? '');
  here.turn('2027-03-02T23:59:59Z');
  await here.sweep();
  expect(await here.permit(permit)).toMatchObject({ status: 'active' });
  here.turn('2027-03-03T00:00:00Z');
  expect(await here.permit(permit)).toMatchObject({ status: 'expired', endedAt: '2027-03-03T00:00:00.000Z' });
  await Promise.all([here.sweep(), here.sweep()]);
  await here.sweep();
  expect(await here.used()).toBe(0);
  expect((await here.events(permit)).map(({ type }) => type)).toEqual([
    'permits.permit.issued',
    'permits.permit.ended',
  ]);
  expect(await insist(here, { starts: '2027-03-03', ends: '2028-03-02' })).toBe('approved');
});
