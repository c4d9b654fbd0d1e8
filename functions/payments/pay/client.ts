/** GOV.UK Pay's API, as much of it as is used here. What it tells of payers and cards is not even read. */
import * as z from 'zod/mini';
import { type Answer, Down, type Outbound } from '#shared/outbound.ts';
import type { Connection } from './connection.ts';

const text = z.optional(z.nullable(z.string()));
const number = z.optional(z.nullable(z.number()));
const link = z.optional(z.nullable(z.object({ href: z.string() })));

const PayPayment = z.object({
  payment_id: z.string(),
  reference: text,
  amount: z.number(),
  total_amount: number,
  fee: number,
  state: z.object({ status: z.string(), finished: z.boolean(), code: text }),
  refund_summary: z.optional(
    z.nullable(z.object({ status: text, amount_available: number, amount_submitted: number })),
  ),
  settlement_summary: z.optional(
    z.nullable(z.object({ capture_submit_time: text, captured_date: text, settled_date: text })),
  ),
  _links: z.optional(z.nullable(z.object({ next_url: link }))),
});
export type PayPayment = z.infer<typeof PayPayment>;

const PayRefund = z.object({
  refund_id: z.string(),
  amount: z.number(),
  created_date: z.string(),
  status: z.enum(['submitted', 'success', 'error']),
  settlement_summary: z.optional(z.nullable(z.object({ settled_date: text }))),
});
export type PayRefund = z.infer<typeof PayRefund>;

const Found = z.object({ results: z.array(PayPayment) });
const Refunds = z.object({ _embedded: z.object({ refunds: z.array(PayRefund) }) });
const Refusal = z.object({ code: text, field: text });

/** GOV.UK Pay said no: nothing was done. What it says is for developers, never for residents, so only its codes are kept. */
export class PayRefused extends Error {
  override readonly name = 'PayRefused';
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;

  constructor(status: number, { code, field }: z.infer<typeof Refusal>) {
    super(`GOV.UK Pay answered ${status} ${code ?? ''}.`);
    this.status = status;
    this.code = code ?? '';
    this.field = field ?? undefined;
  }
}

const jsonOf = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** What cannot be understood counts as an outcome that is not known. */
const understood = <S extends z.core.$ZodType>(schema: S, body: string): z.output<S> => {
  const { success, data } = z.safeParse(schema, jsonOf(body));
  if (success) return data;
  throw new Down('It answered what cannot be understood.', 5);
};

const reading =
  <S extends z.core.$ZodType>(schema: S, { refused }: Connection) =>
  ({ status, text: body }: Answer): z.output<S> => {
    if (status >= 500) throw new Down(`It answered ${status}.`, 5);
    if (status >= 200 && status < 300) return understood(schema, body);
    if (status === 401 || status === 403) refused();
    throw new PayRefused(status, z.safeParse(Refusal, jsonOf(body)).data ?? { code: undefined, field: undefined });
  };

/** Characters that its firewall refuses, and what stands for them. */
const softer: Readonly<Record<string, string>> = { '<': '(', '>': ')', '"': '’', '\\': '/', '|': '/' };
const soft = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll(/[<>"\\|]/g, (one) => softer[one] ?? '') : value;

export interface PayCreation {
  readonly amount: number;
  readonly reference: string;
  readonly description: string;
  readonly return_url: string;
  readonly language: 'en' | 'cy';
  readonly delayed_capture: boolean;
  readonly email?: string;
  readonly prefilled_cardholder_details?: object;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The calls for one connection. Each throws `PayRefused`, or `Down`, after which it may have been done all the same. */
export const payClient = (ask: Outbound, connection: Connection) => {
  const { name, url, key } = connection;
  const headers = { authorization: `Bearer ${key}`, accept: 'application/json' };
  const at = (path: string) => `${url}/v1/payments${path}`;
  const get = <S extends z.core.$ZodType>(path: string, schema: S) =>
    ask(name, at(path), { headers }, reading(schema, connection));
  /** Never without a body, which the firewall would refuse. */
  const post = <S extends z.core.$ZodType>(path: string, body: object, schema: S) =>
    ask(
      name,
      at(path),
      {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body, soft),
      },
      reading(schema, connection),
    );
  return {
    create: (body: PayCreation) => post('', body, PayPayment),
    /** Strongly consistent: the truth. */
    payment: (id: string) => get(`/${id}`, PayPayment),
    /** Lags behind. */
    byReference: async (reference: string) =>
      (await get(`?reference=${reference}`, Found)).results.filter((one) => one.reference === reference),
    cancel: (id: string) => post(`/${id}/cancel`, {}, z.unknown()),
    capture: (id: string) => post(`/${id}/capture`, {}, z.unknown()),
    refund: (id: string, body: { readonly amount: number; readonly refund_amount_available: number }) =>
      post(`/${id}/refunds`, body, PayRefund),
    /** Lags behind. */
    refunds: async (id: string) => (await get(`/${id}/refunds`, Refunds))._embedded.refunds,
  };
};
export type PayClient = ReturnType<typeof payClient>;
