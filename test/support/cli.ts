/** `npx commons …` in a process of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminKeyFile, url } from './app.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where the commands run and leave their files. */
export const workFolder = mkdtempSync(join(tmpdir(), 'commons-cli-'));
afterAll(() => rmSync(workFolder, { recursive: true, force: true }));

/** Runs a command against the app, or against `COMMONS_ENDPOINT` and `COMMONS_KEY_FILE` of `env`. */
export const commons = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../infra/cli/commons.mjs'), ...args], {
      cwd: workFolder,
      env: { ...process.env, COMMONS_ENDPOINT: url, COMMONS_KEY_FILE: adminKeyFile, ...env },
    });
    child.stdin.end(input);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
