/** Requests a second through the local gateway. */
import { execFile } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gateway } from '../../infra/local/gateway.ts';
import { LocalFunction } from '../../infra/local/localFunction.ts';
import type { Subject } from './processes.ts';

export interface Target {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** In a process of its own, for `seconds` after one second of warming up. */
export const requestsPerSecond = async (target: Target, concurrency: number, seconds: number): Promise<number> => {
  const client = join(import.meta.dirname, 'client.ts');
  const options = JSON.stringify({ ...target, concurrency, seconds });
  const { stdout } = await promisify(execFile)(process.execPath, [client, options]);
  return Number(stdout);
};

/** Puts one bundle alone behind a gateway of its own, on a free port. */
export const serveAlone = async ({ name, folder, environment }: Subject) => {
  const resource = {
    name,
    folder,
    handler: 'index.handler',
    environment,
    timeoutSeconds: 29,
    memoryMegabytes: 1024,
    logGroup: name,
  };
  const one = new LocalFunction(resource, { environment: {}, print: () => undefined });
  const { server, serve } = gateway();
  serve({ routes: new Map([['GET /', name]]), functions: new Map([[name, one]]) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await one.stop();
    },
  };
};
