/** What must not change about each resource that holds data, read from templates: pure, and the same for every deployment. */
import type { Json, Resource, Template } from '../local/intrinsics.ts';

export interface Fingerprint {
  readonly type: string;
  /** Values that CloudFormation cannot change in place: another value is another, empty resource. */
  readonly fixed: Readonly<Record<string, string>>;
  /** Keys of its indexes by name. */
  readonly indexes: Readonly<Record<string, string>>;
  /** What keeps it when its stack, its place in the template or an operator lets go of it. */
  readonly kept: Readonly<Record<string, string>>;
  /** The restored table that is used in its place. */
  readonly restored?: string;
}

/** By stack, without the deployment's name, and logical id: `addresses/TableCD117FA1`. */
export type Fingerprints = Readonly<Record<string, Fingerprint>>;

export type StatefulTemplate = Template & {
  readonly Resources?: Readonly<
    Record<string, Resource & { readonly DeletionPolicy?: string; readonly UpdateReplacePolicy?: string }>
  >;
};

type Properties = NonNullable<Resource['Properties']>;
type Named = Readonly<Record<string, Json>>;

const table = {
  fixed: ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
  isProtected: ({ DeletionProtectionEnabled = false, Replicas }: Properties): boolean =>
    DeletionProtectionEnabled === true ||
    (list(Replicas).length > 0 && list(Replicas).every((replica) => replica.DeletionProtectionEnabled === true)),
};

/** Kinds of resource that hold data, and the properties whose change replaces them. */
const kinds: Readonly<Record<string, { fixed: readonly string[]; isProtected?: (properties: Properties) => boolean }>> =
  {
    'AWS::DynamoDB::Table': table,
    'AWS::DynamoDB::GlobalTable': table,
    'AWS::S3::Bucket': { fixed: ['BucketName'] },
    'AWS::Cognito::UserPool': {
      fixed: ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration'],
      isProtected: ({ DeletionProtection }) => DeletionProtection === 'ACTIVE',
    },
    'AWS::Backup::BackupVault': { fixed: ['BackupVaultName', 'EncryptionKeyArn'] },
    'AWS::KMS::Key': { fixed: ['KeySpec', 'MultiRegion'] },
    'AWS::SecretsManager::Secret': { fixed: ['Name'] },
    'AWS::EFS::FileSystem': { fixed: ['AvailabilityZoneName', 'Encrypted', 'KmsKeyId'] },
    'AWS::Events::Archive': { fixed: ['ArchiveName', 'SourceArn'] },
    'AWS::RDS::DBCluster': { fixed: ['DBClusterIdentifier', 'DatabaseName', 'Engine', 'KmsKeyId', 'StorageEncrypted'] },
  };

const list = (value: Json | undefined): readonly Named[] => (Array.isArray(value) ? (value as readonly Named[]) : []);

const isKept = (policy: string | undefined): policy is string => policy !== undefined && policy !== 'Delete';

/** With the type of each key, which cannot be changed either. */
const keysOf = (schema: Json | undefined, properties: Properties): string => {
  const types = new Map(list(properties.AttributeDefinitions).map((one) => [one.AttributeName, one.AttributeType]));
  return list(schema)
    .map(({ AttributeName = null, KeyType = null }) => `${AttributeName} (${types.get(AttributeName)}) ${KeyType}`)
    .join(', ');
};

const textOf = (name: string, properties: Properties, deployment: string): string => {
  if (name === 'KeySchema') return keysOf(properties.KeySchema, properties);
  const value = properties[name] ?? null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.startsWith(`${deployment}-`) ? text.replace(deployment, '{deployment}') : text;
};

type Held = NonNullable<StatefulTemplate['Resources']>[string];

const fingerprint = ({ Type, Properties = {}, Metadata = {}, ...policies }: Held, deployment: string): Fingerprint => {
  const { fixed, isProtected } = kinds[Type] ?? { fixed: [] };
  const given = fixed.filter((name) => Properties[name] !== undefined);
  const { DeletionPolicy, UpdateReplacePolicy } = policies;
  return {
    type: Type,
    fixed: Object.fromEntries(given.map((name) => [name, textOf(name, Properties, deployment)])),
    indexes: Object.fromEntries(
      list(Properties.GlobalSecondaryIndexes).map(({ IndexName = null, KeySchema }) => [
        String(IndexName),
        keysOf(KeySchema, Properties),
      ]),
    ),
    kept: {
      ...(isKept(DeletionPolicy) && { DeletionPolicy }),
      ...(isKept(UpdateReplacePolicy) && { UpdateReplacePolicy }),
      ...(isProtected?.(Properties) && { DeletionProtection: 'on' }),
    },
    ...(Metadata.restored && { restored: String(Metadata.restored) }),
  };
};

/** Of a stack: without the deployment. */
export const shortName = (stack: string, deployment: string): string => stack.slice(deployment.length + 1);

/** Of the kinds above, and of everything that somebody has chosen to keep. `stacks` are templates by the name of their stack. */
export const fingerprintsOf = (stacks: ReadonlyMap<string, StatefulTemplate>, deployment: string): Fingerprints => {
  const all = [...stacks].flatMap(([stack, { Resources = {} }]) =>
    Object.entries(Resources)
      .filter(([, { Type, DeletionPolicy }]) => Type in kinds || isKept(DeletionPolicy))
      .map(([id, resource]) => [`${shortName(stack, deployment)}/${id}`, fingerprint(resource, deployment)] as const),
  );
  return Object.fromEntries(all.sort(([one], [other]) => (one < other ? -1 : 1)));
};

/** The stack of a fingerprint. */
export const stackOf = (resource: string): string => resource.slice(0, resource.indexOf('/'));
