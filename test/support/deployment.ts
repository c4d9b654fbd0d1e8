/** The app, synthesized as the CDK command line does it, and its templates to look at. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlesKept } from '#infra/constructs/madeBefore.ts';
import { type Json, Resolver, type Resource, type Template } from '#infra/local/intrinsics.ts';
import { node, root } from './inNode.ts';

const folder = mkdtempSync(join(tmpdir(), 'commons-deployment-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const readJson = <T>(...path: string[]): T => JSON.parse(readFileSync(join(...path), 'utf8'));

/** The configuration of a deployment “shire”. */
export const aConfig = (overrides: object = {}) => ({
  name: 'shire',
  logRetentionDays: 30,
  contact: { name: 'Digital team', email: 'digital@marlbeck.example' },
  councils: [{ id: 'marlbeck', name: 'Marlbeck District Council' }],
  ...overrides,
});

let count = 0;

interface SynthesizeOptions {
  /** Imported before the app. */
  readonly preload?: string;
  /** By CDK's own rules, which take half of the time: one test asks for them. */
  readonly validated?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** The folder of the assembly, and what was printed. */
export const synthesize = async (
  config: object,
  { preload, validated = false, env = {} }: SynthesizeOptions = {},
): Promise<{ assembly: string; printed: string }> => {
  count += 1;
  const [configFile, assembly] = [join(folder, `${count}.json`), join(folder, String(count))];
  writeFileSync(configFile, JSON.stringify(config));
  const { context } = readJson<{ context: object }>(root, 'cdk.json');
  const printed = await node([...(preload ? ['--import', preload] : []), 'infra/app.ts'], {
    COMMONS_BUNDLES: bundlesKept,
    ...env,
    COMMONS_CONFIG: configFile,
    CDK_OUTDIR: assembly,
    CDK_CONTEXT_JSON: JSON.stringify(context),
    CDK_VALIDATION: String(validated),
  });
  return { assembly, printed };
};

export interface Stack {
  readonly name: string;
  readonly template: Template;
  readonly tags: object;
  /** Stacks that must be there first. */
  readonly needs: readonly string[];
}

interface Artifact {
  readonly type: string;
  readonly dependencies: readonly string[];
  readonly properties: { readonly tags: object };
}

/** By name, without that of the deployment. */
export const stacksOf = (assembly: string): Map<string, Stack> => {
  const { artifacts } = readJson<{ artifacts: Record<string, Artifact> }>(assembly, 'manifest.json');
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  return new Map(
    stacks.map(([name, { properties, dependencies }]) => {
      const template = readJson<Template>(assembly, `${name}.template.json`);
      const needs = dependencies.filter((one) => !one.endsWith('.assets'));
      return [name.replace('shire-', ''), { name, template, tags: properties.tags, needs }];
    }),
  );
};

export type Placed = Resource & { readonly stack: string; readonly id: string };

export const ofType = (type: string, ...stacks: Stack[]): Placed[] =>
  stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources ?? {})
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]) => ({ ...resource, id, stack: name })),
  );

interface Statement {
  readonly Effect: string;
  readonly Action: Json;
  readonly Resource: Json;
}

/** What the policies of a stack allow: actions by resource, without the start of its ARN. */
export const allowedIn = (stack: Stack, all: Iterable<Stack>): Record<string, string[]> => {
  const resolver = new Resolver(new Map([...all].map(({ name, template }) => [name, template])), 'eu-west-2');
  const allowed: Record<string, string[]> = {};
  for (const { Properties } of ofType('AWS::IAM::Policy', stack)) {
    const document = resolver.resolve(stack.name, Properties?.PolicyDocument) as { readonly [key: string]: Json };
    for (const { Effect, Action, Resource } of document.Statement as unknown as Statement[]) {
      for (const resource of [Resource].flat()) {
        const name = String(resource).split(':').at(-1) ?? '';
        if (Effect === 'Allow') allowed[name] = [...(allowed[name] ?? []), ...[Action].flat().map(String)];
      }
    }
  }
  return allowed;
};
