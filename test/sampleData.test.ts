import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, root } from './support/inNode.ts';

it('the sample gazetteer is what its script makes', async () => {
  const made = await node(['test/sample-data/make.ts']);
  const kept = readFileSync(join(root, 'test', 'sample-data', 'marlbeck.csv'), 'utf8');
  expect(made.length).toBeGreaterThan(100_000);
  // Compared as a whole: a difference of half a megabyte is no help on a screen.
  expect(made === kept).toBe(true);
});
