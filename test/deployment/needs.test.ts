/** What is deployed of capabilities that stand on a national service, ask each other and hear events. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly } from '#infra/local/assembly.ts';
import { lampsAndStreets } from '#test/support/capabilities.ts';
import { aConfig, allowedIn, ofType, readJson, type Stack, stacksOf, synthesize } from '#test/support/deployment.ts';

const councils = [
  { id: 'marlbeck', name: 'Marlbeck', services: { lamps: { colour: 'amber' } } },
  { id: 'pellwick', name: 'Pellwick' },
];
let folder: string;
let stacks: Map<string, Stack>;
beforeAll(async () => {
  const env = { COMMONS_FUNCTIONS: lampsAndStreets() };
  folder = (await synthesize(aConfig({ councils }), { env })).assembly;
  stacks = stacksOf(folder);
});

const stack = (name: string): Stack => {
  const found = stacks.get(name);
  if (!found) throw new Error(`There is no stack ${name}.`);
  return found;
};
const environmentOf = (name: string) =>
  readAssembly(folder).functions.find((one) => one.name === `shire-${name}`)?.environment ?? {};

it('tells a function its deployment where it asks others, and where its secrets are where it has any', () => {
  const given = ['lamps', 'streets', 'catalogue'].map(environmentOf);
  expect(given.map(({ DEPLOYMENT, SECRETS }) => [DEPLOYMENT, SECRETS])).toEqual([
    [undefined, '/council-commons/shire'],
    ['shire', undefined],
    [undefined, undefined],
  ]);
});

it('lets it ask those that it uses, by name, and read the secrets of its own service', () => {
  const named = (name: string) =>
    Object.entries(allowedIn(stack(name), stacks.values())).filter(([, actions]) =>
      actions.some((one) => /^(ssm|lambda):/.test(one)),
    );
  expect(named('lamps')).toEqual([['parameter/council-commons/shire/services/lamps/*', ['ssm:GetParameter']]]);
  expect(named('streets')).toEqual([['shire-lamps', ['lambda:InvokeFunction']]]);
  expect(named('catalogue')).toEqual([]);
  for (const { name, template, needs } of stacks.values()) {
    if (name === 'shire-gateway') continue;
    expect(JSON.stringify(template)).not.toMatch(/"Fn::ImportValue":"shire-(?!platform)/);
    expect(needs.filter((one) => one !== 'shire-platform')).toEqual([]);
  }
});

it('puts what the configuration says of the service beside the bundle', () => {
  const lamps = readAssembly(folder).functions.find(({ name }) => name === 'shire-lamps');
  expect(
    readJson<{ services?: object }[]>(lamps?.folder ?? '', 'councils.json').map(({ services }) => services),
  ).toEqual([{ lamps: { url: 'https://lamplighters.example', colour: 'amber' } }, undefined]);
});

describe('events that a capability hears', () => {
  const deadLetters = () => ofType('AWS::SQS::Queue', stack('streets'))[0]?.id;

  it('are handed by a rule of the bus to its own function, by nobody else’s leave', () => {
    const rules = ofType('AWS::Events::Rule', stack('streets')).filter(({ Properties }) => Properties?.EventPattern);
    expect(rules).toMatchObject([
      {
        Properties: {
          EventBusName: 'shire',
          EventPattern: { source: ['council-commons.shire'], 'detail-type': ['lamps.lamp.lit'] },
          Targets: [{ DeadLetterConfig: { Arn: { 'Fn::GetAtt': [deadLetters(), 'Arn'] } } }],
        },
      },
    ]);
    const permissions = ofType('AWS::Lambda::Permission', stack('streets')).map(({ Properties }) => Properties);
    expect(permissions).toContainEqual(
      expect.objectContaining({
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': [rules[0]?.id, 'Arn'] },
      }),
    );
    expect(readAssembly(folder)).toMatchObject({
      rules: [{ source: ['council-commons.shire'], types: ['lamps.lamp.lit'], functionName: 'shire-streets' }],
      schedules: [{ functionName: 'shire-streets' }],
      notCarried: [],
    });
  });

  it('are tried three times, although it has a schedule, and then kept two weeks and told of', () => {
    expect(ofType('AWS::Lambda::EventInvokeConfig', ...stacks.values())).toEqual([]);
    const [lambda] = ofType('AWS::Lambda::Function', stack('streets'));
    expect(lambda?.Properties?.DeadLetterConfig).toEqual({ TargetArn: { 'Fn::GetAtt': [deadLetters(), 'Arn'] } });
    const alarms = ofType('AWS::CloudWatch::Alarm', stack('streets')).map(({ Properties }) => Properties?.AlarmName);
    expect(alarms).toContain('shire-streets-deadLetters');
    expect(JSON.stringify(stack('gateway').template)).toContain('shire-streets-deadLetters');
  });
});

it('gives cdk-nag nothing to find', () => {
  expect(readJson(folder, 'validation-report.json')).toMatchObject({ pluginReports: [] });
  for (const { name } of stacks.values())
    expect(readFileSync(join(folder, `${name}.metadata.json`), 'utf8')).not.toMatch(/"aws:cdk:(warning|error)"/);
});
