/** What the pipeline needs from outside, built once per warm function and replaced in tests. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { burstQuota } from '#shared/access/burst.ts';
import { cachedKeys, type KeyReader } from '#shared/access/keys.ts';
import { type Quota, tableQuota } from '#shared/access/quota.ts';
import { type People, signedIn } from '#shared/access/signIn.ts';
import type { Relay } from '#shared/bindings/relay.ts';
import type { Council } from '#shared/contract/capability.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import type { TakenAt } from './cors.ts';

export interface Platform {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly councils: ReadonlyMap<string, Council>;
  /** Days by `<capability>.<record>`, where they differ from the contracts'. */
  readonly retention: Readonly<Record<string, number>>;
  /** Of web pages that may call what needs a key; `*` for any (`cors.ts`). */
  readonly allowedOrigins: readonly string[];
  /** What a path takes; there where `$default` is, which is where preflights arrive. */
  readonly takenAt?: TakenAt;
  readonly keys: KeyReader;
  readonly people: People;
  /** In the order in which a call is counted. */
  readonly quotas: readonly Quota[];
  /** Asks the deployment that a council's capability is bound to. */
  readonly relay: Relay;
  /** Of the function, in megabytes. */
  readonly memory: number;
  /** Writes one JSON line to the log. */
  readonly log: (line: Readonly<Record<string, unknown>>) => void;
}

/** Files that infra put beside the bundle (`infra/constructs/service.ts`). */
export const readAsset = (name: string): string => readFileSync(join(environment('LAMBDA_TASK_ROOT'), name), 'utf8');

const councilsOf = (text: string): ReadonlyMap<string, Council> => {
  const councils: Council[] = JSON.parse(text);
  return new Map(councils.map((council) => [council.id, council]));
};

/** Loaded by the first call that is sent on: most deployments send none. */
const relayWhenNeeded = (clock: () => number): Relay => {
  let loading: Promise<Relay> | undefined;
  const load = async () => {
    const [{ relay }, { parameterStore }] = await Promise.all([
      import('#shared/bindings/relay.ts'),
      import('#shared/secrets.ts'),
    ]);
    const secretOf = (council: string, capability: string) =>
      `${environment('SECRETS')}/bindings/${capability}/${council}`;
    return relay({ secrets: parameterStore(clock), secretOf });
  };
  return async (...call) => {
    loading ??= load();
    return (await loading)(...call);
  };
};

export const platform = (clock: () => number = Date.now): Platform => ({
  clock,
  councils: councilsOf(readAsset('councils.json')),
  ...(JSON.parse(readAsset('settings.json')) as Pick<Platform, 'allowedOrigins' | 'retention'>),
  keys: cachedKeys(new Table(environment('KEYS_TABLE')), clock),
  people: signedIn(clock),
  quotas: [burstQuota(clock), tableQuota(new Table(environment('QUOTAS_TABLE')), clock)],
  relay: relayWhenNeeded(clock),
  memory: Number(environment('AWS_LAMBDA_FUNCTION_MEMORY_SIZE')),
  log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
});
