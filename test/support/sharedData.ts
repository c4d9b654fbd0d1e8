/** Real data that lies beside the project on some machines. Tests of it are skipped, and say so, where it is not. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'data');

export const sharedPath = (...path: string[]): string => join(folder, ...path);
export const describeWithData = existsSync(folder) ? describe : describe.skip;
export const itWithData = existsSync(folder) ? it : it.skip;

/** Parsed at test time, so that a skipped test reads nothing. */
export const sharedJson = <T>(...path: string[]): T => JSON.parse(readFileSync(sharedPath(...path), 'utf8'));
