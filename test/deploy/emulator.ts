/** MiniStack: an AWS account in one process on one port (`pip install ministack`). */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const works = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 30_000 }).status === 0;

/** The command that starts it; `undefined` where there is none. */
export const findEmulator = (): readonly string[] | undefined => {
  const { COMMONS_EMULATOR: given } = process.env;
  if (given) return given.split(' ');
  if (works('ministack', '--help')) return ['ministack'];
  if (works('python3', '-c', 'import ministack')) return ['python3', '-m', 'ministack'];
  return undefined;
};

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
};

export class Emulator {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor(command: readonly string[], port: number, folder: string) {
    const [program = '', ...args] = command;
    const log = openSync(join(folder, 'emulator.log'), 'w');
    this.port = port;
    // A process group of its own: the functions that it runs end with it. AUTH: policies are checked.
    this.#child = spawn(program, args, {
      detached: true,
      env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, GATEWAY_PORT: String(port), AUTH: 'true' },
      stdio: ['ignore', log, log],
    });
    this.#ended = Promise.race([once(this.#child, 'exit'), once(this.#child, 'error')]).catch((error) => error);
  }

  /** Resolves when it answers. */
  async ready(): Promise<void> {
    const ended = this.#ended.then(() => 'ended');
    const answers = () =>
      fetch(`${this.url}/_ministack/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    for (let tries = 0; tries < 240; tries += 1) {
      if (await answers()) return;
      if ((await Promise.race([ended, sleep(250)])) === 'ended') break;
    }
    throw new Error('The emulator does not answer.');
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** What makes AWS clients, those of the functions too, come here, and never to an account of the person who runs this. */
  get environment(): Readonly<Record<string, string>> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'eu-west-2',
    };
  }

  kill(): void {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }

  async stop(): Promise<void> {
    this.kill();
    await this.#ended;
  }
}
