/** Calls handlers of some operations as the pipeline does: parsed by the contract, without keeping their answers for repeats. */
import * as z from 'zod/mini';
import type { Operation } from '#shared/contract/capability.ts';

// biome-ignore lint/suspicious/noExplicitAny: what an operation answers is looked at field by field.
type Answer = any;

export interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: object;
  readonly body?: object;
  readonly council?: string;
  /** The kept answer of a request with an Idempotency-Key. */
  readonly note?: { readonly writes: readonly object[] };
}

const parsed = (schema: unknown, value: object | undefined) =>
  schema ? z.parse(schema as z.core.$ZodType, value ?? {}) : undefined;

/** Throws what an operation refuses with; an answer has the contract's shape. */
export const asking =
  <O extends Readonly<Record<string, Operation>>>(
    operations: O,
    handlers: Readonly<Record<keyof O & string, (request: Answer) => Answer>>,
  ) =>
  async (
    id: keyof O & string,
    { params, query, body, council = 'marlbeck', note = { writes: [] } }: Asked = {},
  ): Promise<Answer> => {
    const operation = operations[id] as Operation;
    const answer = await handlers[id]({
      ...{ council, councilDetails: undefined, url: '', origin: '', caller: { keyId: 'k', council, scopes: ['*'] } },
      params: parsed(operation.params, params),
      query: parsed(operation.query, query),
      body: parsed(operation.body, body),
      idempotency: {
        answer: async (answer: unknown, write: (note: object) => Promise<unknown>) => {
          await write(note);
          return answer;
        },
      },
    });
    return operation.returns.schema ? z.parse(operation.returns.schema, answer) : answer;
  };
