/** Stands in for Parameter Store: secrets by name, in a file of the data folder that its owner alone may read. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

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

export interface ParameterStore {
  readonly endpoint: string;
  stop(): void;
}

/** Answers `GetParameter` as AWS does. */
export const startParameterStore = async (dataFolder: string): Promise<ParameterStore> => {
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    try {
      const { Name = '' }: { Name?: string } = JSON.parse(await text(request));
      const Value = readSecrets(dataFolder)[Name];
      if (Value === undefined) answer(400, { __type: 'ParameterNotFound' });
      else answer(200, { Parameter: { Name, Value } });
    } catch (error) {
      answer(500, { __type: 'InternalServerError', message: String(error) });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
};
