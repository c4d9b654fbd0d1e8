/** Schemes, zones and quotes on the test engine, for one council, at a time that the test sets; whatever they ask is made up. */
import * as z from 'zod/mini';
import { quoteOperations } from '#functions/permits/contract/quoteOperations.ts';
import type { VehicleFacts } from '#functions/permits/contract/quotes.ts';
import { schemeOperations } from '#functions/permits/contract/schemeOperations.ts';
import { zoneOperations } from '#functions/permits/contract/zoneOperations.ts';
import type { FoundAddress } from '#functions/permits/lookUps.ts';
import { quoteHandlers } from '#functions/permits/quotes/handlers.ts';
import type { Limit, Renewable } from '#functions/permits/quotes/standing.ts';
import { quoteStore } from '#functions/permits/quotes/store.ts';
import { schemeHandlers } from '#functions/permits/schemes/handlers.ts';
import { schemeStore } from '#functions/permits/schemes/store.ts';
import { settingsVersion } from '#functions/permits/settings.ts';
import { zoneHandlers } from '#functions/permits/zones/handlers.ts';
import { zoneStore } from '#functions/permits/zones/store.ts';
import { Down } from '#shared/outbound.ts';
import { aTrail, freshTable, keptForGood } from './table.ts';

const operations = { ...schemeOperations, ...zoneOperations, ...quoteOperations };
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

/** What the test says of everything outside. */
const aWorld = () => ({
  now: 0,
  isDown: false,
  addresses: [] as FoundAddress[],
  /** What is known of every vehicle. */
  vehicle: { source: 'dvla', verified: true, outcome: 'found' } as VehicleFacts & { outcome: string },
  nth: 1 as number | Limit,
  isFull: false,
  hasPermit: false,
  permits: {} as Record<string, Renewable>,
});

/** As the pipeline gives it, without keeping the answer. */
const idempotency = {
  answer: async (answer: unknown, write: (note: object) => Promise<unknown>) => {
    await write({ writes: [] });
    return answer;
  },
};

export const permitRules = async () => {
  const table = await freshTable();
  const made: string[] = [];
  const world = aWorld();
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
    vehicles: { lookUp: async () => world.vehicle },
    standing: {
      renewable: async (_: string, permit: string) => world.permits[permit],
      nextNth: async () => world.nth,
      zoneIsFull: async () => world.isFull,
      vehicleHasPermit: async () => world.hasPermit,
    },
    quotes: quoteStore({ table, quotes: keptForGood }),
    newReference: (prefix: string) => `${prefix}-${String(made.push(prefix)).padStart(8, '0')}`,
  };
  const answers: Readonly<Record<string, (request: Answer) => Answer>> = {
    ...schemeHandlers(dependencies),
    ...zoneHandlers(dependencies),
    ...quoteHandlers(dependencies),
  };
  return {
    ...{ table, world, trail: parts.trail, quotes: dependencies.quotes },
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
        idempotency,
      });
    },
  };
};
