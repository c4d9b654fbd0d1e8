/** What use cost at the price list beside this file. */
import type { Sums } from './counts.ts';
import prices from './prices.json' with { type: 'json' };

const million = 1_000_000;
const gigabyte = 1_000_000_000;
/** Of API Gateway's own line about a call. */
const gatewayLogBytes = 250;

const rounded = (dollars: number): number => Number(dollars.toFixed(6));

/** Memory is billed in megabytes of 1,024. */
export const gigabyteSeconds = ({ megabyteMilliseconds }: Sums): number => megabyteMilliseconds / 1024 / 1000;

/** US dollars. */
export const costOf = (use: Sums): number =>
  (use.calls * (prices.httpApiPerMillionCalls + prices.lambdaPerMillionCalls) +
    use.readUnits * prices.dynamodbPerMillionReadUnits +
    use.writeUnits * prices.dynamodbPerMillionWriteUnits) /
    million +
  gigabyteSeconds(use) * prices.lambdaPerGigabyteSecond +
  ((use.logBytes + use.calls * gatewayLogBytes) / gigabyte) * prices.logsPerGigabyte;

const leftOut =
  'Storage, backups, alarms, the metering itself, what every deployment pays without a call, data leaving AWS, free tier, discounts and tax.';

/** A line for each operation; the total is the sum of the lines as they are rounded. */
export const statementOf = (totals: ReadonlyMap<string, Sums>) => {
  const lines = [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, sum]) => {
      const [capability = '', operation = ''] = name.split('#');
      const { calls, errors, serverErrors, readUnits, writeUnits, logBytes } = sum;
      return {
        capability,
        operation,
        calls,
        errors,
        serverErrors,
        readUnits,
        writeUnits,
        gigabyteSeconds: rounded(gigabyteSeconds(sum)),
        logBytes,
        cost: rounded(costOf(sum)),
      };
    });
  return { lines, total: rounded(lines.reduce((total, { cost }) => total + cost, 0)), prices, leftOut };
};
