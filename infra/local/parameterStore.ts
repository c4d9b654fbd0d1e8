/** Stands in for Parameter Store: secrets by name, in a file of the data folder that its owner alone may read. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JsonService, startJsonService } from './jsonService.ts';

const fileIn = (dataFolder: string): string => join(dataFolder, 'secrets.json');

export const readSecrets = (dataFolder: string): Readonly<Record<string, string>> => {
  const file = fileIn(dataFolder);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
};

export const writeSecret = (dataFolder: string, name: string, value: string): void => {
  const secrets = { ...readSecrets(dataFolder), [name]: value };
  mkdirSync(dataFolder, { recursive: true });
  // Whole or not at all: the runner may be reading.
  const unfinished = `${fileIn(dataFolder)}.part`;
  writeFileSync(unfinished, JSON.stringify(secrets, undefined, 2), { mode: 0o600 });
  renameSync(unfinished, fileIn(dataFolder));
};

/** Answers `GetParameter` as AWS does. */
export const startParameterStore = (dataFolder: string): Promise<JsonService> =>
  startJsonService((asked) => {
    const { Name = '' } = asked as { Name?: string };
    const Value = readSecrets(dataFolder)[Name];
    return Value === undefined
      ? { status: 400, body: { __type: 'ParameterNotFound' } }
      : { status: 200, body: { Parameter: { Name, Value } } };
  });
