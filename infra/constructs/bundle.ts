/** How functions are bundled. Each setting was measured: docs/decisions/0002-bundling.md. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type BuildOptions, build as esbuild } from 'esbuild';
import { keep, kept, type Made } from './madeBefore.ts';

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
const nameSourcesFromRoot = (text: string, folder: string): string => {
  const map: { sources: string[] } = JSON.parse(text);
  const sources = map.sources.map((source) => relative(root, resolve(folder, source)));
  return JSON.stringify({ ...map, sources });
};

export interface Wanted {
  /** File that exports the handler. */
  readonly entry: string;
  /** Where its `index.js` goes. */
  readonly folder: string;
  /** What lies beside it. */
  readonly assets: Assets;
}

/** In one build, which reads once what they share: in less than half the time of as many builds. */
const build = async (wanted: readonly Wanted[]): Promise<Made[]> => {
  const startedAt = Date.now();
  const { outputFiles, metafile } = await esbuild({
    ...recipe,
    absWorkingDir: root,
    entryPoints: wanted.map(({ entry }, i) => ({ in: resolve(entry), out: `${i}/index` })),
    outdir: root,
    write: false,
    metafile: true,
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [relative(root, path), text]));
  return wanted.map((_, i) => {
    const [file, folder] = [`${i}/index.js`, join(root, String(i))];
    return {
      startedAt,
      inputs: Object.keys(metafile.outputs[file]?.inputs ?? {}).map((input) => resolve(root, input)),
      files: {
        'index.js': texts.get(file) ?? '',
        'index.js.map': nameSourcesFromRoot(texts.get(`${file}.map`) ?? '', folder),
      },
    };
  });
};

/** Bundles each, or takes what `cache` has of it. What goes to an account is built without one. */
export const bundle = async (wanted: readonly Wanted[], cache = process.env.COMMONS_BUNDLES): Promise<void> => {
  const made = new Map(wanted.map((one) => [one, cache ? kept(cache, one.entry) : undefined]));
  const missing = wanted.filter((one) => !made.get(one));
  for (const [i, one] of (missing.length > 0 ? await build(missing) : []).entries()) {
    const { entry } = missing[i] as Wanted;
    made.set(missing[i] as Wanted, one);
    if (cache) keep(cache, entry, one);
  }
  for (const [{ folder, assets }, one] of made) {
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries({ ...one?.files, ...assets, ...packageJson }))
      writeFileSync(join(folder, name), content);
  }
};
