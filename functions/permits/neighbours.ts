/** Other capabilities, and the parts of this one, that a journey needs. */
import type { Neighbours } from './assembly.ts';

/** None yet: nothing can be applied for, and nothing is paid or sent. */
export const neighbours = (): Neighbours => ({
  quotes: { find: async () => undefined },
  schemes: { version: async () => undefined },
  payments: {
    begin: async () => 'not_connected',
    resume: async () => undefined,
    find: async () => undefined,
    refund: async () => undefined,
  },
  notifications: { sendMessage: async () => undefined },
});
