/** Makes the assembly that the local runner serves, unless it is there already and nothing that goes into it has changed. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionsFolder } from '../capabilities.ts';
import { configPath } from '../config.ts';
import { bundlesKept } from '../constructs/madeBefore.ts';
import { CannotDo } from '../problem.ts';

const root = join(import.meta.dirname, '..', '..');
const settings = join(root, 'cdk.json');

const filesOf = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.\w+$/.test(file) && !file.endsWith('.test.ts'))
        .sort()
        .map((file) => join(path, file))
    : [path];

/** Everything that a synthesis reads, in a word. */
const inputs = (): string => {
  const functions = process.env.COMMONS_FUNCTIONS ?? functionsFolder;
  const paths = [functions, join(root, 'shared'), join(root, 'infra'), join(root, 'package-lock.json'), settings];
  const hash = createHash('sha256');
  for (const file of [...paths, configPath()].filter(existsSync).flatMap(filesOf))
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
};

/** Runs the CDK app in a process of its own. Rejects with what it printed, which for a broken configuration says where. */
export const runApp = (
  folder: string,
  env: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const { context } = JSON.parse(readFileSync(settings, 'utf8'));
    const child = spawn(process.execPath, [join(root, 'infra', 'app.ts')], {
      env: { ...process.env, ...env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) },
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(signal && { signal }),
    });
    let complaint = '';
    child.stderr.on('data', (text) => {
      complaint += text;
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new CannotDo(complaint.trim() || `Synthesis ended with code ${code}.`)),
    );
  });

/** Takes half as long without CDK's own rules, which `npm test` and `npm run deploy` check. Throws `CannotDo`. */
export const synthesize = async (folder: string, signal?: AbortSignal): Promise<void> => {
  const stamp = join(folder, 'inputs.sha256');
  const now = inputs();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  await runApp(folder, { CDK_VALIDATION: 'false', COMMONS_BUNDLES: bundlesKept }, signal);
  writeFileSync(stamp, now);
};
