/** Runs a module in a Node process of its own: CDK apps, and whatever imports files that it finds by itself. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const root = join(import.meta.dirname, '..', '..');

const run = promisify(execFile);

/** What Node printed. Rejects with an error whose `stderr` says why. */
export const node = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> => {
  const options = { cwd: root, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
  return (await run(process.execPath, [...args], options)).stdout;
};

/** The value of `expression`, which may use what `imports` brings in. It must be JSON. */
export const evaluate = async <T>(imports: string, expression: string): Promise<T> =>
  JSON.parse(
    await node([
      '--input-type=module',
      '--eval',
      `${imports}\nprocess.stdout.write(JSON.stringify(await (${expression})));`,
    ]),
  );
