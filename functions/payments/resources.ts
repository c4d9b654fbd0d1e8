import type { Resources } from '#shared/resources.ts';

/** The index lists payments by day; on schedule GOV.UK Pay is asked about those that it told nothing of. */
export const resources: Resources = {
  table: { indexes: ['gsi1'] },
  schedule: { everyMinutes: 5 },
  hears: ['payments.payment.told'],
};
