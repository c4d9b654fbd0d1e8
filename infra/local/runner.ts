/** Puts an assembly into service on this machine: engine, tables, functions, gateway. */
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CannotDo } from '../problem.ts';
import { readAssembly } from './assembly.ts';
import { type Carriers, carriersOf } from './carriers.ts';
import { createTables, type Engine, environmentOf, startEngine } from './engine.ts';
import { startEventBus } from './eventBus.ts';
import { gateway } from './gateway.ts';
import type { JsonService } from './jsonService.ts';
import { startLambdaApi } from './lambdaApi.ts';
import { LocalFunction } from './localFunction.ts';
import { startParameterStore } from './parameterStore.ts';
import type { FunctionResource } from './resources.ts';
import { StandIns } from './standIns.ts';
import { synthesize } from './synthesis.ts';

export interface RunnerOptions {
  readonly port: number;
  readonly dataFolder: string;
  readonly print: (line: string, functionName: string) => void;
  /** Told the engine's process id, for whoever must end it if this process cannot. */
  readonly onEngine?: (pid: number | undefined) => void;
  /** Cuts a deployment short. */
  readonly signal?: AbortSignal;
  /** Capabilities that use the real national service, not its stand-in. */
  readonly live?: readonly string[];
}

/** What functions find in place of AWS, by the variable that says where it is. */
type Services = Readonly<Record<`AWS_ENDPOINT_URL_${string}`, JsonService>>;

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
  #carriers: Carriers | undefined;
  #engine: Engine | undefined;
  #services: Services = {};
  readonly #standIns: StandIns;
  #port = 0;
  /** Resources of the assembly that do something on AWS which does not happen here. */
  notCarried: readonly string[] = [];

  private constructor(options: RunnerOptions) {
    this.#options = options;
    const { dataFolder, live = [] } = options;
    this.#standIns = new StandIns({ dataFolder, live, callbacks: () => this.url });
  }

  /** Takes the port first, so that a taken one is told before anything is built. Throws `CannotDo`. */
  static async start(options: RunnerOptions): Promise<Runner> {
    const runner = new Runner(options);
    mkdirSync(options.dataFolder, { recursive: true });
    runner.#port = await listen(runner.#gateway.server, options.port);
    try {
      runner.#engine = await startEngine(join(options.dataFolder, 'dynamodb.sqlite'));
      options.onEngine?.(runner.#engine.pid);
      runner.#services = await runner.#startServices();
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

  /** Of national services, by capability: where their stand-ins are. */
  get standIns(): ReadonlyMap<string, string> {
    return this.#standIns.urls;
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
    const functions = await this.#standIns.beside(assembly.functions);
    const endpoints = Object.entries(this.#services).map(([name, service]) => [name, service.endpoint]);
    const environment = { ...environmentOf(endpoint, assembly.region), ...Object.fromEntries(endpoints) };
    const before = this.#functions;
    await this.#carriers?.stop();
    this.#functions = new Map(
      functions.map((one) => {
        const print = (line: string) => this.#printed(line, one);
        return [one.name, new LocalFunction(one, { environment, print })];
      }),
    );
    const { dataFolder, print } = this.#options;
    const invoke = async (name: string, event: unknown) => this.#functions.get(name)?.invoke(event);
    this.#carriers = carriersOf(assembly, { endpoint, dataFolder, invoke, print });
    this.notCarried = assembly.notCarried;
    this.#gateway.serve(this.#carriers.schedules.beside({ routes: assembly.routes, functions: this.#functions }));
    await Promise.all([...before.values()].map((one) => one.stop()));
  }

  async #startServices(): Promise<Services> {
    const { dataFolder, print } = this.#options;
    const [ssm, events, lambda] = await Promise.all([
      startParameterStore(dataFolder),
      startEventBus(
        dataFolder,
        (line) => print(line, 'events'),
        (event) => this.#carriers?.rules.take(event),
      ),
      startLambdaApi((name) => this.#functions.get(name)),
    ]);
    return { AWS_ENDPOINT_URL_SSM: ssm, AWS_ENDPOINT_URL_EVENTBRIDGE: events, AWS_ENDPOINT_URL_LAMBDA: lambda };
  }

  #printed(line: string, { name, logGroup }: FunctionResource): void {
    this.#options.print(line, name);
    this.#carriers?.logs.take(logGroup, line);
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
    await this.#carriers?.stop();
    await Promise.all([...this.#functions.values()].map((one) => one.stop()));
    await this.#standIns.stop();
    for (const service of Object.values(this.#services)) service.stop();
    await this.#engine?.stop();
  }
}
