/** What is deployed when commons.config.json names restored tables. */
import { readAssembly } from '#infra/local/assembly.ts';
import { fingerprintsOf } from '#infra/stateful/fingerprints.ts';
import { readRecord, templatesIn } from '#infra/stateful/guard.ts';
import { allowedIn, aConfig as configOf, ofType, type Stack, stacksOf, synthesize } from '#test/support/deployment.ts';

const councils = [{ id: 'marlbeck', name: 'Marlbeck District Council', capabilities: ['addresses', 'waste'] }];
const aConfig = (more: object = {}) => configOf({ councils, ...more });
const tables = { addresses: 'shire-addresses-restored-1', keys: 'shire-keys-restored-2' };

let before: Map<string, Stack>;
let switched: Map<string, Stack>;
let folders: Record<'before' | 'switched', string>;

beforeAll(async () => {
  const [own, restored] = await Promise.all([synthesize(aConfig()), synthesize(aConfig({ tables }))]);
  folders = { before: own.assembly, switched: restored.assembly };
  before = stacksOf(own.assembly);
  switched = stacksOf(restored.assembly);
});

const stack = (name: string, given = switched): Stack => given.get(name) as Stack;
const environmentOf = (one: Stack): object =>
  ofType('AWS::Lambda::Function', one).map(({ Properties }) => Properties?.Environment)[0] as object;

it('every function looks keys up in the restored table, and the capability uses its restored one', () => {
  for (const one of switched.values())
    if (ofType('AWS::Lambda::Function', one).length > 0)
      expect(environmentOf(one)).toMatchObject({ Variables: { KEYS_TABLE: tables.keys } });
  expect(environmentOf(stack('addresses'))).toMatchObject({ Variables: { TABLE_NAME: tables.addresses } });
});

it('may do with the restored tables, and their indexes, what it may with its own, and nothing with those', () => {
  const renamed = (given: Map<string, Stack>): object[] =>
    ['access', 'addresses'].map((name) =>
      JSON.parse(
        JSON.stringify(allowedIn(stack(name, given), given.values()))
          .replaceAll(/shire-platform-Keys[0-9A-F]+/g, tables.keys)
          .replaceAll(/shire-addresses-Table[0-9A-F]+/g, tables.addresses),
      ),
    );
  const allowed = ['access', 'addresses'].map((name) => allowedIn(stack(name), switched.values()));
  expect(allowed).toEqual(renamed(before));
  expect(Object.keys(allowed[0] ?? {})).toContain(`table/${tables.keys}/index/gsi1`);
});

it('the tables of the stacks stay as they are, but for a word on which one stands in for them', () => {
  const own = (given: Map<string, Stack>) =>
    ofType('AWS::DynamoDB::GlobalTable', ...given.values()).map(({ Metadata: _, ...one }) => one);
  expect(own(switched)).toEqual(own(before));
  const words = ofType('AWS::DynamoDB::GlobalTable', ...switched.values()).flatMap(({ Metadata }) => Metadata ?? []);
  expect(words).toEqual(expect.arrayContaining(Object.values(tables).map((restored) => ({ restored }))));
  expect(words).toHaveLength(2);
});

it('the guard finds every resource that holds data as it is recorded', () => {
  const found = fingerprintsOf(templatesIn(folders.switched), 'shire');
  expect(
    Object.values(found)
      .flatMap(({ restored = [] }) => restored)
      .sort(),
  ).toEqual(Object.values(tables).sort());
  for (const [name, { restored: _, ...fingerprint }] of Object.entries(found))
    expect([name, fingerprint]).toEqual([name, readRecord()[name]]);
});

it('what the capabilities import is still exported: the platform is deployed while they import it', () => {
  const exported = (given: Map<string, Stack>) =>
    Object.values(stack('platform', given).template.Outputs ?? {})
      .flatMap(({ Export }) => (Export ? [JSON.stringify(Export.Name)] : []))
      .sort();
  expect(exported(switched)).toEqual(exported(before));
  expect(exported(before).filter((name) => name.includes('Keys'))).toHaveLength(2);
});

it('each stack tells which table is in use', () => {
  const told = (given: Map<string, Stack>) =>
    [
      ['platform', 'KeysInUse'],
      ['addresses', 'TableInUse'],
    ].map(([name = '', output = '']) => stack(name, given).template.Outputs?.[output]?.Value);
  expect(told(before)).toEqual([
    { Ref: expect.stringMatching(/^Keys[0-9A-F]+$/) },
    { Ref: expect.stringMatching(/^Table[0-9A-F]+$/) },
  ]);
  expect(told(switched)).toEqual([tables.keys, tables.addresses]);
});

it('this machine goes on with its own tables, and says so', () => {
  const [own, restored] = [readAssembly(folders.before), readAssembly(folders.switched)];
  expect(restored.tables).toEqual(own.tables);
  expect(restored.functions.map(({ environment }) => environment)).toEqual(
    own.functions.map(({ environment }) => environment),
  );
  expect(restored.notCarried).toEqual(
    expect.arrayContaining([expect.stringMatching(/^the restored table shire-keys-restored-2; shire-platform-Keys/)]),
  );
  expect(own.notCarried.join()).not.toContain('restored');
});

it('a restored table’s stream, which the deployment looks up, feeds the publisher in the place of its own', async () => {
  const streamArn =
    'arn:aws:dynamodb:eu-west-2:123456789012:table/shire-waste-restored-3/stream/2026-11-23T09:30:00.000';
  process.env.COMMONS_STREAMS = JSON.stringify({ waste: streamArn });
  try {
    const { assembly } = await synthesize(aConfig({ tables: { waste: 'shire-waste-restored-3' } }));
    const [mapping] = ofType('AWS::Lambda::EventSourceMapping', stack('waste', stacksOf(assembly)));
    expect(mapping?.Properties?.EventSourceArn).toBe(streamArn);
    expect(Object.keys(allowedIn(stack('waste', stacksOf(assembly)), stacksOf(assembly).values()))).toContain(
      streamArn.split(':').at(-1),
    );
  } finally {
    delete process.env.COMMONS_STREAMS;
  }
});
