/** Measures bundles in fresh processes. */
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A bundle, and a call of it that must be answered with `expected`; without a call it is only imported. */
export interface Subject {
  readonly name: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly event?: unknown;
  readonly expected?: number;
}

/** Milliseconds. */
export interface Measured {
  readonly import: number;
  readonly first: number;
  /** Of the calls after the first, without the quarter in which the code warms up. */
  readonly p50: number;
  readonly p99: number;
}

const child = join(import.meta.dirname, 'child.cjs');

export const kilobytes = ({ folder }: Pick<Subject, 'folder'>): number =>
  statSync(join(folder, 'index.js')).size / 1000;

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const measure = async (subject: Subject, calls = 0): Promise<Measured> => {
  const { folder, event, expected, environment } = subject;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [child, JSON.stringify({ folder, event, expected, calls })],
    {
      env: {
        PATH: process.env.PATH,
        LAMBDA_TASK_ROOT: folder,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
        ...environment,
      },
    },
  );
  return JSON.parse(stdout);
};

/** Every subject once a round, so that a slow moment of the machine falls on all alike. */
export const inTurn = async (
  subjects: readonly Subject[],
  rounds: number,
  onRound: (round: number) => void = () => undefined,
): Promise<Map<string, Measured[]>> => {
  const all = new Map<string, Measured[]>(subjects.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const subject of subjects) all.get(subject.name)?.push(await measure(subject));
    onRound(round);
  }
  return all;
};
