import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node } from '#test/support/inNode.ts';
import { bundle } from './bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'commons-bundle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bundled = join(folder, 'bundled', 'thing');
beforeAll(async () => {
  // What lies above says that everything is an ES module, as our own package does.
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'rule.ts'), `export const rule = (a: number): number => a + 1;`);
  writeFileSync(
    join(folder, 'index.ts'),
    `import { rule } from './rule.ts';
     export const handler = async (n: number) => rule(n);

     export const fail = () => { throw new Error('on purpose'); };`,
  );
  await bundle([
    { entry: join(folder, 'index.ts'), folder: bundled, assets: { 'councils.json': '[]', 'docs.html': '<p>' } },
  ]);
});

it('is one file, its map, and the files that it reads', () => {
  expect(readdirSync(bundled).sort()).toEqual([
    'councils.json',
    'docs.html',
    'index.js',
    'index.js.map',
    'package.json',
  ]);
  expect(readFileSync(join(bundled, 'docs.html'), 'utf8')).toBe('<p>');
});

it('is CommonJS, whatever folder it lies in', async () => {
  const load = `require(${JSON.stringify(bundled)}).handler(1).then((n) => process.stdout.write(String(n)))`;
  expect(await node(['--eval', load])).toBe('2');
});

it('does not carry the ways to find credentials that no function takes', async () => {
  const entry = join(folder, 'client.ts');
  const { resolve } = createRequire(import.meta.url);
  writeFileSync(entry, `export { DynamoDBClient } from ${JSON.stringify(resolve('@aws-sdk/client-dynamodb'))};`);
  await bundle([{ entry, folder: join(folder, 'client'), assets: {} }]);
  const code = readFileSync(join(folder, 'client', 'index.js'), 'utf8');
  expect(code).toContain('require("@aws-sdk/credential-provider-sso")');
  expect(code).not.toContain('sso_start_url');
});

it('tells where in the source something failed', async () => {
  const call = `require(${JSON.stringify(bundled)}).fail()`;
  await expect(node(['--enable-source-maps', '--eval', call])).rejects.toMatchObject({
    stderr: expect.stringMatching(/index\.ts:4:/),
  });
});

it('is made anew only when something that is in it has changed', async () => {
  const [entry, rule, cache] = [join(folder, 'kept.ts'), join(folder, 'keptRule.ts'), join(folder, 'cache')];
  const made = async (): Promise<string> => {
    await bundle([{ entry, folder: join(folder, 'kept'), assets: {} }], cache);
    return readFileSync(join(folder, 'kept', 'index.js'), 'utf8');
  };
  writeFileSync(rule, `export const rule = 'first rule';`);
  writeFileSync(entry, `export { rule } from './keptRule.ts';`);
  expect(await made()).toContain('first rule');
  const [file = ''] = readdirSync(cache);
  const text = readFileSync(join(cache, file), 'utf8');
  writeFileSync(join(cache, file), text.replaceAll('first rule', 'what is kept'));
  expect(await made()).toContain('what is kept');
  writeFileSync(rule, `export const rule = 'second rule';`);
  expect(await made()).toContain('second rule');
});
