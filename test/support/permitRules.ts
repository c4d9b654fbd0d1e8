/** Schemes, zones and quotes on the test engine, for one council, at a time that the test sets; whatever they ask is made up. */
import * as z from 'zod/mini';
import { schemeOperations } from '#functions/permits/contract/schemeOperations.ts';
import { zoneOperations } from '#functions/permits/contract/zoneOperations.ts';
import type { FoundAddress } from '#functions/permits/lookUps.ts';
import { schemeHandlers } from '#functions/permits/schemes/handlers.ts';
import { schemeStore } from '#functions/permits/schemes/store.ts';
import { settingsVersion } from '#functions/permits/settings.ts';
import { zoneHandlers } from '#functions/permits/zones/handlers.ts';
import { zoneStore } from '#functions/permits/zones/store.ts';
import { Down } from '#shared/outbound.ts';
import { aTrail, freshTable } from './table.ts';

const operations = { ...schemeOperations, ...zoneOperations };
type OperationId = keyof typeof operations;
interface Asked {
  readonly params?: object;
  readonly query?: object;
  readonly body?: object;
}
// biome-ignore lint/suspicious/noExplicitAny: what an operation answers is looked at field by field.
type Answer = any;

const council = 'marlbeck';
const parsed = (schema: unknown, value: object | undefined) =>
  schema ? z.parse(schema as z.core.$ZodType, value ?? {}) : undefined;

export const permitRules = async () => {
  const table = await freshTable();
  const world = { now: 0, isDown: false, addresses: [] as FoundAddress[] };
  const parts = { table, trail: aTrail(table), settings: settingsVersion(table) };
  const asked = async <T>(answer: T): Promise<T> => {
    if (world.isDown) throw new Down('It cannot be reached.', 5);
    return answer;
  };
  const dependencies = {
    clock: () => world.now,
    schemes: schemeStore(parts),
    zones: zoneStore(parts),
    addresses: {
      find: (_: string, uprn: string) => asked(world.addresses.find((one) => one.uprn === uprn)),
      inPostcode: () => asked(world.addresses),
    },
  };
  const answers: Readonly<Record<string, (request: Answer) => Answer>> = {
    ...schemeHandlers(dependencies),
    ...zoneHandlers(dependencies),
  };
  return {
    ...{ table, world, trail: parts.trail },
    at: (moment: string) => {
      world.now = Date.parse(moment);
    },
    /** Throws the problem that an operation answers. */
    ask: async (id: OperationId, { params, query, body }: Asked = {}): Promise<Answer> => {
      const schemas: { readonly method: string; readonly query?: unknown; readonly body?: unknown } = operations[id];
      return answers[id]?.({
        ...{ council, params, caller: { keyId: 'k', council, scopes: ['*'] } },
        query: parsed(schemas.query, query),
        body: parsed(schemas.body, body),
      });
    },
  };
};
