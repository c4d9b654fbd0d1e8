/** The calls of GOV.UK Notify that are needed, over HTTP: its own client library is thirty times the size. */
import * as z from 'zod/mini';
import { type Answer, Down, type Outbound } from '#shared/outbound.ts';
import type { Channel } from '../contract/fields.ts';
import { type ApiKey, tokenFor } from './token.ts';

/** Notify understood, and said no. */
export class Rejected extends Error {
  override readonly name = 'Rejected';
  readonly status: number;
  /** Notify's name of the error; its message may hold what was sent, and is not kept. */
  readonly error: string;

  constructor(status: number, error: string) {
    super(`GOV.UK Notify answered ${status} ${error}.`);
    this.status = status;
    this.error = error;
  }
}

const Failure = z.object({ errors: z.array(z.object({ error: z.string() })) });
const Notification = z.object({ id: z.string(), status: z.string() });
export type Notification = z.infer<typeof Notification>;
const Template = z.object({
  type: z.string(),
  personalisation: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
});
export type Template = z.infer<typeof Template>;

export interface Notify {
  /** Answers the id of the notification. Throws `Rejected`; and `Down`, after which it may have been taken all the same. */
  send(channel: Channel, body: object): Promise<string>;
  /** What was sent with this reference, if Notify still knows it. */
  withReference(reference: string): Promise<Notification | undefined>;
  /** `undefined` where the service has no such template. */
  template(id: string): Promise<Template | undefined>;
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Down('It did not answer with JSON.', 30);
  }
};

const parsed = <S extends z.core.$ZodType>(schema: S, text: string): z.output<S> => {
  const result = z.safeParse(schema, readJson(text));
  if (result.success) return result.data;
  throw new Down('It answered in another form.', 30);
};

const reading =
  <S extends z.core.$ZodType>(schema: S) =>
  ({ status, text }: Answer): z.output<S> => {
    if (status >= 500) throw new Down(`It answered ${status}.`, 30);
    if (status < 400) return parsed(schema, text);
    const failure = z.safeParse(Failure, readJson(text));
    throw new Rejected(status, (failure.success && failure.data.errors[0]?.error) || 'unknown');
  };

interface Options {
  readonly url: string;
  readonly key: ApiKey;
  readonly ask: Outbound;
  readonly clock: () => number;
}

export const notify = ({ url, key, ask, clock }: Options): Notify => {
  const call = <S extends z.core.$ZodType>(path: string, schema: S, body?: object) =>
    ask(
      `${url} ${key.service}`,
      `${url}${path}`,
      {
        method: body ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${tokenFor(key, clock())}`,
          'content-type': 'application/json',
          'user-agent': 'council-commons',
        },
        ...(body && { body: JSON.stringify(body) }),
      },
      reading(schema),
    );
  return {
    send: async (channel, body) => (await call(`/v2/notifications/${channel}`, z.object({ id: z.string() }), body)).id,
    withReference: async (reference) => {
      const path = `/v2/notifications?reference=${encodeURIComponent(reference)}`;
      return (await call(path, z.object({ notifications: z.array(Notification) }))).notifications[0];
    },
    template: async (id) => {
      try {
        return await call(`/v2/template/${id}`, Template);
      } catch (error) {
        if (error instanceof Rejected && error.status === 404) return undefined;
        throw error;
      }
    },
  };
};
