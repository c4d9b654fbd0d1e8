import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { PassSettingsInput } from './contract/passSettings.ts';
import { SchemeSettings } from './contract/schemes.ts';
import { ZoneSettings } from './contract/zones.ts';
import { schemeWrong } from './tariff/check.ts';
import { zoneWrong } from './zones/check.ts';

it('the sample zones, schemes and passes of Marlbeck can be published', () => {
  const file = join(import.meta.dirname, '..', '..', 'test', 'sample-data', 'marlbeck-permits.json');
  const { zones, schemes } = z.parse(
    z.strictObject({
      zones: z.record(z.string(), ZoneSettings),
      schemes: z.record(z.string(), SchemeSettings),
      passSettings: PassSettingsInput,
    }),
    JSON.parse(readFileSync(file, 'utf8')),
  );
  const there = new Set(Object.keys(zones));
  expect(Object.values(zones).map(zoneWrong)).toEqual([[], []]);
  expect(Object.values(schemes).map((one) => schemeWrong(one, there))).toEqual([[], [], []]);
});
