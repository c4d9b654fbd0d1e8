/**
 * Runs before start, test, deploy and the like: installs the dependencies when they are missing or out of date, and only then.
 * Plain JavaScript without imports of ours, because it runs on whatever Node there is before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', '..');

const packagesIn = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined);

/** Whether what npm wrote down at the last install is what the lock file asks for. Optional ones may be for another system. */
const isUpToDate = () => {
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  const wanted = packagesIn(join(root, 'package-lock.json'));
  return (
    installed !== undefined &&
    Object.entries(wanted).every(
      ([path, { version, optional, devOptional }]) =>
        path === '' || installed[path]?.version === version || ((optional || devOptional) && !installed[path]),
    )
  );
};

if (!isUpToDate()) {
  console.log('Installing dependencies (npm ci). This happens once, and again when package-lock.json changes.');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(
      'The dependencies could not be installed: see the lines above, and check the connection to the npm registry.',
    );
    process.exit(1);
  }
}
