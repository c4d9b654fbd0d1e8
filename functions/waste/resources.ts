import type { Resources } from '#shared/resources.ts';

/** The index lists cases by how far they are; on schedule those that nobody paid in time lapse. */
export const resources: Resources = { table: { indexes: ['gsi1'] }, schedule: { everyMinutes: 5 } };
