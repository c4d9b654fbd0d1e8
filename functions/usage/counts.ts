/** What is counted of request lines, and by what. */
import * as z from 'zod/mini';
import { host } from '#shared/access/keys.ts';
import { londonDay } from '#shared/london.ts';
import { upTo } from './contract.ts';

const Amount = z.number().check(z.minimum(0));
const Whole = z.int().check(z.minimum(0));

/** The fields of a request line (`shared/http/logRequest.ts`) that count. */
export const Line = z.object({
  type: z.literal('request'),
  time: z.iso.datetime(),
  capability: z.string(),
  operation: z.optional(z.string()),
  council: z.optional(z.string()),
  keyId: z.optional(z.string()),
  problem: z.optional(z.string()),
  status: Whole,
  milliseconds: Whole,
  readUnits: Amount,
  writeUnits: Amount,
  memory: Whole,
  warmFunction: z.string(),
  sequence: z.int().check(z.minimum(1)),
});
/** `bytes`: length of the line. */
export type Line = z.infer<typeof Line> & { readonly bytes: number };

export interface Subject {
  /** `*` for calls to paths of no council. */
  readonly council: string;
  readonly day: string;
  readonly capability: string;
  readonly operation: string;
  readonly keyId: string;
}

const classes = [...upTo.map((most) => `upTo${most}` as const), 'slower'] as const;
export const sums = [
  'calls',
  'errors',
  'serverErrors',
  'readUnits',
  'writeUnits',
  'milliseconds',
  'megabyteMilliseconds',
  'logBytes',
  ...classes,
] as const;
export type Sums = Readonly<Record<(typeof sums)[number], number>>;

export type Count = Subject & Sums;

const none = Object.fromEntries(sums.map((name) => [name, 0])) as Sums;

export const added = (a: Partial<Sums>, b: Partial<Sums>): Sums =>
  Object.fromEntries(sums.map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)])) as Sums;

/**
 * Who is told to have called. People and operators are counted together: when somebody was at work is nobody's business here. A
 * key of another council is not this council's to know.
 */
const callerOf = ({ keyId = 'none', problem }: Line): string => {
  if (problem === 'key-of-another-council') return 'none';
  const [, kind] = /^(oidc|iam)-/.exec(keyId) ?? [];
  return kind === 'oidc' ? 'people' : kind === 'iam' ? 'operators' : keyId;
};

export const subjectOf = (line: Line): Subject => ({
  council: line.council ?? host,
  day: londonDay(Date.parse(line.time)),
  capability: line.capability,
  operation: line.operation ?? 'none',
  keyId: callerOf(line),
});

/** In one text: the order of the answers, too. */
export const nameOf = ({ day, capability, operation, keyId }: Omit<Subject, 'council'>): string =>
  [day, capability, operation, keyId].join('#');

const sumsOf = ({ status, milliseconds, memory, readUnits, writeUnits, bytes }: Line): Sums => {
  const slowness = upTo.findIndex((most) => milliseconds <= most);
  return {
    ...none,
    calls: 1,
    errors: Number(status >= 400),
    serverErrors: Number(status >= 500),
    readUnits,
    writeUnits,
    milliseconds,
    megabyteMilliseconds: memory * milliseconds,
    logBytes: bytes,
    [classes.at(slowness) as string]: 1,
  };
};

/** One count for each subject. */
export const counted = (lines: readonly Line[]): Count[] => {
  const counts = new Map<string, Count>();
  for (const line of lines) {
    const subject = subjectOf(line);
    const name = `${subject.council}#${nameOf(subject)}`;
    counts.set(name, { ...subject, ...added(counts.get(name) ?? none, sumsOf(line)) });
  }
  return [...counts.values()];
};

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Where the share of the calls ends that is at most this slow; `undefined` in the open class. */
const percentile = (sum: Sums, share: number): number | undefined => {
  let calls = 0;
  return upTo.find((most) => {
    calls += sum[`upTo${most}`];
    return calls >= sum.calls * share;
  });
};

export const latencyOf = (sum: Sums) => {
  const [p50, p99] = [percentile(sum, 0.5), percentile(sum, 0.99)];
  return {
    mean: round(sum.milliseconds / Math.max(1, sum.calls), 1),
    ...(p50 !== undefined && { p50 }),
    ...(p99 !== undefined && { p99 }),
    histogram: classes.map((name, i) => ({ ...(i < upTo.length && { upTo: upTo[i] }), calls: sum[name] })),
  };
};
