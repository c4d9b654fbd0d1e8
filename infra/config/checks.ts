/** What the settings of a configuration say to each other, and to what there is: a line for each thing that is wrong. */
import type { Capability } from '#shared/contract/capability.ts';
import type { Parsed } from './schema.ts';
import { wrongServices } from './services.ts';
import { sharedAudiences } from './signIn.ts';

/** What a configuration is checked against. */
export interface Known {
  readonly contracts: readonly Pick<Capability, 'name' | 'core' | 'records' | 'provider'>[];
  /** Names of tables that can be replaced by restored ones. */
  readonly stores: readonly string[];
}

const repeated = (ids: readonly string[]): string[] =>
  ids.flatMap((id, i) => (ids.indexOf(id) < i ? [`councils[${i}].id: “${id}” is used twice`] : []));

const unknownCapabilities = (councils: Parsed['councils'], known: readonly string[]): string[] =>
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

const wrongTables = (tables: Readonly<Record<string, string>>, stores: readonly string[]): string[] =>
  Object.entries(tables).flatMap(([store, table]) => {
    if (!stores.includes(store))
      return [`tables.${store}: there is no such table to replace; there are ${stores.join(', ')}`];
    const other = Object.keys(tables).find((name) => name < store && tables[name] === table);
    return other ? [`tables.${store}: is the table of ${other}`] : [];
  });

/** What a binding must not lead to: nowhere, this deployment, or this computer from AWS. */
const wrongUrl = (url: string, { domain, environment }: Parsed): string | undefined => {
  if (!URL.canParse(url)) return 'must have a port up to 65535';
  if (domain?.name === new URL(url).hostname) return 'is this deployment itself: leave the binding out';
  if (url.startsWith('http:') && environment === 'production') return 'must be https in production';
  return undefined;
};

const wrongBindings = (config: Parsed): string[] =>
  config.councils.flatMap(({ bindings = {} }, i) =>
    Object.entries(bindings).flatMap(([name, { url }]) => {
      const wrong = wrongUrl(url, config);
      return wrong ? [`councils[${i}].bindings.${name}.url: ${wrong}`] : [];
    }),
  );

/** In production a service of this computer would be looked for in the function. */
const unsafeServices = ({ councils, environment }: Parsed): string[] =>
  councils.flatMap(({ services = {} }, i) =>
    Object.entries(services).flatMap(([name, { url }]) =>
      environment === 'production' && url?.startsWith('http:')
        ? [`councils[${i}].services.${name}.url: must be https in production`]
        : [],
    ),
  );

/** API Gateway takes a certificate of its own region only. */
const certificateElsewhere = ({ domain, region }: Pick<Parsed, 'domain' | 'region'>): string[] =>
  domain && domain.certificateArn.split(':')[3] !== region
    ? [`domain.certificateArn: must be a certificate of the deployment’s region, ${region}`]
    : [];

/** `<capability>.<record>` of every record whose days can be set. */
const timedRecords = (contracts: Known['contracts']): string[] =>
  contracts.flatMap(({ name, records = {} }) =>
    Object.entries(records).flatMap(([record, { days }]) => (days === undefined ? [] : [`${name}.${record}`])),
  );

const unknownRecords = ({ councils, retention }: Parsed, contracts: Known['contracts']): string[] => {
  const names = timedRecords(contracts);
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

/** Names of the capabilities that a council may choose from: all but those that every council has. */
export const choices = (contracts: Known['contracts']): string[] =>
  contracts.filter(({ core }) => !core).map(({ name }) => name);

export const mistakes = (config: Parsed, { contracts, stores }: Known): string[] => {
  const { councils, tables = {} } = config;
  const names = choices(contracts);
  return [
    ...certificateElsewhere(config),
    ...repeated(councils.map(({ id }) => id)),
    ...unknownCapabilities(councils, names),
    ...unknownBindings(councils, names),
    ...wrongBindings(config),
    ...wrongServices(councils, contracts),
    ...unsafeServices(config),
    ...unknownRecords(config, contracts),
    ...wrongTables(tables, stores),
    ...sharedAudiences(councils),
  ];
};
