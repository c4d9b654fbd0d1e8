/** Puts an assembly into service on this machine: engine, tables, functions, gateway. */
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CannotDo } from '../problem.ts';
import { type Assembly, readAssembly } from './assembly.ts';
import { createTables, type Engine, environmentOf, startEngine } from './engine.ts';
import { startEventBus } from './eventBus.ts';
import { gateway } from './gateway.ts';
import type { JsonService } from './jsonService.ts';
import { LocalFunction } from './localFunction.ts';
import { LogSubscriptions } from './logSubscriptions.ts';
import { startParameterStore } from './parameterStore.ts';
import type { FunctionResource } from './resources.ts';
import { Schedules } from './schedules.ts';
import { engineStreams } from './streamReader.ts';
import { synthesize } from './synthesis.ts';
import { TableStreams } from './tableStreams.ts';

export interface RunnerOptions {
  readonly port: number;
  readonly dataFolder: string;
  readonly print: (line: string, functionName: string) => void;
  /** Told the engine's process id, for whoever must end it if this process cannot. */
  readonly onEngine?: (pid: number | undefined) => void;
  /** Cuts a deployment short. */
  readonly signal?: AbortSignal;
}

const listen = (server: ReturnType<typeof gateway>['server'], port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new CannotDo(
              `Port ${port} is in use: stop what uses it, or set PORT to another, for example PORT=${port + 1} npm start.`,
            )
          : new CannotDo(`Port ${port} cannot be used: ${error.message}.`),
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

export class Runner {
  readonly #options: RunnerOptions;
  readonly #gateway = gateway();
  #functions = new Map<string, LocalFunction>();
  #logs: LogSubscriptions | undefined;
  #engine: Engine | undefined;
  #parameters: JsonService | undefined;
  #bus: JsonService | undefined;
  #streams: TableStreams | undefined;
  #schedules: Schedules | undefined;
  #port = 0;
  /** Resources of the assembly that do something on AWS which does not happen here. */
  notCarried: readonly string[] = [];

  private constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** Takes the port first, so that a taken one is told before anything is built. Throws `CannotDo`. */
  static async start(options: RunnerOptions): Promise<Runner> {
    const runner = new Runner(options);
    mkdirSync(options.dataFolder, { recursive: true });
    runner.#port = await listen(runner.#gateway.server, options.port);
    try {
      runner.#engine = await startEngine(join(options.dataFolder, 'dynamodb.sqlite'));
      options.onEngine?.(runner.#engine.pid);
      runner.#parameters = await startParameterStore(options.dataFolder);
      runner.#bus = await startEventBus(options.dataFolder, (line) => options.print(line, 'events'));
      await runner.deploy();
      return runner;
    } catch (error) {
      await runner.stop();
      throw error;
    }
  }

  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  get engine(): Engine {
    if (!this.#engine) throw new Error('The engine is not running.');
    return this.#engine;
  }

  /** Synthesizes and swaps the functions; the data stays. */
  async deploy(): Promise<void> {
    const { endpoint } = this.engine;
    const folder = join(this.#options.dataFolder, 'assembly');
    await synthesize(folder, this.#options.signal);
    const assembly = readAssembly(folder);
    await createTables(assembly.tables, endpoint, assembly.region);
    const environment = {
      ...environmentOf(endpoint, assembly.region),
      AWS_ENDPOINT_URL_SSM: this.#parameters?.endpoint ?? '',
      AWS_ENDPOINT_URL_EVENTBRIDGE: this.#bus?.endpoint ?? '',
    };
    const before = this.#functions;
    await this.#schedules?.stop();
    await this.#streams?.stop();
    await this.#logs?.deliver();
    this.#logs = this.#subscriptions(assembly);
    this.#functions = new Map(
      assembly.functions.map((one) => {
        const print = (line: string) => this.#printed(line, one);
        return [one.name, new LocalFunction(one, { environment, print })];
      }),
    );
    this.#streams = this.#carry(assembly);
    this.notCarried = assembly.notCarried;
    this.#schedules = this.#beat(assembly);
    this.#gateway.serve(this.#schedules.beside({ routes: assembly.routes, functions: this.#functions }));
    await Promise.all([...before.values()].map((one) => one.stop()));
  }

  #subscriptions({ subscriptions }: Assembly): LogSubscriptions {
    const invoke = async (name: string, event: unknown) => this.#functions.get(name)?.invoke(event);
    return new LogSubscriptions({ subscriptions, invoke, print: (line) => this.#options.print(line, 'logs') });
  }

  #carry({ streams, region }: Assembly): TableStreams {
    return new TableStreams({
      streams,
      read: engineStreams(this.engine.endpoint, region),
      invoke: async (name, event) => this.#functions.get(name)?.invoke(event),
      print: (line) => this.#options.print(line, 'streams'),
      file: join(this.#options.dataFolder, 'streams.json'),
    });
  }

  #beat({ schedules }: Assembly): Schedules {
    return new Schedules({
      schedules,
      invoke: async (name, event) => this.#functions.get(name)?.invoke(event),
      print: (line) => this.#options.print(line, 'schedules'),
    });
  }

  #printed(line: string, { name, logGroup }: FunctionResource): void {
    this.#options.print(line, name);
    this.#logs?.take(logGroup, line);
  }

  /** Calls a function directly, as the host's operator would with AWS credentials. */
  invoke(capability: string, event: unknown): Promise<unknown> {
    const found = [...this.#functions.values()].find(({ resource }) => resource.name.endsWith(`-${capability}`));
    if (!found) throw new Error(`There is no function of ${capability}.`);
    return found.invoke(event);
  }

  async stop(): Promise<void> {
    const { server } = this.#gateway;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await this.#schedules?.stop();
    await this.#streams?.stop();
    await this.#logs?.deliver();
    await Promise.all([...this.#functions.values()].map((one) => one.stop()));
    this.#parameters?.stop();
    this.#bus?.stop();
    await this.#engine?.stop();
  }
}
