import type { Resources } from '#shared/resources.ts';

/** What it needs from AWS beyond its routes. A table is the default; see shared/resources.ts for the rest. */
export const resources: Resources = {};
