import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { running } from './running.ts';

// biome-ignore lint/style/noDefaultExport: jest calls the default export.
export default async (): Promise<void> => {
  const { app, engine, folder } = running;
  if (app && app.exitCode === null) {
    app.removeAllListeners('exit');
    app.kill('SIGTERM');
    await once(app, 'exit');
  }
  await engine?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
};
