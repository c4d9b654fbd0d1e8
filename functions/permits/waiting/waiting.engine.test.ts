/** Who waits for a place, who is offered one, and who takes it. */

import { permitChanges } from '#test/support/permitChanges.ts';
import { council } from '#test/support/permitsCouncil.ts';
import { outcomeOf } from '#test/support/wasteCouncil.ts';
import { offerPlaces } from './offering.ts';

const limits = (most: number) => ({ limits: { zones: { 'mill-lane': most }, waitingList: { offerDays: 14 } } });
const surrender = { reason: 'not_needed' };

const aCouncil = async (most = 1) => {
  const here = await permitChanges(limits(most));
  const household = (n: number) => ({ uprn: String(1000 + n), registration: `ZZ26${1000 + n}` });
  const apply = async (n: number) => here.apply((await here.quote(household(n)))?.quote ?? '');
  const { dependencies } = here;
  return {
    ...here,
    apply,
    newQuote: async (n: number, wanted: object = {}) => (await here.quote({ ...household(n), ...wanted }))?.quote ?? '',
    read: (application: string) => here.of('getPermitApplication', application),
    statuses: async (applications: readonly string[]) => {
      const all: { status: string }[] = await Promise.all(
        applications.map((one) => here.of('getPermitApplication', one)),
      );
      return all.map(({ status }) => status);
    },
    offer: () => offerPlaces(dependencies, council, 'resident', 'mill-lane'),
    state: () => dependencies.line.state(council, 'resident', 'mill-lane'),
    place: async (application: string) => (await here.of('getPermitApplication', application)).place,
  };
};
type Council = Awaited<ReturnType<typeof aCouncil>>;

/** One after the other, a minute apart. */
const joined = async (here: Council, from: number, many: number): Promise<string[]> => {
  const references: string[] = [];
  for (let n = from; n < from + many; n += 1) {
    references.push((await here.apply(n)).application);
    here.pass(1 / 60);
  }
  return references;
};

describe('a zone that is full', () => {
  it('has people wait in the order in which they applied, with no permit and nothing to pay', async () => {
    const here = await aCouncil();
    const first = await here.apply(0);
    const [one = '', two = '', three = ''] = await joined(here, 1, 3);
    expect(first.status).toBe('approved');
    const waiting = await here.read(one);
    expect(waiting.status).toBe('waiting');
    expect(waiting.permit).toBeUndefined();
    expect(await Promise.all([one, two, three].map(here.place))).toEqual([1, 2, 3]);
    expect(await here.state()).toMatchObject({ used: 1, waiting: 3 });
    await here.of('withdrawPermitApplication', two, {});
    expect(await Promise.all([one, two, three].map(here.place))).toEqual([1, undefined, 2]);
    expect(await here.state()).toMatchObject({ used: 1, waiting: 2 });
    expect(await outcomeOf(here.takeOffer(one, await here.newQuote(1)))).toEqual({
      ...{ problem: 'permit-application-closed', applicationStatus: 'waiting' },
    });
  });

  it('offers a place that came free to the first; nobody gets past those who wait', async () => {
    const here = await aCouncil();
    const { permit } = await here.apply(0);
    const [one = '', two = ''] = await joined(here, 1, 2);
    await here.change('surrenderPermit', permit, surrender);
    const late = await here.apply(3);
    expect(late.status).toBe('waiting');
    expect(await here.offer()).toBe(1);
    expect(await here.statuses([one, two, late.application])).toEqual(['offered', 'waiting', 'waiting']);
    expect(await here.state()).toMatchObject({ used: 1, waiting: 2 });
    expect(await here.offer()).toBe(0);
    await here.sweep();
    expect([...here.sent.values()]).toContain('permits.place_offered');
  });

  it('gives the place to whoever takes the offer, at the price of a new quote for the same', async () => {
    const here = await aCouncil();
    const { permit } = await here.apply(0);
    const [one = ''] = await joined(here, 1, 1);
    await here.change('surrenderPermit', permit, surrender);
    await here.offer();
    const elsewhere = await here.newQuote(1, { uprn: '77' });
    expect(await outcomeOf(here.takeOffer(one, elsewhere))).toEqual({
      problem: 'invalid-request',
      fields: ['#/quote'],
    });
    const quote = await here.newQuote(1, { pence: 7000, registration: 'ZZ26NEW' });
    const taken = await here.takeOffer(one, quote);
    expect(taken).toMatchObject({ status: 'payment_needed', money: { due: 7000 }, quote: { registration: 'ZZ26NEW' } });
    await here.paid(one);
    expect(await here.permit(taken.permit)).toMatchObject({ status: 'active', nth: 1, price: { pence: 7000 } });
    expect(await here.state()).toMatchObject({ used: 1, waiting: 0 });
    await here.change('surrenderPermit', taken.permit, surrender);
    expect(await here.used()).toBe(0);
    expect(await outcomeOf(here.apply(2).then(() => here.takeOffer(one, quote)))).toMatchObject({
      problem: expect.stringMatching(/used|closed/),
    });
  });

  it('offers the place to the next when the offer is not taken in time, or declined', async () => {
    const here = await aCouncil();
    const { permit } = await here.apply(0);
    const [one = '', two = '', three = ''] = await joined(here, 1, 3);
    await here.change('surrenderPermit', permit, surrender);
    await here.offer();
    here.pass(14 * 24);
    await here.sweep();
    expect(await here.statuses([one, two, three])).toEqual(['lapsed', 'offered', 'waiting']);
    await here.of('withdrawPermitApplication', two, {});
    expect(await here.used()).toBe(0);
    here.pass(1 / 6);
    await here.sweep();
    expect(await here.statuses([two, three])).toEqual(['withdrawn', 'offered']);
    expect(await here.state()).toMatchObject({ used: 1, waiting: 0 });
    expect(await outcomeOf(here.takeOffer(one, await here.newQuote(1)))).toMatchObject({ applicationStatus: 'lapsed' });
  });

  it('offers more places when the council raises the limit, found by the sweep', async () => {
    const here = await aCouncil();
    await here.apply(0);
    const waiting = await joined(here, 1, 4);
    here.again(limits(3));
    here.pass(1 / 6);
    await here.sweep();
    expect(await here.statuses(waiting)).toEqual(['offered', 'offered', 'waiting', 'waiting']);
    here.again(limits(5));
    here.pass(1 / 6);
    await here.sweep();
    expect(await here.statuses(waiting)).toEqual(['offered', 'offered', 'offered', 'offered']);
    expect(await here.state()).toMatchObject({ used: 5, waiting: 0 });
  });
});

describe('however much happens at once', () => {
  it('a hundred who wait are offered what comes free in their order, once each, and never more than there is', async () => {
    const here = await aCouncil(3);
    const permits = [];
    for (const n of [0, 1, 2]) permits.push((await here.apply(n)).permit);
    const waiting = await joined(here, 10, 100);
    here.again(limits(5));
    const release = (permit: string) => here.change('surrenderPermit', permit, surrender);
    await Promise.all([...permits.map(release), ...Array.from({ length: 4 }, here.offer)]);
    await Promise.all([here.offer(), here.offer()]);
    const statuses = await here.statuses(waiting);
    expect(statuses.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'offered'));
    expect(new Set(statuses.slice(5))).toEqual(new Set(['waiting']));
    expect(await here.state()).toMatchObject({ used: 5, waiting: 95 });
  });

  it('those who come, go, take and are offered at the same time leave no place lost or given twice', async () => {
    const here = await aCouncil(2);
    const [a, b] = [await here.apply(0), await here.apply(1)];
    const waiting = await joined(here, 10, 6);
    await Promise.all([
      here.change('surrenderPermit', a.permit, surrender),
      here.change('surrenderPermit', b.permit, surrender),
      ...[20, 21, 22].map((n) => here.apply(n)),
      here.of('withdrawPermitApplication', waiting[1] ?? '', {}),
      ...[1, 2, 3].map(() => here.offer()),
    ]);
    await here.offer();
    const left = waiting.filter((_, n) => n !== 1);
    expect((await here.statuses(left)).slice(0, 3)).toEqual(
      (await here.statuses([waiting[1] ?? '']))[0] === 'withdrawn' ? ['offered', 'offered', 'waiting'] : [],
    );
    expect(await here.state()).toMatchObject({ used: 2, waiting: 6 });
    const takes = await Promise.all(
      left.slice(0, 2).map(async (one, n) => here.takeOffer(one, await here.newQuote(n === 0 ? 10 : 12))),
    );
    expect(takes.map(({ status }) => status)).toEqual(['approved', 'approved']);
    expect(await here.used()).toBe(2);
  });
});
