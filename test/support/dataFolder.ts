/** Folders for runners to keep their data in. */
import { mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
/** Each runner takes some 40 MB; a container may have as little as 64. */
const plenty = 2 * 1024 ** 3;

const hasRoom = (path: string): boolean => {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize > plenty;
  } catch {
    return false;
  }
};

/** Makes one in memory where there is room: the engine waits for a disk at every write, three times as long as for all else. */
export const dataFolder = (prefix: string): string => mkdtempSync(join(hasRoom(memory) ? memory : tmpdir(), prefix));
