/** `commons secrets`: what national services gave a council to be known by, kept where the functions find it. */
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Capability, ProviderSpec } from '#shared/contract/capability.ts';
import { secretAt } from '#shared/provider.ts';
import { configPath, type DeploymentConfig } from '../config.ts';
import { secretsPath } from '../names.ts';
import { CannotDo } from '../problem.ts';
import { configuration, type Place, secretStore } from './secretStore.ts';

/** Of Parameter Store's free tier, in bytes. */
const longest = 4096;

export interface SetOptions extends Place {
  readonly council: string;
  /** `-` for what is typed or piped in. */
  readonly file: string;
}

interface Used {
  readonly council: string;
  readonly capability: string;
  readonly provider: ProviderSpec;
}

/** Each national service of each council. */
const usedIn = ({ councils }: DeploymentConfig, contracts: readonly Capability[]): Used[] =>
  councils.flatMap(({ id, services = {} }) =>
    contracts.flatMap(({ name, provider }) =>
      provider && services[name] ? [{ council: id, capability: name, provider }] : [],
    ),
  );

const secretName = ({ name }: DeploymentConfig, { capability, council }: Used, secret: string): string =>
  `${secretsPath(name)}/${secretAt(capability, council, secret)}`;

/** Without the end of the line, which editors add. Throws `CannotDo`. */
const contentOf = async (file: string): Promise<string> => {
  const read = async () => (file === '-' ? text(process.stdin) : readFileSync(file, 'utf8'));
  const content = await read().catch((error: Error) => {
    throw new CannotDo(`${file} cannot be read: ${error.message}.`);
  });
  const secret = content.trim();
  const size = Buffer.byteLength(secret);
  if (size === 0) throw new CannotDo(`${file === '-' ? 'What was given' : file} is empty.`);
  if (size > longest) throw new CannotDo(`The secret has ${size} bytes; Parameter Store keeps at most ${longest}.`);
  return secret;
};

export const setSecret = async (capability: string, name: string, options: SetOptions): Promise<void> => {
  const { config, contracts } = await configuration();
  const used = usedIn(config, contracts).find(
    (one) => one.council === options.council && one.capability === capability,
  );
  if (!used)
    throw new CannotDo(
      `council “${options.council}” has no service for “${capability}” in ${configPath()}: add “services”: { “${capability}”: { … } } first.`,
    );
  const names = Object.keys(used.provider.secrets);
  if (!names.includes(name))
    throw new CannotDo(`${used.provider.title} gives no “${name}”; there is ${names.join(', ')}.`);
  const secret = await contentOf(options.file);
  const place = secretName(config, used, name);
  await (await secretStore(config.region, options)).put(place, secret);
  console.log(`${name} of ${capability} of ${used.council} is kept as ${place}.`);
};

/** Prints a line for each secret; `true` if all are there. */
export const checkSecrets = async (place: Place): Promise<boolean> => {
  const { config, contracts } = await configuration();
  const used = usedIn(config, contracts);
  if (used.length === 0) {
    console.log(`${configPath()} has no services.`);
    return true;
  }
  const store = await secretStore(config.region, place);
  let missing = 0;
  for (const one of used) {
    for (const [name, says] of Object.entries(one.provider.secrets)) {
      const isSet = (await store.get(secretName(config, one, name))) !== undefined;
      missing += isSet ? 0 : 1;
      console.log(`${one.council}  ${one.capability}  ${name}  ${isSet ? 'set' : `missing: ${says}`}`);
    }
  }
  return missing === 0;
};
