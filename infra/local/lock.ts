/** One runner at a time on a data folder; and an engine that a killed runner left behind is ended by the next. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotDo } from '../problem.ts';

interface Lock {
  readonly runner: number;
  readonly engine?: number | undefined;
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Process ids are used again: where the system tells, only a process that runs this program counts. */
const runs = (pid: number, program: string): boolean => {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program);
  } catch {
    return !existsSync('/proc/self');
  }
};

/** It still holds the data file until it has ended. */
const endEngine = async (pid: number): Promise<void> => {
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < 3000 && runs(pid, 'dynoxide'); waited += 50) await sleep(50);
};

const read = (file: string): Lock | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

interface Taken {
  setEngine(pid: number | undefined): void;
  release(): void;
}

/** Throws `CannotDo` while another runner has the folder. */
export const takeLock = async (dataFolder: string): Promise<Taken> => {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'runner.lock');
  const before = read(file);
  if (before && before.runner !== process.pid && runs(before.runner, 'start.ts')) {
    throw new CannotDo(
      `${dataFolder} is in use by another runner (process ${before.runner}): stop it, or set COMMONS_DATA_DIR to another folder.`,
    );
  }
  if (before?.engine && runs(before.engine, 'dynoxide')) await endEngine(before.engine);
  const write = (lock: Lock) => writeFileSync(file, JSON.stringify(lock));
  write({ runner: process.pid });
  return {
    setEngine: (engine) => write({ runner: process.pid, engine }),
    release: () => rmSync(file, { force: true }),
  };
};
