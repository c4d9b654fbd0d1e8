/** The arithmetic of the bill, and the page that shows it. */
import prices from '../../functions/usage/prices.json' with { type: 'json' };

export interface Use {
  readonly operation: string;
  /** A year. */
  readonly calls: number;
  readonly says: string;
  /** Not called through the gateway. */
  readonly isInside?: boolean;
  /** Of one call, where the sample that is measured would mislead. */
  readonly writeUnits?: number;
}

/** Of one call. */
export interface Measured {
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly logBytes: number;
}

/** Of a call, until it is measured on AWS: some ten times what a warm look-up takes here, cold starts included. */
const lambdaSeconds = { read: 0.02, load: 2 };
const lambdaGigabytes = 1;
/** Of API Gateway's own line. */
const accessLogBytes = 250;
/** Stored for one address, with its share of every pack; the version before the live one is kept too. */
const bytesAnAddress = 2000;
const versionsKept = 2;

const million = 1_000_000;
const gigabyte = 1_000_000_000;

export interface Row {
  readonly says: string;
  readonly calls: number;
  readonly measured: Measured;
  /** Dollars a year. */
  readonly cost: number;
}

const secondsOf = (operation: string): number =>
  /^put\w*Batch$/.test(operation) ? lambdaSeconds.load : lambdaSeconds.read;

export const costOf = (
  { operation, calls, isInside = false }: Use,
  { readUnits, writeUnits, logBytes }: Measured,
): number =>
  (calls / million) *
    ((isInside ? 0 : prices.httpApiPerMillionCalls) +
      prices.lambdaPerMillionCalls +
      readUnits * prices.dynamodbPerMillionReadUnits +
      writeUnits * prices.dynamodbPerMillionWriteUnits) +
  calls * secondsOf(operation) * lambdaGigabytes * prices.lambdaPerGigabyteSecond +
  ((calls * (logBytes + (isInside ? 0 : accessLogBytes))) / gigabyte) * prices.logsPerGigabyte;

export const storageCost = (addresses: number): number =>
  ((addresses * bytesAnAddress * versionsKept) / gigabyte) *
  12 *
  (prices.dynamodbPerGigabyteMonth + prices.recoveryPerGigabyteMonth);

const dollars = (value: number): string => `$${value.toFixed(2)}`;
const count = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 1 });

export const page = (uses: readonly Use[], measured: ReadonlyMap<string, Measured>, addresses: number): string => {
  const rows = uses.map((use): Row => {
    const found = measured.get(use.operation);
    if (!found) throw new Error(`${use.operation} was not measured.`);
    const one = { ...found, ...(use.writeUnits !== undefined && { writeUnits: use.writeUnits }) };
    return { ...use, measured: one, cost: costOf(use, one) };
  });
  const storage = storageCost(addresses);
  const total = rows.reduce((sum, { cost }) => sum + cost, storage);
  const lines = rows.map(
    ({ says, calls, measured: { readUnits, writeUnits }, cost }) =>
      `| ${says} | ${count(calls)} | ${count(readUnits)} | ${count(writeUnits)} | ${dollars(cost)} |`,
  );
  return `# What it costs

The yearly bill for \`addresses\`, \`areas\`, \`waste\`, \`payments\`, \`notifications\` and \`vehicles\` of a council of 60,000 households (${count(addresses)} addresses): **${dollars(total)}**.
Made by \`npm run cost\`, which measures the units that each operation uses and multiplies them by the prices of
[prices.json](../functions/usage/prices.json) (${prices.region}, ${prices.asOf}).

| use | calls a year | read units a call | write units a call | a year |
|---|---|---|---|---|
${lines.join('\n')}
| storage, with point-in-time recovery: ${versionsKept} versions of ${count(bytesAnAddress)} bytes an address | | | | ${dollars(storage)} |
| **all** | | | | **${dollars(total)}** |

A call costs ${dollars(prices.httpApiPerMillionCalls)} a million at the gateway and ${dollars(prices.lambdaPerMillionCalls)} a million for the function; its units $${prices.dynamodbPerMillionReadUnits} (read) and
$${prices.dynamodbPerMillionWriteUnits} (write) a million; its time $${prices.lambdaPerGigabyteSecond} a second at 1 GB; its two log lines $${prices.logsPerGigabyte} a gigabyte.

A load writes 3.19 units an address, index for suggestions included, as measured on 44,230 real addresses, two to a street, and removing it later takes as many. A keystroke takes 0.5 units in the small sample; in
a gazetteer of any real size it takes 3 to 4 with nothing in memory, which would be a dollar more.

Measured: units and log lines, on the local engine, every look-up being of something that no function had in memory. Assumed: ${lambdaSeconds.read * 1000} ms a
look-up and ${lambdaSeconds.load} s a batch, until they are measured on AWS; how often people call. Not in it: alarms, dashboard and backups beyond
the free tier, data leaving AWS, tax; what the card company keeps of a payment, and texts and letters of GOV.UK Notify. Prices: ${prices.source}.
`;
};
