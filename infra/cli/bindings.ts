/** `commons bindings`: keys for the deployments that serve this one's councils, and whether they are taken. */
import type { Binding, Capability, Operation } from '#shared/contract/capability.ts';
import { configPath, type DeploymentConfig } from '../config.ts';
import { secretsPath } from '../names.ts';
import { CannotDo } from '../problem.ts';
import { readKey } from './api.ts';
import { configuration, type Place, secretStore } from './secretStore.ts';

interface Bound {
  readonly council: string;
  readonly capability: string;
  readonly binding: Binding;
}

const secretName = (
  { name }: DeploymentConfig,
  { capability, council }: Pick<Bound, 'capability' | 'council'>,
): string => `${secretsPath(name)}/bindings/${capability}/${council}`;

const boundIn = ({ councils }: DeploymentConfig): Bound[] =>
  councils.flatMap(({ id, bindings = {} }) =>
    Object.entries(bindings).map(([capability, binding]) => ({ council: id, capability, binding })),
  );

export const setKey = async (
  capability: string,
  { council, keyFile, ...place }: Place & { readonly council: string; readonly keyFile: string },
): Promise<void> => {
  const { config } = await configuration();
  const found = boundIn(config).find((one) => one.council === council && one.capability === capability);
  if (!found)
    throw new CannotDo(
      `councils “${council}” has no binding of “${capability}” in ${configPath()}: add “bindings”: { “${capability}”: { “url”: … } } first.`,
    );
  const key = readKey(keyFile);
  const name = secretName(config, found);
  await (await secretStore(config.region, place)).put(name, key);
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
export const checkBindings = async (place: Place): Promise<boolean> => {
  const { contracts, config } = await configuration();
  const bound = boundIn(config);
  if (bound.length === 0) console.log(`${configPath()} has no bindings.`);
  const store = bound.length > 0 ? await secretStore(config.region, place) : undefined;
  let works = true;
  for (const one of bound) {
    const name = secretName(config, one);
    const key = await store?.get(name);
    const fault = await faultOf(one, probeOf(contracts, one.capability)?.path ?? '/{council}', key);
    works &&= fault === undefined;
    const { url, council } = one.binding;
    console.log(`${one.council}  ${one.capability}  ${url}/${council}  ${fault ?? 'works'}`);
  }
  return works;
};
