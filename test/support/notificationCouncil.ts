/** Notifications on the test engine for two councils, beside a stand-in for GOV.UK Notify that calls back, at a time that the test sets. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assembled } from '#functions/notifications/assembly.ts';
import { notifications } from '#functions/notifications/contract.ts';
import { handlers } from '#functions/notifications/handlers.ts';
import { hear } from '#functions/notifications/sending/hear.ts';
import { sweep } from '#functions/notifications/sending/sweep.ts';
import { templateOf } from '#functions/notifications/standIn/keys.ts';
import { secretsFor, startNotify } from '#functions/notifications/standIn.ts';
import type { Council } from '#shared/contract/capability.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Response } from '#shared/http/exchange.ts';
import { serve } from '#shared/http/serve.ts';
import { AnswerStore } from '#shared/idempotency/answers.ts';
import { outbound } from '#shared/outbound.ts';
import { providers } from '#shared/provider.ts';
import { aKey, aPlatform, type Call, call } from './pipeline.ts';
import { freshTable } from './table.ts';

type OperationId = keyof typeof notifications.operations;
interface Asked extends Partial<Pick<Call, 'query' | 'headers'>> {
  readonly council?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Called without a key. */
  readonly isPublic?: true;
}
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: NonNullable<Response['headers']>;
  // biome-ignore lint/suspicious/noExplicitAny: what an operation answers is looked at field by field.
  readonly json: any;
}

export const start = '2026-11-23T09:30:00Z';
export const council = 'marlbeck';
const publicUrl = 'https://api.marlbeck.example';

const councilOf = (id: string, name: string, settings?: object): Council => ({
  ...{ id, name, capabilities: ['notifications'] },
  ...(settings && { services: { notifications: { url: 'unused', perMinute: 2500, ...settings } } }),
});

const byLanguage = (type: string) => ({ en: templateOf(type), cy: templateOf(type, 'cy') });
const fields = ['first_name', 'reference'];
export const purposes = {
  'permits.issued': { fields, email: byLanguage('email'), sms: byLanguage('sms'), letter: byLanguage('letter') },
  'permits.renewal_due': { fields, email: { en: templateOf('email') } },
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const answerOf = ({ statusCode = 0, body = '', headers = {} }: Response): Answer => ({
  status: statusCode,
  headers,
  text: body,
  json: /json/.test(String(headers['content-type'])) ? JSON.parse(body) : undefined,
});

interface Options {
  readonly table?: Table;
  /** Of the council's configuration. */
  readonly settings?: object;
  /** Those of `purposes`, unless told. */
  readonly hasTemplates?: boolean;
}

/** Takes callbacks over HTTP. */
const gatewayOf = async (handler: () => Parameters<typeof call>[0]) => {
  const server = createServer(async (request, response) => {
    const [, id = '', , , kind] = (request.url ?? '').split('/');
    const body = await textOf(request);
    const { authorization = '' } = request.headers;
    const route = `POST /{council}/notifications/govuk-notify/${kind}`;
    const headers = { 'content-type': 'application/json', authorization };
    const answer = await call(handler(), { route, params: { council: id }, headers, body });
    response.writeHead(answer.statusCode ?? 500).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
};

const councilsWith = (settings: object): Map<string, Council> =>
  new Map(
    [
      councilOf(council, 'Marlbeck District Council', { publicUrl, ...settings }),
      councilOf('pellwick', 'Pellwick Borough Council', {}),
      councilOf('thornmoor', 'Thornmoor Council'),
    ].map((one) => [one.id, one]),
  );

/** By their paths. */
const secretsOfAll = (): Map<string, string> =>
  new Map(
    [council, 'pellwick'].flatMap((id) =>
      Object.entries(secretsFor(id)).map(([name, text]) => [`/t/services/notifications/${id}/${name}`, text] as const),
    ),
  );

const asking =
  (handler: Parameters<typeof call>[0], keys: readonly ReturnType<typeof aKey>[]) =>
  async (id: OperationId, asked: Asked = {}): Promise<Answer> => {
    const { method, path } = notifications.operations[id];
    const { council: of = council, params, query, body, isPublic } = asked;
    const key = keys.find(({ record }) => record.council === of);
    const answer = await call(handler, {
      route: `${method} ${path}`,
      params: { council: of, ...params },
      ...(query !== undefined && { query }),
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(isPublic ? {} : key?.headers),
        ...asked.headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return answerOf(answer);
  };

/** The handlers, and what they work with. */
const served = async (table: Table, clock: () => number, settings: object) => {
  const councils = councilsWith(settings);
  const keys = [...councils.keys()].map((id) => aKey({ council: id, scopes: ['*'], dailyQuota: 1e9 }));
  const platform = { ...aPlatform(...keys.map(({ record }) => record)), clock, councils };
  const secrets: Map<string, string> = secretsOfAll();
  const gateway = await gatewayOf(() => handler);
  const notify = await startNotify({ clock, callbacks: () => gateway.url });
  const store = { read: async (name: string) => secrets.get(name), forget: () => undefined };
  const sending = assembled(table, {
    ...{ clock, councils, retention: {}, log: platform.log, random: () => 0 },
    ask: outbound({ patience: 2000, breakAfter: 1000 }),
    providers: providers(notifications, { councils, secrets: store, path: '/t', standIn: notify.url }),
  });
  const handler = serve(notifications, handlers(sending), platform, new AnswerStore(table, clock));
  const stop = async () => {
    await notify.stop();
    await gateway.stop();
  };
  return { sending, notify, secrets, lines: platform.lines, ask: asking(handler, keys), stop };
};

const hearing =
  (sending: Parameters<typeof hear>[0]) =>
  ({ json: { message, purpose, channels } }: Answer) =>
    hear(sending)({
      ...{ id: randomUUID(), type: 'notifications.message.queued', version: 1, council, subject: message },
      ...{ time: start, data: { message, purpose, channels: Object.keys(channels) } },
    });

export const notificationCouncil = async ({ table, settings = {}, hasTemplates = true }: Options = {}) => {
  const own = table ?? (await freshTable());
  let now = Date.parse(start);
  const { notify, ask, sending, ...rest } = await served(own, () => now, settings);
  const put = hasTemplates ? await ask('putTemplates', { body: { purposes } }) : undefined;
  if (put && put.status !== 200) throw new Error(put.text);
  return {
    ...{ ...rest, table: own, sending, ask, notify: notify.controls, url: notify.url, sweep: sweep(sending) },
    at: (moment: string) => {
      now = Date.parse(moment);
    },
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    /** As the bus tells of a message that was taken: again, when asked again. */
    hear: hearing(sending),
    /** Takes a message, without sending it. */
    take: (body: object, key: string = randomUUID()) =>
      ask('sendMessage', { body: { purpose: 'permits.issued', ...body }, headers: { 'idempotency-key': key } }),
    read: async (message: string): Promise<Answer['json']> =>
      (await ask('getMessage', { params: { message } })).json.channels,
  };
};
export type NotificationCouncil = Awaited<ReturnType<typeof notificationCouncil>>;

export const jo = { email: 'jo@resident.example' };
export const personalisation = { first_name: 'Jo', reference: 'PM-7K2M9QXA' };
