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
  /**
   * Is called again and again, for what has to happen though nobody asks; its index.ts takes the beats (`shared/schedule.ts`). A beat can
   * come twice or be missed: the work is whatever is due by then.
   */
  readonly schedule?: { readonly everyMinutes: number };
  /** Names of capabilities that it asks (`shared/calls.ts`). */
  readonly uses?: readonly string[];
  /** Types of events that it is told of, its own or another's; its index.ts takes them (`shared/events/hearing.ts`). */
  readonly hears?: readonly string[];
  /** Puts the generated documentation beside the bundle. */
  readonly documentation?: boolean;
}
