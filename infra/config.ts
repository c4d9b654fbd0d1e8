/** commons.config.json: one file for the whole deployment, reviewed like code and checked before anything is built. */
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import type { Capability, Council } from '#shared/contract/capability.ts';
import { CouncilId, GssCode } from '#shared/contract/fields.ts';
import { inPlainEnglish } from '#shared/http/fieldErrors.ts';
import { CannotDo } from './problem.ts';

/** By `<capability>.<record>`. */
const Retention = z.record(
  z.string(),
  z.int().check(z.minimum(1, 'must be at least 1 day'), z.maximum(36_525, 'must be at most 36,525 days')),
);

const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));

/** First parts of the paths of the `catalogue` capability. */
const ownPaths = ['docs', 'health', 'problems'];

const Contact = z.strictObject({ name: text(80), email: z.email('must be an email address') });

const Binding = z.strictObject({
  /** Of this computer only without TLS. */
  url: z
    .string()
    .check(
      z.regex(
        /^(https:\/\/[a-z0-9.-]+(:\d+)?|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/,
        'must be scheme and host of a deployment, like https://api.example.gov.uk',
      ),
    ),
  /** Id of the council there; the same as here unless told. */
  council: z.optional(CouncilId),
});

export const CouncilConfig = z.strictObject({
  id: CouncilId.check(
    z.refine(
      (id) => !ownPaths.includes(id),
      `must be another: ${ownPaths.join(', ')} are paths of the deployment itself`,
    ),
  ),
  name: text(80),
  nameWelsh: z.optional(text(80)),
  /** Who answers for the council: on problem pages and in the register of processing. */
  contact: z.optional(Contact),
  gssCode: z.optional(GssCode),
  /** Local custodian code of its gazetteer, where the national list does not have it. */
  custodianCode: z.optional(z.int().check(z.minimum(1), z.maximum(9999))),
  /** Left out: every capability there is. */
  capabilities: z.optional(z.array(text(40))),
  /** Capabilities that another deployment serves. */
  bindings: z.optional(z.record(z.string(), Binding)),
  /** Days for which records are kept, where they differ from the deployment's. */
  retention: z.optional(Retention),
});

export const Config = z.strictObject({
  $schema: z.optional(z.string()),
  /** Prefix of the stacks. */
  name: z._default(
    z.string().check(z.regex(/^[a-z][a-z0-9-]{0,20}$/, 'must be 1 to 21 small letters, digits and hyphens')),
    'commons',
  ),
  /** In production, tables cannot be deleted and survive the removal of their stack. */
  environment: z._default(z.enum(['production', 'test']), 'production'),
  region: z._default(
    z.string().check(z.regex(/^[a-z]{2}-[a-z]+-\d$/, 'must be an AWS region, like eu-west-2')),
    'eu-west-2',
  ),
  contact: Contact,
  /** Who is told of alarms and costs; the contact unless told. */
  alarms: z.optional(z.strictObject({ email: z.email('must be an email address') })),
  budget: z._default(z.strictObject({ monthlyUsd: z.number().check(z.minimum(1), z.maximum(1_000_000)) }), {
    monthlyUsd: 50,
  }),
  /** A name of the host's own for the API. */
  domain: z.optional(
    z.strictObject({
      name: z
        .string()
        .check(z.regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'must be a name, like api.example.gov.uk')),
      certificateArn: z
        .string()
        .check(z.regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/, 'must be the ARN of an ACM certificate')),
      hostedZoneId: z.optional(
        z.string().check(z.regex(/^Z[A-Z0-9]{5,31}$/, 'must be the id of a Route 53 zone, like Z0123456789ABCDEFGHIJ')),
      ),
    }),
  ),
  /** Web pages that may call the API from a browser. */
  allowedOrigins: z._default(
    z.array(
      z.string().check(z.regex(/^(\*|https?:\/\/[^/\s]+)$/, 'must be an origin, like https://www.example.gov.uk')),
    ),
    [],
  ),
  /** Days for which records are kept, where they differ from the contracts'. */
  retention: z._default(Retention, {}),
  logRetentionDays: z._default(z.literal([7, 14, 30, 60, 90, 180, 365]), 90),
  councils: z.array(CouncilConfig).check(z.minLength(1), z.maxLength(400)),
});

type Parsed = z.output<typeof Config>;

export type DeploymentConfig = Omit<z.output<typeof Config>, 'councils' | '$schema'> & {
  readonly councils: readonly Council[];
};

/** A configuration that cannot be used. The message says where and why, a line each. */
export class ConfigError extends CannotDo {
  override readonly name = 'ConfigError';
}

const where = (path: readonly PropertyKey[]): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`)).join('');

const issueLines = (issues: readonly z.core.$ZodIssue[]): string[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `${where([...issue.path, key])}: is not a setting`)
      : [`${where(issue.path) || 'the file'}: ${issue.message}`],
  );

const repeated = (ids: readonly string[]): string[] =>
  ids.flatMap((id, i) => (ids.indexOf(id) < i ? [`councils[${i}].id: “${id}” is used twice`] : []));

const unknownCapabilities = (councils: z.output<typeof Config>['councils'], known: readonly string[]): string[] =>
  councils.flatMap(({ capabilities = [] }, i) =>
    capabilities.flatMap((name, j) =>
      known.includes(name)
        ? []
        : [`councils[${i}].capabilities[${j}]: there is no capability “${name}”; there are ${known.join(', ')}`],
    ),
  );

const unknownBindings = (councils: Parsed['councils'], known: readonly string[]): string[] =>
  councils.flatMap(({ bindings = {}, capabilities = known }, i) =>
    Object.keys(bindings)
      .filter((name) => !capabilities.includes(name))
      .map(
        (name) =>
          `councils[${i}].bindings.${name}: is not one of the council’s capabilities, ${capabilities.join(', ')}`,
      ),
  );

/** API Gateway takes a certificate of its own region only. */
const certificateElsewhere = ({ domain, region }: Pick<z.output<typeof Config>, 'domain' | 'region'>): string[] =>
  domain && domain.certificateArn.split(':')[3] !== region
    ? [`domain.certificateArn: must be a certificate of the deployment’s region, ${region}`]
    : [];

const parseJson = (path: string): unknown => {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(`${path} cannot be read. Set COMMONS_CONFIG to the path of your configuration file.`);
  }
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ConfigError(`${path} is not JSON: ${(error as Error).message}.`);
  }
};

export const configPath = (): string => process.env.COMMONS_CONFIG ?? 'commons.config.json';

const corrections = (path: string, lines: readonly string[]): ConfigError =>
  new ConfigError([`${path} needs correcting:`, ...lines.map((line) => `  ${line}`)].join('\n'));

const checked = <S extends z.core.$ZodType>(schema: S, path: string): z.output<S> => {
  const result = z.safeParse(schema, parseJson(path), { error: inPlainEnglish });
  if (!result.success) throw corrections(path, issueLines(result.error.issues));
  return result.data;
};

/** Name and region alone, for commands that do not build anything. */
export const readDeployment = (): Pick<DeploymentConfig, 'name' | 'region'> =>
  checked(z.object({ name: Config.shape.name, region: Config.shape.region }), configPath());

/** What a configuration is checked against. */
export type Known = Pick<Capability, 'name' | 'core' | 'records'>;

/** `<capability>.<record>` of every record whose days can be set. */
const timedRecords = (known: readonly Known[]): string[] =>
  known.flatMap(({ name, records = {} }) =>
    Object.entries(records).flatMap(([record, { days }]) => (days === undefined ? [] : [`${name}.${record}`])),
  );

const unknownRecords = ({ councils, retention }: Parsed, known: readonly Known[]): string[] => {
  const names = timedRecords(known);
  const given = [
    { path: 'retention', retention },
    ...councils.map((one, i) => ({ ...one, path: `councils[${i}].retention` })),
  ];
  return given.flatMap(({ path, retention: days = {} }) =>
    Object.keys(days)
      .filter((name) => !names.includes(name))
      .map((name) => `${path}.${name}: there is no such record; there are ${names.join(', ')}`),
  );
};

const withCouncil = (bindings: Readonly<Record<string, z.output<typeof Binding>>>, id: string) =>
  Object.fromEntries(Object.entries(bindings).map(([name, { url, council = id }]) => [name, { url, council }]));

/** Reads and checks the file. Throws `ConfigError`. */
export const readConfig = (path: string, known: readonly Known[]): DeploymentConfig => {
  const parsed = checked(Config, path);
  const { $schema: _, councils, ...settings } = parsed;
  const names = known.filter(({ core }) => !core).map(({ name }) => name);
  const lines = [
    ...certificateElsewhere(settings),
    ...repeated(councils.map(({ id }) => id)),
    ...unknownCapabilities(councils, names),
    ...unknownBindings(councils, names),
    ...unknownRecords(parsed, known),
  ];
  if (lines.length > 0) throw corrections(path, lines);
  return {
    ...settings,
    councils: councils.map(({ capabilities = names, retention, bindings, ...council }) => ({
      ...council,
      capabilities,
      retention: { ...settings.retention, ...retention },
      ...(bindings && { bindings: withCouncil(bindings, council.id) }),
    })),
  };
};
