/** A booking's life on the real engine: paying, changing, cancelling, lapsing, and what is given back. */
import * as z from 'zod/mini';
import { startBulky } from '#test/support/bulky.ts';
import type { PriceRule } from '../contract/bulkyPrices.ts';
import { BulkyQuote } from '../contract/bulkyShapes.ts';

const [thursday, friday] = ['2026-03-05', '2026-03-06'];
const perItem = { price: { strategy: 'perItem', each: 1500, minimum: 0 } } as const;
const one = [{ item: 'sofa', quantity: 1 }];
const two = [{ item: 'sofa', quantity: 2 }];
const single = { daily: 1, weekdays: {} };

it('waits to be paid, and is booked when it is', async () => {
  const { book, pay, taken, wait } = await startBulky();
  const { reference, stage, payment } = await book('1', { date: thursday, location: 'By the gate' });
  expect([stage, payment]).toEqual([
    'unpaid',
    { price: 4000, paid: 0, payBy: '2026-03-03T09:30:00.000Z', refundDue: 0, payments: [] },
  ]);
  expect(await pay(reference, 1000)).toMatchObject({ stage: 'unpaid', payment: { paid: 1000 } });
  const paid = await pay(reference, 3000, 'pay-1');
  expect(paid).toMatchObject({ stage: 'booked', status: 'open', payment: { paid: 4000, refundDue: 0 } });
  expect(paid.payment).not.toHaveProperty('payBy');
  expect(await pay(reference, 3000, 'pay-1')).toEqual(paid);
  wait(60);
  expect(await taken(thursday)).toBe(1);
  expect((await pay(reference, 500)).payment).toMatchObject({ paid: 4500, refundDue: 500 });
  expect((await pay(reference, 100)).payment).toMatchObject({ paid: 4600, refundDue: 600 });
});

it('is cancelled by itself when nobody pays, with its place given back and what was paid of it due', async () => {
  const { book, pay, read, sweep, taken, wait } = await startBulky();
  const [paid, part, none] = [
    await book('1', { date: thursday }),
    await book('2', { date: thursday }),
    await book('3', { date: thursday }),
  ];
  await pay(paid.reference, 4000);
  await pay(part.reference, 1000);
  wait(29);
  expect(await sweep()).toEqual({ due: 0, lapsed: 0 });
  wait(1);
  // Nobody has to sweep for that.
  expect(await taken(thursday)).toBe(1);
  wait(1);
  expect(await sweep()).toEqual({ due: 2, lapsed: 2 });
  expect(await read(part.reference)).toMatchObject({ outcome: 'unpaid', payment: { refundDue: 1000 } });
  expect(await read(none.reference)).toMatchObject({ status: 'closed', outcome: 'unpaid', payment: { refundDue: 0 } });
  expect(await read(paid.reference)).toMatchObject({ status: 'open', stage: 'booked' });
  expect((await pay(none.reference, 4000)).payment).toMatchObject({ paid: 4000, refundDue: 4000 });
});

it('that is paid late has its place, or another of the day; where there is none, the money is due', async () => {
  const { book, pay, wait, taken } = await startBulky({ capacity: { daily: 2, weekdays: {} } });
  const [first, second] = [await book('1', { date: thursday }), await book('2', { date: thursday })];
  wait(31);
  await pay((await book('3', { date: thursday })).reference, 4000);
  expect(await pay(first.reference, 4000)).toMatchObject({ stage: 'booked', payment: { refundDue: 0 } });
  const late = await pay(second.reference, 4000);
  expect(late).toMatchObject({ status: 'closed', outcome: 'unpaid', payment: { refundDue: 4000 } });
  expect(await taken(thursday)).toBe(2);
});

it('that is paid late is not booked twice where the property booked the day again', async () => {
  const { book, pay, wait, taken } = await startBulky();
  const { reference } = await book('1', { date: thursday });
  wait(31);
  const again = await book('1', { date: thursday });
  expect(await pay(reference, 4000)).toMatchObject({ outcome: 'unpaid', payment: { refundDue: 4000 } });
  expect(await pay(again.reference, 4000)).toMatchObject({ stage: 'booked' });
  expect(await taken(thursday)).toBe(1);
});

describe('a change', () => {
  const paidFor = async (given: Parameters<typeof startBulky>[0] = perItem, price = 1500) => {
    const council = await startBulky(given);
    const { reference } = await council.book('1', { date: thursday, price });
    await council.pay(reference, price);
    return { ...council, reference };
  };

  it('that costs no more counts at once, and gives its old place back', async () => {
    const { amend, reference, taken } = await paidFor();
    const moved = await amend(reference, { date: friday, price: 1500 });
    expect(moved).toMatchObject({ stage: 'booked', details: { date: friday, price: 1500 } });
    expect([await taken(thursday), await taken(friday)]).toEqual([0, 1]);
  });

  it('that costs less pays nothing back, and what was paid counts when it costs more again', async () => {
    const { amend, reference, quoteChange } = await paidFor(perItem, 1500);
    expect(await quoteChange(reference, { items: two })).toMatchObject({ price: 3000, toPay: 1500, wrong: [] });
    await amend(reference, { items: two, price: 3000 });
    const { details } = await amend(reference, { items: one, price: 1500, location: 'Behind the shed' });
    expect(details).not.toHaveProperty('amendment');
    expect(details).toMatchObject({ price: 1500, location: 'Behind the shed' });
  });

  it('that costs more counts when the difference is paid', async () => {
    const { amend, pay, reference, taken } = await paidFor();
    const waiting = await amend(reference, { items: two, date: friday, price: 3000 });
    expect(waiting).toMatchObject({
      stage: 'booked',
      payment: { price: 3000, paid: 1500, payBy: '2026-03-03T09:30:00.000Z' },
      details: { date: thursday, price: 1500, amendment: { date: friday, price: 3000, toPay: 1500, paidBefore: 1500 } },
    });
    expect([await taken(thursday), await taken(friday)]).toEqual([1, 1]);
    const paid = await pay(reference, 1500);
    expect(paid.details).toEqual({
      ...{ date: friday, price: 3000, free: false, concession: false, trade: false },
      items: [{ item: 'sofa', name: 'sofa', quantity: 2 }],
    });
    expect(paid.payment).toMatchObject({ paid: 3000, refundDue: 0 });
    expect([await taken(thursday), await taken(friday)]).toEqual([0, 1]);
    const less = await amend(reference, { items: one, price: 1500 });
    expect(less).toMatchObject({ payment: { price: 3000, paid: 3000, refundDue: 0 }, details: { price: 1500 } });
  });

  it('that is not paid is gone, the booking as it was, and what was paid towards it is due', async () => {
    const { amend, pay, read, reference, sweep, taken, wait } = await paidFor();
    await amend(reference, { items: two, date: friday, price: 3000 });
    await pay(reference, 500);
    wait(31);
    expect(await sweep()).toEqual({ due: 1, lapsed: 1 });
    const { details, payment, ...booking } = await read(reference);
    expect(booking).toMatchObject({ status: 'open', stage: 'booked' });
    expect(details).toMatchObject({ date: thursday, price: 1500 });
    expect(details).not.toHaveProperty('amendment');
    expect(payment).toMatchObject({ price: 1500, paid: 2000, refundDue: 500 });
    expect(payment).not.toHaveProperty('payBy');
    expect([await taken(thursday), await taken(friday)]).toEqual([1, 0]);
  });

  it('that is paid when its day is full leaves the booking as it was, and the money is due', async () => {
    const { amend, book, pay, reference, taken, wait } = await paidFor({ ...perItem, capacity: single });
    await amend(reference, { items: two, date: friday, price: 3000 });
    wait(31);
    await book('2', { date: friday, price: 1500 });
    const late = await pay(reference, 1500);
    expect(late).toMatchObject({
      ...{ status: 'open', stage: 'booked', details: { date: thursday, price: 1500 } },
      payment: { price: 1500, paid: 3000, refundDue: 1500 },
    });
    expect([await taken(thursday), await taken(friday)]).toEqual([1, 1]);
  });

  it('takes the place of another that waits to be paid', async () => {
    const { amend, reference, taken } = await paidFor();
    await amend(reference, { items: two, date: friday, price: 3000 });
    await amend(reference, { items: two, date: '2026-03-09', price: 3000 });
    expect([await taken(thursday), await taken(friday), await taken('2026-03-09')]).toEqual([1, 0, 1]);
    await amend(reference, { items: one, price: 1500 });
    expect([await taken(thursday), await taken('2026-03-09')]).toEqual([1, 0]);
  });

  it.each([
    ['to what it was', { price: 1500 }, 500],
    [
      'to what costs more than it did, and less than was paid',
      { items: [{ item: 'piano', quantity: 1 }], price: 1800 },
      200,
    ],
  ])('that was paid in part and is changed back %s leaves nothing paid for nothing', async (_, body, refundDue) => {
    const { amend, pay, reference } = await paidFor({ ...perItem, items: { piano: { price: 1800 } } });
    await amend(reference, { items: two, price: 3000 });
    await pay(reference, 500);
    const back = await amend(reference, { items: one, ...body });
    expect(back).toMatchObject({ stage: 'booked', payment: { paid: 2000, refundDue } });
    expect(back.payment).not.toHaveProperty('payBy');
  });

  it('of where the items are alone keeps the price, whatever the same would cost by now', async () => {
    const { amend, decide, quoteChange, reference } = await paidFor();
    await decide({ price: { ...perItem.price, each: 2000 }, items: { sofa: { offered: false } } });
    expect(await quoteChange(reference, { location: 'By the gate' })).toMatchObject({
      price: 1500,
      toPay: 0,
      wrong: [],
    });
    expect(await amend(reference, { location: 'By the gate', price: 1500 })).toMatchObject({
      ...{ stage: 'booked', payment: { price: 1500, refundDue: 0 } },
      details: { price: 1500, location: 'By the gate', items: [{ item: 'sofa', name: 'sofa', quantity: 1 }] },
    });
    await expect(amend(reference, { date: friday, price: 1500 })).rejects.toMatchObject({
      name: 'bulky-items-refused',
    });
  });

  it('of what was not paid yet counts at once, and is paid by the same moment', async () => {
    const { amend, book, pay, taken, wait } = await startBulky(perItem);
    const { reference } = await book('1', { date: thursday, price: 1500 });
    wait(20);
    const changed = await amend(reference, { items: two, date: friday, price: 3000 });
    expect(changed).toMatchObject({ stage: 'unpaid', payment: { price: 3000, payBy: '2026-03-03T09:30:00.000Z' } });
    expect([await taken(thursday), await taken(friday)]).toEqual([0, 1]);
    expect(await pay(reference, 3000)).toMatchObject({ stage: 'booked', details: { date: friday } });
    await expect(amend('BU-00000000', { items: one, price: 0 })).rejects.toMatchObject({
      name: 'waste-case-not-found',
    });
  });

  it('is refused after the cutoff, to days that are not offered or full, and at another price', async () => {
    const { amend, book, reference, turn } = await paidFor({ ...perItem, capacity: single });
    await book('2', { date: friday, price: 1500 });
    const refused = (body: object) => expect(amend(reference, { price: 1500, ...body })).rejects;
    await refused({ date: friday }).toMatchObject({ name: 'bulky-day-full' });
    await refused({ date: '2026-03-07' }).toMatchObject({ name: 'bulky-date-not-offered' });
    await refused({ items: two }).toMatchObject({
      name: 'bulky-quote-changed',
      options: { extensions: { price: 3000 } },
    });
    await refused({ items: [{ item: 'elephant', quantity: 1 }] }).toMatchObject({
      ...{ name: 'bulky-items-refused', options: { errors: [{ pointer: '#/items/0/item' }] } },
    });
    turn('2026-03-04', '14:00');
    await refused({ location: 'x' }).toMatchObject({
      ...{ name: 'bulky-too-late', options: { extensions: { cutoff: '2026-03-04T14:00:00.000Z' } } },
    });
  });
});

describe('cancelling', () => {
  it('gives back the place and, by the rule, the money', async () => {
    const { book, cancel, pay, taken, turn } = await startBulky({
      cancel: {
        by: 'resident',
        cutoff: { time: '07:00', daysBefore: 0, workingDays: false },
        refund: { rule: 'lessMinimum', hours: 24, minimumCharge: 1000 },
      },
    });
    const [early, late, never] = [
      await book('1', { date: thursday }),
      await book('2', { date: thursday }),
      await book('3', { date: thursday }),
    ];
    for (const { reference } of [early, late, never]) await pay(reference, 4000);
    expect(await cancel(early.reference)).toMatchObject({
      ...{ status: 'closed', outcome: 'withdrawn', payment: { refundDue: 4000 } },
    });
    turn(thursday, '06:59');
    expect((await cancel(late.reference)).payment).toMatchObject({ paid: 4000, refundDue: 3000 });
    expect(await taken(thursday)).toBe(1);
    turn(thursday, '07:00');
    await expect(cancel(never.reference)).rejects.toMatchObject({ name: 'bulky-too-late' });
    await expect(cancel(late.reference)).rejects.toMatchObject({ name: 'waste-case-closed' });
  });

  it('gives back what was paid towards a change that did not count yet', async () => {
    const { amend, book, cancel, pay, taken } = await startBulky({
      ...perItem,
      cancel: {
        by: 'resident',
        cutoff: { time: '14:00', daysBefore: 1, workingDays: false },
        refund: { rule: 'none' },
      },
    });
    const { reference } = await book('1', { date: thursday, price: 1500 });
    await pay(reference, 1500);
    await amend(reference, { items: two, date: friday, price: 3000 });
    await pay(reference, 500);
    expect((await cancel(reference)).payment).toMatchObject({ paid: 2000, refundDue: 500 });
    expect([await taken(thursday), await taken(friday)]).toEqual([0, 0]);
  });

  it.each([
    ['off', '*', 'is refused'],
    ['staff', 'waste:report', 'is refused'],
    ['staff', 'waste:cases', 'is done'],
    ['staff', 'waste:*', 'is done'],
    ['resident', 'waste:report', 'is done'],
  ] as const)('that is for “%s”, with the scope %s, %s', async (by, scope, answered) => {
    const { book, cancel, pay } = await startBulky({
      cancel: { by, cutoff: { time: '14:00', daysBefore: 1, workingDays: false }, refund: { rule: 'full' } },
    });
    const { reference } = await book('1', { date: thursday });
    await pay(reference, 4000);
    const answer = await cancel(reference, [scope]).catch(({ name }) => ({ name }));
    expect(answer).toMatchObject(answered === 'is done' ? { outcome: 'withdrawn' } : { name: 'bulky-not-cancellable' });
  });

  it('of what was not paid is always allowed', async () => {
    const { book, cancel, taken } = await startBulky({
      cancel: { by: 'off', cutoff: { time: '14:00', daysBefore: 1, workingDays: false }, refund: { rule: 'full' } },
    });
    const { reference } = await book('1', { date: thursday });
    expect(await cancel(reference)).toMatchObject({ outcome: 'withdrawn', payment: { refundDue: 0 } });
    expect(await taken(thursday)).toBe(0);
  });
});

describe('at the same moment', () => {
  it('a payment and a cancellation both count, in whichever order', async () => {
    const { book, cancel, pay, read, taken } = await startBulky();
    const bookings = await Promise.all(['1', '2', '3', '4', '5', '6'].map((uprn) => book(uprn, { date: thursday })));
    await Promise.all(bookings.flatMap(({ reference }) => [pay(reference, 4000), cancel(reference)]));
    for (const { reference } of bookings)
      expect(await read(reference)).toMatchObject({ outcome: 'withdrawn', payment: { paid: 4000, refundDue: 4000 } });
    expect(await taken(thursday)).toBe(0);
  });

  it('a payment that is told six times counts once', async () => {
    const { book, pay, read } = await startBulky();
    const { reference } = await book('1', { date: thursday });
    await Promise.all(Array.from({ length: 6 }, () => pay(reference, 4000, 'pay-1')));
    expect(await read(reference)).toMatchObject({ stage: 'booked', payment: { paid: 4000, refundDue: 0 } });
  });

  it('one of ten bookings moves to the last place of a day, and the others stay where they are', async () => {
    const { amend, book, decide, taken } = await startBulky({ price: { strategy: 'single', price: 0 } });
    const homes = Array.from({ length: 10 }, (_, i) => String(i + 1));
    const bookings = await Promise.all(homes.map((uprn) => book(uprn, { date: thursday, price: 0 })));
    await decide({ capacity: { daily: 40, weekdays: { friday: 1 } } });
    const moved = await Promise.allSettled(
      bookings.map(({ reference }) => amend(reference, { date: friday, price: 0 })),
    );
    expect(moved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect([await taken(thursday), await taken(friday)]).toEqual([9, 1]);
  });

  it('lapsing, paying late and booking the last place leave one booking and no place too many', async () => {
    const { book, pay, read, sweep, taken, wait } = await startBulky({ capacity: single });
    const { reference } = await book('1', { date: thursday });
    wait(31);
    const [other] = await Promise.allSettled([book('2', { date: thursday }), pay(reference, 4000), sweep()]);
    const { stage, status, payment } = await read(reference);
    const isBooked = status === 'open' && stage === 'booked';
    expect([other?.status === 'fulfilled', payment?.refundDue]).toEqual([!isBooked, isBooked ? 0 : 4000]);
    expect(await taken(thursday)).toBe(1);
  });
});

describe('a free collection', () => {
  const free = { free: { perYear: 1, year: 'financial' } } as const;

  it('is given back when the booking is cancelled, and not when it is done', async () => {
    const { book, cancel, close, quote } = await startBulky(free);
    const { reference } = await book('1', { date: thursday, price: 0 });
    expect(await quote('1')).toMatchObject({ free: false, price: 4000 });
    await cancel(reference);
    expect(await quote('1')).toMatchObject({ free: true, price: 0 });
    const again = await book('1', { date: thursday, price: 0 });
    await close(again.reference, 'done');
    expect(await quote('1')).toMatchObject({ free: false, price: 4000 });
  });

  it('moves with its booking to the next year, and is kept when it changes in the same one', async () => {
    const { amend, book, quote, turn } = await startBulky(free);
    turn('2026-03-20', '09:00');
    const { reference } = await book('1', { date: '2026-03-26', price: 0 });
    await amend(reference, { date: '2026-03-27', price: 0 });
    expect(await quote('1', { date: '2026-03-30' })).toMatchObject({ free: false });
    expect(await amend(reference, { date: '2026-04-02', price: 0 })).toMatchObject({ details: { free: true } });
    expect(await quote('1', { date: '2026-03-30' })).toMatchObject({ free: true });
    expect(await quote('1', { date: '2026-04-07' })).toMatchObject({ free: false });
  });

  it('that cannot move has to be paid, and is given back when it is', async () => {
    const { amend, book, pay, quote, turn } = await startBulky(free);
    turn('2026-03-20', '09:00');
    const { reference } = await book('1', { date: '2026-03-26', price: 0 });
    await book('1', { date: '2026-04-02', price: 0 });
    await amend(reference, { date: '2026-04-07', price: 4000 });
    expect(await quote('1', { date: '2026-03-30' })).toMatchObject({ free: false });
    expect(await pay(reference, 4000)).toMatchObject({ details: { date: '2026-04-07', free: false, price: 4000 } });
    expect(await quote('1', { date: '2026-03-30' })).toMatchObject({ free: true });
  });
});

it.each([
  ['withdrawn', 4000, 0],
  ['refused', 4000, 0],
  ['done', 0, 1],
  ['not_done', 0, 1],
])('that staff close as “%s” has %d due and %d places', async (outcome, refundDue, places) => {
  const { book, close, pay, taken } = await startBulky();
  const { reference } = await book('1', { date: thursday });
  await pay(reference, 4000);
  expect(await close(reference, outcome)).toMatchObject({ outcome, payment: { refundDue } });
  expect(await taken(thursday)).toBe(places);
});

describe('a quote', () => {
  it('tells what is wrong, each on its own, and no price', async () => {
    const { book, quote, decide } = await startBulky({ ...perItem, capacity: single });
    await book('2', { date: thursday, price: 1500 });
    const wrong = async (body: object) => {
      const answer = await quote('1', body);
      return [answer.price, answer.wrong.map(({ code, pointer }) => `${code} ${pointer}`)];
    };
    expect(await wrong({ date: thursday })).toEqual([undefined, ['day_full #/date']]);
    expect(await wrong({ date: '2026-03-07', items: [{ item: 'elephant', quantity: 1 }] })).toEqual([
      undefined,
      ['date_not_offered #/date', 'unknown_item #/items/0/item'],
    ]);
    expect(await wrong({ date: friday, items: two })).toEqual([3000, []]);
    await decide({ requires: 'garden_waste' });
    expect(await wrong({})).toEqual([undefined, ['not_here #/uprn']]);
    await decide({ open: false });
    expect(await wrong({})).toEqual([undefined, ['closed #']]);
  });
});

it.each<[string, PriceRule]>([
  ['perItem', { strategy: 'perItem', each: 1_000_000, minimum: 0 }],
  ['points', { strategy: 'points', each: 1000, levels: { plain: [{ min: 1, price: 4000 }] } }],
])('a quote of the most that can be asked for is as the contract has it, priced by %s', async (_, price) => {
  const { quote } = await startBulky({ price, itemsMax: 1 });
  const items = Array.from({ length: 100 }, () => ({ item: 'sofa', quantity: 100 }));
  expect(z.safeParse(BulkyQuote, await quote('1', { items })).error?.issues).toBeUndefined();
});

describe('a quote of a day', () => {
  it('that the property has booked says so, as the booking would', async () => {
    const { book, pay, quote, quoteChange, wait } = await startBulky();
    const codes = async (asked: ReturnType<typeof quote>) =>
      (await asked).wrong.map(({ code, pointer }) => [code, pointer]);
    const [, other] = [await book('1', { date: thursday }), await book('1', { date: friday })];
    await pay(other.reference, 4000);
    const booked = [['already_booked', '#/date']];
    expect(await codes(quote('1', { date: thursday }))).toEqual(booked);
    expect(await codes(quoteChange(other.reference, { date: thursday }))).toEqual(booked);
    expect(await codes(quoteChange(other.reference, { date: friday }))).toEqual([]);
    wait(31);
    expect(await codes(quote('1', { date: thursday }))).toEqual([]);
  });

  it('says when it is too late for a change', async () => {
    const { book, pay, quoteChange, turn } = await startBulky();
    const { reference } = await book('1', { date: thursday });
    await pay(reference, 4000);
    turn('2026-03-04', '13:59');
    expect(await quoteChange(reference, { date: friday })).toMatchObject({ price: 4000, toPay: 0, wrong: [] });
    turn('2026-03-04', '14:00');
    const { price, toPay, wrong } = await quoteChange(reference, { date: friday });
    expect([price, toPay, wrong.map(({ code }: { code: string }) => code)]).toEqual([
      undefined,
      undefined,
      ['too_late'],
    ]);
  });
});

describe('a collection that was missed', () => {
  it('is reported once at a time', async () => {
    const { book, close, missed, pay, turn } = await startBulky();
    const { reference } = await book('1', { date: thursday });
    await expect(missed(reference)).rejects.toMatchObject({ options: { extensions: { reasonCode: 'not_booked' } } });
    await pay(reference, 4000);
    await expect(missed(reference)).rejects.toMatchObject({ options: { extensions: { reasonCode: 'too_soon' } } });
    turn(thursday, '18:00');
    const report = await missed(reference);
    expect(report).toMatchObject({ kind: 'missed_bulky', details: { booking: reference, collectionDate: thursday } });
    await expect(missed(reference)).rejects.toMatchObject({
      options: { extensions: { reasonCode: 'already_reported', openReport: report.reference } },
    });
    await close(report.reference, 'done');
    await close(reference, 'done');
    await missed(reference);
  });
});
