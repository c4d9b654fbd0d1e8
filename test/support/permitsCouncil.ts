/** The journey of permits on the test engine, for one council, with quotes made to measure and a clock to turn. */

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { endOf } from '#functions/permits/applications/steps.ts';
import { attending, sweep } from '#functions/permits/applications/sweep.ts';
import type { MessageCalls } from '#functions/permits/applications/telling.ts';
import { assembled } from '#functions/permits/assembly.ts';
import type { Quote } from '#functions/permits/contract/quotes.ts';
import { type Scheme, SchemeSettings } from '#functions/permits/contract/schemes.ts';
import { permits } from '#functions/permits/contract.ts';
import { handlers } from '#functions/permits/handlers.ts';
import { hear } from '#functions/permits/money/hearing.ts';
import { holdOf, unlimited } from '#functions/permits/places/places.ts';
import { type FakePayments, fakePayments } from './fakePayments.ts';
import { freshTable } from './table.ts';

type OperationId = keyof typeof permits.operations;
// biome-ignore lint/suspicious/noExplicitAny: what an operation answers is looked at field by field.
type Answer = any;
interface Asked {
  readonly params?: object;
  readonly query?: object;
  readonly body?: object;
  readonly by?: string;
}

export const council = 'marlbeck';
const parsed = (schema: unknown, value: object | undefined) =>
  schema ? z.parse(schema as z.core.$ZodType, value ?? {}) : undefined;

/** As the pipeline calls a handler, without keeping its answer. */
const requestOf = (id: OperationId, { params = {}, query, body, by = 'staff-1' }: Asked) => {
  const schemas: { readonly query?: unknown; readonly body?: unknown } = permits.operations[id];
  return {
    ...{ council, councilDetails: undefined, url: '', origin: '', caller: { keyId: by, council, scopes: ['*'] } },
    ...{ params, query: parsed(schemas.query, query), body: parsed(schemas.body, body) },
    idempotency: {
      answer: async (answer: unknown, write: (note: object) => Promise<unknown>) => {
        await write({ writes: [] });
        return answer;
      },
    },
  };
};

export interface Wanted {
  readonly uprn?: string;
  readonly registration?: string | undefined;
  readonly zone?: string;
  readonly pence?: number;
  readonly evidence?: readonly string[];
  readonly starts?: string;
  readonly ends?: string;
}

const usual = { name: 'Resident permit', kind: 'resident', inForceFrom: '2026-01-01' };

const priced = (pence: number, nth: number, zone: string, starts: string): NonNullable<Quote['price']> => ({
  ...{ pence, lines: [{ code: 'base', says: 'Permit', pence }], schemeVersion: '2026-01-01.1' },
  inputs: { nth, months: 12, zone, applied: '2026-03-03', starts, claims: [] },
});

export const permitsCouncil = async (
  given: object = {},
  client?: DynamoDBClient,
  payments: FakePayments = fakePayments(),
) => {
  const table = await freshTable(client);
  const scheme: Scheme = {
    scheme: 'resident',
    version: '2026-01-01.1',
    ...z.parse(SchemeSettings, { ...usual, ...given }),
  };
  const quotes = new Map<string, Quote>();
  const messages: { readonly purpose: string; readonly key: string }[] = [];
  let now = Date.parse('2026-03-03T09:00:00Z');
  let messagesAre: 'sent' | 'down' = 'sent';
  const notifications: MessageCalls = {
    sendMessage: async (_, { body, idempotencyKey }) => {
      if (messagesAre === 'down') throw new (await import('#shared/outbound.ts')).Down('injected', 1);
      if (!messages.some(({ key }) => key === idempotencyKey))
        messages.push({ purpose: body.purpose, key: idempotencyKey });
    },
  };
  const dependencies = assembled(
    table,
    { clock: () => now, councils: new Map(), retention: {} },
    {
      ...{ payments, notifications },
      quotes: {
        find: async (_, reference) => {
          const quote = quotes.get(reference);
          return quote && { quote, asked: {} };
        },
      },
      schemes: { version: async () => scheme },
    },
  );
  const { places, newReference } = dependencies;
  const answers: Readonly<Record<string, (request: Answer) => Answer>> = handlers(dependencies);
  const ask = async (id: OperationId, asked: Asked = {}): Promise<Answer> => answers[id]?.(requestOf(id, asked));
  /** A quote as it would be now; `undefined` where the household can have no more. */
  const quote = async (wanted: Wanted = {}): Promise<Quote | undefined> => {
    const { uprn = '1', registration = 'ZZ26ABC', zone = 'mill-lane', pence = 0, evidence = [] } = wanted;
    const { starts = '2026-03-03', ends = '2027-03-02' } = wanted;
    const { household = unlimited } = scheme.limits;
    const nth = await places.lowest(council, holdOf.household('resident', uprn), household, now);
    if (nth === undefined) return undefined;
    const made: Quote = {
      ...{
        quote: newReference('PQ'),
        scheme: 'resident',
        uprn,
        zone,
        eligible: true,
        reasons: [],
        addressVerified: true,
      },
      ...{ registration, months: 12, starts, ends, price: priced(pence, nth, zone, starts) },
      payment: pence === 0 ? 'none' : scheme.payment,
      evidence: evidence.map((of) => ({ of, anyOf: [{ proof: 'other' }] })),
      expiresAt: new Date(now + 3_600_000).toISOString(),
    };
    quotes.set(made.quote, made);
    return made;
  };
  const events = async (subject: string) =>
    (await table.queryAll({ pk: `${council}#OUTBOX#${subject}`, consistent: true })).map(({ event }) =>
      JSON.parse(String(event)),
    );
  return {
    ...{ table, dependencies, payments, messages, quotes, ask, quote, events },
    clock: () => now,
    turn: (moment: string | number) => {
      now = typeof moment === 'number' ? moment : Date.parse(moment);
    },
    pass: (hours: number) => {
      now += hours * 3_600_000;
    },
    messagesAre: (how: 'sent' | 'down') => {
      messagesAre = how;
    },
    sweep: sweep(dependencies, attending(dependencies)),
    hear: hear(dependencies),
    /** Applies with a quote, or with a new one for what is wanted. */
    apply: (quoteRef: string, body: object = {}): Promise<Answer> =>
      ask('applyForPermit', {
        body: {
          quote: quoteRef,
          applicant: { name: 'Jo Example', email: 'jo@resident.example' },
          declaration: true,
          ...body,
        },
      }),
    of: (id: OperationId, application: string, body?: object, by?: string): Promise<Answer> =>
      ask(id, { params: { application }, ...(body && { body }), ...(by && { by }) }),
    permit: (permit: string): Promise<Answer> => ask('getPermit', { params: { permit } }),
    marks: (registration: string) => table.queryAll({ pk: `${council}#MARK#${registration}`, consistent: true }),
    used: async (zone = 'mill-lane') =>
      Number(
        (await table.get({ pk: `${council}#CAP#resident#${zone}`, sk: 'COUNT' }, { consistent: true }))?.used ?? 0,
      ),
    endOf,
  };
};
export type PermitsCouncil = Awaited<ReturnType<typeof permitsCouncil>>;
