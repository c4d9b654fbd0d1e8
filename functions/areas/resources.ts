import type { Resources } from '#shared/resources.ts';

export const resources: Resources = { uses: ['addresses'] };
