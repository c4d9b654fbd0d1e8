import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { evaluate, root } from '#test/support/inNode.ts';

interface Found {
  readonly folder: string;
  readonly name: string;
  readonly resources: object;
}

const find = (folder?: string): Promise<Found[]> =>
  evaluate(
    `import { findCapabilities } from './infra/capabilities.ts';`,
    `findCapabilities(${JSON.stringify(folder)}).then((all) =>
      all.map(({ folder, contract: { name }, resources }) => ({ folder, name, resources })))`,
  );

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

const folderWith = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'commons-functions-'));
  made.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
};
const contract = (name: string) => `export class Other {}\nexport const it = { name: '${name}', operations: {} };`;

it('finds every folder of functions/ under its own name', async () => {
  const found = await find();
  expect(found.map(({ folder }) => folder)).toEqual(found.map(({ name }) => join(root, 'functions', name)));
  expect(found.map(({ name }) => name)).toEqual(readdirSync(join(root, 'functions')).sort());
});

it('finds them in order of name, with what they ask of AWS, if anything', async () => {
  const folder = folderWith({
    'waste/contract.ts': contract('waste'),
    'waste/resources.ts': `export const resources = { memory: 256 };`,
    'parking/contract.ts': contract('parking'),
    'notes/README.md': 'Not a capability.',
  });
  expect(await find(folder)).toEqual([
    { folder: join(folder, 'parking'), name: 'parking', resources: {} },
    { folder: join(folder, 'waste'), name: 'waste', resources: { memory: 256 } },
  ]);
});

it('says which contract exports no capability', async () => {
  const folder = folderWith({ 'waste/contract.ts': 'export const waste = 5;' });
  await expect(find(folder)).rejects.toMatchObject({
    stderr: expect.stringContaining(`${folder}/waste/contract.ts does not export a capability.`),
  });
});
