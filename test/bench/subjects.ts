/** What is measured: the deployed bundles beside a bare handler and the pipeline with next to nothing in it. */
import { join } from 'node:path';
import { keyAt } from '#shared/access/keys.ts';
import { bundle } from '../../infra/constructs/bundle.ts';
import type { FunctionResource } from '../../infra/local/resources.ts';
import { anEvent } from '../support/pipeline.ts';
import type { Subject } from './processes.ts';

const council = { id: 'marlbeck', name: 'Marlbeck', capabilities: ['sample-things'] };

/** Builds the two yardsticks into `folder`: the bare handler, and the template of a new capability. */
export const buildYardsticks = async (folder: string): Promise<{ bare: string; pipeline: string }> => {
  const [bare, pipeline] = [join(folder, 'bare'), join(folder, 'pipeline')];
  const assets = {
    'councils.json': JSON.stringify([council]),
    'settings.json': '{"allowedOrigins":[],"retention":{}}',
  };
  const template = join(import.meta.dirname, '..', '..', 'infra', 'cli', 'template', 'index.ts');
  await bundle([
    { entry: join(import.meta.dirname, 'bare', 'index.ts'), folder: bare, assets: {} },
    { entry: template, folder: pipeline, assets },
  ]);
  return { bare, pipeline };
};

export interface Deployed {
  readonly functions: readonly FunctionResource[];
  /** Region, credentials, where DynamoDB is. */
  readonly environment: Readonly<Record<string, string>>;
  readonly key: string;
  readonly yardsticks: { readonly bare: string; readonly pipeline: string };
}

/** What each capability is asked: something that reads what it keeps. */
const calls: Readonly<Record<string, { route: string; query?: string }>> = {
  access: { route: 'GET /{council}/access/keys' },
  addresses: { route: 'GET /{council}/addresses', query: 'postcode=ZZ1%201AA' },
  catalogue: { route: 'GET /health' },
  usage: { route: 'GET /{council}/usage' },
};

export const subjectsOf = ({ functions, environment, key, yardsticks }: Deployed): Subject[] => {
  const headers = { authorization: `Bearer ${key}` };
  const params = { council: 'marlbeck' };
  const { pk, sk } = keyAt(key.split('_')[1] ?? '');
  const found = (name: string) => functions.find((one) => one.name.endsWith(`-${name}`));
  const tables = { ...found('addresses')?.environment, ...environment };
  const yardstick = { environment: { ...tables, BENCH_PK: pk, BENCH_SK: sk } };
  const missing = anEvent({ route: 'GET /{council}/sample-things/{id}', params: { ...params, id: 'none' }, headers });
  return [
    { name: 'bare handler', folder: yardsticks.bare, ...yardstick, event: {}, expected: 200 },
    { name: 'pipeline alone', folder: yardsticks.pipeline, ...yardstick, event: missing, expected: 404 },
    ...Object.entries(calls).flatMap(([name, call]) => {
      const one = found(name);
      if (!one) return [];
      const event = anEvent({ params, headers, ...call });
      return [{ name, folder: one.folder, environment: { ...one.environment, ...environment }, event, expected: 200 }];
    }),
  ];
};
