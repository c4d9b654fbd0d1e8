/** One Lambda function on this machine: its deployed bundle in a worker thread of its own, with its own environment. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { account } from './intrinsics.ts';
import type { FunctionResource } from './resources.ts';
import type { Answer, Invocation } from './worker.ts';

export class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

/** The function threw, or its worker ended. */
export class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed';
}

interface Waiting {
  readonly settle: (answer: Answer) => void;
  readonly fail: (error: Error) => void;
}

interface Environment {
  readonly worker: Worker;
  readonly waiting: Map<string, Waiting>;
}

export interface LocalOptions {
  /** Environment of every function: region, credentials, where DynamoDB is. */
  readonly environment: Readonly<Record<string, string>>;
  /** Each line a function prints. */
  readonly print: (line: string, functionName: string) => void;
}

/** On Lambda each has an environment of its own. Here they share one, whose database client would time out behind hundreds of others. */
const mostAtOnce = 40;

export class LocalFunction {
  readonly resource: FunctionResource;
  readonly #options: LocalOptions;
  readonly #queue: (() => void)[] = [];
  #running = 0;
  #current: Environment | undefined;

  constructor(resource: FunctionResource, options: LocalOptions) {
    this.resource = resource;
    this.#options = options;
  }

  /** Rejects with `TimedOut` after the function's time-out and with `FunctionFailed` when it throws or crashes. */
  async invoke(event: unknown): Promise<unknown> {
    if (this.#running < mostAtOnce) this.#running += 1;
    else await new Promise<void>((turn) => this.#queue.push(turn));
    try {
      return await this.#invoke(event);
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  async #invoke(event: unknown): Promise<unknown> {
    this.#current ??= this.#start();
    const environment = this.#current;
    const { name, timeoutSeconds, memoryMegabytes } = this.resource;
    const id = randomUUID();
    const invocation: Invocation = {
      id,
      event,
      deadline: Date.now() + timeoutSeconds * 1000,
      context: {
        awsRequestId: id,
        functionName: name,
        functionVersion: '$LATEST',
        memoryLimitInMB: String(memoryMegabytes),
        invokedFunctionArn: `arn:aws:lambda:eu-west-2:${account}:function:${name}`,
        logGroupName: `/aws/lambda/${name}`,
        logStreamName: 'local',
        callbackWaitsForEmptyEventLoop: true,
      },
    };
    const answer = await this.#answered(environment, invocation, timeoutSeconds);
    if ('error' in answer) {
      this.#options.print(JSON.stringify({ type: 'failure', level: 'ERROR', error: answer.error }), name);
      throw new FunctionFailed(answer.error.message);
    }
    return answer.result;
  }

  async stop(): Promise<void> {
    const environment = this.#current;
    this.#current = undefined;
    await environment?.worker.terminate();
  }

  #answered(environment: Environment, invocation: Invocation, timeoutSeconds: number): Promise<Answer> {
    return new Promise((settle, fail) => {
      const timer = setTimeout(() => {
        environment.waiting.delete(invocation.id);
        this.#retire(environment);
        fail(new TimedOut(`It did not answer in ${timeoutSeconds} seconds.`));
      }, timeoutSeconds * 1000);
      const done = () => {
        clearTimeout(timer);
        environment.waiting.delete(invocation.id);
        if (environment !== this.#current && environment.waiting.size === 0) void environment.worker.terminate();
      };
      environment.waiting.set(invocation.id, {
        settle: (answer) => {
          done();
          settle(answer);
        },
        fail: (error) => {
          done();
          fail(error);
        },
      });
      environment.worker.postMessage(invocation);
    });
  }

  /** After a time-out the environment is not used again, as on Lambda; what else runs in it may finish. */
  #retire(environment: Environment): void {
    if (this.#current === environment) this.#current = undefined;
    if (environment.waiting.size === 0) void environment.worker.terminate();
  }

  #start(): Environment {
    const { name, folder, handler, environment, memoryMegabytes } = this.resource;
    const worker = new Worker(join(import.meta.dirname, 'worker.ts'), {
      workerData: { folder, handler },
      env: {
        ...environment,
        ...this.#options.environment,
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
        LAMBDA_TASK_ROOT: folder,
      },
      execArgv: ['--enable-source-maps'],
      stdout: true,
      stderr: true,
    });
    const started: Environment = { worker, waiting: new Map() };
    for (const stream of [worker.stdout, worker.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.#options.print(line, name));
    }
    worker.on('message', (answer: Answer) => started.waiting.get(answer.id)?.settle(answer));
    const ended = (error: Error) => {
      if (this.#current === started) this.#current = undefined;
      for (const { fail } of started.waiting.values()) fail(error);
    };
    worker.on('error', (error) => {
      this.#options.print(JSON.stringify({ type: 'failure', level: 'ERROR', error: String(error) }), name);
      ended(new FunctionFailed('It crashed.'));
    });
    worker.on('exit', () => ended(new FunctionFailed('It stopped.')));
    return started;
  }
}
