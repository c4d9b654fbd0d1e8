/** Runs inside a function's worker thread: loads the bundle as Lambda would and answers invocations. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

export interface Invocation {
  readonly id: string;
  readonly event: unknown;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly context: Readonly<Record<string, unknown>>;
}

export type Answer =
  | { readonly id: string; readonly result: unknown }
  | {
      readonly id: string;
      readonly error: { readonly name: string; readonly message: string; readonly stack?: string };
    };

type Handler = (event: unknown, context: unknown) => unknown;

const { folder, handler: handlerName }: { folder: string; handler: string } = workerData;
const [file = 'index', name = 'handler'] = handlerName.split('.');
const exported: Record<string, Handler> = createRequire(join(folder, '/'))(join(folder, `${file}.js`));
const handler = exported[name];
if (!handler) throw new Error(`${file}.js does not export ${name}.`);

const answer = async ({ id, event, deadline, context }: Invocation): Promise<Answer> => {
  try {
    const result = await handler(event, { ...context, getRemainingTimeInMillis: () => deadline - Date.now() });
    // On AWS the result crosses as JSON: what JSON cannot carry must not work here either.
    return { id, result: result === undefined ? null : JSON.parse(JSON.stringify(result)) };
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    return { id, error: { name, message, ...(stack !== undefined && { stack }) } };
  }
};

parentPort?.on('message', async (invocation: Invocation) => parentPort?.postMessage(await answer(invocation)));
