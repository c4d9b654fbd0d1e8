import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { aConfig, ofType, readJson, type Stack, stacksOf, synthesize } from '#test/support/deployment.ts';
import type { Document } from '#test/support/openApi.ts';
import { functionsFolder } from '../capabilities.ts';
import { copyTemplate } from './new.ts';

const root = join(import.meta.dirname, '..', '..');

it.each([
  [[], 'Give it a name'],
  [['School'], 'cannot be a name'],
  [['a'.repeat(31)], 'cannot be a name'],
  [['addresses'], 'is there already'],
  [['locate'], 'belong to addresses'],
  [['docs'], 'belong to catalogue'],
  [['switch'], 'word of JavaScript'],
  [['gateway'], 'stack of the deployment'],
])('refuses the name %j', (name, reason) => {
  const { status, stderr } = spawnSync(process.execPath, ['infra/cli/new.ts', ...name], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stderr).toContain(reason);
  expect(status).toBe(1);
});

it('makes a capability that deploys and documents itself under its own name', async () => {
  // Inside the project, where its imports resolve.
  const folder = mkdtempSync(join(root, '.new-'));
  try {
    for (const name of ['access', 'catalogue'])
      cpSync(join(functionsFolder, name), join(folder, name), { recursive: true });
    const files = copyTemplate('school-places', join(folder, 'school-places'));
    for (const file of files) expect(readFileSync(file, 'utf8')).not.toMatch(/sample.?things/i);
    expect(files.map((file) => basename(file))).toContain('schoolPlaces.engine.test.ts');

    const { assembly } = await synthesize(aConfig(), { env: { COMMONS_FUNCTIONS: folder } });
    const stack = stacksOf(assembly).get('school-places') as Stack;
    expect(ofType('AWS::ApiGatewayV2::Route', stack)).toHaveLength(3);
    const { paths } = readJson<Document>(assembly, 'bundles', 'catalogue', 'openapi.json');
    expect(paths['/{council}/school-places/{id}']?.put?.operationId).toBe('putSchoolPlacesEntry');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
