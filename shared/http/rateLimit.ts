/** `RateLimit-Policy` and `RateLimit` as in draft-ietf-httpapi-ratelimit-headers: what a key may do, and what is left of it. */
import type { Spending } from '#shared/access/quota.ts';

export const rateLimitHeaders = (spent: readonly Spending[]): Record<'ratelimit-policy' | 'ratelimit', string> => ({
  'ratelimit-policy': spent.map(({ policy, limit, window }) => `"${policy}";q=${limit};w=${window}`).join(', '),
  ratelimit: spent
    .map(({ policy, limit, used, secondsLeft }) => `"${policy}";r=${Math.max(0, limit - used)};t=${secondsLeft}`)
    .join(', '),
});
