import type { Resources } from '#shared/resources.ts';

export const resources: Resources = {
  uses: ['lamps'],
  hears: ['lamps.lamp.lit'],
  schedule: { everyMinutes: 5 },
};
