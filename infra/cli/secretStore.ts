/** Parameter Store as the command line sees it: of the AWS account, or of the local runner. */
import { contractsOf, findCapabilities } from '../capabilities.ts';
import { configPath, readConfig } from '../config.ts';
import { readSecrets, writeSecret } from '../local/parameterStore.ts';
import { knownOf } from '../stores.ts';

export interface Place {
  /** Of the local runner instead of AWS. */
  readonly local?: boolean;
}

export interface SecretStore {
  put(name: string, value: string): Promise<unknown>;
  get(name: string): Promise<string | undefined>;
}

/** Loads the SDK, which takes half of a command's start, for this alone. */
const ofAccount = async (region: string): Promise<SecretStore> => {
  const { whoAmI } = await import('./aws.ts');
  await whoAmI(region);
  const { GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } = await import(
    '@aws-sdk/client-ssm'
  );
  const client = new SSMClient({ region });
  return {
    put: (Name, Value) => client.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true })),
    get: async (Name) => {
      try {
        return (await client.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value;
      } catch (error) {
        if (error instanceof ParameterNotFound) return undefined;
        throw error;
      }
    },
  };
};

const ofRunner = (dataFolder: string): SecretStore => ({
  put: async (name, value) => writeSecret(dataFolder, name, value),
  get: async (name) => readSecrets(dataFolder)[name],
});

/** Throws `CannotDo` without usable credentials. */
export const secretStore = (region: string, { local }: Place): Promise<SecretStore> =>
  local ? Promise.resolve(ofRunner(process.env.COMMONS_DATA_DIR ?? '.local')) : ofAccount(region);

/** The configuration, and the contracts that it is about. */
export const configuration = async () => {
  const found = await findCapabilities(process.env.COMMONS_FUNCTIONS);
  return { contracts: contractsOf(found), config: readConfig(configPath(), knownOf(found)) };
};
