/** Before the tests that need them: an engine in memory for stores, and the whole app on the local runner. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { startEngine } from '../../infra/local/engine.ts';
import { dataFolder } from './dataFolder.ts';
import { running } from './running.ts';

const root = join(import.meta.dirname, '..', '..');
const ready = /is ready at (\S+)/;

/** Starts the app as `npm start` does, on a free port and a folder of its own; resolves to its address. */
const startApp = (dataFolder: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const app = spawn(process.execPath, [join(root, 'infra/local/start.ts')], {
      cwd: root,
      env: {
        ...process.env,
        PORT: '0',
        COMMONS_DATA_DIR: dataFolder,
        COMMONS_CONFIG: join(root, 'test/e2e/commons.config.json'),
      },
    });
    running.app = app;
    let printed = '';
    const read = (text: Buffer) => {
      printed += text;
      const url = ready.exec(printed)?.[1];
      if (url) resolve(url);
    };
    app.stdout.on('data', read);
    app.stderr.on('data', read);
    app.once('exit', () => reject(new Error(`The app did not start:\n${printed}`)));
  });

// biome-ignore lint/style/noDefaultExport: jest calls the default export.
export default async (): Promise<void> => {
  running.engine = await startEngine(undefined);
  running.folder = dataFolder('commons-test-');
  // Without a tear-down, as after Ctrl-C, they would stay.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      running.app?.kill('SIGTERM');
      await running.engine?.stop();
      process.exit(1);
    });
  }
  process.env.TEST_ENGINE = running.engine.endpoint;
  process.env.TEST_APP = await startApp(running.folder).catch(async (error: unknown) => {
    // After a set-up that fails there is no tear-down.
    await running.engine?.stop();
    throw error;
  });
  process.env.TEST_FOLDER = running.folder;
};
