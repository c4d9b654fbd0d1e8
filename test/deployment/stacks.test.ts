/** What would be deployed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly } from '#infra/local/assembly.ts';
import { physicalId } from '#infra/local/intrinsics.ts';
import { aConfig, allowedIn, ofType, readJson, type Stack, stacksOf, synthesize } from '#test/support/deployment.ts';
import { evaluate } from '#test/support/inNode.ts';

const nobodyHasAny = aConfig({
  environment: 'test',
  councils: [{ id: 'thornmoor', name: 'Thornmoor Council', capabilities: [] }],
});

interface CapabilityFacts {
  readonly name: string;
  readonly core: boolean;
  readonly announces: boolean;
  readonly provided: boolean;
  readonly uses: readonly string[];
  readonly keys: readonly string[];
}

let folder: string;
/** Of a production deployment. */
let stacks: Map<string, Stack>;
/** Of a test deployment whose council has no optional capability. */
let few: Map<string, Stack>;
/** Of the app with something in it that no rule allows. */
let careless: { readonly stdout: string; readonly stderr: string };
/** Route keys by capability. */
let routeKeys: Readonly<Record<string, readonly string[]>>;
/** Capabilities that every council has. */
let core: readonly string[];
/** Those that announce events. */
let announcing: readonly string[];
/** Those that stand on a national service. */
let provided: readonly string[];
/** By capability, those that it asks. */
let uses: Readonly<Record<string, readonly string[]>>;

beforeAll(async () => {
  const [production, test, failed, found] = await Promise.all([
    synthesize(aConfig({ allowedOrigins: ['https://www.marlbeck.example'] })),
    synthesize(nobodyHasAny),
    synthesize(nobodyHasAny, { preload: './test/support/careless.ts' }).catch((error) => error),
    evaluate<CapabilityFacts[]>(
      `import { findCapabilities } from './infra/capabilities.ts'; import { routeKey } from './shared/http/operation.ts';`,
      `findCapabilities().then((all) => all.map(({ contract: { name, core, operations, events, provider }, resources: { uses = [] } }) =>
        ({ name, core: !!core, announces: !!events, provided: !!provider, uses, keys: Object.values(operations).map(routeKey) })))`,
    ),
  ]);
  folder = production.assembly;
  stacks = stacksOf(folder);
  few = stacksOf(test.assembly);
  careless = failed;
  routeKeys = Object.fromEntries(found.map(({ name, keys }) => [name, keys]));
  uses = Object.fromEntries(found.map((one) => [one.name, one.uses]));
  const those = (which: 'core' | 'announces' | 'provided') => found.flatMap((one) => (one[which] ? [one.name] : []));
  core = those('core');
  announcing = those('announces');
  provided = those('provided');
});

/** Bundles of the capabilities' own functions. */
const bundles = (): string[] => readAssembly(folder).functions.flatMap((one) => (isPublisher(one) ? [] : [one.folder]));
const isPublisher = ({ name }: { readonly name: string }): boolean => name.endsWith('-publisher');

const all = (): Stack[] => [...stacks.values()];
const capabilities = (): Stack[] => all().filter(({ name }) => !/-(platform|gateway)$/.test(name));

it('has a stack before and one after those of the capabilities, each of which can come and go alone', () => {
  expect([...stacks.keys()].sort()).toEqual([...Object.keys(routeKeys), 'gateway', 'platform'].sort());
  for (const { name, needs } of capabilities())
    expect(needs.toSorted()).toEqual(['shire-platform', ...(name === 'shire-usage' ? [] : ['shire-usage'])]);
  for (const { template } of capabilities())
    expect(JSON.stringify(template)).not.toMatch(/"Fn::ImportValue":"shire-(?!platform)/);
  const platform = stacks.get('platform');
  expect(platform?.needs).toEqual([]);
  expect(JSON.stringify(platform?.template)).not.toMatch(/AWS::Lambda|Fn::ImportValue/);
  const gateway = stacks.get('gateway');
  expect(gateway?.needs.toSorted()).toEqual(
    all()
      .flatMap(({ name }) => (name === gateway?.name ? [] : [name]))
      .sort(),
  );
  const imported = JSON.stringify(gateway?.template).match(/(?<="Fn::ImportValue":")shire-\w+/g);
  expect(new Set(imported)).toEqual(new Set(['shire-platform']));
});

it('leaves out a capability that no council has', () => {
  expect(core).not.toContain('addresses');
  expect([...few.keys()].sort()).toEqual([...core, 'gateway', 'platform'].sort());
});

it('has exactly one route for each operation, in the stack of its capability, to its function', () => {
  for (const stack of capabilities()) {
    const keys = ofType('AWS::ApiGatewayV2::Route', stack).map(({ Properties }) => Properties?.RouteKey);
    expect(keys.sort()).toEqual(routeKeys[stack.name.replace('shire-', '')]?.toSorted());
  }
  const { routes } = readAssembly(folder);
  expect([...routes.keys()].sort()).toEqual(Object.values(routeKeys).flat().sort());
  for (const [route, name] of routes) {
    const [capability] = Object.entries(routeKeys).find(([, keys]) => keys.includes(route)) ?? [];
    expect(name).toBe(`shire-${capability}`);
  }
});

it('leaves CORS to the functions: an API that has it of its own drops their headers', () => {
  expect(ofType('AWS::ApiGatewayV2::Api', ...all())).toHaveLength(1);
  expect(JSON.stringify([...stacks.values()].map(({ template }) => template))).not.toContain('CorsConfiguration');
  for (const bundle of bundles())
    expect(readJson(bundle, 'settings.json')).toMatchObject({ allowedOrigins: ['https://www.marlbeck.example'] });
});

it('runs every function on Node 24 and Graviton, with logs that end', () => {
  const functions = ofType('AWS::Lambda::Function', ...all());
  expect(functions).toHaveLength(capabilities().length + announcing.length);
  for (const { Properties } of functions) {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: expect.any(String) } },
    });
  }
  const logs = ofType('AWS::Logs::LogGroup', ...all());
  expect(logs).toHaveLength(functions.length + 1);
  for (const { Properties } of logs) expect(Properties).toMatchObject({ RetentionInDays: 30 });
});

it('bundles each function with what it reads', () => {
  for (const bundle of bundles()) {
    expect(readdirSync(bundle)).toEqual(expect.arrayContaining(['index.js', 'package.json']));
    expect(readJson(bundle, 'councils.json')).toMatchObject([
      { id: 'marlbeck', capabilities: expect.arrayContaining(['addresses']) },
    ]);
  }
});

it('says on everything that costs money which deployment it belongs to', () => {
  const tags = { deployment: 'shire', environment: 'production', service: 'council-commons' };
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  for (const stack of all()) expect(stack.tags).toEqual(tags);
  for (const type of ['AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'AWS::IAM::Role']) {
    for (const { Properties } of ofType(type, ...all())) expect(Properties).toMatchObject({ Tags });
  }
  for (const { Properties } of tablesOf(stacks)) expect(Properties).toMatchObject({ Replicas: [{ Tags }] });
});

it('lets a function read the secrets of its own capability: for other deployments, where there are any, and for its national service', async () => {
  const councils = [
    {
      ...{ id: 'marlbeck', name: 'Marlbeck', capabilities: ['addresses'] },
      bindings: { addresses: { url: 'https://api.shire.example' } },
    },
    { id: 'pellwick', name: 'Pellwick', capabilities: ['vehicles'] },
  ];
  const bound = stacksOf((await synthesize(aConfig({ councils }))).assembly);
  const secrets = (given: Map<string, Stack>) =>
    [...given.values()].flatMap((stack) =>
      Object.entries(allowedIn(stack, given.values()))
        .filter(([, actions]) => actions.some((action) => action.startsWith('ssm:')))
        .map(([resource, actions]) => [stack.name, resource, actions]),
    );
  const read = (name: string, kind: string) => [
    `shire-${name}`,
    `parameter/council-commons/shire/${kind}/${name}/*`,
    ['ssm:GetParameter'],
  ];
  const ofServices = provided.map((name) => read(name, 'services'));
  expect(secrets(bound).sort()).toEqual([read('addresses', 'bindings'), read('vehicles', 'services')]);
  expect(secrets(stacks).sort()).toEqual(ofServices.sort());
});

describe('the request log', () => {
  const counter = () => stacks.get('usage') as Stack;

  it('of every function is handed to the one that counts it, which only this deployment’s logs may call', () => {
    const filters = ofType('AWS::Logs::SubscriptionFilter', ...all());
    const { subscriptions } = readAssembly(folder);
    expect(filters.map(({ stack }) => stack).sort()).toEqual(
      capabilities()
        .map(({ name }) => name)
        .sort(),
    );
    for (const { name, needs } of capabilities()) expect(needs.includes('shire-usage')).toBe(name !== 'shire-usage');
    const groups = capabilities().map(({ name }) => `/council-commons/${name.replace('-', '/')}`);
    expect(subscriptions.map(({ logGroup }) => logGroup).sort()).toEqual(groups.sort());
    for (const one of subscriptions)
      expect(one).toMatchObject({ destination: 'shire-usage', pattern: '{ $.type = "request" }' });
    const permissions = ofType('AWS::Lambda::Permission', ...all()).filter(
      ({ Properties }) => Properties?.Principal === 'logs.amazonaws.com',
    );
    expect(permissions).toMatchObject([
      { stack: counter().name, Properties: { SourceAccount: { Ref: 'AWS::AccountId' } } },
    ]);
    expect(JSON.stringify(permissions[0]?.Properties?.SourceArn)).toContain(':log-group:/council-commons/shire/*:*');
  });

  it('is kept two weeks where it could not be counted', () => {
    const [queue] = ofType('AWS::SQS::Queue', counter());
    expect(queue).toMatchObject({ Properties: { MessageRetentionPeriod: 14 * 86_400 } });
    const [lambda] = ofType('AWS::Lambda::Function', counter());
    expect(lambda?.Properties?.DeadLetterConfig).toEqual({ TargetArn: { 'Fn::GetAtt': [queue?.id, 'Arn'] } });
  });
});

describe('events', () => {
  const waste = () => stacks.get('waste') as Stack;
  const idOf = (type: string, id: RegExp) => ofType(type, waste()).find((one) => id.test(one.id))?.id ?? '';

  it('go on one bus, by publishers of the capabilities that announce something, from streams of their tables', () => {
    expect(ofType('AWS::Events::EventBus', ...all())).toMatchObject([
      { stack: 'shire-platform', Properties: { Name: 'shire' } },
    ]);
    const publishers = readAssembly(folder).functions.filter(isPublisher);
    expect(publishers.map(({ name }) => name).sort()).toEqual(announcing.map((name) => `shire-${name}-publisher`));
    for (const { environment } of publishers) expect(environment).toMatchObject({ EVENT_BUS: 'shire' });
    const streaming = tablesOf(stacks).filter(({ Properties }) => Properties?.StreamSpecification);
    expect(streaming.map(({ stack }) => stack).sort()).toEqual(announcing.map((name) => `shire-${name}`));
    for (const { Properties } of streaming)
      expect(Properties).toMatchObject({ StreamSpecification: { StreamViewType: 'NEW_IMAGE' } });
  });

  it('are what is new in the outbox and nothing else; what fails is found, tried for an hour, and kept', () => {
    expect(ofType('AWS::Lambda::EventSourceMapping', ...all())).toHaveLength(announcing.length);
    const [mapping] = ofType('AWS::Lambda::EventSourceMapping', waste());
    const { FilterCriteria, ...properties } = mapping?.Properties ?? {};
    const { Filters } = FilterCriteria as unknown as { Filters: { Pattern: string }[] };
    expect(Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      { eventName: ['INSERT'], dynamodb: { NewImage: { type: { S: ['outbox'] } } } },
    ]);
    expect(properties).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': [idOf('AWS::DynamoDB::GlobalTable', /^Table/), 'StreamArn'] },
      FunctionName: { Ref: idOf('AWS::Lambda::Function', /^Publisher/) },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 3600,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [idOf('AWS::SQS::Queue', /./), 'Arn'] } } },
    });
    // One at a time of each shard: more would overtake each other.
    expect(properties).not.toHaveProperty('ParallelizationFactor');
    expect(ofType('AWS::SQS::Queue', waste())).toMatchObject([{ Properties: { MessageRetentionPeriod: 14 * 86_400 } }]);
  });

  it('are put on the bus by a function that may do nothing else, and the capability’s own may not', () => {
    const role = idOf('AWS::IAM::Role', /^PublisherRole/);
    const policies = ofType('AWS::IAM::Policy', waste());
    const actionsOf = (isPublishers: boolean): string[] =>
      policies
        .filter(({ Properties }) => JSON.stringify(Properties?.Roles).includes(role) === isPublishers)
        .flatMap(({ Properties }) => JSON.stringify(Properties).match(/(?<=")\w+:[A-Z]\w+(?=")/g) ?? []);
    const log = ['logs:CreateLogStream', 'logs:PutLogEvents'];
    const stream = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map((one) => `dynamodb:${one}`);
    const queue = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'];
    expect([...new Set(actionsOf(true))].sort()).toEqual([...stream, 'events:PutEvents', ...log, ...queue].sort());
    expect(actionsOf(false)).not.toContain('events:PutEvents');
    const allowed = allowedIn(waste(), all());
    expect(allowed['event-bus/shire']).toEqual(['events:PutEvents']);
  });
});

describe('work on a schedule', () => {
  let scheduled: string;
  beforeAll(async () => {
    scheduled = (await synthesize(nobodyHasAny, { preload: './test/support/scheduled.ts' })).assembly;
  });

  it('is called for by a rule, which alone may, and only for whom asks for it', () => {
    const { schedules, notCarried } = readAssembly(scheduled);
    expect(schedules).toEqual([
      { expression: 'rate(5 minutes)', functionName: 'shire-catalogue', event: { schedule: 'catalogue' } },
      { expression: 'rate(1 day)', functionName: 'shire-usage', event: { schedule: 'usage' } },
    ]);
    expect(notCarried).toEqual([]);
    for (const stack of ['catalogue', 'usage'].flatMap((name) => stacksOf(scheduled).get(name) ?? [])) {
      const [rule] = ofType('AWS::Events::Rule', stack);
      const permissions = ofType('AWS::Lambda::Permission', stack).map(({ Properties }) => Properties);
      expect(permissions.filter((one) => one?.Principal === 'events.amazonaws.com')).toMatchObject([
        { SourceArn: { 'Fn::GetAtt': [rule?.id, 'Arn'] } },
      ]);
    }
  });

  it('is tried again by the next beat, until when one that AWS holds up is worth something; request lines still by Lambda', () => {
    const all = [...stacksOf(scheduled).values()];
    expect(ofType('AWS::Events::Rule', ...all).map(({ Properties }) => Properties?.Targets)).toMatchObject([
      [{ RetryPolicy: { MaximumEventAgeInSeconds: 300 } }],
      [{ RetryPolicy: { MaximumEventAgeInSeconds: 21_600 } }],
    ]);
    expect(ofType('AWS::Lambda::EventInvokeConfig', ...all)).toMatchObject([
      { stack: 'shire-catalogue', Properties: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 300 } },
    ]);
  });
});

const tablesOf = (given: Map<string, Stack>) => ofType('AWS::DynamoDB::GlobalTable', ...given.values());

describe('a function may', () => {
  const tableOf = (stack: string, id: RegExp): string | undefined => {
    const found = tablesOf(stacks).find((one) => one.stack === stack && id.test(one.id));
    return found && `table/${physicalId(stack, found.id)}`;
  };

  it('do nothing that is not named, to nothing that is not named', () => {
    for (const stack of capabilities()) {
      const allowed = allowedIn(stack, all());
      expect(Object.keys(allowed).length).toBeGreaterThan(0);
      // Of its secrets it may read any: which councils there are is in the configuration.
      const { [`parameter/council-commons/${stack.name.replace('-', '/services/')}/*`]: _, ...others } = allowed;
      expect(JSON.stringify(others)).not.toMatch(/\*|Scan|DeleteTable|UpdateTable/);
      for (const { Properties } of ofType('AWS::IAM::Role', stack)) {
        expect(Properties).not.toHaveProperty('ManagedPolicyArns');
        expect(Properties).not.toHaveProperty('Policies');
      }
    }
  });

  it('look up a key and count its calls; and only “access” may write keys', () => {
    const [keys = '', quotas = ''] = [/^Keys/, /^Quotas/].map((id) => tableOf('shire-platform', id));
    for (const stack of capabilities()) {
      const allowed = allowedIn(stack, all());
      const isAccess = stack.name === 'shire-access';
      // It tells when keys were last used.
      expect(allowed[quotas]?.toSorted()).toEqual([
        ...(isAccess ? ['dynamodb:BatchGetItem'] : []),
        'dynamodb:UpdateItem',
      ]);
      if (isAccess) expect(allowed[keys]).toContain('dynamodb:PutItem');
      else expect(allowed[keys]).toEqual(['dynamodb:GetItem']);
    }
  });

  /** Its log; of its publisher, the log and the bus; its secrets; the functions that it asks. */
  const knownTo = (capability: string): string[] => [
    `loggroup//council-commons/shire/${capability}`,
    ...(announcing.includes(capability)
      ? [`loggroup//council-commons/shire/${capability}-publisher`, 'event-bus/shire']
      : []),
    ...(provided.includes(capability) ? [`parameter/council-commons/shire/services/${capability}/*`] : []),
    ...(uses[capability] ?? []).map((name) => `shire-${name}`),
  ];

  it('use its own table, its own log, and nothing of another capability', () => {
    for (const stack of capabilities()) {
      const own = tableOf(stack.name, /^Table/);
      const others = Object.keys(allowedIn(stack, all())).filter((name) => !name.includes('shire-platform-'));
      const known = knownTo(stack.name.slice(6));
      for (const name of others) expect(known.includes(name) || name.includes(`${stack.name}-`)).toBe(true);
      const tables = others.filter((name) => name.startsWith('table/'));
      expect([...new Set(tables.map((name) => name.split('/index/')[0]))]).toEqual(own ? [own] : []);
    }
  });
});

describe('a table', () => {
  const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
  const dropped = { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' };

  it('costs what it is used, and can be had back as it was at any second', () => {
    const recoverable = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
    for (const { Properties } of tablesOf(stacks))
      expect(Properties).toMatchObject({ BillingMode: 'PAY_PER_REQUEST', Replicas: [recoverable] });
  });

  it('cannot be lost in production, unless it only counts calls', () => {
    const lasting = tablesOf(stacks).filter(({ id }) => !id.startsWith('Quotas'));
    expect(lasting).toHaveLength(tablesOf(stacks).length - 1);
    for (const table of lasting)
      expect(table).toMatchObject({ ...kept, Properties: { Replicas: [{ DeletionProtectionEnabled: true }] } });
  });

  it('goes with its stack in a test', () => {
    expect(tablesOf(few).length).toBeGreaterThan(0);
    for (const table of tablesOf(few))
      expect(table).toMatchObject({ ...dropped, Properties: { Replicas: [{ DeletionProtectionEnabled: false }] } });
  });
});

describe('cdk-nag', () => {
  it('finds nothing, and CDK has nothing to warn of', () => {
    expect(readJson(folder, 'validation-report.json')).toMatchObject({ pluginReports: [] });
    for (const { name } of all())
      expect(readFileSync(join(folder, `${name}.metadata.json`), 'utf8')).not.toMatch(/"aws:cdk:(warning|error)"/);
  });

  it('looks at every stack, and each rule that is set aside has a reason', () => {
    expect(careless.stderr).toContain('does not require requests to use SSL');
    const reasons = Object.entries<string>(JSON.parse(careless.stdout));
    expect(reasons.map(([rule]) => rule)).toContainEqual(expect.stringContaining('AwsSolutions-'));
    for (const [, reason] of reasons) expect(reason).toMatch(/^[A-Z].{40,}\.$/);
  });
});
