import { aKey } from '#test/support/pipeline.ts';
import { burstQuota, callsPerMinute } from './burst.ts';

it.each([
  [1, 60],
  [3000, 60],
  [100_000, 2000],
  [100_000_000, 2_000_000],
])('allows a key of %d calls a day %d a minute', (dailyQuota, calls) => {
  expect(callsPerMinute({ dailyQuota })).toBe(calls);
});

it('counts each key for itself, and starts again with the minute', () => {
  let now = Date.parse('2026-11-23T09:30:59.500Z');
  const quota = burstQuota(() => now);
  const [one, other] = [aKey().record, aKey().record];
  quota.spend(one);
  expect(quota.spend(one)).toMatchObject({ policy: 'minute', used: 2, window: 60, secondsLeft: 1 });
  expect(quota.spend(other)).toMatchObject({ used: 1 });
  now += 500;
  expect(quota.spend(one)).toMatchObject({ used: 1, secondsLeft: 60 });
});
