/**
 * npm starts a shell, and the shell us. A SIGTERM or SIGKILL for npm alone ends npm, and the shell too or not, but never comes
 * here: what can be seen is that the parent, or the shell's parent, is another process then.
 */
import { readFileSync } from 'node:fs';

/** Fourth field of the process's status; the second, its name, is in brackets and may hold anything. Linux only. */
const parentOf = (pid: number): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1];
  } catch {
    return undefined;
  }
};

const ancestors = (): string => `${process.ppid} ${parentOf(process.ppid)}`;

/** Calls `stop` once npm is gone, if it was `npm start` that started this process. */
export const onEndOfNpm = (stop: () => void): void => {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const before = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(timer);
    stop();
  }, 200);
};
