import type { Resources } from '#shared/resources.ts';

/** It writes the platform's key table and has none of its own. */
export const resources: Resources = { table: false, keys: 'manage', memory: 512 };
