/** A function like a deployed one: a folder with an index.js. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionResource } from '#infra/local/resources.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export const aFunction = (code: string, overrides: Partial<FunctionResource> = {}): FunctionResource => {
  const folder = mkdtempSync(join(tmpdir(), 'commons-function-'));
  folders.push(folder);
  writeFileSync(join(folder, 'index.js'), code);
  return {
    name: 'test-Function',
    folder,
    handler: 'index.handler',
    environment: {},
    timeoutSeconds: 20,
    memoryMegabytes: 512,
    logGroup: '/test',
    ...overrides,
  };
};
