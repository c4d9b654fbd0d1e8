/** Notify's limits: so many a minute for each kind of key, and so many a day for each kind of message. */
import type { KeyType, MessageType } from './keys.ts';
import { Refusal } from './refusals.ts';

const aDay = 86_400_000;

export interface Limits {
  perMinute: number;
  readonly daily: Record<MessageType, number>;
}

export const usualLimits = (): Limits => ({ perMinute: 3000, daily: { email: 250_000, sms: 250_000, letter: 20_000 } });

export const limiter = (limits: Limits) => {
  const recent = new Map<string, number[]>();
  const today = new Map<string, number>();
  return {
    /** Counts one more. Throws `Refusal`. */
    count: (council: string, key: KeyType, type: MessageType, now: number): void => {
      const minute = (recent.get(`${council} ${key}`) ?? []).filter((at) => at > now - 60_000);
      if (minute.length >= limits.perMinute) {
        const message = `Exceeded rate limit for key type ${key.toUpperCase()} of ${limits.perMinute} requests per 60 seconds`;
        throw new Refusal(429, 'RateLimitError', message);
      }
      const day = `${council} ${type} ${Math.floor(now / aDay)}`;
      const used = today.get(day) ?? 0;
      if (used >= limits.daily[type]) {
        const message = `Exceeded send limits (${type}: ${limits.daily[type]}) for today`;
        throw new Refusal(429, 'TooManyRequestsError', message);
      }
      recent.set(`${council} ${key}`, [...minute, now]);
      today.set(day, used + 1);
    },
  };
};
