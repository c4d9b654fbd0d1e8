/** Concessionary travel on the test engine, for one council, with its neighbours replaced and at a time that the test sets. */
import { randomInt } from 'node:crypto';
import * as z from 'zod/mini';
import { passEvents, passRecords } from '#functions/permits/contract/passEvents.ts';
import { passOperations } from '#functions/permits/contract/passOperations.ts';
import { passDependencies } from '#functions/permits/passes/assembly.ts';
import { passesHeld, passHandlers } from '#functions/permits/passes/handlers.ts';
import type { PassMessage } from '#functions/permits/passes/ports.ts';
import { attendingPasses } from '#functions/permits/passes/sweep.ts';
import { capability, type Handlers, type Operation } from '#shared/contract/index.ts';
import { inParallel } from '#shared/dynamodb/retry.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { outbox } from '#shared/events/outbox.ts';
import { keeping } from '#shared/retention.ts';
import { freshTable } from './table.ts';

const contract = capability({
  name: 'permits',
  title: 'Passes',
  summary: 'Concessionary travel by itself.',
  records: { ...passRecords, events: { says: 'Events', personal: 'none', days: 30 } },
  events: passEvents,
  operations: passOperations,
});

type OperationId = keyof typeof passOperations;
interface Asked {
  readonly params?: object;
  readonly query?: object;
  readonly body?: object;
  readonly scopes?: readonly string[];
  readonly keyId?: string;
  readonly gssCode?: string;
}
// biome-ignore lint/suspicious/noExplicitAny: what an operation answers is looked at field by field.
type Answer = any;

export const council = 'marlbeck';
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const newReference = (prefix: string): string =>
  `${prefix}-${Array.from({ length: 8 }, () => alphabet[randomInt(32)]).join('')}`;
const parsed = (schema: unknown, value: object | undefined) =>
  schema ? z.parse(schema as z.core.$ZodType, value ?? {}) : undefined;

const requestOf = (id: OperationId, asked: Asked) => {
  const { scopes = ['*'], keyId = 'k', gssCode = 'E06000001' } = asked;
  const schemas: Operation = passOperations[id];
  return {
    ...{ council, url: '', origin: '', caller: { keyId, council, scopes }, headers: undefined, raw: undefined },
    councilDetails: { id: council, name: 'Marlbeck', capabilities: [], gssCode },
    params: parsed(schemas.params, asked.params),
    query: parsed(schemas.query, asked.query),
    body: parsed(schemas.body, asked.body),
    idempotency: {
      answer: async (answer: unknown, write: (note: object) => Promise<unknown>) => {
        await write({ writes: [] });
        return answer;
      },
    },
  };
};

/** Whoever works Monday to Friday. */
const workingDaysAfter = (day: string, n: number): string => {
  let at = Date.parse(day);
  for (let left = n; left > 0; ) {
    at += 86_400_000;
    if (![0, 6].includes(new Date(at).getUTCDay())) left -= 1;
  }
  return new Date(at).toISOString().slice(0, 10);
};

/** As the capability's sweep does it. How many were due. */
const sweep = async (table: Table, attend: ReturnType<typeof attendingPasses>, now: number): Promise<number> => {
  const { items } = await table.query({ pk: '*#DUE', between: ['0', `${new Date(now).toISOString()}~`] });
  await inParallel(items, 8, async ({ sk, what, council: of, id }) => {
    await attend[String(what)]?.(String(of), String(id));
    await table.remove({ pk: '*#DUE', sk: String(sk) });
  });
  return items.length;
};

export const passCouncil = async () => {
  const table = await freshTable();
  const told: PassMessage[] = [];
  const refunded: string[] = [];
  const neighbours = { uprns: new Set(['9901', '9902']), isDown: undefined as Error | undefined, takesCards: true };
  let now = 0;
  const surroundings = { clock: () => now, councils: new Map(), retention: {} };
  const dependencies = passDependencies(table, {
    announce: outbox(contract, keeping(contract, 'events', surroundings)),
    keep: {
      passes: keeping(contract, 'passes', surroundings),
      passContacts: keeping(contract, 'passContacts', surroundings),
      passEvidence: keeping(contract, 'passEvidence', surroundings),
    },
    addresses: {
      find: async (_, uprn) => {
        if (neighbours.isDown) throw neighbours.isDown;
        return neighbours.uprns.has(uprn) ? { uprn } : undefined;
      },
    },
    passPayments: {
      begin: async (_, payment) =>
        neighbours.takesCards
          ? { ...payment, payment: 'PY-1', nextUrl: `https://pay/${payment.key}` }
          : 'not_connected',
      resume: async () => undefined,
      find: async () => ({ status: 'success', amount: 1000 }),
      refund: async (_, payment) => void refunded.push(payment),
    },
    tellHolder: async (_, message) => void told.push(message),
    ...{ workingDaysAfter, clock: () => now, newReference },
  });
  const handlers: Handlers<typeof contract> = passHandlers(dependencies);
  const answers = handlers as Readonly<Record<string, (request: Answer) => Answer>>;
  return {
    ...{ table, told, refunded, neighbours, dependencies, handlers },
    at: (moment: string) => {
      now = Date.parse(moment);
    },
    held: passesHeld(dependencies),
    sweep: () => sweep(table, attendingPasses(dependencies), now),
    /** Throws the problem that an operation answers. */
    ask: async (id: OperationId, asked: Asked = {}): Promise<Answer> => answers[id]?.(requestOf(id, asked)),
  };
};
