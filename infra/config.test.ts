import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { ConfigError, readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'commons-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'commons.config.json');

const aCouncil = (overrides: object = {}) => ({ id: 'marlbeck', name: 'Marlbeck District Council', ...overrides });
const aConfig = (overrides: object = {}) => ({
  contact: { name: 'Digital team', email: 'digital@marlbeck.example' },
  councils: [aCouncil()],
  ...overrides,
});

const aDomain = (overrides: object = {}) => ({
  name: 'api.marlbeck.example',
  certificateArn: 'arn:aws:acm:eu-west-2:123456789012:certificate/0a1b2c3d-1111-2222-3333-444455556666',
  ...overrides,
});

const audit = { says: 'Who changed what', personal: 'reference', days: 2000 } as const;
const contracts = [
  { name: 'access', core: true, records: { audit, keys: { says: 'Keys', personal: 'personal' } } },
  { name: 'addresses', records: { audit } },
  { name: 'waste' },
] as const;
/** Of a capability that stands on a national service. */
const lamps = {
  name: 'lamps',
  provider: {
    title: 'The lamp lighters',
    url: 'https://lamps.example/v1',
    settings: z.strictObject({
      colour: z._default(z.enum(['white', 'amber']), 'white'),
      poles: z.optional(z.record(z.string(), z.strictObject({ height: z.int().check(z.minimum(1)) }))),
    }),
    secrets: { apiKey: 'The API key.' },
  },
} as const;
const stores = ['keys', 'addresses', 'access'];
const known: Parameters<typeof readConfig>[1] = { contracts, stores };
const withLamps = { contracts: [...contracts, lamps], stores };
const aSignIn = (overrides: object = {}) => ({
  issuer: 'https://sign-in.marlbeck.example/realms/staff',
  audience: 'council-commons',
  roles: { officer: ['addresses:read'] },
  ...overrides,
});

const readText = (text: string, against = known) => {
  writeFileSync(path, text);
  return readConfig(path, against);
};
const read = (config: unknown, against?: typeof known) => readText(JSON.stringify(config), against);

/** What is wrong, a line each. */
const complaints = (config: unknown, against?: typeof known): string[] => {
  try {
    read(config, against);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    const [title, ...lines] = (error as Error).message.split('\n');
    expect(title).toBe(`${path} needs correcting:`);
    return lines.map((line) => line.trim());
  }
};

it('needs a contact and a council, and has usual values for the rest', () => {
  expect(read(aConfig())).toEqual({
    name: 'commons',
    environment: 'production',
    region: 'eu-west-2',
    contact: { name: 'Digital team', email: 'digital@marlbeck.example' },
    budget: { monthlyUsd: 50 },
    allowedOrigins: [],
    retention: {},
    logRetentionDays: 90,
    councils: [
      { id: 'marlbeck', name: 'Marlbeck District Council', capabilities: ['addresses', 'waste'], retention: {} },
    ],
  });
});

it('takes every setting', () => {
  const settings = {
    name: 'shire-1',
    environment: 'test',
    region: 'eu-west-1',
    allowedOrigins: ['*', 'https://www.marlbeck.example', 'https://marlbeck.example:8443', 'http://localhost:3000'],
    logRetentionDays: 7,
    alarms: { email: 'alarms@marlbeck.example' },
    budget: { monthlyUsd: 12.5 },
    domain: aDomain({ certificateArn: aDomain().certificateArn.replace('-2:', '-1:'), hostedZoneId: 'Z0123456789AB' }),
    retention: { 'access.audit': 700 },
    councils: [
      aCouncil({
        gssCode: 'E07999901',
        custodianCode: 9901,
        capabilities: ['waste'],
        nameWelsh: 'Cyngor Dosbarth Marlbeck',
        contact: { name: 'Data team', email: 'data@marlbeck.example' },
      }),
    ],
    tables: { addresses: 'shire-1-addresses-restored-20261123T093000', keys: 'shire-1-keys_restored.2' },
  };
  expect(read(aConfig({ ...settings, $schema: './schema.json' }))).toMatchObject(settings);
});

it('has a council served elsewhere under the same id unless told another', () => {
  const url = 'https://api.shire.example';
  const bindings = { addresses: { url }, waste: { url, council: 'hollins' } };
  expect(read(aConfig({ councils: [aCouncil({ bindings })] })).councils[0]?.bindings).toEqual({
    addresses: { url, council: 'marlbeck' },
    waste: { url, council: 'hollins' },
  });
});

it('keeps records as long as the council says, or else the deployment', () => {
  const retention = { 'access.audit': 700, 'addresses.audit': 800 };
  const councils = [aCouncil({ retention: { 'addresses.audit': 30 } }), aCouncil({ id: 'pellwick' })];
  expect(read(aConfig({ retention, councils })).councils.map((one) => one.retention)).toEqual([
    { 'access.audit': 700, 'addresses.audit': 30 },
    retention,
  ]);
});

it('lets staff sign in, with usual values for what is left out', () => {
  const signInOf = (signIn: object) => read(aConfig({ councils: [aCouncil({ signIn })] })).councils[0]?.signIn;
  expect(signInOf(aSignIn())).toEqual(aSignIn({ rolesClaim: 'roles', dailyQuota: 10_000 }));
  const own = aSignIn({
    issuer: 'http://127.0.0.1:8080/',
    rolesClaim: 'realm_access.roles',
    roles: { 'Waste officer': ['*'], constructor: ['addresses:*'] },
    dailyQuota: 5,
  });
  expect(signInOf(own)).toEqual(own);
});

it('takes two councils with one identity provider, each with an audience of its own', () => {
  const ours = aCouncil({ signIn: aSignIn() });
  const theirs = aCouncil({ id: 'pellwick', signIn: aSignIn({ audience: 'pellwick-commons' }) });
  expect(complaints(aConfig({ councils: [ours, theirs] }))).toEqual([]);
});

it('lets a council go without any optional capability', () => {
  expect(read(aConfig({ councils: [aCouncil({ capabilities: [] })] })).councils[0]?.capabilities).toEqual([]);
});

it.each([
  ...[
    'https://b.example/path',
    'https://b.example/',
    'https://B.example',
    'https://b.example:443',
    'https://*.b.example',
  ],
  ...['https://user@b.example', 'https://b.example https://c.example', 'https://bücher.example', 'https://'],
  ...['http://b.example', 'http://localhost.b.example', 'b.example', 'null', '**', ''],
])('refuses “%s”, which no browser would name as the origin of a page, or which is not safe', (origin) => {
  expect(complaints(aConfig({ allowedOrigins: ['https://a.example', origin] }))).toEqual([
    'allowedOrigins[1]: must be * or an origin as browsers write it, like https://www.example.gov.uk (https, small letters, no path)',
  ]);
});

it.each<[object, string]>([
  [{ contact: undefined }, 'contact: is required'],
  [{ contact: { name: 'Digital team', email: 'nobody' } }, 'contact.email: must be an email address'],
  [{ contact: { name: '', email: 'a@b.example' } }, 'contact.name: must not be empty'],
  [{ name: 'The Shire' }, 'name: must be 1 to 21 small letters, digits and hyphens'],
  [{ name: ['commons'] }, 'name: must be text'],
  [{ environment: 'live' }, 'environment: must be one of production, test'],
  [{ region: 'London' }, 'region: must be an AWS region, like eu-west-2'],
  [{ logRetentionDays: 45 }, 'logRetentionDays: must be one of 7, 14, 30, 60, 90, 180, 365'],
  [{ allowedOrigins: '*' }, 'allowedOrigins: must be a list'],
  [{ alarms: { email: 'nobody' } }, 'alarms.email: must be an email address'],
  [{ budget: { monthlyUsd: 0 } }, 'budget.monthlyUsd: must be at least 1'],
  [{ budget: { monthlyUsd: '50' } }, 'budget.monthlyUsd: must be a number'],
  [{ budget: {} }, 'budget.monthlyUsd: is required'],
  [
    { domain: aDomain({ name: 'https://api.marlbeck.example' }) },
    'domain.name: must be a name, like api.example.gov.uk',
  ],
  [{ domain: aDomain({ certificateArn: 'abc' }) }, 'domain.certificateArn: must be the ARN of an ACM certificate'],
  [
    { region: 'eu-west-1', domain: aDomain() },
    'domain.certificateArn: must be a certificate of the deployment’s region, eu-west-1',
  ],
  [
    { domain: aDomain({ hostedZoneId: '/hostedzone/Z1' }) },
    'domain.hostedZoneId: must be the id of a Route 53 zone, like Z0123456789ABCDEFGHIJ',
  ],
  [{ tables: { keys: 'a b' } }, 'tables.keys: must be the name of a DynamoDB table, like commons-keys-restored'],
  [{ tables: ['commons-keys-restored'] }, 'tables: must be an object'],
  [
    { tables: { waste: 'commons-waste-restored' } },
    'tables.waste: there is no such table to replace; there are keys, addresses, access',
  ],
  [{ tables: { keys: 'commons-one', addresses: 'commons-one' } }, 'tables.keys: is the table of addresses'],
  [{ colour: 'red' }, 'colour: is not a setting'],
  [{ councils: undefined }, 'councils: is required'],
  [{ councils: [] }, 'councils: must not be empty'],
  [{ councils: [aCouncil({ id: undefined })] }, 'councils[0].id: is required'],
  [
    { councils: [aCouncil({ id: 'Marlbeck DC' })] },
    'councils[0].id: must be 2 to 31 small letters, digits and hyphens',
  ],
  [{ councils: [aCouncil({ gssCode: 'E0799990' })] }, 'councils[0].gssCode: must be a GSS code, like E07000208'],
  [{ councils: [aCouncil({ custodianCode: 0 })] }, 'councils[0].custodianCode: must be at least 1'],
  [{ councils: [aCouncil({ custodianCode: '9901' })] }, 'councils[0].custodianCode: must be a number'],
  [{ councils: [aCouncil({ nameWelsh: '' })] }, 'councils[0].nameWelsh: must not be empty'],
  [
    { councils: [aCouncil({ contact: { name: 'Data team', email: 'data' } })] },
    'councils[0].contact.email: must be an email address',
  ],
  [
    { councils: [aCouncil({ bindings: { addresses: { url: 'http://api.shire.example' } } })] },
    'councils[0].bindings.addresses.url: must be scheme and host of a deployment, like https://api.example.gov.uk',
  ],
  [
    { councils: [aCouncil({ bindings: { addresses: { url: 'https://api.shire.example/v1' } } })] },
    'councils[0].bindings.addresses.url: must be scheme and host of a deployment, like https://api.example.gov.uk',
  ],
  [
    { councils: [aCouncil({ capabilities: ['waste'], bindings: { addresses: { url: 'https://a.example' } } })] },
    'councils[0].bindings.addresses: is not one of the council’s capabilities, waste',
  ],
  [
    { councils: [aCouncil({ bindings: { access: { url: 'https://a.example' } } })] },
    'councils[0].bindings.access: is not one of the council’s capabilities, addresses, waste',
  ],
  [
    { councils: [aCouncil({ bindings: { addresses: { url: 'https://a.example:99999' } } })] },
    'councils[0].bindings.addresses.url: must have a port up to 65535',
  ],
  [
    { councils: [aCouncil({ bindings: { addresses: { url: 'http://localhost:3000' } } })] },
    'councils[0].bindings.addresses.url: must be https in production',
  ],
  [
    { domain: aDomain(), councils: [aCouncil({ bindings: { addresses: { url: `https://${aDomain().name}` } } })] },
    'councils[0].bindings.addresses.url: is this deployment itself: leave the binding out',
  ],
  [{ retention: { 'access.audit': 0 } }, 'retention.access.audit: must be at least 1 day'],
  [
    { retention: { 'access.keys': 30 } },
    'retention.access.keys: there is no such record; there are access.audit, addresses.audit',
  ],
  [
    { councils: [aCouncil({ retention: { bins: 30 } })] },
    'councils[0].retention.bins: there is no such record; there are access.audit, addresses.audit',
  ],
  [{ councils: [aCouncil({ website: 'x' })] }, 'councils[0].website: is not a setting'],
  [
    { councils: [aCouncil({ id: 'problems' })] },
    'councils[0].id: must be another: docs, health, problems are paths of the deployment itself',
  ],
  ...(
    [
      [{ issuer: undefined }, 'issuer: is required'],
      [
        { issuer: 'http://sign-in.marlbeck.example' },
        'issuer: must be an https address, like https://sign-in.example.gov.uk/realms/staff',
      ],
      [
        { issuer: 'https://sign-in.marlbeck.example?x=1' },
        'issuer: must be an https address, like https://sign-in.example.gov.uk/realms/staff',
      ],
      [
        { issuer: 'https://sign-in.marlbeck.example/.well-known/openid-configuration' },
        'issuer: must be the issuer that the discovery document names: leave out /.well-known/openid-configuration',
      ],
      [
        { issuer: 'https://login.microsoftonline.com/common/v2.0' },
        'issuer: must name one tenant: put its id in place of “common”',
      ],
      [{ audience: '' }, 'audience: must not be empty'],
      [{ rolesClaim: 7 }, 'rolesClaim: must be text'],
      [{ roles: undefined }, 'roles: is required'],
      [{ roles: {} }, 'roles: must name a role: without one nobody may do anything'],
      [{ roles: ['officer'] }, 'roles: must be an object'],
      [{ roles: { officer: 'addresses:read' } }, 'roles.officer: must be a list'],
      [{ roles: { officer: [] } }, 'roles.officer: must not be empty'],
      [
        { roles: { officer: ['addresses:*', 'Addresses'] } },
        'roles.officer[1]: must be a scope, like addresses:read, addresses:* or *',
      ],
      [{ roles: { ' ': ['*'] } }, 'roles: must not have a role without a name'],
      [{ dailyQuota: 0 }, 'dailyQuota: must be at least 1'],
      [{ secret: 'x' }, 'secret: is not a setting'],
    ] as const
  ).map(([overrides, line]): [object, string] => [
    { councils: [aCouncil({ signIn: aSignIn(overrides) })] },
    `councils[0].signIn.${line}`,
  ]),
  [
    { councils: [aCouncil({ signIn: aSignIn() }), aCouncil({ id: 'pellwick', signIn: aSignIn() })] },
    'councils[1].signIn.audience: is that of “marlbeck”; register the API once more, for this council',
  ],
  [{ councils: [aCouncil(), aCouncil()] }, 'councils[1].id: “marlbeck” is used twice'],
  [
    { councils: [aCouncil({ capabilities: ['waste', 'parking'] })] },
    'councils[0].capabilities[1]: there is no capability “parking”; there are addresses, waste',
  ],
])('says of %j: %s', (overrides, line) => {
  expect(complaints(aConfig(overrides))).toEqual([line]);
});

describe('a national service', () => {
  const councils = (services: unknown, more: object = {}) => aConfig({ councils: [aCouncil({ services, ...more })] });
  const servicesOf = (services: object) => read(councils(services), withLamps).councils[0]?.services;

  it('is where the contract says, with the usual settings, unless told otherwise', () => {
    const usual = { url: 'https://lamps.example/v1', colour: 'white' };
    const own = { url: 'https://127.0.0.1:8443/lamps/v2', colour: 'amber', poles: { tall: { height: 9 } } };
    expect([{ lamps: {} }, { lamps: own }].map(servicesOf)).toEqual([{ lamps: usual }, { lamps: own }]);
    expect(servicesOf({})).toBeUndefined();
  });

  it('of this computer is taken without TLS in a test', () => {
    const config = { ...councils({ lamps: { url: 'http://localhost:5000/v1' } }), environment: 'test' };
    expect(read(config, withLamps).councils[0]?.services?.lamps?.url).toBe('http://localhost:5000/v1');
  });

  const address =
    'url: must be an https address without a slash at its end, like https://publicapi.payments.service.gov.uk';
  it.each<[object, string]>([
    ...[
      ...['https://lamps.example/', 'https://lamps.example/v1/', 'http://lamps.example', 'lamps.example', ''],
      ...['https://lamps.example?x=1', 'https://lamps.example/v1#x', 'https://user@lamps.example', 'https://a:99999'],
      ...['http://localhost.lamps.example', 'https://lamps.example/a b'],
    ].map((url): [object, string] => [{ lamps: { url } }, `lamps.${address}`]),
    [{ lamps: { url: 5 } }, 'lamps.url: must be text'],
    [{ lamps: { url: 'http://localhost:5000' } }, 'lamps.url: must be https in production'],
    [{ lamps: 'https://lamps.example' }, 'lamps: must be an object'],
    [{ lamps: { colour: 'red' } }, 'lamps.colour: must be one of white, amber'],
    [{ lamps: { color: 'amber' } }, 'lamps.color: is not a setting'],
    [{ lamps: { poles: { tall: { height: 0 } } } }, 'lamps.poles.tall.height: must be at least 1'],
    [{ lamps: { apiKey: 'secret' } }, 'lamps.apiKey: is not a setting'],
    [{ waste: {} }, 'waste: stands on no national service; these do: lamps'],
    [{ parking: {} }, 'parking: stands on no national service; these do: lamps'],
  ])('as %j is refused: %s', (services, line) => {
    expect(complaints(councils(services), withLamps)).toEqual([`councils[0].services.${line}`]);
  });

  it('is for a capability that the council has, and has here', () => {
    expect(complaints(councils({ lamps: {} }, { capabilities: ['waste'] }), withLamps)).toEqual([
      'councils[0].services.lamps: is not one of the council’s capabilities, waste',
    ]);
    const bindings = { lamps: { url: 'https://api.shire.example' } };
    expect(complaints(councils({ lamps: {} }, { bindings }), withLamps)).toEqual([
      'councils[0].services.lamps: is served by another deployment, which says so itself: leave it out here',
    ]);
  });

  it('says that no capability stands on one where none does', () => {
    expect(complaints(councils({ waste: {} }))).toEqual([
      'councils[0].services.waste: stands on no national service; these do: none',
    ]);
  });
});

it('says everything that is wrong at once', () => {
  const wrong = { region: 'x', councils: [aCouncil({ id: 'A' }), aCouncil({ name: 5 })], extra: 1 };
  expect(complaints(aConfig(wrong)).map((line) => line.split(':')[0])).toEqual([
    'region',
    'councils[0].id',
    'councils[1].name',
    'extra',
  ]);
});

it('serves 400 councils, and not one more', () => {
  const councils = (count: number) => Array.from({ length: count }, (_, i) => aCouncil({ id: `council-${i}` }));
  expect(read(aConfig({ councils: councils(400) })).councils).toHaveLength(400);
  expect(complaints(aConfig({ councils: councils(401) }))).toEqual(['councils: must have at most 400 entries']);
});

describe('a file that', () => {
  it('is not there: says how to name another', () => {
    const nowhere = join(folder, 'nowhere.json');
    const message = `${nowhere} cannot be read. Set COMMONS_CONFIG to the path of your configuration file.`;
    expect(() => readConfig(nowhere, known)).toThrow(new ConfigError(message));
  });

  it('starts with a byte order mark, as some editors write it: is read all the same', () => {
    expect(readText(`\uFEFF${JSON.stringify(aConfig())}`).name).toBe('commons');
  });

  it('is not JSON: says where', () => {
    expect(() => readText('{\n  "name": "commons",\n}')).toThrow(/commons\.config\.json is not JSON: .+line 3/);
  });

  it.each(['null', '[]', '"commons"'])('holds %s: says what it should', (text) => {
    expect(complaints(JSON.parse(text))).toEqual(['the file: must be an object']);
  });
});
