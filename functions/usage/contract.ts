import * as z from 'zod/mini';
import { csv, csvFormat } from '#shared/contract/csv.ts';
import { capability, described, get, HostOnly, named, ok, PlainDate, page } from '#shared/contract/index.ts';

/** Upper ends of the latency histogram, in milliseconds; the last class has none. */
export const upTo = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000] as const;

const Count = z.int().check(z.minimum(0));
const Units = z.number().check(z.minimum(0));

const Latency = z.object({
  mean: described(Units, 'Milliseconds of the average call.', 12.4),
  p50: z.optional(described(z.int(), 'Half of the calls took at most this many milliseconds. Absent above 5,000.', 10)),
  p99: z.optional(described(z.int(), '99 of 100 took at most this many. Absent above 5,000.', 50)),
  histogram: described(
    z.array(
      z.object({
        upTo: z.optional(described(z.int(), 'Most milliseconds of this class. Absent on the last.', 25)),
        calls: described(Count, 'Calls in this class and in none before it.', 310),
      }),
    ),
    'Calls by how long they took, the fastest first.',
  ),
});

const units = {
  calls: described(Count, 'Requests that reached the function, refused ones too.', 1204),
  errors: described(Count, 'Of those, how many were answered with a status of 400 or more.', 12),
  serverErrors: described(Count, 'Of those, how many with 500 or more.', 0),
  readUnits: described(Units, 'Read units of the database.', 602.5),
  writeUnits: described(Units, 'Write units of the database.', 0),
};

export const UsageRow = named(
  z.object({
    day: described(PlainDate, 'Day in London.', '2026-11-23'),
    capability: described(z.string(), 'Name of the capability.', 'addresses'),
    operation: described(z.string(), 'Id of the operation; `none` where the path was of none.', 'listAddresses'),
    keyId: described(
      z.string(),
      'Id of the key. `people` for all who signed in, `operators` for those with AWS credentials, `none` where no key of the council called.',
      'k3Yid00042',
    ),
    ...units,
    latency: described(Latency, 'How long the calls took.'),
  }),
  { id: 'UsageRow', description: 'The calls of one key to one operation on one day.' },
);
export type UsageRow = z.infer<typeof UsageRow>;

const Usage = z.object({
  from: described(PlainDate, 'First day asked for.', '2026-11-01'),
  to: described(PlainDate, 'Last day asked for.', '2026-11-23'),
  usage: described(z.array(UsageRow), 'In order of day, capability, operation and key.'),
  cursor: z.optional(described(z.string(), 'For the next page. Absent on the last.')),
});

const Dollars = z.number().check(z.minimum(0));

const StatementLine = named(
  z.object({
    capability: described(z.string(), 'Name of the capability.', 'addresses'),
    operation: described(z.string(), 'Id of the operation.', 'listAddresses'),
    ...units,
    gigabyteSeconds: described(Units, 'Running time of the function times its memory.', 15.2),
    logBytes: described(Count, 'Length of the lines in the request log.', 421400),
    cost: described(Dollars, 'What that came to, in US dollars, to a millionth.', 0.002911),
  }),
  { id: 'StatementLine', description: 'One operation’s use in the month, and what it cost.' },
);

const Prices = named(
  z.object({
    region: described(z.string(), 'AWS region.', 'eu-west-2'),
    asOf: described(z.string(), 'Month of the price list.', '2025-11'),
    source: described(z.string(), 'Where the prices are from.'),
    httpApiPerMillionCalls: described(Dollars, 'Gateway.', 1.16),
    lambdaPerMillionCalls: described(Dollars, 'Function, for being called.', 0.2),
    lambdaPerGigabyteSecond: described(Dollars, 'Function, for running.', 0.0000133334),
    dynamodbPerMillionReadUnits: described(Dollars, 'Database, reading.', 0.1485),
    dynamodbPerMillionWriteUnits: described(Dollars, 'Database, writing.', 0.7423),
    logsPerGigabyte: described(Dollars, 'Log.', 0.5985),
    dynamodbPerGigabyteMonth: described(Dollars, 'Database, storage.', 0.29715),
    recoveryPerGigabyteMonth: described(Dollars, 'Database, point-in-time recovery.', 0.23772),
  }),
  { id: 'Prices', description: 'The price list that a statement is made with, in US dollars.' },
);

const Statement = z.object({
  council: described(z.string(), 'Name of the council.', 'Marlbeck District Council'),
  month: described(z.string(), 'The month.', '2026-10'),
  complete: described(
    z.boolean(),
    'Whether the month is over, for a day at least, and all of its days are still kept.',
  ),
  lines: described(z.array(StatementLine), 'In order of capability and operation.'),
  total: described(Dollars, 'Sum of the lines, in US dollars.', 1.402117),
  prices: described(Prices, 'What the statement was made with.'),
  leftOut: described(z.string(), 'What the statement does not hold.'),
});
type Statement = z.infer<typeof Statement>;

const readers = { scope: 'usage:read' } as const;

const Host = described(
  z._default(z.boolean(), false),
  'Calls to paths of no council instead, like the documentation. Only the host’s operators may ask.',
);
const Name = z.string().check(z.minLength(1), z.maxLength(80));
const Month = z.string().check(z.regex(/^[1-8]\d{3}-(0[1-9]|1[0-2])$/, 'must be a month, like 2026-11'));

const usageCsv = csv(({ usage }: z.infer<typeof Usage>) => usage, {
  day: ({ day }) => day,
  capability: (row) => row.capability,
  operation: (row) => row.operation,
  keyId: ({ keyId }) => keyId,
  calls: ({ calls }) => calls,
  errors: ({ errors }) => errors,
  serverErrors: ({ serverErrors }) => serverErrors,
  readUnits: ({ readUnits }) => readUnits,
  writeUnits: ({ writeUnits }) => writeUnits,
  meanMilliseconds: ({ latency }) => latency.mean,
  ...Object.fromEntries(
    [...upTo.map((most) => `upTo${most}`), 'slower'].map((name, i) => [
      name,
      ({ latency }: UsageRow) => latency.histogram[i]?.calls,
    ]),
  ),
});

const statementCsv = csv(({ lines, month }: Statement) => lines.map((line) => ({ month, ...line })), {
  month: ({ month }) => month,
  capability: (line) => line.capability,
  operation: ({ operation }) => operation,
  calls: ({ calls }) => calls,
  errors: ({ errors }) => errors,
  serverErrors: ({ serverErrors }) => serverErrors,
  readUnits: ({ readUnits }) => readUnits,
  writeUnits: ({ writeUnits }) => writeUnits,
  gigabyteSeconds: ({ gigabyteSeconds }) => gigabyteSeconds,
  logBytes: ({ logBytes }) => logBytes,
  costInDollars: ({ cost }) => cost,
});

export const usage = capability({
  name: 'usage',
  title: 'Usage',
  summary: 'Who called what how often, how long it took, and what it cost.',
  core: true,
  records: {
    counts: { says: 'Calls, units and time by key, operation and day', personal: 'reference', days: 760 },
    counted: { says: 'Which log lines were counted, for three weeks', personal: 'none' },
  },
  operations: {
    getUsage: get('/{council}/usage', {
      summary: 'The council’s calls by day, operation and key',
      description:
        'Counted from the request log, exactly, within a minute or two of the call. As JSON, or as CSV with `?format=csv` or `Accept: text/csv`.',
      access: readers,
      query: z.strictObject({
        from: z.optional(described(PlainDate, 'First day; the first of this month unless told.', '2026-11-01')),
        to: z.optional(described(PlainDate, 'Last day; today unless told.', '2026-11-23')),
        capability: z.optional(described(Name, 'Only of this capability.', 'addresses')),
        operation: z.optional(described(Name, 'Only of this operation.', 'listAddresses')),
        keyId: z.optional(described(Name, 'Only of this key.', 'k3Yid00042')),
        host: Host,
        format: csvFormat,
        limit: z._default(described(z.int().check(z.minimum(1), z.maximum(1000)), 'Most rows in one answer.'), 1000),
        cursor: z.optional(
          described(z.string().check(z.maxLength(1000)), 'From the page before; left out for the first page.'),
        ),
      }),
      returns: page(Usage, { forms: { csv: usageCsv } }),
      problems: [HostOnly],
    }),
    getStatement: get('/{council}/usage/statement', {
      summary: 'What a month’s use cost',
      description:
        'For a host that recharges its neighbours: calls, units and time of each operation at the price list that comes with it.',
      access: readers,
      query: z.strictObject({
        month: z.optional(described(Month, 'The month; this one unless told.', '2026-10')),
        host: Host,
        format: csvFormat,
      }),
      returns: ok(Statement, { forms: { csv: statementCsv } }),
      problems: [HostOnly],
    }),
  },
});
