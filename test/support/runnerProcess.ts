/** `npm start` in a process of its own, with its own folder and configuration. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './dataFolder.ts';

const root = join(import.meta.dirname, '../..');
const folders: string[] = [];
const children: ChildProcess[] = [];

/** Waits for each to be gone: its engine goes with it. */
const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
};

afterAll(async () => {
  await Promise.all(children.map(end));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export const aFolder = (): string => {
  const folder = dataFolder('commons-runner-');
  folders.push(folder);
  return folder;
};

export const aConfig = (overrides: object = {}): string => {
  const path = join(aFolder(), 'commons.config.json');
  const config = {
    environment: 'test',
    contact: { name: 'Test', email: 'test@example.org' },
    // What is not offered is neither bundled nor loaded.
    councils: [{ id: 'testford', name: 'Testford Council', capabilities: ['addresses'] }],
  };
  writeFileSync(path, JSON.stringify({ ...config, ...overrides }));
  return path;
};

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class RunnerProcess {
  readonly folder: string;
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  readonly #url: Promise<string>;

  constructor(folder: string, env: Readonly<Record<string, string>> = {}) {
    this.folder = folder;
    const child = spawn(process.execPath, [join(root, 'infra/local/start.ts')], {
      cwd: root,
      env: { ...process.env, PORT: '0', COMMONS_DATA_DIR: folder, COMMONS_CONFIG: aConfig(), ...env },
    });
    children.push(child);
    this.#child = child;
    let [stdout, stderr] = ['', ''];
    const ready = Promise.withResolvers<string>();
    child.stdout.on('data', (text) => {
      stdout += text;
      const url = /is ready at (\S+)/.exec(stdout)?.[1];
      if (url) ready.resolve(url);
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    this.#url = ready.promise;
    this.ended = once(child, 'close').then(([code]) => ({ code, stdout, stderr }));
  }

  /** Its address, when it is ready. */
  get ready(): Promise<string> {
    const failed = this.ended.then(({ stderr }) => Promise.reject(new Error(`It did not start: ${stderr}`)));
    return Promise.race([this.#url, failed]);
  }

  /** Process id of its engine, as soon as it has one, which is not what a runner before it left in the same folder. */
  async engine(before?: number): Promise<number> {
    const read = (): number | undefined => {
      try {
        return JSON.parse(readFileSync(join(this.folder, 'runner.lock'), 'utf8')).engine;
      } catch {
        return undefined;
      }
    };
    const watcher = watch(this.folder);
    try {
      for (let engine = read(); ; engine = read()) {
        if (engine && engine !== before) return engine;
        await once(watcher, 'change');
      }
    } finally {
      watcher.close();
    }
  }

  stop(signal: NodeJS.Signals): Promise<Ended> {
    this.#child.kill(signal);
    return this.ended;
  }
}

/** Whether a process runs, and is not just waiting to be collected by whoever started it. */
export const isRunning = (pid: number): boolean =>
  /^[^Z]/.test(
    spawnSync('ps', ['-o', 'stat=', '-p', String(pid)])
      .stdout.toString()
      .trim(),
  );
