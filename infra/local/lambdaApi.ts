/** Stands in for Lambda's own API, by which one function asks another (`shared/calls.ts`). */
import { type JsonService, startJsonService } from './jsonService.ts';
import type { LocalFunction } from './localFunction.ts';

const form = /^\/2015-03-31\/functions\/([\w-]+)\/invocations$/;

type Find = (functionName: string) => Pick<LocalFunction, 'invoke'> | undefined;

/** Answers `Invoke` as AWS does. */
export const startLambdaApi = (find: Find): Promise<JsonService> =>
  startJsonService(async (event, path) => {
    const name = form.exec(path)?.[1] ?? '';
    const found = find(name);
    if (!found) return { status: 404, body: { Type: 'User', Message: `Function not found: ${name}` } };
    try {
      return { status: 200, body: await found.invoke(event) };
    } catch (error) {
      const { name: errorType, message: errorMessage } = error as Error;
      return {
        status: 200,
        headers: { 'x-amz-function-error': 'Unhandled' },
        body: { errorType, errorMessage },
      };
    }
  });
