import type { Resources } from '#shared/resources.ts';

/** It hears of what it queued itself, and looks every minute at what is due. The index lists messages and suppressions by time. */
export const resources: Resources = {
  table: { indexes: ['gsi1'] },
  schedule: { everyMinutes: 1 },
  hears: ['notifications.message.queued'],
};
