/** Places on the real engine, when many want them at the same moment; test/e2e/bulky.test.ts has five hundred do it over HTTP. */
import { startBulky } from '#test/support/bulky.ts';

const day = '2026-03-05';
const properties = (n: number, from = 1) => Array.from({ length: n }, (_, i) => String(from + i));
const free = { price: { strategy: 'single', price: 0 } } as const;

const settled = async (all: Promise<unknown>[]) => {
  const results = await Promise.allSettled(all);
  return {
    done: results.filter(({ status }) => status === 'fulfilled').length,
    problems: results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])),
  };
};

it('gives a day of 40 places to 40 of 120 who book it at once, and says to the others which days have room', async () => {
  const { book, taken } = await startBulky(free, 120);
  const { done, problems } = await settled(properties(120).map((uprn) => book(uprn, { date: day, price: 0 })));
  expect([done, problems.length, await taken(day)]).toEqual([40, 80, 40]);
  for (const { name, options } of problems)
    expect([name, options.extensions.alternatives]).toEqual([
      'bulky-day-full',
      ['2026-03-06', '2026-03-09', '2026-03-10'],
    ]);
});

it('never gives more than there are, though it was more before', async () => {
  const { book, taken, decide } = await startBulky({ ...free, capacity: { daily: 10, weekdays: {} } });
  await settled(properties(9).map((uprn) => book(uprn, { date: day, price: 0 })));
  await decide({ capacity: { daily: 10, weekdays: { thursday: 8 } } });
  expect((await settled([book('90', { date: day, price: 0 })])).problems).toMatchObject([{ name: 'bulky-day-full' }]);
  await decide({ capacity: { daily: 12, weekdays: {} } });
  expect((await settled(properties(20, 100).map((uprn) => book(uprn, { date: day, price: 0 })))).done).toBe(3);
  expect(await taken(day)).toBe(12);
});

it('gives a property one place a day, however often it asks at once', async () => {
  const { book, taken } = await startBulky(free);
  const { done, problems } = await settled(properties(20).map(() => book('1', { date: day, price: 0 })));
  expect([done, await taken(day)]).toEqual([1, 1]);
  for (const { name, options } of problems)
    expect([name, options.extensions.booking]).toEqual(['bulky-already-booked', expect.stringMatching(/^BU-/)]);
});

it('gives a property its free collections and no more, when it asks for several at once', async () => {
  const { book } = await startBulky({ free: { perYear: 2, year: 'financial' } });
  const dates = ['2026-03-05', '2026-03-06', '2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12'];
  const { done, problems } = await settled(dates.map((date) => book('1', { date, price: 0 })));
  expect([done, problems.length]).toEqual([2, 4]);
  for (const { name, options } of problems)
    expect([name, options.extensions]).toEqual(['bulky-quote-changed', { price: 4000, free: false }]);
  // The first day of the next financial year.
  expect(await book('1', { date: '2026-04-01', price: 0 })).toMatchObject({ stage: 'booked', details: { free: true } });
});

it('keeps a day for a while, and gives it to others when that is over', async () => {
  const { book, reserve, taken, wait } = await startBulky({ ...free, capacity: { daily: 1, weekdays: {} } });
  const kept = await reserve('1', day);
  expect(kept).toMatchObject({ uprn: '1', date: day, expiresAt: '2026-03-03T09:15:00.000Z' });
  await expect(book('2', { date: day, price: 0 })).rejects.toMatchObject({ name: 'bulky-day-full' });
  await expect(reserve('2', day)).rejects.toMatchObject({ name: 'bulky-day-full' });
  wait(15);
  expect(await taken(day)).toBe(0);
  await book('2', { date: day, price: 0 });
  await expect(book('1', { reservation: kept.reservation, price: 0 })).rejects.toMatchObject({
    name: 'bulky-day-full',
  });
});

it('books what is kept, after its time too if there is room, and only for the property that kept it', async () => {
  const { book, reserve, release, taken, wait } = await startBulky({ ...free, capacity: { daily: 2, weekdays: {} } });
  const kept = await reserve('1', day);
  await reserve('2', day);
  const { reservation } = kept;
  await expect(book('3', { reservation, price: 0 })).rejects.toMatchObject({ name: 'bulky-reservation-not-found' });
  await expect(book('1', { reservation: 'BR-00000000', price: 0 })).rejects.toMatchObject({
    name: 'bulky-reservation-not-found',
  });
  wait(20);
  expect(await book('1', { reservation, price: 0 })).toMatchObject({ stage: 'booked', details: { date: day } });
  await release(reservation);
  expect(await taken(day)).toBe(1);
});

it('frees the day that a property kept before when it keeps another, and when it gives it back', async () => {
  const { reserve, release, taken } = await startBulky({ ...free, capacity: { daily: 1, weekdays: {} } });
  await reserve('1', day);
  await reserve('1', day);
  const { reservation } = await reserve('1', '2026-03-06');
  expect([await taken(day), await taken('2026-03-06')]).toEqual([0, 1]);
  await release(reservation);
  await release(reservation);
  expect(await taken('2026-03-06')).toBe(0);
  await expect(release('BR-00000000')).rejects.toMatchObject({ name: 'bulky-reservation-not-found' });
});
