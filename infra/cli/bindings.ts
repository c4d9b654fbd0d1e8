/** `commons bindings`: keys for the deployments that serve this one's councils, and whether they are taken. */
import type { Binding, Capability, Operation } from '#shared/contract/capability.ts';
import { contractsOf, findCapabilities } from '../capabilities.ts';
import { configPath, type DeploymentConfig, readConfig } from '../config.ts';
import { readSecrets, writeSecret } from '../local/parameterStore.ts';
import { secretsPath } from '../names.ts';
import { CannotDo } from '../problem.ts';
import { knownOf } from '../stores.ts';
import { readKey } from './api.ts';

export interface Place {
  /** Of the local runner instead of AWS. */
  readonly local?: boolean;
}

interface Bound {
  readonly council: string;
  readonly capability: string;
  readonly binding: Binding;
}

const dataFolder = (): string => process.env.COMMONS_DATA_DIR ?? '.local';

const secretName = (
  { name }: DeploymentConfig,
  { capability, council }: Pick<Bound, 'capability' | 'council'>,
): string => `${secretsPath(name)}/bindings/${capability}/${council}`;

const boundIn = ({ councils }: DeploymentConfig): Bound[] =>
  councils.flatMap(({ id, bindings = {} }) =>
    Object.entries(bindings).map(([capability, binding]) => ({ council: id, capability, binding })),
  );

/** Loads the SDK, which takes half of a command's start, for this alone. */
const parameters = async (region: string) => {
  const { whoAmI } = await import('./aws.ts');
  await whoAmI(region);
  const { GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } = await import(
    '@aws-sdk/client-ssm'
  );
  const client = new SSMClient({ region });
  return {
    put: (Name: string, Value: string) =>
      client.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true })),
    get: async (Name: string): Promise<string | undefined> => {
      try {
        return (await client.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value;
      } catch (error) {
        if (error instanceof ParameterNotFound) return undefined;
        throw error;
      }
    },
  };
};

const configuration = async () => {
  const found = await findCapabilities(process.env.COMMONS_FUNCTIONS);
  return { contracts: contractsOf(found), config: readConfig(configPath(), knownOf(found)) };
};

export const setKey = async (
  capability: string,
  { council, keyFile, local = false }: Place & { readonly council: string; readonly keyFile: string },
): Promise<void> => {
  const { config } = await configuration();
  const found = boundIn(config).find((one) => one.council === council && one.capability === capability);
  if (!found)
    throw new CannotDo(
      `councils “${council}” has no binding of “${capability}” in ${configPath()}: add “bindings”: { “${capability}”: { “url”: … } } first.`,
    );
  const key = readKey(keyFile);
  const name = secretName(config, found);
  if (local) writeSecret(dataFolder(), name, key);
  else await (await parameters(config.region)).put(name, key);
  console.log(`The key for ${capability} of ${council} at ${found.binding.url} is kept as ${name}.`);
};

/** An operation that needs nothing but the council in its path: its answer shows whether the key is taken. */
const probeOf = (contracts: readonly Capability[], capability: string): Operation | undefined =>
  Object.values(contracts.find(({ name }) => name === capability)?.operations ?? {}).find(
    ({ method, path, access }) =>
      method === 'GET' && access !== 'public' && !path.replace('{council}', '').includes('{'),
  );

/** What is wrong with it; nothing if it works. */
const faultOf = async ({ binding }: Bound, path: string, key: string | undefined): Promise<string | undefined> => {
  if (!key) return 'there is no key: npx commons bindings set-key';
  const url = `${binding.url}${path.replace('{council}', binding.council)}`;
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${key}`, 'commons-relayed': '1' },
      signal: AbortSignal.timeout(10_000),
    });
    // An answer about what was asked: key, council and capability were taken.
    if (response.ok || response.status === 400) return undefined;
    const { title, detail } = JSON.parse(await response.text());
    return `${title}: ${detail}`;
  } catch (error) {
    return error instanceof SyntaxError ? 'what answers there is no Council Commons' : 'it does not answer';
  }
};

/** Prints a line for each binding; `true` if all work. */
export const checkBindings = async ({ local = false }: Place): Promise<boolean> => {
  const { contracts, config } = await configuration();
  const bound = boundIn(config);
  if (bound.length === 0) console.log(`${configPath()} has no bindings.`);
  const store = local ? undefined : await parameters(config.region);
  let works = true;
  for (const one of bound) {
    const name = secretName(config, one);
    const key = store ? await store.get(name) : readSecrets(dataFolder())[name];
    const fault = await faultOf(one, probeOf(contracts, one.capability)?.path ?? '/{council}', key);
    works &&= fault === undefined;
    const { url, council } = one.binding;
    console.log(`${one.council}  ${one.capability}  ${url}/${council}  ${fault ?? 'works'}`);
  }
  return works;
};
