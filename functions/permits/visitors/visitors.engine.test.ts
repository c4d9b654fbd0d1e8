import * as z from 'zod/mini';
import { eventId } from '#shared/events/outbox.ts';
import { asking } from '#test/support/asking.ts';
import { freshTable, keptForGood, storedIn } from '#test/support/table.ts';
import { enforcementOperations } from '../contract/enforcementOperations.ts';
import { type Scheme, SchemeSettings } from '../contract/schemes.ts';
import { visitorOperations } from '../contract/visitorOperations.ts';
import { enforcementHandlers } from '../enforcement/handlers.ts';
import { enforcementStore } from '../enforcement/store.ts';
import { zoneIndex } from '../zones/finding.ts';
import { zonesBy } from './facts.ts';
import { visitorHandlers } from './handlers.ts';
import type { VisitorDue } from './items.ts';
import { paymentHeard, visitorJobs } from './settling.ts';
import { visitorStore } from './store.ts';
import { visitNews } from './writing.ts';

const council = 'marlbeck';
const scheme = (visitors: object, more: object = {}): Scheme => ({
  ...{ scheme: 'visitor', version: '2026-04-01.1' },
  ...z.parse(SchemeSettings, { name: 'Visitors', kind: 'visitor', inForceFrom: '2026-04-01', ...more, visitors }),
});
const schemes: Readonly<Record<string, Scheme>> = {
  hours: scheme(
    {
      ...{
        unit: 'hours',
        validMonths: 24,
        free: 20,
        packs: [
          { units: 10, pence: 500 },
          { units: 50, pence: 2000 },
        ],
      },
      allowance: { units: 250, perMonths: 12, more: [{ claim: 'carer', units: 50 }] },
    },
    { refund: { rule: 'unused_months', fee: 100, least: 0 } },
  ),
  vouchers: scheme(
    { unit: 'voucher', hoursEach: 24, free: 100, packs: [{ units: 10, pence: 1200 }] },
    { zones: ['old-town'] },
  ),
  resident: { ...scheme({ unit: 'hours', packs: [{ units: 1, pence: 1 }] }), visitors: undefined },
};

const visiting = async () => {
  const table = await freshTable();
  let now = Date.parse('2026-11-23T12:00:00Z');
  let last = 0;
  const next = () => {
    last += 1;
    return String(last).padStart(8, '0');
  };
  const clock = () => now;
  const payments = new Map<string, { subject: string; stands: 'paid' | 'open' | 'failed' }>();
  const refunds = new Map<string, number>();
  const parts = {
    ...{ table, visitors: keptForGood, marks: keptForGood, newId: eventId },
    announce: (_: string, subject: string, type: string, data: object) => ({
      put: { pk: 'EVENTS', sk: next(), type, subject, data },
    }),
  };
  const visitors = visitorStore(parts);
  const zones = {
    zones: new Map(['mill-lane', 'old-town'].map((zone) => [zone, { name: zone }])),
    at: () => ({ zones: ['mill-lane'] }),
  };
  const dependencies = {
    ...{ visitors, clock },
    schemes: { on: async (_: string, code: string) => schemes[code] },
    zonesOfProperty: async (_: string, uprn: string) => (uprn === '404' ? [] : ['mill-lane', 'old-town']),
    people: {
      contactWrites: (_: string, reference: string) => [{ put: { pk: `${council}#APP#${reference}`, sk: 'CONTACT' } }],
    },
    newReference: (prefix: string) => `${prefix}-${next()}`,
    visitEnded: (...[of, visit, at]: [string, Parameters<typeof visitNews>[3], number]) =>
      visitNews(parts, of, 'permits.visit.ended', visit, at),
    visitorMoney: {
      pay: async (_: string, { subject, key }: { subject: string; key: string }) => {
        const payment = `PY-${key}`;
        if (!payments.has(payment)) payments.set(payment, { subject, stands: 'open' });
        return { payment, nextUrl: `https://card.example/${key}` };
      },
      outcome: async (_: string, payment: string) => payments.get(payment)?.stands ?? ('failed' as const),
      refund: async (_: string, { key, pence }: { key: string; pence: number }) => {
        refunds.set(key, pence);
      },
    },
  };
  const enforcement = enforcementStore({ table, checks: keptForGood });
  const wardens = asking(
    enforcementOperations,
    enforcementHandlers({ enforcement, zones: { index: async () => zones }, clock, newId: eventId }),
  );
  const ask = asking(visitorOperations, visitorHandlers(dependencies));
  const household = (code = 'hours') => ({ scheme: code, uprn: '990100000018' });
  return {
    ...{ ask, wardens, household, payments, refunds, table },
    at: (moment: string) => {
      now = Date.parse(moment);
    },
    has: async (code?: string) => ask('getVisitorBalance', { query: household(code) }),
    order: (units: number, more: object = {}, code?: string) =>
      ask('orderVisitorUnits', { body: { ...household(code), units, ...more } }),
    visit: (body: object, code?: string) =>
      ask('startVisit', { body: { ...household(code), registration: 'ZZ26 VIS', ...body } }),
    allowed: async (zone = 'mill-lane') =>
      (await wardens('checkPermit', { body: { registration: 'ZZ26VIS', zone } })).reason,
    paid: async (payment: string, stands: 'paid' | 'failed' = 'paid') => {
      const { subject = '' } = payments.get(payment) ?? {};
      payments.set(payment, { subject, stands });
      return paymentHeard(dependencies, { type: 'payments.payment.finished', council, data: { subject, payment } });
    },
    sweep: async () => {
      const { items } = await table.query({ pk: '*#DUE', between: ['0', `${new Date(now).toISOString()}~`] });
      for (const due of items as unknown as VisitorDue[]) await visitorJobs[due.what](dependencies, due);
      return items.length;
    },
    events: async () => (await table.queryAll({ pk: 'EVENTS' })).map(({ type, subject }) => `${type} ${subject}`),
  };
};

const refused = (slug: string, extensions?: object) => ({
  type: { slug },
  ...(extensions && { options: { extensions } }),
});
const pay = { returnUrl: 'https://marlbeck.example/paid' };

describe('orders', () => {
  it('are the household’s when they are paid, once, however often that is told', async () => {
    const { ask, has, order, paid, refunds } = await visiting();
    const { order: reference, ...ordered } = await order(10, { applicant: { name: 'Jo Example' } });
    expect(ordered).toMatchObject({ status: 'payment_needed', pence: 500, payBy: '2026-11-23T14:00:00.000Z' });
    expect(await has()).toMatchObject({
      left: 0,
      allowance: { units: 250, left: 240, freeLeft: 20, renewsOn: '2027-01-01' },
    });
    const params = { order: reference };
    const first = await ask('payVisitorOrder', { params, body: pay });
    expect(await ask('payVisitorOrder', { params, body: pay })).toEqual(first);
    await paid(first.payment, 'failed');
    const second = await ask('payVisitorOrder', { params, body: pay });
    expect(second.payment).not.toBe(first.payment);
    expect(await has()).toMatchObject({ left: 0 });
    await Promise.allSettled([paid(second.payment), paid(second.payment)]);
    await paid(second.payment);
    expect(await ask('getVisitorOrder', { params })).toMatchObject({ status: 'done', payment: second.payment });
    expect(await has()).toMatchObject({ left: 10, lots: [{ left: 10, validUntil: '2028-11-24T00:00:00.000Z' }] });
    // The first card was charged after all.
    await paid(first.payment);
    expect([...refunds]).toEqual([[`${reference}.${first.payment}`, 500]]);
    expect(await has()).toMatchObject({ left: 10 });
    await expect(ask('payVisitorOrder', { params, body: pay })).rejects.toMatchObject(
      refused('permit-visitor-order-not-payable'),
    );
    expect(await paid('PY-unknown')).toBe(false);
  });

  it('lapse when nobody pays, and what is paid too late goes back', async () => {
    const { ask, at, has, order, paid, refunds, sweep } = await visiting();
    const { order: reference } = await order(50);
    const { payment } = await ask('payVisitorOrder', { params: { order: reference }, body: pay });
    at('2026-11-23T14:00:00Z');
    expect([await sweep(), await sweep()]).toEqual([1, 0]);
    expect(await ask('getVisitorOrder', { params: { order: reference } })).toMatchObject({ status: 'lapsed' });
    expect(await has()).toMatchObject({ left: 0, allowance: { left: 250 } });
    await paid(payment);
    expect([...refunds.values()]).toEqual([2000]);
    expect(await has()).toMatchObject({ left: 0 });
  });

  it.each([
    ['a number that is no pack', 11, {}, 'invalid-request'],
    ['a scheme that there is not', 10, { scheme: 'none' }, 'permit-scheme-not-found'],
    ['a scheme for residents', 10, { scheme: 'resident' }, 'permit-scheme-not-for-visitors'],
    ['a property in no zone', 10, { uprn: '404' }, 'permit-no-visitor-zone'],
    ['more than costs nothing', 21, { free: true }, 'permit-visitor-allowance-used'],
  ])('are refused for %s, by the field', async (_, units, more, slug) => {
    const { order } = await visiting();
    await expect(order(units, more)).rejects.toMatchObject({ type: { slug }, options: { errors: [{ in: 'body' }] } });
  });

  it('never come to more than the allowance, whoever orders at once; a claim gives more, a new year all again', async () => {
    const { ask, at, has, household, order } = await visiting();
    const all = async (asks: Promise<unknown>[]) => {
      const settled = await Promise.allSettled(asks);
      const lost = settled.filter((one) => one.status === 'rejected');
      for (const { reason } of lost) expect(reason).toMatchObject({ type: { slug: 'permit-visitor-allowance-used' } });
      return settled.length - lost.length;
    };
    expect(await all(Array.from({ length: 40 }, () => order(1, { free: true })))).toBe(20);
    expect(await has()).toMatchObject({ left: 20, allowance: { left: 230, freeLeft: 0 } });
    expect(await all(Array.from({ length: 500 }, () => order(10)))).toBe(23);
    expect(await has()).toMatchObject({ allowance: { left: 0 } });
    await expect(order(10)).rejects.toMatchObject(
      refused('permit-visitor-allowance-used', { left: 0, renewsOn: '2027-01-01' }),
    );
    const claims = [{ claim: 'carer', until: '2026-11-23' }];
    await ask('putVisitorClaims', { body: { ...household(), claims } });
    expect(await all(Array.from({ length: 20 }, () => order(10)))).toBe(5);
    at('2026-11-24T00:00:00Z');
    expect(await has()).toMatchObject({ claims: [], allowance: { units: 250, left: 0 } });
    at('2027-01-01T00:00:00Z');
    expect(await has()).toMatchObject({ allowance: { left: 250, freeLeft: 20 } });
  });
});

describe('visits', () => {
  it('count for wardens from their start to their end, and give unused hours back', async () => {
    const { ask, allowed, at, has, order, visit, sweep, events, wardens } = await visiting();
    await order(20, { free: true });
    const booked = await visit({ starts: '2026-11-24T09:00:00Z', hours: 5 });
    expect(booked).toMatchObject({ ends: '2026-11-24T14:00:00.000Z', zone: 'mill-lane', units: 5, status: 'counts' });
    expect([await allowed(), (await has()).left]).toEqual(['none', 15]);
    at('2026-11-24T09:00:00Z');
    expect(await allowed()).toBe('permit');
    at('2026-11-24T10:30:00Z');
    const params = { session: booked.session };
    const ended = await ask('endVisit', { params });
    expect(ended).toMatchObject({ status: 'ended', units: 2, ends: '2026-11-24T10:30:00.000Z' });
    expect(await ask('endVisit', { params })).toEqual(ended);
    expect([await allowed(), (await has()).left]).toEqual(['grace', 18]);
    at('2026-11-24T14:00:00Z');
    expect([await sweep(), await allowed()]).toEqual([0, 'none']);
    const second = await visit({ hours: 1 });
    at('2026-11-24T15:00:00Z');
    await expect(ask('endVisit', { params: { session: second.session } })).rejects.toMatchObject(
      refused('permit-visit-is-over'),
    );
    expect([await sweep(), await sweep()]).toEqual([1, 0]);
    const started = (session: string) => `permits.visit.started ${session}`;
    const over = (session: string) => `permits.visit.ended ${session}`;
    expect(await events()).toEqual([booked.session, second.session].flatMap((one) => [started(one), over(one)]));
    const { permits } = await wardens('listValidPermits', {
      query: { zone: 'mill-lane', since: '2026-11-01T00:00:00Z' },
    });
    expect(permits).toMatchObject([
      { permit: booked.session, counts: false, version: 2, covers: [] },
      { permit: second.session, counts: true, kind: 'visitor', covers: [{ registration: 'ZZ26VIS' }] },
    ]);
  });

  it('that have not started are as if they never were', async () => {
    const { ask, allowed, at, has, order, visit } = await visiting();
    await order(3, { free: true }, 'vouchers');
    const { session } = await visit({ starts: '2026-11-30T09:00:00Z', vouchers: 2 }, 'vouchers');
    expect((await has('vouchers')).left).toBe(1);
    expect(await ask('endVisit', { params: { session } })).toMatchObject({ units: 0, status: 'ended' });
    expect((await has('vouchers')).left).toBe(3);
    const begun = await visit({ vouchers: 2 }, 'vouchers');
    expect(begun).toMatchObject({ zone: 'old-town', ends: '2026-11-25T12:00:00.000Z' });
    at('2026-11-23T12:01:00Z');
    await ask('endVisit', { params: { session: begun.session } });
    expect((await has('vouchers')).left).toBe(1);
    at('2026-11-30T10:00:00Z');
    expect(await allowed('old-town')).toBe('none');
  });

  it('never take more than there is, whoever books at once', async () => {
    const { has, order, visit } = await visiting();
    for (const units of [7, 6, 7]) await order(units, { free: true });
    const settled = await Promise.allSettled(Array.from({ length: 150 }, () => visit({ hours: 1 })));
    const lost = settled.filter((one) => one.status === 'rejected');
    expect(lost).toHaveLength(130);
    for (const { reason } of lost) expect(reason).toMatchObject(refused('permit-too-few-visitor-units', { left: 0 }));
    expect((await has()).left).toBe(0);
  });

  it('use what runs out first, and nothing that has run out', async () => {
    const { at, has, order, visit } = await visiting();
    await order(5, { free: true });
    at('2027-06-01T12:00:00Z');
    await order(5, { free: true });
    await visit({ hours: 6 });
    expect(await has()).toMatchObject({ left: 4, lots: [{ left: 4, validUntil: '2029-06-01T23:00:00.000Z' }] });
    at('2029-06-01T23:00:00Z');
    expect(await has()).toMatchObject({ left: 0, lots: [] });
    await expect(visit({ hours: 1 })).rejects.toMatchObject(refused('permit-too-few-visitor-units', { left: 0 }));
  });

  it.each([
    [{ hours: 1, starts: '2026-11-23T11:54:59Z' }, '#/starts'],
    [{ hours: 1, starts: '2027-02-23T12:00:00Z' }, '#/starts'],
    [{ vouchers: 1 }, '#/vouchers'],
    [{ hours: 1, uprn: '404' }, '#/uprn'],
  ])('are refused for %j', async (body, pointer) => {
    const { order, visit } = await visiting();
    await order(1, { free: true });
    await expect(visit(body)).rejects.toMatchObject({ options: { errors: [{ pointer }] } });
    expect(await visit({ hours: 1, starts: '2026-11-23T11:55:00Z' })).toMatchObject({
      starts: '2026-11-23T11:55:00.000Z',
    });
  });

  it('are listed for whoever has an order of the household, and for staff', async () => {
    const { ask, household, order, visit, table } = await visiting();
    const { order: reference } = await order(5, { free: true });
    const first = await visit({ hours: 1 });
    const second = await visit({ hours: 1, starts: '2026-11-24T12:00:00Z' });
    const { sessions } = await ask('listVisitsOfOrder', { params: { order: reference } });
    expect(sessions).toEqual([second, first]);
    expect(await ask('listVisits', { query: household() })).toEqual({ sessions });
    expect(await ask('getVisit', { params: { session: first.session } })).toEqual(first);
    for (const [id, params] of [
      ['getVisit', { session: 'VS-00000000' }],
      ['getVisitorOrder', { order: 'VO-00000000' }],
    ] as const)
      await expect(ask(id, { params })).rejects.toMatchObject({ type: { status: 404 } });
    expect(await storedIn(table)).toContain('ZZ26VIS');
  });
});

it('pays back what was paid for and is left, once; what cost nothing stays', async () => {
  const { ask, has, household, order, paid, refunds, sweep, visit } = await visiting();
  const { order: reference } = await order(10);
  const { payment } = await ask('payVisitorOrder', { params: { order: reference }, body: pay });
  await paid(payment);
  await visit({ hours: 2 });
  await order(5, { free: true });
  const back = () => ask('refundVisitorUnits', { body: household() });
  const settled = await Promise.allSettled([back(), back(), back()]);
  expect(settled.filter((one) => one.status === 'fulfilled')).toMatchObject([{ value: { units: 8, pence: 300 } }]);
  expect([...refunds]).toEqual([]);
  expect([await sweep(), await sweep()]).toEqual([1, 0]);
  expect([...refunds.values()]).toEqual([300]);
  expect(await has()).toMatchObject({ left: 5 });
  await expect(back()).rejects.toMatchObject(refused('permit-nothing-to-refund'));
});

it.each([
  ['of the address', { find: async () => ({ uprn: '1', usrn: '99010001', addressLine: '' }) }, ['street']],
  ['of the UPRN alone, where the council has no address', { find: async () => undefined }, ['list']],
])('the zones of a property are those %s; none where it is excluded', async (_, addresses, expected) => {
  const why = [{ uprns: ['2'], reason: 'Car-free' }];
  const given = [
    { zone: 'list', name: 'List', streets: [], uprns: expected.includes('list') ? ['1'] : [], excluded: why },
    { zone: 'street', name: 'Street', streets: [{ usrn: '99010001', name: 'Mill Lane' }], uprns: [], excluded: [] },
  ];
  const of = zonesBy(addresses, { index: async () => zoneIndex(given) });
  expect(await of(council, '1', '2026-11-23')).toEqual(expected);
  const none = zonesBy({ find: async () => undefined }, { index: async () => zoneIndex(given) });
  expect(await none(council, '2', '2026-11-23')).toEqual([]);
});

it('writes the answer that is kept for repeats in the same transaction', async () => {
  const { ask, household, table, order } = await visiting();
  const note = { writes: [{ put: { pk: 'NOTE', sk: 'kept' }, condition: { text: 'attribute_not_exists(pk)' } }] };
  await order(5, { free: true });
  const body = { ...household(), registration: 'ZZ26VIS', hours: 1 };
  await ask('startVisit', { body, note });
  // The note is there already: nothing else of the second attempt may be.
  await expect(ask('startVisit', { body, note })).rejects.toThrow('condition');
  expect((await ask('listVisits', { query: household() })).sessions).toHaveLength(1);
  expect(await table.get({ pk: 'NOTE', sk: 'kept' })).toBeDefined();
});
