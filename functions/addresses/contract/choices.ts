/** What a caller can choose addresses by (selection.ts has the rules). */

export const kinds = ['residential', 'commercial', 'electoral', 'all'] as const;
export type Kind = (typeof kinds)[number];

export const extras = ['historic', 'provisional', 'shells', 'street-records'] as const;
export type Extra = (typeof extras)[number];
