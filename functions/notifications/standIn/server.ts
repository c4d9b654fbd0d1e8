/** The stand-in over HTTP: Notify's paths, `POST /.controls`, and a page of what was sent. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { authenticated } from './auth.ts';
import type { MessageType } from './keys.ts';
import { sentPage } from './page.ts';
import { badRequest, invalid, notFound, Refusal } from './refusals.ts';
import type { NotifyService } from './service.ts';
import type { Asker } from './state.ts';
import type { Body } from './validate.ts';

/** `lost`: done, and the answer never comes. `cut`: not done. `done500`: done, and it says 500. A number: not done, and it says so. */
export type Fault = 'lost' | 'cut' | 'done500' | 500 | 504 | 'rate';

interface Asked {
  readonly asker: Asker;
  readonly query: URLSearchParams;
  readonly body: Body;
  readonly part: string;
  /** Of the template that is asked for. */
  readonly version?: string | undefined;
}

interface Route {
  readonly path: RegExp;
  readonly status?: number;
  readonly answer: (service: NotifyService, asked: Asked) => unknown;
}

const id = '([^/]+)';
const routes: Readonly<Record<string, readonly Route[]>> = {
  POST: [
    {
      path: /^\/v2\/notifications\/(email|sms|letter)$/,
      status: 201,
      answer: (service, { asker, part, body }) => service.send(asker, part as MessageType, body),
    },
    {
      path: new RegExp(`^/v2/template/${id}/preview$`),
      answer: (service, { asker, part, body }) => service.preview(asker.council, part, body),
    },
  ],
  GET: [
    { path: /^\/v2\/notifications$/, answer: (service, { asker, query }) => service.list(asker, query) },
    {
      path: new RegExp(`^/v2/notifications/${id}/pdf$`),
      answer: (service, { asker, part }) => service.pdf(asker, part),
    },
    { path: new RegExp(`^/v2/notifications/${id}$`), answer: (service, { asker, part }) => service.get(asker, part) },
    {
      path: /^\/v2\/templates$/,
      answer: (service, { asker, query }) => service.templates(asker.council, query.get('type')),
    },
    {
      path: new RegExp(`^/v2/template/${id}(?:/version/(\\d+))?$`),
      answer: (service, { asker, part, version }) => service.template(asker.council, part, version),
    },
    {
      path: /^\/v2\/received-text-messages$/,
      answer: (service, { asker, query }) => service.received(asker, query.get('older_than')),
    },
  ],
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const bodyOf = (text: string): Body => {
  if (text === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw badRequest('Invalid JSON supplied in POST data');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid(`${text} is not of type object`);
  return body as Body;
};

const write = (response: ServerResponse, status: number, body: unknown): void => {
  if (body instanceof Uint8Array) response.writeHead(status, { 'content-type': 'application/pdf' }).end(body);
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const refuse = (response: ServerResponse, error: unknown): void => {
  const { status, errors } =
    error instanceof Refusal ? error : new Refusal(500, 'InternalServerError', 'Internal server error');
  write(response, status, { status_code: status, errors });
};

export interface ServerParts {
  readonly clock: () => number;
  readonly service: NotifyService;
  readonly councils: ReadonlySet<string>;
  readonly revoked: ReadonlySet<string>;
  /** Of the next call that sends. */
  readonly nextFault: () => Fault | undefined;
  readonly control: (wanted: Body) => Promise<unknown>;
}

const notifyAnswer = async (parts: ServerParts, request: IncomingMessage, url: URL, text: string) => {
  const { service, councils, revoked, clock } = parts;
  const asker = await authenticated(request.headers.authorization, councils, revoked, clock());
  const route = routes[request.method ?? '']?.find(({ path }) => path.test(url.pathname));
  if (!route) throw notFound('The requested URL was not found on the server.');
  const [, named = '', version] = route.path.exec(url.pathname) ?? [];
  const asked = { asker, query: url.searchParams, body: bodyOf(text), part: decodeURIComponent(named), version };
  const answer = route.answer(service, asked);
  return { status: route.status ?? 200, answer };
};

const faulty = (fault: Fault | undefined): void => {
  if (fault === 'rate') {
    throw new Refusal(429, 'RateLimitError', 'Exceeded rate limit for key type TEST of 3000 requests per 60 seconds');
  }
  if (typeof fault === 'number') throw new Refusal(fault, 'Exception', 'Internal server error');
};

const serve = async (parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(request.url ?? '/', 'http://stand-in.invalid');
  const text = await textOf(request);
  const isSend = request.method === 'POST' && url.pathname.startsWith('/v2/notifications/');
  const fault = isSend ? parts.nextFault() : undefined;
  try {
    if (url.pathname === '/') {
      const page = sentPage(parts.service.sent, parts.clock());
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
      return;
    }
    if (url.pathname === '/.controls') return write(response, 200, await parts.control(bodyOf(text)));
    if (fault === 'cut') return void request.socket.destroy();
    faulty(fault);
    const { status, answer } = await notifyAnswer(parts, request, url, text);
    if (fault === 'lost') return void request.socket.destroy();
    if (fault === 'done500') throw new Refusal(500, 'Exception', 'Internal server error');
    write(response, status, answer);
  } catch (error) {
    refuse(response, error);
  }
};

export const notifyServer = (parts: ServerParts) =>
  createServer((request, response) => {
    serve(parts, request, response).catch(() => request.socket.destroy());
  });
