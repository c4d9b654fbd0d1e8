import type { Resources } from '#shared/resources.ts';

/** The index lists cases by how far they are. */
export const resources: Resources = { table: { indexes: ['gsi1'] } };
