/** The stand-ins of national services: every `functions/<capability>/standIn.ts`, started once, with the secrets that it knows councils by. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Council } from '#shared/contract/capability.ts';
import { secretAt } from '#shared/provider.ts';
import type { RunningStandIn, StandIn } from '#shared/standIn.ts';
import { functionsFolder } from '../capabilities.ts';
import { functionName } from '../names.ts';
import { readSecrets, writeSecret } from './parameterStore.ts';
import type { FunctionResource } from './resources.ts';

export interface StandInsOptions {
  readonly dataFolder: string;
  /** Where the deployment answers. */
  readonly callbacks: () => string;
  /** Capabilities whose service is the real one here (`COMMONS_LIVE`). */
  readonly live: readonly string[];
}

interface Served {
  readonly capability: string;
  readonly resource: FunctionResource;
  /** Path of the deployment's secrets. */
  readonly path: string;
}

const fileOf = (capability: string): string =>
  join(process.env.COMMONS_FUNCTIONS ?? functionsFolder, capability, 'standIn.ts');

/** Functions whose capability has a stand-in: what stands on a service is told where its secrets are. */
const served = (functions: readonly FunctionResource[], live: readonly string[]): Served[] => {
  const capabilities = readdirSync(process.env.COMMONS_FUNCTIONS ?? functionsFolder).filter(
    (name) => existsSync(fileOf(name)) && !live.includes(name),
  );
  return functions.flatMap((resource) => {
    const path = resource.environment.SECRETS ?? '';
    const deployment = path.split('/').at(-1) ?? '';
    const capability = capabilities.find((name) => functionName(deployment, name) === resource.name);
    return capability ? [{ capability, resource, path }] : [];
  });
};

/** Those that are there stay: they may be of somebody's own. */
const keepSecrets = (dataFolder: string, { capability, resource, path }: Served, { secretsFor }: StandIn): void => {
  const councils: Council[] = JSON.parse(readFileSync(join(resource.folder, 'councils.json'), 'utf8'));
  for (const { id } of councils.filter(({ services }) => services?.[capability])) {
    for (const [name, value] of Object.entries(secretsFor(id))) {
      const at = `${path}/${secretAt(capability, id, name)}`;
      if (!(at in readSecrets(dataFolder))) writeSecret(dataFolder, at, value);
    }
  }
};

export class StandIns {
  readonly #options: StandInsOptions;
  readonly #running = new Map<string, RunningStandIn>();

  constructor(options: StandInsOptions) {
    this.#options = options;
  }

  /** By capability. */
  get urls(): ReadonlyMap<string, string> {
    return new Map([...this.#running].map(([capability, { url }]) => [capability, url]));
  }

  /** The functions, told where their stand-ins are. One that runs already goes on: it knows what was done with it. */
  async beside(functions: readonly FunctionResource[]): Promise<readonly FunctionResource[]> {
    const { dataFolder, callbacks, live } = this.#options;
    const told = new Map<string, string>();
    for (const one of served(functions, live)) {
      const { standIn }: { standIn: StandIn } = await import(pathToFileURL(fileOf(one.capability)).href);
      const running = this.#running.get(one.capability) ?? (await standIn.start({ clock: Date.now, callbacks }));
      this.#running.set(one.capability, running);
      keepSecrets(dataFolder, one, standIn);
      told.set(one.resource.name, running.url);
    }
    // For those who want to tell a stand-in what should go wrong, such as tests.
    writeFileSync(join(dataFolder, 'stand-ins.json'), JSON.stringify(Object.fromEntries(this.urls)));
    return functions.map((one) => {
      const url = told.get(one.name);
      return url ? { ...one, environment: { ...one.environment, STAND_IN_URL: url } } : one;
    });
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map((one) => one.stop()));
  }
}
