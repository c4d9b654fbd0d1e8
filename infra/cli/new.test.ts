import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { functionsFolder } from '../capabilities.ts';
import { copyTemplate } from './new.ts';

const root = join(import.meta.dirname, '..', '..');
const contact = { name: 'Test', email: 'test@example.org' };

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

it('makes a capability that deploys and documents itself under its own name', () => {
  // Inside the project, where its imports resolve.
  const folder = mkdtempSync(join(root, '.new-'));
  try {
    for (const name of ['access', 'catalogue'])
      cpSync(join(functionsFolder, name), join(folder, name), { recursive: true });
    const files = copyTemplate('school-places', join(folder, 'school-places'));
    for (const file of files) expect(readFileSync(file, 'utf8')).not.toMatch(/sample.?things/i);
    expect(files.map((file) => basename(file))).toContain('schoolPlaces.engine.test.ts');

    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify({ contact, councils: [{ id: 'marlbeck', name: 'Marlbeck' }] }));
    const env = { ...process.env, COMMONS_FUNCTIONS: folder, COMMONS_CONFIG: config, CDK_OUTDIR: join(folder, 'out') };
    expect(spawnSync(process.execPath, ['infra/app.ts'], { cwd: root, env, encoding: 'utf8' })).toMatchObject({
      status: 0,
    });

    const read = (...path: string[]) => JSON.parse(readFileSync(join(folder, 'out', ...path), 'utf8'));
    const resources: { Type: string }[] = Object.values(read('commons-school-places.template.json').Resources);
    expect(resources.filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route')).toHaveLength(3);
    expect(read('bundles', 'catalogue', 'openapi.json').paths['/{council}/school-places/{id}'].put.operationId).toBe(
      'putSchoolPlacesEntry',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
