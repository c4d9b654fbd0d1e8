/** What a capability asks of AWS beyond its routes. Declared in its `resources.ts`, read by infra only. */
export interface Resources {
  /** Its table: `false` for none; indexes by name (`gsi1` has the keys `gsi1pk` and `gsi1sk`). */
  readonly table?: false | { readonly indexes?: readonly string[] };
  /** Megabytes; 1024 is the knee of latency and cost (docs/decisions/0002). */
  readonly memory?: number;
  /** Seconds; API Gateway waits 30. */
  readonly timeout?: number;
  /** `manage`: may write keys, which only the `access` capability does. */
  readonly keys?: 'manage';
  /** Is given the request lines of every function, by log subscriptions; its index.ts takes their deliveries. */
  readonly requestLog?: true;
  /** Puts the generated documentation beside the bundle. */
  readonly documentation?: boolean;
}
