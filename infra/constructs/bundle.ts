/** How functions are bundled. Each setting was measured: docs/decisions/0002-bundling.md. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/**
 * Ways to find credentials that a function on Lambda never takes, because its environment holds them. Left out of the bundle:
 * 130 KB and a quarter of the import time. The runtime has them, should one ever be asked for.
 */
const otherCredentials = ['http', 'ini', 'login', 'process', 'sso', 'web-identity'].map(
  (name) => `@aws-sdk/credential-provider-${name}`,
);

export const recipe = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  conditions: ['module', 'import'],
  supported: { 'dynamic-import': false },
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'error',
  external: [...otherCredentials, '@smithy/credential-provider-imds'],
} as const satisfies BuildOptions;

/** Files that a function reads beside its code, by name. */
export type Assets = Readonly<Record<string, string>>;

/** Says that index.js is CommonJS, whatever package the folder lies in. */
const packageJson: Assets = { 'package.json': '{"type":"commonjs"}' };

const root = join(import.meta.dirname, '..', '..');

/** Names sources from the project's root, so that a bundle is the same wherever it is built, and stack traces read well. */
const nameSourcesFromRoot = (folder: string): void => {
  const file = join(folder, 'index.js.map');
  const map: { sources: string[] } = JSON.parse(readFileSync(file, 'utf8'));
  const sources = map.sources.map((source) => relative(root, resolve(folder, source)));
  writeFileSync(file, JSON.stringify({ ...map, sources }));
};

/** Bundles an entry file into `folder` as `index.js`, with `assets` beside it. */
export const bundle = async (entry: string, folder: string, assets: Assets): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  await build({ ...recipe, entryPoints: [entry], outfile: join(folder, 'index.js') });
  nameSourcesFromRoot(folder);
  for (const [name, content] of Object.entries({ ...assets, ...packageJson }))
    writeFileSync(join(folder, name), content);
};
