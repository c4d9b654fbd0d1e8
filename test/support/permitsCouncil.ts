/** The journey of permits on the test engine, for one council, with quotes made to measure and a clock to turn. */

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { attending, sweep } from '#functions/permits/applications/sweep.ts';
import type { MessageCalls } from '#functions/permits/applications/telling.ts';
import { assembled } from '#functions/permits/assembly.ts';
import type { Quote } from '#functions/permits/contract/quotes.ts';
import { proofs } from '#functions/permits/contract/schemeRules.ts';
import { type Scheme, SchemeSettings } from '#functions/permits/contract/schemes.ts';
import { permits } from '#functions/permits/contract.ts';
import { handlers } from '#functions/permits/handlers.ts';
import { hear } from '#functions/permits/money/hearing.ts';
import { holdOf, type Places, unlimited } from '#functions/permits/places/places.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { Down } from '#shared/outbound.ts';
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
  const schemas: { readonly method: string; readonly query?: unknown; readonly body?: unknown } =
    permits.operations[id];
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

const resident = (given: object): Scheme => ({
  ...{ scheme: 'resident', version: '2026-01-01.1' },
  ...z.parse(SchemeSettings, { ...usual, ...given }),
});

/** Messages as they were taken, each once. */
const fakeMessages = () => {
  const sent = new Map<string, string>();
  const state: { are: 'sent' | 'down' } = { are: 'sent' };
  const notifications: MessageCalls = {
    sendMessage: async (_, { body, idempotencyKey }) => {
      if (state.are === 'down') throw new Down('injected', 1);
      sent.set(idempotencyKey, body.purpose);
    },
  };
  return { notifications, sent, state };
};

interface Quoting {
  readonly scheme: Scheme;
  readonly places: Places;
  readonly newReference: (prefix: string) => string;
  readonly clock: () => number;
}

/** A quote as it would be now; `undefined` where the household can have no more. */
const quoting = async (
  { scheme, places, newReference, clock }: Quoting,
  wanted: Wanted,
): Promise<Quote | undefined> => {
  const { uprn = '1', registration = 'ZZ26ABC', zone = 'mill-lane', pence = 0, evidence = [] } = wanted;
  const { starts = '2026-03-03', ends = '2027-03-02' } = wanted;
  const { household = unlimited } = scheme.limits;
  const nth = await places.lowest(council, holdOf.household('resident', uprn), household, clock());
  if (nth === undefined) return undefined;
  return {
    ...{ quote: newReference('PQ'), scheme: 'resident', uprn, zone, eligible: true, reasons: [], notes: [] },
    ...{ addressVerified: true, registration, months: 12, starts, ends, price: priced(pence, nth, zone, starts) },
    payment: pence === 0 ? 'none' : scheme.payment,
    evidence: evidence.map((of) => ({ of, anyOf: proofs.map((proof) => ({ proof })) })),
    expiresAt: new Date(clock() + 3_600_000).toISOString(),
  };
};

/** What is asked, as tests say it. */
const askingOf = (answers: Readonly<Record<string, (request: Answer) => Answer>>) => {
  const ask = async (id: OperationId, asked: Asked = {}): Promise<Answer> => answers[id]?.(requestOf(id, asked));
  const applicant = { name: 'Jo Example', email: 'jo@resident.example' };
  return {
    ask,
    apply: (quote: string, body: object = {}): Promise<Answer> =>
      ask('applyForPermit', { body: { quote, applicant, declaration: true, ...body } }),
    /** Of an application. */
    of: (id: OperationId, application: string, body?: object, by?: string): Promise<Answer> =>
      ask(id, { params: { application }, ...(body && { body }), ...(by && { by }) }),
    permit: (permit: string): Promise<Answer> => ask('getPermit', { params: { permit } }),
  };
};

/** What is in the table. */
const readingOf = (table: Table) => ({
  events: async (subject: string): Promise<Answer[]> =>
    (await table.queryAll({ pk: `${council}#OUTBOX#${subject}`, consistent: true })).map(({ event }) =>
      JSON.parse(String(event)),
    ),
  marks: (registration: string) => table.queryAll({ pk: `${council}#MARK#${registration}`, consistent: true }),
  used: async (zone = 'mill-lane'): Promise<number> => {
    const count = await table.get({ pk: `${council}#CAP#resident#${zone}`, sk: 'COUNT' }, { consistent: true });
    return Number(count?.used ?? 0);
  },
});

const nobodysAddresses = { find: async () => undefined, inPostcode: async () => [] };
const nobodysVehicles = { lookUp: async () => ({ source: 'none' as const, verified: false, outcome: 'not_offered' }) };

export interface Here {
  readonly client?: DynamoDBClient;
  readonly payments?: FakePayments;
}

/** At nine in the morning of Tuesday 3 March 2026. */
export const permitsCouncil = async (given: object = {}, { client, payments = fakePayments() }: Here = {}) => {
  const table = await freshTable(client);
  const scheme = resident(given);
  const quotes = new Map<string, Quote>();
  const { notifications, sent, state } = fakeMessages();
  let now = Date.parse('2026-03-03T09:00:00Z');
  const clock = () => now;
  const find = async (_: string, reference: string) => {
    const quote = quotes.get(reference);
    return quote && { quote, asked: {} };
  };
  const neighbours = { payments, notifications, addresses: nobodysAddresses, vehicles: nobodysVehicles };
  const whole = assembled(table, { clock, councils: new Map(), retention: {} }, neighbours);
  const [ofQuotes, ofSchemes] = [
    { ...whole.quotes, find },
    { ...whole.schemes, version: async () => scheme },
  ];
  const dependencies = { ...whole, quotes: ofQuotes as typeof whole.quotes, schemes: ofSchemes };
  return {
    ...{ table, dependencies, payments, sent, clock },
    ...askingOf(handlers(dependencies)),
    ...readingOf(table),
    quote: async (wanted: Wanted = {}) => {
      const quote = await quoting({ ...dependencies, scheme }, wanted);
      if (quote) quotes.set(quote.quote, quote);
      return quote;
    },
    turn: (moment: string) => {
      now = Date.parse(moment);
    },
    pass: (hours: number) => {
      now += hours * 3_600_000;
    },
    messagesAre: (how: 'sent' | 'down') => {
      state.are = how;
    },
    sweep: sweep(dependencies, attending(dependencies)),
    hear: hear(dependencies),
  };
};
export type PermitsCouncil = Awaited<ReturnType<typeof permitsCouncil>>;
