/** What watches over a deployment, and what guards it. */
import { readAssembly } from '#infra/local/assembly.ts';
import { type Json, Resolver } from '#infra/local/intrinsics.ts';
import { aConfig, ofType, type Placed, type Stack, stacksOf, synthesize } from '#test/support/deployment.ts';

const domain = {
  name: 'api.marlbeck.example',
  certificateArn: 'arn:aws:acm:eu-west-2:123456789012:certificate/0a1b2c3d-1111-2222-3333-444455556666',
};

let folder: string;
/** Of a production deployment with every setting. */
let stacks: Map<string, Stack>;
/** Of a test deployment with none. */
let plain: Map<string, Stack>;

beforeAll(async () => {
  const everything = {
    domain: { ...domain, hostedZoneId: 'Z0123456789AB' },
    alarms: { email: 'watch@marlbeck.example' },
  };
  const [full, bare] = await Promise.all([
    synthesize(aConfig({ ...everything, budget: { monthlyUsd: 120 } }), { validated: true }),
    synthesize(aConfig({ environment: 'test', councils: [{ id: 'marlbeck', name: 'Marlbeck', capabilities: [] }] })),
  ]);
  folder = full.assembly;
  stacks = stacksOf(full.assembly);
  plain = stacksOf(bare.assembly);
});

const find = (type: string, given = stacks): Placed[] => ofType(type, ...given.values());

/** With references worked out. */
const propertiesOf = ({ stack, Properties = {} }: Placed): Readonly<Record<string, Json>> => {
  const templates = new Map([...stacks.values()].map(({ name, template }) => [name, template]));
  return new Resolver(templates, 'eu-west-2').resolve(stack, Properties) as Readonly<Record<string, Json>>;
};

const capabilities = (): string[] => [...stacks.keys()].filter((name) => !['gateway', 'platform'].includes(name));

describe('alarms', () => {
  const alarms = () =>
    find('AWS::CloudWatch::Alarm').map((one) => ({
      ...(propertiesOf(one) as { AlarmName: string }),
      stack: one.stack,
    }));

  it('watch every function for errors, throttles and slowness, in its own stack, what could not be counted, and the API', () => {
    const expected = capabilities().flatMap((name) =>
      ['errors', 'throttles', 'p99'].map((watch) => [`shire-${name}`, `shire-${name}-${watch}`]),
    );
    const found = alarms().map(({ stack, AlarmName }) => [stack, AlarmName]);
    const others = [
      ['shire-gateway', 'shire-api-5xx'],
      ...find('AWS::SQS::Queue').map(({ stack }) => [stack, `${stack}-deadLetters`]),
      ...find('AWS::Lambda::EventSourceMapping').map(({ stack }) => [stack, `${stack}-unpublished`]),
    ];
    expect(found.sort()).toEqual([...expected, ...others].sort());
  });

  it('ring before a function runs out of the time that it has', () => {
    const functions = find('AWS::Lambda::Function');
    for (const { stack, Properties } of functions) {
      const p99 = find('AWS::CloudWatch::Alarm').find(
        (one) => one.stack === stack && one.Properties?.ExtendedStatistic === 'p99',
      );
      expect(Number(p99?.Properties?.Threshold)).toBeLessThan(Number(Properties?.Timeout) * 1000);
    }
    // And publishers, whose slowness shows in what waits for them.
    const publishers = find('AWS::Lambda::EventSourceMapping');
    expect(functions).toHaveLength(capabilities().length + publishers.length);
  });

  it('are told to the one topic, which takes them from this account over TLS only', () => {
    const [subscription] = find('AWS::SNS::Subscription');
    const { TopicArn } = propertiesOf(subscription as Placed);
    for (const one of alarms()) expect(one).toMatchObject({ AlarmActions: [TopicArn], OKActions: [TopicArn] });
    expect(find('AWS::SNS::TopicPolicy')[0]?.Properties).toMatchObject({
      PolicyDocument: {
        Statement: [
          { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
          { Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' } },
        ],
      },
    });
  });

  it('are all on the dashboard', () => {
    const [dashboard] = find('AWS::CloudWatch::Dashboard');
    const body = String(propertiesOf(dashboard as Placed).DashboardBody);
    const shown = new Set(body.match(/(?<=:alarm:)[\w-]+/g));
    expect(shown).toEqual(new Set(alarms().map(({ AlarmName }) => AlarmName)));
  });
});

it.each([
  ['the address and the budget of the configuration', () => stacks, 'watch@marlbeck.example', 120],
  ['the contact and 50 dollars a month if there are none', () => plain, 'digital@marlbeck.example', 50],
])('alarms and costs are told to %s', (_, given, address, amount) => {
  expect(find('AWS::SNS::Subscription', given()).map(({ Properties }) => Properties)).toMatchObject([
    { Endpoint: address },
  ]);
  const [budget] = find('AWS::Budgets::Budget', given());
  expect(budget?.Properties).toMatchObject({ Budget: { BudgetLimit: { Amount: amount, Unit: 'USD' } } });
  expect(JSON.stringify(budget).match(/"Address":"[^"]+"/g)).toEqual(Array(3).fill(`"Address":"${address}"`));
});

it('copies the tables every night in production, but those that only count, and keeps copies 35 days', () => {
  expect(find('AWS::Backup::BackupPlan')[0]?.Properties).toMatchObject({
    BackupPlan: { BackupPlanRule: [{ Lifecycle: { DeleteAfterDays: 35 } }] },
  });
  expect(find('AWS::Backup::BackupVault')).toMatchObject([{ DeletionPolicy: 'Retain' }]);
  const [selection] = find('AWS::Backup::BackupSelection').map(propertiesOf);
  expect(selection).toMatchObject({
    BackupSelection: {
      Resources: [expect.stringMatching(/:table\/\*$/)],
      NotResources: [expect.stringMatching(/:table\/shire-platform-Quotas\w+$/)],
      Conditions: { StringEquals: [{ ConditionKey: 'aws:ResourceTag/deployment', ConditionValue: 'shire' }] },
    },
  });
  expect(JSON.stringify([...plain])).not.toContain('AWS::Backup');
});

it('lets fewer calls through to routes that write than to those that read', () => {
  const [stage] = find('AWS::ApiGatewayV2::Stage').map(propertiesOf) as [
    {
      DefaultRouteSettings: { ThrottlingRateLimit: number };
      RouteSettings: Record<string, { ThrottlingRateLimit: number }>;
    },
  ];
  const keys = find('AWS::ApiGatewayV2::Route').map(({ Properties }) => String(Properties?.RouteKey));
  expect(Object.keys(stage.RouteSettings).sort()).toEqual(
    keys.filter((key) => /^(POST|PUT|PATCH|DELETE) /.test(key)).sort(),
  );
  for (const { ThrottlingRateLimit } of Object.values(stage.RouteSettings))
    expect(ThrottlingRateLimit).toBeLessThan(stage.DefaultRouteSettings.ThrottlingRateLimit);
});

describe('a name of its own', () => {
  const made = (given: Map<string, Stack>) =>
    ['DomainName', 'ApiMapping'].map((kind) => find(`AWS::ApiGatewayV2::${kind}`, given).length);

  it('is had for the asking, with TLS 1.2 at least, and is what is told of the API', () => {
    expect(made(stacks)).toEqual([1, 1]);
    expect(find('AWS::ApiGatewayV2::DomainName')[0]?.Properties).toMatchObject({
      DomainName: domain.name,
      DomainNameConfigurations: [{ CertificateArn: domain.certificateArn, SecurityPolicy: 'TLS_1_2' }],
    });
    expect(find('AWS::Route53::RecordSet')[0]?.Properties).toMatchObject({ Name: `${domain.name}.`, Type: 'A' });
    expect(stacks.get('platform')?.template.Outputs?.ApiUrl?.Value).toBe(`https://${domain.name}`);
  });

  it('is not there unless asked for', () => {
    expect(made(plain)).toEqual([0, 0]);
    expect(find('AWS::Route53::RecordSet', plain)).toEqual([]);
  });
});

it('has nothing that the local runner would have to leave out', () => {
  expect(readAssembly(folder).notCarried).toEqual([]);
});
