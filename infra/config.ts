/** commons.config.json: one file for the whole deployment, reviewed like code and checked before anything is built. */
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import type { Council } from '#shared/contract/capability.ts';
import { inPlainEnglish } from '#shared/http/fieldErrors.ts';
import { choices, type Known, mistakes } from './config/checks.ts';
import { issueLines } from './config/issues.ts';
import { Config, type Parsed } from './config/schema.ts';
import { servicesOf } from './config/services.ts';
import { CannotDo } from './problem.ts';

export type DeploymentConfig = Omit<Parsed, 'councils' | '$schema'> & { readonly councils: readonly Council[] };

/** A configuration that cannot be used. The message says where and why, a line each. */
export class ConfigError extends CannotDo {
  override readonly name = 'ConfigError';
}

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

const Deployment = z.pick(Config, { name: true, environment: true, region: true });

/** What names the deployment alone, for commands that do not build anything. */
export const readDeployment = (): z.output<typeof Deployment> => checked(z.object(Deployment.shape), configPath());

/** A council as the functions see it: with the usual values, and the deployment's where it has none of its own. */
const councilOf = (
  { capabilities, retention, bindings = {}, services = {}, ...council }: Parsed['councils'][number],
  deployment: Parsed,
  contracts: Known['contracts'],
): Council => {
  const bound = Object.entries(bindings).map(([name, { url, council: id = council.id }]) => [
    name,
    { url, council: id },
  ]);
  return {
    ...council,
    capabilities: capabilities ?? choices(contracts),
    retention: { ...deployment.retention, ...retention },
    ...(bound.length > 0 && { bindings: Object.fromEntries(bound) }),
    ...(Object.keys(services).length > 0 && { services: servicesOf(services, contracts) }),
  };
};

/** Reads and checks the file. Throws `ConfigError`. */
export const readConfig = (path: string, known: Known): DeploymentConfig => {
  const parsed = checked(Config, path);
  const lines = mistakes(parsed, known);
  if (lines.length > 0) throw corrections(path, lines);
  const { $schema: _, councils, ...settings } = parsed;
  return { ...settings, councils: councils.map((council) => councilOf(council, parsed, known.contracts)) };
};
