import type { Resources } from '#shared/resources.ts';

export const resources: Resources = { table: false, memory: 256, documentation: true };
