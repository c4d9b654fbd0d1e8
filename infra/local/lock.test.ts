import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from './lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'commons-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'runner.lock');

it('is taken from a runner that is no more, though another program has its process id now', async () => {
  writeFileSync(file, JSON.stringify({ runner: process.ppid, engine: process.ppid }));
  (await takeLock(folder)).release();
  expect(existsSync(file)).toBe(false);
});

it('is not taken from a runner that is there', async () => {
  const runner = spawn(process.execPath, ['-e', 'process.stdin.resume()', 'start.ts'], { stdio: 'pipe' });
  await once(runner, 'spawn');
  try {
    writeFileSync(file, JSON.stringify({ runner: runner.pid }));
    await expect(takeLock(folder)).rejects.toThrow(`is in use by another runner (process ${runner.pid})`);
  } finally {
    runner.kill();
  }
});

it('ends the engine that a killed runner left behind, before the next one opens its data', async () => {
  const engine = spawn(process.execPath, ['-e', 'process.stdin.resume()', 'dynoxide'], { stdio: 'pipe' });
  const ended = once(engine, 'exit');
  await once(engine, 'spawn');
  writeFileSync(file, JSON.stringify({ runner: 2 ** 30, engine: engine.pid }));
  await takeLock(folder);
  await ended;
  expect(engine.signalCode).toBe('SIGTERM');
});
