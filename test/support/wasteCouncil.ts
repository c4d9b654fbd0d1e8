/** The handlers of waste on the test engine, for one council, at a time that the test sets. */
import * as z from 'zod/mini';
import { assembled } from '#functions/waste/assembly.ts';
import { sweep } from '#functions/waste/cases/sweep.ts';
import type { WasteProperty } from '#functions/waste/contract/rounds.ts';
import { waste } from '#functions/waste/contract.ts';
import { handlers } from '#functions/waste/handlers.ts';
import { propertyKey, propertyPack, rounds } from '#functions/waste/rounds.ts';
import { DatasetKeys } from '#shared/datasets/keys.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import { freshTable } from './table.ts';

type OperationId = keyof typeof waste.operations;
interface Asked {
  readonly reference?: string;
  readonly reservation?: string;
  /** Of the caller's key; every one unless told. */
  readonly scopes?: readonly string[];
  readonly query?: object;
  readonly body?: object;
}
// biome-ignore lint/suspicious/noExplicitAny: what an operation answers is looked at field by field.
type Answer = any;

export const council = 'marlbeck';
const parsed = (schema: unknown, value: object | undefined) =>
  schema ? z.parse(schema as z.core.$ZodType, value ?? {}) : undefined;

/** As the pipeline calls a handler, without keeping its answer. */
const requestOf = (id: OperationId, { reference, reservation, scopes = ['*'], query, body }: Asked) => {
  const schemas: { readonly method: string; readonly query?: unknown; readonly body?: unknown } = waste.operations[id];
  return {
    ...{ council, councilDetails: undefined, url: '', origin: '', caller: { keyId: 'k', council, scopes } },
    params: { reference, reservation },
    query: parsed(schemas.query, query),
    body: parsed(schemas.body, body),
    idempotency: {
      answer: async (answer: unknown, write: (note: object) => Promise<unknown>) => {
        await write({ writes: [] });
        return answer;
      },
    },
  };
};

export const wasteCouncil = async (properties: readonly WasteProperty[]) => {
  const table = await freshTable();
  const keys = new DatasetKeys(rounds.name);
  let now = 0;
  const dependencies = assembled(table, { clock: () => now, councils: new Map(), retention: {} });
  const live = (list: readonly WasteProperty[]) =>
    table.writeMany({
      puts: [
        { ...keys.pointer(council), last: 1, live: 1, liveSince: '2026-01-01T00:00:00.000Z' },
        ...list.map(
          (one): Item => ({ ...propertyKey(keys.prefix(council, 1), one.uprn), data: propertyPack.pack(one) }),
        ),
      ],
    });
  await live(properties);
  const answers: Readonly<Record<string, (request: Answer) => Answer>> = handlers(dependencies);
  return {
    ...{ table, bulky: dependencies.bulky },
    /** Loads the rounds anew. */
    live,
    at: (moment: string) => {
      now = Date.parse(moment);
    },
    sweep: sweep(dependencies),
    /** Throws the problem that an operation answers. */
    ask: async (id: OperationId, asked: Asked = {}): Promise<Answer> => answers[id]?.(requestOf(id, asked)),
  };
};

/** What an operation answers, or the problem that it refuses with: its slug, its extensions and the fields that it names. */
export const outcomeOf = async (asked: Promise<Answer>): Promise<Answer> => {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof Error && 'type' in error)) throw error;
    const { type, options } = error as unknown as { type: { slug: string }; options: Answer };
    return {
      problem: type.slug,
      ...options.extensions,
      ...(options.errors && { fields: options.errors.map(({ pointer }: { pointer: string }) => pointer) }),
    };
  }
};
