import type { Resources } from '#shared/resources.ts';

/** It is given the request lines of every function, and counts them. */
export const resources: Resources = { requestLog: true, memory: 512 };
