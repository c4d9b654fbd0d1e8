import fc from 'fast-check';
import { compare, type Finding, isLoss, judge, lossesOf, type Waiver } from './compare.ts';
import { type Fingerprint, type Fingerprints, fingerprintsOf, type StatefulTemplate } from './fingerprints.ts';

type Resource = NonNullable<StatefulTemplate['Resources']>[string];

const key = (AttributeName: string, KeyType = 'HASH') => ({ AttributeName, KeyType });
const text = (AttributeName: string, AttributeType = 'S') => ({ AttributeName, AttributeType });

/** Properties as `overrides` say; `undefined` takes one away. */
const aTable = (overrides: object = {}, policies: object = {}): Resource => ({
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: {
    AttributeDefinitions: [text('pk'), text('sk'), text('gsi1pk')],
    KeySchema: [key('pk'), key('sk', 'RANGE')],
    GlobalSecondaryIndexes: [{ IndexName: 'gsi1', KeySchema: [key('gsi1pk')] }],
    Replicas: [{ Region: 'eu-west-2', DeletionProtectionEnabled: true }],
    ...overrides,
  },
  DeletionPolicy: 'Retain',
  UpdateReplacePolicy: 'Retain',
  ...policies,
});

const of = (Resources: Readonly<Record<string, Resource>>, stack = 'shire-waste'): Fingerprints =>
  fingerprintsOf(new Map([[stack, { Resources }]]), 'shire');

const before = of({ Table: aTable() });
const changed = (resource: Resource): string[][] =>
  compare(before, of({ Table: resource })).map((one) => [one.change, one.of]);

const withIndex = (...schema: object[]) => ({ GlobalSecondaryIndexes: [{ IndexName: 'gsi1', KeySchema: schema }] });

it.each<[string, Resource, string[][]]>([
  ['nothing', aTable(), []],
  ['its billing', aTable({ BillingMode: 'PROVISIONED' }), []],
  ['its partition key', aTable({ KeySchema: [key('id'), key('sk', 'RANGE')] }), [['replaced', 'KeySchema']]],
  ['the loss of its sort key', aTable({ KeySchema: [key('pk')] }), [['replaced', 'KeySchema']]],
  [
    'the type of a key',
    aTable({ AttributeDefinitions: [text('pk', 'N'), text('sk'), text('gsi1pk')] }),
    [['replaced', 'KeySchema']],
  ],
  ['a name of its own', aTable({ TableName: 'waste' }), [['replaced', 'TableName']]],
  ['another kind', { ...aTable(), Type: 'AWS::DynamoDB::Table' }, [['replaced', 'Type']]],
  ['the keys of an index', aTable(withIndex(key('gsi1pk'), key('gsi1sk', 'RANGE'))), [['index', 'gsi1']]],
  ['the loss of an index', aTable({ GlobalSecondaryIndexes: [] }), [['index', 'gsi1']]],
  [
    'an index more',
    aTable({
      GlobalSecondaryIndexes: ['gsi1', 'gsi2'].map((IndexName) => ({ IndexName, KeySchema: [key('gsi1pk')] })),
    }),
    [['new', 'gsi2']],
  ],
  ['its deletion protection', aTable({ Replicas: [{ Region: 'eu-west-2' }] }), [['unprotected', 'DeletionProtection']]],
  ['what becomes of it', aTable({}, { DeletionPolicy: 'Delete' }), [['unprotected', 'DeletionPolicy']]],
  [
    'what becomes of it once replaced',
    aTable({}, { UpdateReplacePolicy: 'Delete' }),
    [['unprotected', 'UpdateReplacePolicy']],
  ],
])('a change of %s is told as what it is', (_, resource, findings) => {
  expect(changed(resource)).toEqual(findings);
});

it('a resource that is gone, moved or in no stack is removed; one that comes is new', () => {
  const changes = (now: Fingerprints) => compare(before, now).map(({ resource, change }) => `${resource} ${change}`);
  expect(changes(of({}))).toEqual(['waste/Table removed']);
  expect(changes(of({ Moved: aTable() }))).toEqual(['waste/Moved new', 'waste/Table removed']);
  expect(changes(of({ Table: aTable() }, 'shire-refuse'))).toEqual(['refuse/Table new', 'waste/Table removed']);
  expect(changes({})).toEqual(['waste/Table removed']);
});

it('looks at buckets, user pools and whatever somebody has chosen to keep; at nothing else', () => {
  const Retain = { DeletionPolicy: 'Retain' };
  const kinds = {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'shire-files' } },
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: { DeletionProtection: 'ACTIVE' } },
    Odd: { Type: 'AWS::Odd::Thing', ...Retain },
    Function: { Type: 'AWS::Lambda::Function' },
    Dropped: { Type: 'AWS::Logs::LogGroup', DeletionPolicy: 'Delete' },
  };
  expect(of(kinds)).toEqual({
    'waste/Bucket': { type: 'AWS::S3::Bucket', fixed: { BucketName: '{deployment}-files' }, indexes: {}, kept: {} },
    'waste/Odd': { type: 'AWS::Odd::Thing', fixed: {}, indexes: {}, kept: Retain },
    'waste/Pool': { type: 'AWS::Cognito::UserPool', fixed: {}, indexes: {}, kept: { DeletionProtection: 'on' } },
  });
});

const record = (): fc.Arbitrary<Record<string, string>> =>
  fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2'));
const fingerprints = fc.dictionary(
  fc.constantFrom('one/A', 'one/B', 'two/A'),
  fc.record<Fingerprint>({ type: fc.constantFrom('T', 'U'), fixed: record(), indexes: record(), kept: record() }),
);

it('finds something exactly when something differs', () => {
  fc.assert(
    fc.property(fingerprints, fingerprints, (one, other) => {
      const same = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
      expect(compare(one, other).length === 0).toBe(same);
      expect(compare(one, one)).toEqual([]);
    }),
  );
});

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, entry]) => [name, sorted(entry)])
        .sort()
    : value;

describe('a waiver', () => {
  const finding: Finding = { resource: 'waste/Table', change: 'removed', of: '', detail: 'it would be removed' };
  const aWaiver = (overrides: Partial<Waiver> = {}): Waiver => ({
    resource: 'waste/Table',
    change: 'removed',
    reason: 'Moved to collections in May',
    expires: '2027-05-31',
    ...overrides,
  });

  it.each<[string, Waiver[], string, boolean]>([
    ['covers its resource and change', [aWaiver()], '2027-05-01', true],
    ['counts on its last day', [aWaiver()], '2027-05-31', true],
    ['does not count the day after', [aWaiver()], '2027-06-01', false],
    ['does not cover another change', [aWaiver({ change: 'replaced' })], '2027-05-01', false],
    ['does not cover another resource', [aWaiver({ resource: 'waste/Other' })], '2027-05-01', false],
    ['counts beside one that has expired', [aWaiver({ expires: '2026-01-01' }), aWaiver()], '2027-05-01', true],
    ['that is not there covers nothing', [], '2027-05-01', false],
  ])('%s', (_, waivers, today, isCovered) => {
    const { refused, waived } = judge([finding], waivers, today);
    expect([refused.length, waived.length]).toEqual(isCovered ? [0, 1] : [1, 0]);
  });

  it('is told: why it is there, and that it has expired', () => {
    expect(judge([finding], [aWaiver()], '2027-05-01').waived).toEqual([
      'waste/Table: it would be removed. Waived to 2027-05-31: Moved to collections in May',
    ]);
    expect(judge([finding], [aWaiver()], '2027-06-01').refused.join()).toMatch(
      /^waste\/Table: it would be removed\.\n {2}Its waiver expired on 2027-05-31\.\n {2}Put it back with /,
    );
  });
});

describe('a deployment', () => {
  const bare = of({ Table: aTable({ Replicas: [] }, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' }) });
  const losses = (recorded: Fingerprints, deployed: Fingerprints, now: Fingerprints, stacks = ['waste']) =>
    lossesOf(now, { recorded, deployed }, stacks).map(({ change }) => change);

  it.each<[string, Fingerprints, Fingerprints, Fingerprints, string[]]>([
    ['goes on when nothing changes', before, before, before, []],
    ['goes on when something is new', {}, {}, before, []],
    ['stops when what is recorded would go', before, {}, {}, ['removed']],
    ['stops when what is deployed would go, though the record has forgotten it', {}, before, {}, ['removed']],
    ['stops when a production deployment would become one for tests', {}, before, bare, Array(3).fill('unprotected')],
    ['goes on when a table that nothing keeps goes', {}, bare, {}, []],
  ])('%s', (_, recorded, deployed, now, findings) => {
    expect(losses(recorded, deployed, now)).toEqual(findings);
  });

  it('stops when a restored table would be left for the one that it stands in for, unless that is waived', () => {
    const restored = (name: string) => of({ Table: { ...aTable(), Metadata: { restored: name } } });
    expect(losses(before, before, restored('one'))).toEqual([]);
    expect(losses(before, restored('one'), restored('two'))).toEqual([]);
    expect(losses(before, restored('one'), before)).toEqual(['switched']);
    const waiver: Waiver = { resource: 'waste/Table', change: 'switched', reason: 'Put right', expires: '2027-05-31' };
    const findings = lossesOf(before, { recorded: before, deployed: restored('one') }, ['waste']);
    expect(judge(findings, [], '2027-05-01').refused).toEqual([
      expect.stringMatching(/would be used again in place of one.*\n {2}Put the entry back in “tables”/),
    ]);
    expect(judge(findings, [waiver], '2027-05-01').refused).toEqual([]);
  });

  it('leaves the stacks that are not in the app as they are', () => {
    expect(losses(before, {}, {}, [])).toEqual([]);
  });

  it('is not stopped by what is new', () => {
    expect(compare({}, before).filter(isLoss)).toEqual([]);
  });
});
