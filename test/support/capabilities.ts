/** Folders of capabilities, for `COMMONS_FUNCTIONS`: some of the project's own, and some for tests. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './inNode.ts';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** `access` and `catalogue`, and the lamps and streets of `test/support/capabilities`. */
export const lampsAndStreets = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'commons-capabilities-'));
  made.push(folder);
  for (const name of ['functions/access', 'functions/catalogue'])
    symlinkSync(join(root, name), join(folder, name.replace('functions/', '')));
  for (const name of ['lamps', 'streets'])
    symlinkSync(join(root, 'test/support/capabilities', name), join(folder, name));
  return folder;
};
