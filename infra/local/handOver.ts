/** Hands an event to a function as Lambda does when nobody waits for the answer: three times, if it fails. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface HandOverOptions {
  readonly invoke: (functionName: string, event: unknown) => Promise<unknown>;
  readonly print: (line: string) => void;
}

const attempts = 3;

/** Resolves when it has arrived, or was given up, which is printed. */
export const handOver = async (
  { invoke, print }: HandOverOptions,
  functionName: string,
  event: unknown,
): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await invoke(functionName, event);
      return;
    } catch (error) {
      if (attempt === attempts) {
        const message = `${functionName}: ${String(error)}`;
        print(JSON.stringify({ type: 'failure', level: 'ERROR', error: { name: 'DeadLetter', message } }));
        return;
      }
      await sleep(100 * 2 ** attempt);
    }
  }
};
