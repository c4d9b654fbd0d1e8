/** commons.config.json: one file for the whole deployment, reviewed like code and checked before anything is built. */
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import type { Council } from '#shared/contract/capability.ts';
import { CouncilId, GssCode } from '#shared/contract/fields.ts';
import { inPlainEnglish } from '#shared/http/fieldErrors.ts';
import { CannotDo } from './problem.ts';
import { SignInConfig, sharedAudiences } from './signIn.ts';

const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));

/** First parts of the paths of the `catalogue` capability. */
const ownPaths = ['docs', 'health', 'problems'];

export const CouncilConfig = z.strictObject({
  id: CouncilId.check(
    z.refine(
      (id) => !ownPaths.includes(id),
      `must be another: ${ownPaths.join(', ')} are paths of the deployment itself`,
    ),
  ),
  name: text(80),
  gssCode: z.optional(GssCode),
  /** Local custodian code of its gazetteer, where the national list does not have it. */
  custodianCode: z.optional(z.int().check(z.minimum(1), z.maximum(9999))),
  /** Left out: every capability there is. */
  capabilities: z.optional(z.array(text(40))),
  signIn: z.optional(SignInConfig),
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
  contact: z.strictObject({ name: text(80), email: z.email('must be an email address') }),
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
  logRetentionDays: z._default(z.literal([7, 14, 30, 60, 90, 180, 365]), 90),
  councils: z.array(CouncilConfig).check(z.minLength(1), z.maxLength(400)),
});

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

/** Reads and checks the file; `known` are the names of the capabilities that there are. */
export const readConfig = (path: string, known: readonly string[]): DeploymentConfig => {
  const { $schema: _, councils, ...settings } = checked(Config, path);
  const lines = [
    ...certificateElsewhere(settings),
    ...repeated(councils.map(({ id }) => id)),
    ...unknownCapabilities(councils, known),
    ...sharedAudiences(councils),
  ];
  if (lines.length > 0) throw corrections(path, lines);
  return {
    ...settings,
    councils: councils.map((council) => ({ ...council, capabilities: council.capabilities ?? known })),
  };
};
