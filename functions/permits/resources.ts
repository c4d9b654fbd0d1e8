import type { Resources } from '#shared/resources.ts';

/** The index lists applications by how far they are, and permits by zone. It hears its own changes: what follows from them is done at once. */
export const resources: Resources = {
  table: { indexes: ['gsi1'] },
  schedule: { everyMinutes: 5 },
  uses: ['addresses', 'vehicles', 'payments', 'notifications'],
  hears: [
    'permits.application.changed',
    'permits.permit.ended',
    'payments.payment.finished',
    'payments.refund.finished',
  ],
};
