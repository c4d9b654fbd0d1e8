/** One runner at a time on a data folder; and an engine that a killed runner left behind is ended by the next. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** Process ids are used again: only a process that runs the engine is the engine. */
const isEngine = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dynoxide');
  } catch {
    return false;
  }
};

const read = (file: string): Lock | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

export const takeLock = (dataFolder: string): { setEngine: (pid: number | undefined) => void; release: () => void } => {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'runner.lock');
  const before = read(file);
  if (before && before.runner !== process.pid && isAlive(before.runner)) {
    throw new CannotDo(
      `${dataFolder} is in use by another runner (process ${before.runner}): stop it, or set COMMONS_DATA_DIR to another folder.`,
    );
  }
  if (before?.engine && isEngine(before.engine)) process.kill(before.engine, 'SIGTERM');
  const write = (lock: Lock) => writeFileSync(file, JSON.stringify(lock));
  write({ runner: process.pid });
  return {
    setEngine: (engine) => write({ runner: process.pid, engine }),
    release: () => rmSync(file, { force: true }),
  };
};
