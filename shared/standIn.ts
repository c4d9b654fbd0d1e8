/**
 * Stands in for a national service on this machine and in tests: stateful, and behaving as the service's documentation says. In
 * `functions/<capability>/standIn.ts` as `standIn`, found by infra; never bundled.
 */
export interface StandInOptions {
  /** Milliseconds since 1970; tests move it. */
  readonly clock: () => number;
  /** Scheme and host of the deployment that it tells of what happens, by the paths of the capability's contract. */
  readonly callbacks: () => string;
  /** 0 for any that is free. */
  readonly port?: number;
}

export interface RunningStandIn {
  /** What takes the place of the provider's `url`. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface StandIn {
  /** What it gives a council to be known by, by the names of the contract's `provider.secrets`: the same each time. */
  secretsFor(council: string): Readonly<Record<string, string>>;
  start(options: StandInOptions): Promise<RunningStandIn>;
}
